"""The ``rustybt`` command: its groups, and how an error becomes one clear line."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console

from rustybt import __version__
from rustybt.cli import commands
from rustybt.cli.settings import Settings
from rustybt.exceptions import RustyBTError

__all__ = ["command_line", "main"]

INTERRUPTED = 130


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: rustybt demo",
)
@click.version_option(__version__, prog_name="rustybt")
def command_line() -> None:
    """Backtest trading strategies exactly, on data that you hold.

    \b
    A first session:
      rustybt demo                                  two strategies on the embedded data, with a report
      rustybt ingest sample                         real daily bars of five US equities, from a package
      rustybt bundles                               what the catalog holds
      rustybt run -f my_strategy.py --bundle sample --start 2005-01-03 --end 2012-12-31 -o out

    The catalog lives in ~/.rustybt/data, or where RUSTYBT_DATA_DIR or --data-dir says.
    """


for _command in (commands.demo, commands.ingest, commands.bundles, commands.run):
    command_line.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: The words after ``rustybt``; those of this process by default.

    Returns:
        0 when all went well, 1 for an error of rustybt, 2 for a wrong use of the command, 130 when interrupted.

    Raises:
        RustyBTError: Only with ``--traceback``.
    """
    settings = Settings()
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        command_line.main(arguments, prog_name="rustybt", standalone_mode=False, obj=settings)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        errors.print(f"[yellow]Interrupted.[/] {error}".rstrip(), markup=True)
        return INTERRUPTED
    except RustyBTError as error:
        if settings.traceback:
            raise
        errors.print("[bold red]Error:[/]", end=" ")
        errors.print(str(error), markup=False)
        return 1
    return 0
