"""``rustybt console``: the live console in a browser, without a notebook."""

from __future__ import annotations

from pathlib import Path

import click

from rustybt.cli.settings import FOLDER, traceback_option

__all__ = ["console"]


@click.command()
@click.option(
    "-a", "--attach", "name", metavar="NAME", help="Session to show.  [default: all, to choose from]"
)
@click.option(
    "--live-dir", type=FOLDER, envvar="RUSTYBT_LIVE_DIR", show_envvar=True,
    help="Folder of the sessions.  [default: ~/.rustybt/live]",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on.  [default: a free one]"
)
@click.option("--open", "opens", is_flag=True, help="Open a browser on it.")
@traceback_option
def console(name: str | None, live_dir: Path | None, port: int, *, opens: bool) -> None:
    """Show the live console of a session in a browser: the same one as in a notebook, with its HALT.

    It attaches to the engine that runs, in whichever process: rustybt live run, or a notebook. If none runs, it shows
    what the journal says, and HALT sets the latch all the same. Closing it, or Ctrl-C here, stops no engine.

    Only this machine can reach it, and only with the address that is printed: its token is new every time. From another
    machine, carry the port through ssh:

    \b
      ssh -L 8050:127.0.0.1:8050 host rustybt console --port 8050

    \b
    Examples:
      rustybt console --attach my-strategy --open
      rustybt console
      rustybt console --attach my-strategy --port 8050
    """
    from rustybt.console.live_app import serve

    def ready(address: str) -> None:
        what = f"The console of {name}" if name else "The console of all sessions"
        click.echo(f"{what}: {address}")
        click.echo("Only this machine can open it. Ctrl-C closes the console; engines run on.", err=True)
        if opens:
            click.launch(address)

    serve(name, live_dir, port=port, ready=ready)
