"""The ``rustybt`` command: its commands, and how an error becomes one clear line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from rustybt import __version__
from rustybt.cli.catalog import bundles, ingest
from rustybt.cli.console import console
from rustybt.cli.demo import demo
from rustybt.cli.keygen import keygen
from rustybt.cli.live import live
from rustybt.cli.run import run
from rustybt.cli.settings import Settings
from rustybt.exceptions import RustyBTError

__all__ = ["command_line", "main"]

REFUSED = 2
INTERRUPTED = 130


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: rustybt demo",
    no_args_is_help=True,
)
@click.version_option(__version__, prog_name="rustybt")
def command_line() -> None:
    """Backtest trading strategies exactly, on data that you hold, and run them live or on paper.

    \b
    A first session:
      rustybt demo             two strategies on real data, with a report of each
      rustybt ingest sample    put the embedded daily bars of five US stocks in the catalog
      rustybt bundles          what the catalog holds
      rustybt run -f my_strategy.py --start 2005-01-03 --end 2012-12-31 -o out
      rustybt live run --config live.yaml      the same strategy on paper, resumed where it stopped
      rustybt console --open   its live console in a browser, with HALT
      rustybt keygen           a key for the credentials of brokers

    \b
    The catalog is the folder ~/.rustybt/data, or the one of --data-dir or RUSTYBT_DATA_DIR.
    Each command explains itself: rustybt run --help
    """


for _command in (demo, ingest, bundles, run, live, console, keygen):
    command_line.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: The words after ``rustybt``; those of this process by default.

    Returns:
        0 when all went well, 2 for a wrong use or an error of rustybt, which is told in one line on the standard
        error, 130 when interrupted, and any other that the help of a command names.

    Raises:
        RustyBTError: Only with ``--traceback``.
    """
    settings = Settings()
    try:
        code = command_line.main(arguments, prog_name="rustybt", standalone_mode=False, obj=settings)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        hint = f" (see: {context.command_path} --help)" if context else ""
        return _told(f"{error.format_message()}{hint}", error.exit_code)
    except (click.Abort, KeyboardInterrupt) as error:
        # click turns an interruption into an Abort and keeps what it was as the cause.
        cause = error if isinstance(error, RustyBTError) else error.__cause__
        return _told(str(cause or "") or "interrupted", INTERRUPTED)
    except RustyBTError as error:
        if settings.traceback:
            raise
        return _told(str(error), REFUSED)
    return code if isinstance(code, int) else 0


def _told(message: str, code: int) -> int:
    line = " ".join(message.split())
    click.secho(f"rustybt: {line}", err=True, fg="yellow" if code == INTERRUPTED else "red")
    sys.stderr.flush()
    return code
