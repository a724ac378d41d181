"""``rustybt live``: run an engine without a notebook, look at it, halt it, resume it."""

from __future__ import annotations

import getpass
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rustybt.cli.live_journal import archive, replay, verify_journal
from rustybt.cli.live_run import run
from rustybt.cli.live_watch import watch
from rustybt.cli.settings import FOLDER, session_at, traceback_option

__all__ = ["halt", "live", "metrics", "pause", "reconcile", "reset", "resume", "status", "stop"]

ANSWER_SECONDS = 30.0


@click.group(no_args_is_help=True)
def live() -> None:
    """Trade live or on paper: run an engine, look at it, halt it, resume it.

    An engine is described in live.yaml, runs under a name, and keeps all it knows in a journal in its folder,
    ~/.rustybt/live/NAME (RUSTYBT_LIVE_DIR/NAME). Started again, it goes on where it was.

    \b
    A first session:
      rustybt live run --config live.yaml     in one terminal
      rustybt live status                     in another: every session, running or not
      rustybt live halt NAME --reason why     no new risk from now on; open orders are cancelled
      rustybt live resume NAME --reason why   only by hand
      rustybt live stop NAME                  orders and positions stay; run it again to go on

    Halting works with no engine running: it sets a latch on the disk first, and the engine obeys it.
    """


def _session_options[F: Callable[..., Any]](command: F) -> F:
    folder = click.option(
        "--live-dir",
        type=FOLDER,
        envvar="RUSTYBT_LIVE_DIR",
        show_envvar=True,
        help="Folder of the sessions.  [default: ~/.rustybt/live]",
    )
    return click.argument("name")(folder(_json_option(traceback_option(command))))


def _json_option[F: Callable[..., Any]](command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Write JSON to the standard output.")(command)


def _operator_options[F: Callable[..., Any]](command: F) -> F:
    operator = click.option("--operator", default=getpass.getuser, help="Who.  [default: your user name]")
    return operator(click.option("--reason", required=True, help="Why, in words; it is journalled.")(command))


@live.command()
@click.argument("name", required=False)
@click.option(
    "--live-dir", type=FOLDER, envvar="RUSTYBT_LIVE_DIR", show_envvar=True,
    help="Folder of the sessions.  [default: ~/.rustybt/live]",
)  # fmt: skip
@_json_option
@traceback_option
def status(name: str | None, live_dir: Path | None, *, as_json: bool) -> None:
    """Show a session, or all of them without a NAME.

    A running engine answers itself; of any other its journal tells.

    \b
    Examples:
      rustybt live status
      rustybt live status my-strategy
      rustybt live status my-strategy --json
    """
    from rustybt.cli.live_screen import sessions_table, show_session
    from rustybt.cli.screen import show
    from rustybt.live.last_state import state_of, states_in
    from rustybt.live.plan_parts import session_folder

    if name is not None:
        found = state_of(session_at(name, live_dir))
        _say(found, lambda: show_session(found), as_json=as_json)
        return
    root = session_folder("x", live_dir).parent
    every = states_in(root)
    if not every and not as_json:
        click.echo(f"There is no session in {root}. Start one with: rustybt live run --config live.yaml")
        return
    _say(every, lambda: show(sessions_table(every)), as_json=as_json)


@live.command()
@_operator_options
@_session_options
def halt(name: str, live_dir: Path | None, reason: str, operator: str, *, as_json: bool) -> None:
    """Stop new risk and cancel open orders; positions stay as they are.

    The latch is on the disk before anything else is tried, so that this works when the engine hangs, or does not run:
    then it starts halted.

    \b
    Example:
      rustybt live halt my-strategy --reason "exchange announced maintenance"
    """
    from rustybt.exceptions import EngineError
    from rustybt.live.control import ask, halt_session
    from rustybt.live.halt import HaltRecord

    folder = session_at(name, live_dir)
    held = halt_session(folder, HaltRecord(reason=reason, operator=operator, time_ns=time.time_ns()))
    state, answered, missing = "LATCHED", False, ""
    try:
        told = ask(folder, "halt", reason=reason, operator=operator, timeout=ANSWER_SECONDS)
        state, answered = str(told["state"]), True
    except EngineError as error:
        missing = str(error)
    result = {
        "name": name,
        "state": state,
        "reason": held.reason,
        "operator": held.operator,
        "answered": answered,
    }

    def tell() -> None:
        if answered:
            click.echo(f"{name} is {state}: {held.reason} ({held.operator})")
        else:
            click.echo(f"The halt of {name} is latched: {held.reason} ({held.operator}). {missing}")

    _say(result, tell, as_json=as_json)


@live.command()
@_operator_options
@_session_options
def resume(name: str, live_dir: Path | None, reason: str, operator: str, *, as_json: bool) -> None:
    """Take new risk again after a halt or a pause.

    The engine refuses while a breaker is latched (reset it first) or nobody knows what became of an order.

    \b
    Example:
      rustybt live resume my-strategy --reason "maintenance is over" --operator ada
    """
    _command(name, live_dir, "resume", reason=reason, operator=operator, as_json=as_json)


@live.command()
@click.option("--breaker", help="Name of the one breaker; all that are latched by default.")
@_operator_options
@_session_options
def reset(
    name: str, live_dir: Path | None, reason: str, operator: str, breaker: str | None, *, as_json: bool
) -> None:
    """Reset latched breakers, and measure anew; the session stays halted until it is resumed.

    \b
    Examples:
      rustybt live reset my-strategy --reason "the loss is understood"
      rustybt live reset my-strategy --breaker drawdown --reason "deposit was booked late"
    """
    chosen = {} if breaker is None else {"breaker": breaker}
    _command(name, live_dir, "reset", reason=reason, operator=operator, **chosen, as_json=as_json)


@live.command()
@_session_options
def pause(name: str, live_dir: Path | None, *, as_json: bool) -> None:
    """Take no new risk until it is resumed; open orders stay.

    \b
    Example:
      rustybt live pause my-strategy
    """
    _command(name, live_dir, "pause", as_json=as_json)


@live.command()
@_session_options
def reconcile(name: str, live_dir: Path | None, *, as_json: bool) -> None:
    """Compare the account with the broker's now, and show what differs.

    \b
    Example:
      rustybt live reconcile my-strategy
    """
    from rustybt.live.reconciliation import ReconciliationReport

    told = _ask(session_at(name, live_dir), "reconcile")["reconciliation"]
    _say(told, lambda: click.echo(f"{name}: {ReconciliationReport.of(told)}"), as_json=as_json)


@live.command()
@_session_options
def stop(name: str, live_dir: Path | None, *, as_json: bool) -> None:
    """Shut the engine down; orders and positions stay as they are, and the next run goes on.

    \b
    Example:
      rustybt live stop my-strategy
    """
    _command(
        name,
        live_dir,
        "shutdown",
        as_json=as_json,
        says="is shutting down; orders and positions stay as they are",
    )


@live.command()
@click.option("--prometheus", is_flag=True, help="Write what Prometheus reads.")
@_session_options
def metrics(name: str, live_dir: Path | None, *, prometheus: bool, as_json: bool) -> None:
    """Show what is measured of a running engine.

    \b
    Examples:
      rustybt live metrics my-strategy
      rustybt live metrics my-strategy --prometheus
    """
    from rustybt.cli.live_screen import metrics_table
    from rustybt.cli.screen import show

    told = _ask(session_at(name, live_dir), "metrics")
    if prometheus:
        click.echo(told["prometheus"], nl=False)
        return
    _say(told["metrics"], lambda: show(metrics_table(told["metrics"])), as_json=as_json)


def _command(
    name: str, live_dir: Path | None, command: str, says: str = "", *, as_json: bool, **arguments: str
) -> None:
    told = _ask(session_at(name, live_dir), command, **arguments)
    _say(told, lambda: click.echo(f"{name} {says or 'is ' + told['state']}"), as_json=as_json)


def _ask(folder: Path, command: str, **arguments: str) -> dict[str, Any]:
    from rustybt.exceptions import EngineNotRunningError
    from rustybt.live.control import ask
    from rustybt.live.last_state import start_words

    try:
        return ask(folder, command, timeout=ANSWER_SECONDS, **arguments)
    except EngineNotRunningError as error:
        raise EngineNotRunningError(
            f"no engine of {folder.name} answers: start it ({start_words(folder)}); a halted one starts halted, and "
            "halting needs no engine"
        ) from error


def _say(found: object, tell: Callable[[], None], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(found, indent=2))
    else:
        tell()


for _each in (run, watch, replay, verify_journal, archive):
    live.add_command(_each)
