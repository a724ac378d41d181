"""``rustybt live run``: an engine without a notebook, until its feed ends or it is told to stop."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rustybt.cli.live_screen import unheard
from rustybt.cli.settings import traceback_option

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from rustybt.live.config import LiveConfig
    from rustybt.live.engine import LiveTradingEngine

__all__ = ["run"]

HALTED, FAILED, AT_ONCE = 3, 4, 130
LOOK_SECONDS = 0.25
LOG_SECONDS = 30.0


@click.command()
@click.option(
    "-c", "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True,
    help="What to run: name, strategy, data, broker, and, if wanted, more.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Write the last state as JSON to the standard output.")
@traceback_option
@click.pass_context
def run(context: click.Context, config: Path, *, as_json: bool) -> None:
    """Run the engine that live.yaml describes.

    \b
    live.yaml:
      name: my-strategy
      strategy: my_strategy.py             # or my_strategy.py:Class, or package.module:Class
      parameters: {window: 50}             # on context.parameters
      data: {bundle: sample, start: 2011-01-03, end: 2012-12-31, speed: 86400}
                                           # or feed: {kind: module, factory: my_feed.py:make, options: {}}
      broker: {kind: paper, starting_cash: 100000, order_latency_ms: 100}
      breakers: moderate                   # conservative, moderate, aggressive, or a list
      limits: {max_order_notional: 50000, max_position: {AAPL: 1000}}
      reconciliation: {interval_seconds: 300}
      schedule: {calendar: NYSE, jobs: [{job: pause, trigger: market_close, offset_minutes: -5}]}
      monitoring: {port: 9464, heartbeat: 30}
      logs: logs

    Relative paths are taken from its folder. Alerts go to the channels of the environment: SMTP_HOST, ALERT_EMAIL_TO,
    ALERT_WEBHOOK_URLS and so on. Run again, a session goes on where its journal ends.

    Ctrl-C or SIGTERM shuts it down: orders and positions stay as they are. A second Ctrl-C ends it at once, which loses
    nothing either. A halted session keeps running, and takes no new risk, until it is resumed or stopped.

    \b
    Exit codes: 0 the feed ended, or it was shut down; 2 it could not start; 3 it ended halted;
    4 its strategy or its accounting failed; 130 ended at once.

    \b
    Example:
      rustybt live run --config live.yaml
    """
    import asyncio

    from rustybt.live.alerts import AlertConfig
    from rustybt.live.config import read_config
    from rustybt.live.configured import engine_of
    from rustybt.live.redaction import take_secrets

    secrets = take_secrets(os.environ)
    settings = read_config(config)
    environment = {**os.environ, **secrets}
    engine = engine_of(settings, environment)
    if settings.alerts == "none" or not AlertConfig.from_env(environment).reaches_anybody:
        click.secho(unheard(settings.name), err=True, fg="yellow")
    ended = asyncio.run(_Headless(engine, settings).run())
    if as_json:
        click.echo(json.dumps(ended, indent=2))
    context.exit({"HALTED": HALTED, "FAILED": FAILED}.get(str(ended["state"]), 0))


class _Headless:
    """Runs an engine to its end, tells what happens on the standard error, and obeys signals."""

    def __init__(self, engine: LiveTradingEngine, settings: LiveConfig) -> None:
        self._engine, self._settings = engine, settings
        self._told = 0
        self._line = ""
        self._logged = 0.0
        self._asked = False
        self._terminal = sys.stderr.isatty()
        self._stopping: asyncio.Task[None] | None = None

    async def run(self) -> Mapping[str, Any]:
        import asyncio
        import gc
        import signal

        from rustybt.exceptions import RustyBTError
        from rustybt.live.private_files import write_private

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        engine = self._engine
        click.echo(f"{engine.name}: starting, in {engine.folder}", err=True)
        await engine.start(host="thread")
        # All that a start has loaded stays: a full collection would look at each of it, and hold up a turn meanwhile.
        gc.freeze()
        # Only now is it sure that the session is this one's, and not another's of the same name.
        write_private(engine.folder / "live.yaml", self._settings.text().encode(), replace=True)
        ended = asyncio.create_task(engine.join())
        try:
            while not ended.done():
                if self._asked and self._stopping is None:
                    self._stopping = asyncio.create_task(engine.shutdown())
                self._tell(loop.time())
                await asyncio.wait({ended}, timeout=LOOK_SECONDS)
            ended.result()
        except RustyBTError as error:
            self._clear()
            click.secho(f"rustybt: {' '.join(str(error).split())}", err=True, fg="red")
        finally:
            if self._stopping is not None:
                await asyncio.gather(self._stopping, return_exceptions=True)
        self._tell(loop.time())
        self._clear()
        found = engine.get_status()
        self._sum_up(found)
        return found

    def _stop(self) -> None:
        if self._asked:
            self._clear()
            click.echo(
                f"rustybt: {self._engine.name} ends at once; all that it sent is in its journal", err=True
            )
            os._exit(AT_ONCE)  # the journal is made for this; nothing else needs to be put in order
        self._asked = True
        self._clear()
        click.echo(
            f"{self._engine.name}: shutting down, orders and positions stay as they are; once more to end at once",
            err=True,
        )

    def _tell(self, now: float) -> None:
        status = self._engine.get_status()
        for event in status.get("events", ()):
            if event["seq"] > self._told:
                self._told = event["seq"]
                self._clear()
                words = ", ".join(
                    f"{key} {event[key]}" for key in event if key not in ("seq", "kind", "time_ns")
                )
                click.echo(f"{self._engine.name}: {event['kind']}: {words}", err=True)
        line = _line(status)
        if self._terminal:
            click.echo(f"\r\x1b[K{line}", err=True, nl=False)
            self._line = line
        elif now - self._logged >= LOG_SECONDS:
            self._logged = now
            click.echo(line, err=True)

    def _clear(self) -> None:
        if self._line:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._line = ""

    def _sum_up(self, found: Mapping[str, Any]) -> None:
        opened = len(found.get("open_orders", ()))
        click.echo(f"{_line(found)}", err=True)
        if opened:
            click.echo(f"{opened} open orders were left as they are: {found['broker']} has them", err=True)
        if found["state"] == "HALTED":
            click.echo(
                f"It ended halted. Run it again, and resume it: rustybt live resume {self._engine.name} --reason why",
                err=True,
            )


def _line(status: Mapping[str, Any]) -> str:
    from rustybt.cli.live_screen import moment

    return (
        f"{status['name']}: {status['state']}  {moment(status.get('market_time_ns'))}  "
        f"value {status.get('portfolio_value', '')}  orders {status.get('orders_submitted', 0)}  "
        f"fills {status.get('fills', 0)}  open {len(status.get('open_orders', ()))}"
    )
