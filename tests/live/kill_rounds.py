"""kill -9 of a real headless engine, or of a kernel with one, at random moments, until its replay is done.

On paper, orders, fills, positions and money are held to the backtest at the end, exactly; on a simulated exchange in
another process, to the exchange's own books (`tests.live.exchange_rounds`). ``python -m tests.live.kill_rounds 60``
prints the figures of both; `make kill-test` calls it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rustybt import DataCatalog, run_algorithm
from rustybt.backtest.strategy_file import strategy_of
from rustybt.live.config import read_config
from rustybt.live.configured import engine_of
from rustybt.live.journal import JournalReader
from rustybt.live.journal_check import verify_journal
from tests.live.sessions import same_records

ROOT = Path(__file__).resolve().parents[2]
DAYS = {"start": "2012-01-03", "end": "2012-12-31"}
SPEED = 10_000_000
"""Market seconds a second: the year takes three seconds at least."""
SECONDS = 2.5
"""How long an engine lives at most once it answers: it is killed while it replays, reconciles or trades."""
UNBORN = 0.15
"""Share of the kills that come before it answers."""

CELL = """
from pathlib import Path
from rustybt.live.config import read_config
from rustybt.live.configured import engine_of
engine = engine_of(read_config(Path({config!r})), {{}})
await engine.start(host="thread")
await engine.join()
"""
BUSY = '''
from rustybt import LimitOrder, TradingAlgorithm


class Busy(TradingAlgorithm):
    """Orders every day: at the market, and at limits, some of which it cancels."""

    def initialize(self, context):
        context.names = self.symbols("AAPL", "IBM", "MSFT")
        context.days = 0
        context.waiting = []

    def handle_data(self, context, data):
        context.days += 1
        for number, asset in enumerate(context.names):
            target = 10 * ((context.days * (number + 3)) % 7) - 20
            self.order_target(asset, target)
        for order in context.waiting:
            self.cancel_order(order)
        asset = context.names[context.days % 3]
        price = data.current(asset, "price")
        limit = round(price * (99 if context.days % 2 else 101) / 100, 2)
        context.waiting = [self.order(asset, 5, style=LimitOrder(limit))]
'''


@dataclass
class Figures:
    """What a campaign came to."""

    kills: int = 0
    kernels: int = 0
    sessions: int = 0
    orders: int = 0
    fills: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        moments = ", ".join(f"{number} {moment}" for moment, number in self.moments.most_common())
        faults = f"; {sum(self.faults.values()):,} faults of {len(self.faults)} kinds" if self.faults else ""
        return (
            f"{self.kills} kills ({self.kernels} of kernels) of {self.sessions} sessions "
            f"({moments}); {self.orders:,} orders, {self.fills:,} "
            f"fills: {self.duplicates} duplicate orders, {self.lost} lost fills, {len(self.wrong)} wrong balances"
            f"{faults}"
        )


class Campaign:
    """Sessions that are killed, one after the other, until there were so many kills."""

    seconds = SECONDS

    def __init__(self, folder: Path, seed: int, *, kernels: bool) -> None:
        self.folder, self.random, self.kernels = folder, random.Random(seed), kernels
        self.figures = Figures()

    def run(self, rounds: int) -> Figures:
        while self.figures.kills < rounds:
            self.figures.sessions += 1
            self._session(f"session-{self.figures.sessions}", rounds)
        return self.figures

    def _session(self, name: str, rounds: int) -> None:
        raise NotImplementedError

    def _written(self, name: str, described: dict) -> Path:
        path = self.folder / f"{name}.yaml"
        path.write_text(json.dumps({"name": name, "folder": "sessions", **described}))
        return path

    def _lived(self, config: Path, rounds: int) -> bool:
        in_a_kernel = self.kernels and self.random.random() < 0.5
        return self._kernel_ended(config, rounds) if in_a_kernel else self._ended(config, rounds)

    def _ended(self, config: Path, rounds: int) -> bool:
        head = self._head(config.stem)
        log = (self.folder / "engine.log").open("w+b")
        engine = subprocess.Popen(
            [sys.executable, "-m", "rustybt", "live", "run", "--config", str(config)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
        try:
            last = self.figures.kills >= rounds
            alive = (
                self._patience(engine.pid, config.stem, lambda: engine.poll() is None) if not last else 120
            )
            engine.wait(alive)
        except subprocess.TimeoutExpired:
            os.kill(engine.pid, signal.SIGKILL)
            engine.wait()
            self._note_kill(config.stem, head)
            return False
        finally:
            log.close()
        if engine.returncode:
            raise AssertionError((self.folder / "engine.log").read_text())
        return True

    def _kernel_ended(self, config: Path, rounds: int) -> bool:
        from jupyter_client.manager import start_new_kernel

        head = self._head(config.stem)
        manager, client = start_new_kernel(
            kernel_name="python3",
            cwd=str(self.folder),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.DEVNULL,
        )
        try:
            message = client.execute(CELL.format(config=str(config)))
            if self.figures.kills < rounds:
                pid = manager.provisioner.pid
                time.sleep(self._patience(pid, config.stem, manager.is_alive))
                os.kill(pid, signal.SIGKILL)
                reply = None
            else:
                reply = client.get_shell_msg(timeout=120)
                while reply["parent_header"].get("msg_id") != message:
                    reply = client.get_shell_msg(timeout=120)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        if reply is None:
            self.figures.kernels += 1
            self._note_kill(config.stem, head)
            return False
        assert reply["content"]["status"] == "ok", reply["content"]
        return True

    def _note_kill(self, name: str, head: int) -> None:
        self.figures.kills += 1
        self.figures.moments[self._moment(name, head)] += 1

    def _patience(self, pid: int, name: str, alive: Callable[[], bool]) -> float:
        if self.random.random() < UNBORN:
            return self.random.uniform(0.2, 1.5)
        address = self.folder / "sessions" / name / "control.json"
        while alive():
            if address.exists() and json.loads(address.read_text())["pid"] == pid:
                break
            time.sleep(0.002)
        return self.random.uniform(0, self.seconds)

    def _head(self, name: str) -> int:
        journal = self.folder / "sessions" / name / "journal.db"
        if not journal.exists() or not journal.stat().st_size:
            return 0
        with JournalReader.open(journal) as reader:
            return reader.head[0]

    def _moment(self, name: str, head: int) -> str:
        if self._head(name) == head:
            return "before its first record"
        with JournalReader.open(self.folder / "sessions" / name / "journal.db") as reader:
            states = [record.payload["state"] for record in reader.read(head, ("state",))]
        return "trading" if "ARMED" in states else "recovering"


class PaperCampaign(Campaign):
    """On paper: what is left of a session is its backtest."""

    def __init__(self, folder: Path, data_dir: Path, seed: int, *, kernels: bool) -> None:
        super().__init__(folder, seed, kernels=kernels)
        self.data_dir = data_dir
        (folder / "busy.py").write_text(BUSY)
        self.backtest = run_algorithm(
            **strategy_of(folder / "busy.py"),
            bundle="sample",
            catalog=DataCatalog(data_dir),
            progress=False,
            **DAYS,
        )

    def _session(self, name: str, rounds: int) -> None:
        data = {"bundle": "sample", **DAYS, "speed": SPEED, "data_dir": str(self.data_dir)}
        config = self._written(name, {"strategy": "busy.py", "data": data, "broker": {"kind": "paper"}})
        while not self._lived(config, rounds):
            pass
        self._check(config)

    def _check(self, config: Path) -> None:
        figures, name = self.figures, config.stem
        folder = self.folder / "sessions" / name
        verify_journal(folder / "journal.db")
        with JournalReader.open(folder / "journal.db") as reader:
            said = Counter(
                (record.payload["type"], record.payload.get("order_id"), record.payload.get("trade_id"))
                for record in reader.read(kinds=("order",))
            )
        figures.duplicates += sum(number - 1 for (kind, *_), number in said.items() if kind == "Sent")
        fills = [number for (kind, *_), number in said.items() if kind == "Filled"]
        orders = sum(1 for kind, *_ in said if kind == "Sent")
        expected = self.backtest.record
        figures.orders, figures.fills = figures.orders + orders, figures.fills + len(fills)
        figures.duplicates += max(0, orders - len(self.backtest.orders)) + sum(fills) - len(fills)
        figures.lost += abs(len(self.backtest.transactions) - len(fills))
        replayed = engine_of(read_config(config), {}).replay()
        last = json.loads((folder / "last-status.json").read_text())
        value = str(replayed.venue.portfolio_value())
        if (last["portfolio_value"], last["cash"]) != (value, str(replayed.venue.cash())):
            figures.wrong.append(f"{name}: {last['portfolio_value']} and {value}")
        try:
            same_records(expected, replayed.venue.record_of_run())
        except AssertionError as error:
            figures.wrong.append(f"{name}: {error}")


def campaign(rounds: int, seed: int = 0, data_dir: Path | None = None, *, kernels: bool = False) -> Figures:
    """Kill so many engines; what they came to."""
    with tempfile.TemporaryDirectory() as folder:
        if data_dir is None:
            data_dir = Path(folder) / "data"
            DataCatalog(data_dir).ingest("sample", progress=lambda *_: None)
        return PaperCampaign(Path(folder), data_dir, seed, kernels=kernels).run(rounds)


def main() -> None:
    from tests.live.exchange_rounds import exchange_campaign

    rounds, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failed = False
    for where, run in (("on paper", campaign), ("on an exchange in another process", exchange_campaign)):
        began = time.monotonic()
        figures = run(rounds, seed, kernels=True)
        told = [f"{where}: {figures}; {time.monotonic() - began:.0f} s, seed {seed}", *figures.wrong]
        sys.stdout.write("\n".join(told) + "\n")
        sys.stdout.flush()
        failed = failed or bool(figures.duplicates or figures.lost or figures.wrong)
    sys.exit(failed)


if __name__ == "__main__":
    main()
