"""Whole engines on bad days: a disk that is full, a journal that is torn or damaged, and two engines on one account."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rustybt.console.attached import AttachedEngine
from rustybt.exceptions import AccountInUseError, JournalError
from rustybt.live.circuit_breakers import ManualCircuitBreaker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.halt import HaltLatch
from rustybt.live.retention import keep_session
from rustybt.testing.scripted_broker import ScriptedBroker
from tests.console.sessions import make_catalog, running
from tests.engine.panels import panel
from tests.live.test_journal_failures import no_file_larger_than
from tests.live.test_recovery import OneADay
from tests.live.test_value_notes import Pausing
from tests.waits import until

ROOT = Path(__file__).resolve().parents[2]
BARS = panel([[10] * 12])


def engine_of(folder, name="one", account="A-1", most=4):
    return LiveTradingEngine(
        OneADay(),
        ScriptedBroker(environment="testnet", account_id=account),
        Pausing(BARS, most),
        name=name,
        folder=folder,
        capital_base=100_000,
        circuit_breakers=[ManualCircuitBreaker()],
    )


def broker_of(engine):
    return engine._plan.broker


async def shown(engine, true):
    for _ in range(400):
        if true(engine.get_status()):
            return engine.get_status()
        await asyncio.sleep(0.05)
    raise AssertionError(f"it never came true: {engine.get_status()}")


def test_the_second_engine_on_an_account_refuses_and_says_who_has_it(tmp_path):
    async def days():
        one = engine_of(tmp_path)
        await one.start("thread")
        two = engine_of(tmp_path, "two")
        with pytest.raises(
            AccountInUseError, match=rf"A-1 at .* held by process {os.getpid()} .*'one'.*nothing was"
        ):
            await two.start("thread")
        elsewhere = engine_of(tmp_path, "three", "A-2")
        await elsewhere.start("thread")
        await elsewhere.shutdown()
        # Nothing but to connect was asked of the broker, and the journal and a console say why.
        assert {name for name, _ in broker_of(two).calls} <= {"connect", "disconnect"}
        status = AttachedEngine(tmp_path / "two").get_status()
        (told,) = [each["text"] for each in status["events"] if each["kind"] == "notice"]
        assert (status["state"], "give this one an account of its own" in told) == ("NOT RUNNING", True)
        await one.shutdown()
        again = engine_of(tmp_path, "two")
        await again.start("thread")
        assert again.get_status()["state"] == "ARMED"
        await again.shutdown()

    asyncio.run(days())


@pytest.mark.parametrize("spare", [0, 400_000])
def test_on_a_full_disk_it_fails_cancels_and_starts_again_when_there_is_room(tmp_path, spare):
    async def days():
        engine = engine_of(tmp_path)
        await engine.start("thread")
        await shown(engine, lambda status: status["taken"] == 4 and status["open_orders"])
        with no_file_larger_than(spare and (engine.folder / "journal.db-wal").stat().st_size + 1):
            # More than there may be room for in the log.
            notes = [engine._host.ask("note", operator="ada", reason="x" * 50_000) for _ in range(400)]
            await asyncio.gather(*notes, return_exceptions=True)
            with pytest.raises(JournalError, match="mend the disk, and start again"):
                await engine.join()
        status = engine.get_status()
        assert (status["state"], status["running"]) == ("FAILED", False)
        assert "takes nothing more" in status["failure"]
        assert broker_of(engine).asked("cancel_order")
        return engine.folder

    folder = asyncio.run(days())
    latched = HaltLatch(folder / "HALT").read()
    assert latched is not None  # where there is no room for its words, its name halts
    status = AttachedEngine(folder).get_status()
    assert status["state"] == "HALTED"

    async def mended():
        again = engine_of(tmp_path)
        await again.start("thread")
        state = again.get_status()["state"]
        if spare:
            assert "mend the disk" in again.get_status()["halt"]["reason"]
        await again.shutdown()
        return state

    assert asyncio.run(mended()) == "HALTED"


def test_with_no_room_at_the_start_nothing_starts(tmp_path):
    async def day():
        engine = engine_of(tmp_path)
        with no_file_larger_than(0), pytest.raises(JournalError, match="cannot be"):
            await engine.start("thread")
        assert not broker_of(engine).calls
        await engine.start("thread")
        assert engine.get_status()["state"] == "ARMED"
        await engine.shutdown()

    asyncio.run(day())


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return make_catalog(tmp_path_factory.mktemp("catalog"))


def run(config):
    done = subprocess.run(
        [sys.executable, "-m", "rustybt", "live", "run", "--json", "--config", str(config)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr


def fast(root):
    """The same session, as fast as it goes."""
    config = root / "rotation.yaml"
    text = config.read_text()
    for was, now in (("speed: 345600", "speed: null"), ("breakers: moderate", "breakers: []")):
        assert was in text or now in text
        text = text.replace(was, now)
    config.write_text(text)
    return config


def killed(root, catalog):
    """A session whose process was killed in the midst of it."""
    with running(root, catalog) as (folder, process):
        engine = AttachedEngine(folder)
        until(lambda: engine.get_status()["fills"] > 5)
        process.kill()
        process.wait()
    return folder


@pytest.fixture(scope="module")
def whole(catalog, tmp_path_factory):
    root = tmp_path_factory.mktemp("whole")
    with running(root, catalog):
        pass
    shutil.rmtree(root / "live")
    code, ended, err = run(fast(root))
    assert (code, ended["state"]) == (0, "STOPPED"), err[-2000:]
    return ended


def test_what_a_torn_write_took_is_made_up_for(catalog, tmp_path, whole):
    folder = killed(tmp_path, catalog)
    log = folder / "journal.db-wal"
    written = len(log.read_bytes().rstrip(b"\0"))  # behind it there may be room for more
    with log.open("rb+") as file:
        file.truncate(written - 6_000)  # within a frame, and with it the commit that it was of
    code, ended, err = run(fast(tmp_path))
    assert (code, ended["state"]) == (0, "STOPPED"), err[-2000:]
    for name in ("portfolio_value", "cash", "positions", "fills", "orders_submitted"):
        assert ended[name] == whole[name], name


def damaged(journal, seq):
    """A journal in which a bit of a record was flipped, as by a bad disk."""
    with closing(sqlite3.connect(journal)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE journal SET time_ns = time_ns + 1 WHERE seq = ?", (seq,))
        for _, sql in triggers:
            connection.execute(sql)


def test_on_a_damaged_journal_nothing_starts_and_a_copy_brings_it_back(catalog, tmp_path, whole):
    folder = killed(tmp_path, catalog)
    kept = keep_session(folder, tmp_path / "kept")
    damaged(folder / "journal.db", 30)
    code, _, err = run(fast(tmp_path))
    assert code == 2
    assert "record 30 of the journal" in err
    assert "restore it from a backup" in err
    status = AttachedEngine(folder).get_status()
    assert (status["state"], "restore it from a backup" in status["failure"]) == ("NOT RUNNING", True)

    for name in ("journal.db", "journal.db-wal", "journal.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(kept.file, folder / "journal.db")
    code, ended, err = run(fast(tmp_path))
    assert (code, ended["portfolio_value"]) == (0, whole["portfolio_value"]), err


def test_a_session_runs_once(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, process):
        code, _, err = run(tmp_path / "rotation.yaml")
        assert (code, f"is held by process {process.pid}" in err, "stop that engine" in err) == (
            2,
            True,
            True,
        )
        assert AttachedEngine(folder).get_status()["running"]
        kept = keep_session(folder, tmp_path / "kept", remove=True, finished=True)
        assert (kept.removed, "its engine runs" in kept.why_open, folder.exists()) == (False, True, True)


def test_a_halt_for_whose_latch_there_is_no_room_halts_all_the_same(tmp_path, monkeypatch):
    def no_room(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    async def days():
        engine = engine_of(tmp_path)
        await engine.start("thread")
        await shown(engine, lambda status: status["taken"] == 4 and status["open_orders"])
        monkeypatch.setattr(HaltLatch, "_link", no_room)
        held = await asyncio.to_thread(engine.halt, "odd prices", "ada")
        assert (held.reason, held.operator) == ("odd prices", "ada")
        status = await shown(engine, lambda status: status["state"] == "HALTED")
        assert (status["halt"]["reason"], status["halt"]["operator"]) == ("odd prices", "ada")
        await shown(engine, lambda _: broker_of(engine).asked("cancel_order"))
        assert not HaltLatch(engine.folder / "HALT").is_set
        monkeypatch.undo()
        await engine.shutdown()
        # The journal keeps the halt that the disk had no file for.
        again = engine_of(tmp_path)
        await again.start("thread")
        assert (again.get_status()["state"], again.get_status()["halt"]["reason"]) == ("HALTED", "odd prices")
        await again.resume("ada", "there is room again")
        assert again.get_status()["halt"] is None
        await again.shutdown()

    asyncio.run(days())


def test_a_halt_that_neither_disk_nor_engine_takes_is_an_error(tmp_path, monkeypatch):
    def no_room(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    engine = engine_of(tmp_path)
    monkeypatch.setattr(HaltLatch, "_link", no_room)
    with pytest.raises(JournalError, match=r"the halt could not be written to .*No space left"):
        engine.halt("odd prices", "ada")
