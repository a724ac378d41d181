"""The other engines: where each lives, how it is installed, and the command of one run.

Their scripts and the recipe of their environments are those of ``../shared/bench`` (its README.md). Everything that is
made lies under ``.bench/`` in the checkout; ``RUSTYBT_BENCH_ENVS`` may name a folder with environments that exist
already, one folder a name of :data:`PACKAGES`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT.parent / "shared" / "bench"
CACHE = ROOT / ".bench"
DATA = CACHE / "data"
WORKLOADS = ("w1", "wr", "wr5", "w2", "w4", "w3")

PACKAGES = {
    "zipline": ("zipline-reloaded==3.2.1", "pyarrow"),
    "rustybt": ("rustybt==0.3.3", "pyarrow>=18,<20", "polars>=1.34,<2"),
    "nautilus": ("nautilus_trader==1.231.0", "pyarrow", "pandas"),
    "vectorbt": ("vectorbt==1.2.0", "pyarrow"),
    "small": ("backtrader==1.9.78.123", "backtesting==0.6.6", "bt==1.4.1", "pyarrow", "pandas"),
}


@dataclass(frozen=True, slots=True)
class Peer:
    """One of the other engines.

    Attributes:
        label: As the tables name it.
        script: ``peer_<script>.py``.
        environment: A key of :data:`PACKAGES`; empty for the interpreter that runs this.
        fills: When an order is filled: "next close" or "same close".
        mode: ``--mode`` of its script.
        store: Whether it reads a store of its own, written before the runs.
        skip: Workloads that it cannot do.
    """

    label: str
    script: str
    environment: str
    fills: str = "same close"
    mode: str = ""
    store: bool = False
    skip: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        if not self.environment:
            return Path(sys.executable)
        given = os.environ.get("RUSTYBT_BENCH_ENVS")
        for folder in [Path(given)] if given else []:
            found = folder / self.environment / "bin" / "python"
            if found.exists():
                return found
        return CACHE / "envs" / self.environment / "bin" / "python"

    @property
    def store_folder(self) -> Path:
        """Where its own store lies."""
        return CACHE / "stores" / self.script


PLAIN = Peer("plain Python loop", "plain", "", "next close")
PEERS = {
    "zipline": Peer("zipline-reloaded", "zipline", "zipline", "next close", store=True),
    "backtesting": Peer("backtesting.py", "backtesting", "small", skip=("w2", "w3", "wr5")),
    "backtrader": Peer("backtrader", "backtrader", "small"),
    "vectorbt": Peer("vectorbt, first call", "vectorbt", "vectorbt"),
    "nautilus": Peer("nautilus_trader, no analysis", "nautilus", "nautilus", mode="noanalysis"),
    "bt": Peer("bt", "bt", "small"),
    "rustybt-0.3.3": Peer("rustybt 0.3.3", "rustybt", "rustybt", "next close", store=True),
}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def chosen(names: str) -> list[str]:
    """The peers that ``PEERS`` asks for: ``all``, or names with commas between them."""
    if names == "all":
        return list(PEERS)
    found = [name.strip() for name in names.split(",") if name.strip()]
    unknown = sorted(set(found) - set(PEERS))
    if unknown:
        raise SystemExit(
            f"PEERS={names}: {', '.join(unknown)} unknown; use all, or some of {', '.join(PEERS)}"
        )
    return found


def prepare(names: list[str]) -> None:
    """Make what the runs need and is not there yet: data, environments, stores."""
    make_data()
    for name in names:
        _make_environment(PEERS[name])
        if PEERS[name].store:
            _fill_store(PEERS[name])


def make_data() -> None:
    """Write the workloads' bars, once."""
    if not (SCRIPTS / "common.py").is_file():
        raise SystemExit("make bench reads ../shared/bench (beside this checkout), which is not there")
    if all((DATA / f"{workload}.parquet").exists() for workload in WORKLOADS):
        return
    say("making the data")
    _call([sys.executable, str(SCRIPTS / "make_data.py"), str(DATA)])


def _make_environment(peer: Peer) -> None:
    wanted = PACKAGES[peer.environment]
    folder = CACHE / "envs" / peer.environment
    stamp = folder / ".packages"
    if not peer.python.is_relative_to(folder):
        return
    if stamp.exists() and stamp.read_text() == "\n".join(wanted):
        return
    say(f"installing {', '.join(wanted)}")
    _call([sys.executable, "-m", "venv", "--clear", str(folder)])
    _call([str(peer.python), "-m", "pip", "install", "--quiet", *wanted])
    stamp.write_text("\n".join(wanted))


def _fill_store(peer: Peer) -> None:
    for workload in WORKLOADS:
        stamp = peer.store_folder / f".{workload}"
        if not stamp.exists():
            say(f"{peer.label}: ingesting {workload}")
            _call([*command(peer, workload), "--ingest"])
            stamp.touch()


def command(peer: Peer, workload: str) -> list[str]:
    """The command of one run, which prints a JSON line last."""
    parts = [str(peer.python), str(SCRIPTS / f"peer_{peer.script}.py"), workload, str(DATA)]
    if peer.store:
        parts += ["--store", str(peer.store_folder)]
    if peer.mode:
        parts += ["--mode", peer.mode]
    return parts


def _call(arguments: list[str]) -> None:
    done = subprocess.run(arguments, cwd=working_folder(), env=quiet(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")


def working_folder() -> Path:
    """Where engines run that write files beside themselves."""
    folder = CACHE / "cwd"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def quiet() -> dict[str, str]:
    """The environment of a run: no warnings, and no bytecode beside the shared scripts."""
    return dict(os.environ, PYTHONWARNINGS="ignore", PYTHONDONTWRITEBYTECODE="1")
