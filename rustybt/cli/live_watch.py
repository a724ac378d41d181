"""``rustybt live watch``: a process beside an engine, which halts and alerts when it stalls or dies."""

from __future__ import annotations

import os
from pathlib import Path

import click

from rustybt.cli.live_screen import unheard
from rustybt.cli.settings import FOLDER, session_at, traceback_option

__all__ = ["watch"]

DEAD = 5
EXITS = {"STOPPED": 0, "HALTED": 3, "FAILED": 4, "DEAD": DEAD}


@click.command()
@click.argument("name")
@click.option(
    "--stall", type=click.FloatRange(0, min_open=True), default=4.0, show_default=True,
    help="Seconds without an answer after which it has stalled.",
)  # fmt: skip
@click.option(
    "--restart", is_flag=True, help="Start an engine that died anew; it stays halted until it is resumed."
)
@click.option(
    "--most", type=click.IntRange(0), default=5, show_default=True,
    help="Restarts at most; each waits twice as long as the last.",
)  # fmt: skip
@click.option(
    "--no-cancel",
    is_flag=True,
    help="Cancel nothing at the venue when the engine is dead: only latch and tell.",
)
@click.option(
    "--live-dir", type=FOLDER, envvar="RUSTYBT_LIVE_DIR", show_envvar=True,
    help="Folder of the sessions.  [default: ~/.rustybt/live]",
)  # fmt: skip
@traceback_option
@click.pass_context
def watch(
    context: click.Context,
    name: str,
    live_dir: Path | None,
    stall: float,
    most: int,
    *,
    restart: bool,
    no_cancel: bool,
) -> None:
    """Watch an engine from a process of its own, and halt when it stalls or dies.

    The halt latch is set first, then humans are told, by the channels of the environment (SMTP_HOST, ALERT_WEBHOOK_URLS
    and so on). An engine that turns again obeys the latch; one that is started anew cancels what is open. What a dead
    one left open at the venue that its live.yaml names is cancelled from here at once: its own orders, and no others.

    \b
    Exit codes: 0 the engine was shut down; 3 it ended halted; 4 it failed; 5 it died, and is left so.

    \b
    Examples:
      rustybt live watch my-strategy
      rustybt live watch my-strategy --restart --most 3
    """
    import asyncio

    from rustybt.live.alerts import AlertConfig, AlertManager
    from rustybt.live.last_cancels import cancel_left
    from rustybt.live.redaction import take_secrets
    from rustybt.live.watchdog import Watchdog, WatchdogPlan

    secrets = take_secrets(os.environ)
    environment = {**os.environ, **secrets}
    config = AlertConfig.from_env(environment)
    plan = WatchdogPlan(stall_seconds=stall, restart=restart, most_restarts=most)
    folder = session_at(name, live_dir)
    if not config.reaches_anybody:
        click.secho(unheard(name), err=True, fg="yellow")
    with AlertManager(config, name) as alerts:
        found = Watchdog(
            folder,
            plan,
            cancel=None if no_cancel else lambda: asyncio.run(cancel_left(folder)),
            alerts=alerts,
            environment=environment,
            say=lambda words: click.echo(words, err=True),
        ).run()
        alerts.deliver_due(last=True)
    context.exit(EXITS.get(found, DEAD))
