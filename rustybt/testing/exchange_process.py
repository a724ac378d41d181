"""A simulated exchange in a process of its own, with a market that moves in real time and weather from a seed.

``python -m rustybt.testing.exchange_process --folder DIR --symbols AAA,BBB`` serves it until it is stopped, or the
process that started it has gone; `served` starts one for a while.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from rustybt.assets.assets import Equity
from rustybt.exceptions import ConfigurationError, SimulationError
from rustybt.live.codecs import decode_decimal
from rustybt.testing.exchange_protocol import ADDRESS
from rustybt.testing.exchange_server import ExchangeServer
from rustybt.testing.faults import FaultPlan
from rustybt.testing.venue_rules import VenueRules
from rustybt.testing.wire import NANOS
from rustybt.testing.world import World

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = ["Market", "main", "serve", "served"]

START_SECONDS = 60.0
FIRST_CENTS = 10_000
REACH_CENTS = 800
MOST_VOLUME = 60


class Market:
    """Prices that wander around 100.00, a step a tick, and a volume for our orders at each of them.

    Args:
        assets: What trades.
        seed: Of the prices.
    """

    def __init__(self, assets: Sequence[Asset], seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - a market must be repeatable, not secret
        self._cents = dict.fromkeys(assets, FIRST_CENTS)

    def step(self, world: World) -> None:
        """Let some of the assets trade once.

        Args:
            world: Whose venue they trade on.
        """
        for asset, cents in self._cents.items():
            back = (FIRST_CENTS - cents) // 40
            moved = cents + back + self._random.randint(-40, 40)
            self._cents[asset] = min(max(moved, FIRST_CENTS - REACH_CENTS), FIRST_CENTS + REACH_CENTS)
            if self._random.random() < 0.7:
                volume = Decimal(self._random.randint(0, MOST_VOLUME))
                world.trade(asset, Decimal(self._cents[asset]) / 100, volume)


async def serve(server: ExchangeServer, world: World, market: Market, tick_seconds: float) -> None:
    """Serve an exchange until the process that started this one has gone.

    Args:
        server: Of the exchange.
        world: What it serves.
        market: What it trades.
        tick_seconds: Between two steps of the market, and of the weather.
    """
    parent = os.getppid()
    market.step(world)
    await server.start()
    try:
        while os.getppid() == parent:
            await asyncio.sleep(tick_seconds)
            if server.moving:
                world.tick()
                market.step(world)
    finally:
        await server.close()


@contextmanager
def served(
    folder: Path,
    symbols: Sequence[str],
    *,
    cash: str = "1000000",
    seed: int = 0,
    faults: Mapping[str, float] | None = None,
    tick_seconds: float = 0.05,
    longest_seconds: float = 2.0,
    receive_window_seconds: float = 2.0,
) -> Iterator[int]:
    """Serve an exchange from a process of its own.

    Args:
        folder: Where its address is written; made if it is not there.
        symbols: Equities that are listed.
        cash: What its account starts with.
        seed: Of market and weather.
        faults: How probable each fault is; none by default.
        tick_seconds: Between two steps of the market.
        longest_seconds: How long an outage lasts at most.
        receive_window_seconds: How old a request may be.

    Yields:
        The id of the process.

    Raises:
        SimulationError: If it does not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "rustybt.testing.exchange_process", "--folder", str(folder)),
        *("--symbols", ",".join(symbols), "--cash", cash, "--seed", str(seed)),
        *("--faults", json.dumps(dict(faults or {})), "--tick", str(tick_seconds)),
        *("--longest", str(longest_seconds), "--receive-window", str(receive_window_seconds)),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module
    try:
        until = time.monotonic() + START_SECONDS
        while _pid_of(folder) != process.pid:
            if process.poll() is not None or time.monotonic() > until:
                raise SimulationError(f"the exchange of {folder} did not start: see what it wrote")
            time.sleep(0.02)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _pid_of(folder: Path) -> int:
    try:
        return int(json.loads((folder / ADDRESS).read_text())["pid"])
    except (OSError, ValueError, KeyError):
        return 0


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rustybt.testing.exchange_process", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the address is written")
    parser.add_argument("--symbols", required=True, help="equities that are listed, with commas")
    parser.add_argument("--cash", default="1000000", help="what the account starts with")
    parser.add_argument("--seed", type=int, default=0, help="of market and weather")
    parser.add_argument("--faults", type=json.loads, default={}, help="JSON: how probable each fault is")
    parser.add_argument("--tick", type=float, default=0.05, help="seconds between two steps of the market")
    parser.add_argument("--longest", type=float, default=2.0, help="seconds that an outage lasts at most")
    parser.add_argument("--receive-window", type=float, default=2.0, help="seconds that a request may be old")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Serve an exchange, as the command line describes it.

    Args:
        given: Arguments; those of the process by default.

    Raises:
        ConfigurationError: If a fault is none, or the cash is no number.
    """
    wanted = _arguments(given)
    assets = [
        Equity(sid, symbol, start_date=date(1990, 1, 2), end_date=date(2100, 1, 1))
        for sid, symbol in enumerate(wanted.symbols.split(","))
    ]
    if not isinstance(wanted.faults, dict):
        raise ConfigurationError(f"--faults is {wanted.faults!r}: give an object of probabilities by fault")
    world = World(
        assets,
        clock=time.time_ns,
        cash=decode_decimal(wanted.cash, "--cash"),
        plan=FaultPlan(wanted.faults),
        seed=wanted.seed,
        rules=VenueRules(
            # What lets a second order of the same id in, so that a duplicate is taken if it is sent.
            order_id_rule="unique_while_open",
            receive_window_ns=int(wanted.receive_window * NANOS),
        ),
        longest_ns=int(wanted.longest * NANOS),
    )
    server = ExchangeServer(world, wanted.folder)
    asyncio.run(serve(server, world, Market(assets, wanted.seed), wanted.tick))


if __name__ == "__main__":
    main()
