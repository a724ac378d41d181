"""Checkpoints on real files: exact, checked, in two generations."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt.exceptions import CheckpointError, CheckpointFromFutureError, ConfigurationError, RecordError
from rustybt.live.journal import verify_journal
from rustybt.live.models import AssetRef, OrderSnapshot, PositionSnapshot, StateCheckpoint
from rustybt.live.state_manager import StateManager, state_row
from tests.live.journals import open_journal

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2024, 1, 2, 12, 0, 0, 123456, tzinfo=UTC)
NOON_NS = 1_704_196_800_123_456_000
APPLE = AssetRef(7, "AAPL")


def checkpoint(cash="5000", **more):
    return StateCheckpoint(timestamp=NOON, portfolio_value=Decimal("105000.00"), cash=Decimal(cash), **more)


FULL = checkpoint(
    positions=(PositionSnapshot(APPLE, Decimal("100.5"), Decimal("-12.30")),),
    pending_orders=(OrderSnapshot("o-1", APPLE, Decimal(5), "accepted", limit=Decimal("180.00")),),
    strategy_state={
        "fast": 10, "name": "é", "on": True, "none": None, "stop": Decimal("1.50"), "asset": APPLE,
        "window": [1, (2, Decimal("0.10"))], "since": NOON, "day": date(2024, 1, 2), "ratio": 0.1,
    },
    alignment_metrics={"signal_match_rate": Decimal("0.98")},
)  # fmt: skip


@pytest.fixture
def manager(tmp_path):
    return StateManager(checkpoint_dir=tmp_path / "state", clock=lambda: NOON_NS + 60 * 10**9)


def test_it_comes_back_exactly(manager):
    assert manager.load_checkpoint("my_strategy") is None
    path = manager.save_checkpoint(strategy_name="my_strategy", state=FULL)
    found = manager.load_checkpoint("my_strategy")
    assert found == FULL
    assert str(found.portfolio_value) == "105000.00"
    assert isinstance(found.strategy_state["window"][1], tuple)
    assert found.time_ns == NOON_NS
    assert manager.passed_over == ()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_file_is_what_the_documentation_shows(manager):
    held = json.loads(manager.save_checkpoint("my_strategy", FULL).read_text())
    assert held["checkpoint_version"] == "1.0"
    assert held["timestamp"] == "2024-01-02T12:00:00.123456+00:00"
    assert held["strategy"]["name"] == "my_strategy"
    assert held["strategy"]["context"]["stop"] == {"$decimal": "1.50"}
    assert held["portfolio"]["cash"] == "5000"
    assert held["portfolio"]["positions"][0]["amount"] == "100.5"
    assert held["portfolio"]["pending_orders"][0]["order_id"] == "o-1"
    assert held["alignment_metrics"] == {"signal_match_rate": "0.98"}


def test_keys_that_look_like_tags_stay_keys(manager):
    odd = checkpoint(strategy_state={"$decimal": "x", "inner": {"$tuple": [1]}})
    manager.save_checkpoint("s", odd)
    assert manager.load_checkpoint("s") == odd


def test_assets_come_back_as_assets(tmp_path):
    manager = StateManager(tmp_path, assets={7: AssetRef(7, "AAPL.N")}.__getitem__)
    manager.save_checkpoint("s", FULL)
    assert manager.load_checkpoint("s").positions[0].asset.symbol == "AAPL.N"
    unknown = StateManager(tmp_path, assets={}.__getitem__)
    with pytest.raises(CheckpointError, match="no asset has sid 7"):
        unknown.load_checkpoint("s")


def test_age(tmp_path):
    now = [NOON_NS]
    manager = StateManager(tmp_path, staleness_threshold_seconds=3600, clock=lambda: now[0])
    assert manager.get_checkpoint_age(checkpoint()) == 0.0
    now[0] += 3600 * 10**9
    assert manager.get_checkpoint_age(checkpoint()) == 3600.0
    assert not manager.is_stale(checkpoint())
    now[0] += 1
    assert manager.is_stale(checkpoint())
    now[0] = NOON_NS - 1_500_000_000
    for ask in (manager.is_stale, manager.get_checkpoint_age):
        with pytest.raises(CheckpointFromFutureError, match=r"lies 1\.5 s after the clock"):
            ask(checkpoint())


@pytest.mark.parametrize("threshold", [0, -1, 1.5, True, None])
def test_a_threshold_is_a_positive_integer(tmp_path, threshold):
    with pytest.raises(ConfigurationError, match="give a positive integer"):
        StateManager(tmp_path, threshold)


def test_the_folder_of_the_documentation_is_the_default(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    manager = StateManager()
    assert manager.staleness_threshold_seconds == 3600
    assert manager.save_checkpoint("s", checkpoint()) == tmp_path / ".rustybt" / "state" / "s.json"
    assert manager.is_stale(manager.load_checkpoint("s"))  # against the clock of the machine


def test_times_are_aware_and_become_utc():
    pandas = pytest.importorskip("pandas")
    tokyo = timezone(timedelta(hours=9))
    for same in (
        NOON.astimezone(tokyo),
        pandas.Timestamp(NOON),
        pandas.Timestamp(NOON_NS + 789, tz="Asia/Tokyo"),
    ):
        found = StateCheckpoint(same, 1, 2)
        assert found.timestamp == NOON
        assert type(found.timestamp) is datetime
        assert found.time_ns == NOON_NS
    for naive in (NOON.replace(tzinfo=None), pandas.Timestamp("2024-01-02"), "2024-01-02", None):
        with pytest.raises(RecordError, match="has no time zone: use"):
            StateCheckpoint(naive, 1, 2)


def test_parts_are_what_they_should_be():
    with pytest.raises(RecordError, match=r"positions of a checkpoint holds .*SPY"):
        checkpoint(positions=[{"asset": "SPY"}])
    with pytest.raises(ConfigurationError):
        StateCheckpoint(NOON, "many", 2)
    with pytest.raises(ConfigurationError):
        StateCheckpoint(NOON, 1, float("nan"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (object(), r"strategy_state\['x'\] is <object"),
        ({"deep": [1, {2, 3}]}, r"strategy_state\['x'\]\['deep'\]\[1\] is {2, 3}, a set"),
        ({3: "x"}, "has the key 3"),
        (b"x", "a bytes"),
        (NOON.replace(tzinfo=None), "naive datetime"),
        (open, "builtin_function"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(manager, value, said):
    manager.save_checkpoint("s", FULL)
    with pytest.raises(CheckpointError, match=said):
        manager.save_checkpoint("s", checkpoint(strategy_state={"x": value}))
    assert manager.load_checkpoint("s") == FULL


def test_two_generations(manager):
    first, second, third = (checkpoint(cash) for cash in ("1", "2", "3"))
    for each in (first, second, third):
        path = manager.save_checkpoint("s", each)
    assert sorted(each.name for each in path.parent.iterdir()) == ["s.json", "s.older.json"]
    damage(path)
    assert manager.load_checkpoint("s") == second
    assert manager.passed_over == (path,)
    manager.save_checkpoint("s", third)  # and the damaged one does not push out the good one
    damage(path)
    assert manager.load_checkpoint("s") == second
    path.unlink()
    assert manager.load_checkpoint("s") == second
    damage(path.with_name("s.older.json"))
    with pytest.raises(
        CheckpointError, match=r"no checkpoint of 's' .* is whole \(s\.older\.json: it does not fit"
    ):
        manager.load_checkpoint("s")


def damage(path):
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"cash":"', b'"cash":"9'))


@settings(max_examples=200)
@given(st.data())
def test_every_flipped_bit_is_noticed(tmp_path_factory, data):
    manager = StateManager(tmp_path_factory.mktemp("state"))
    path = manager.save_checkpoint("s", FULL)
    raw = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, (len(raw) - 1) * 8 - 1))  # the last byte ends the line
    raw[place // 8] ^= 1 << (place % 8)
    path.write_bytes(raw)
    with pytest.raises(CheckpointError):
        manager.load_checkpoint("s")


@given(st.binary(max_size=200))
def test_whatever_lies_there_is_no_checkpoint(tmp_path_factory, raw):
    folder = tmp_path_factory.mktemp("state")
    (folder / "s.json").write_bytes(raw)
    (folder / "s.json").chmod(0o600)
    with pytest.raises(CheckpointError):
        StateManager(folder).load_checkpoint("s")


@pytest.mark.parametrize("raw", [b"", b"[" * 100_000, b"1", b"[]", b"{}", b"NaN", b'{"sha256":1}'])
def test_some_that_were_thought_of(manager, raw):
    path = manager.save_checkpoint("s", FULL)
    path.write_bytes(raw)
    with pytest.raises(CheckpointError):
        manager.load_checkpoint("s")


class Evil:
    """A pickle that runs a command when it is loaded."""

    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return os.system, (f"touch {self.trace}",)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_malicious_pickle_is_refused_and_not_run(manager, tmp_path, protocol):
    path = manager.save_checkpoint("s", FULL)
    trace = tmp_path / "trace"
    path.write_bytes(pickle.dumps(Evil(trace), protocol=protocol))
    with pytest.raises(CheckpointError, match="pickle" if protocol > 1 else "no JSON"):
        manager.load_checkpoint("s")
    assert not trace.exists()


def forge(path, **changes):
    """Write a file whose checksum fits."""
    held = json.loads(path.read_text())
    held.pop("sha256")
    held.update(changes)
    body = json.dumps(held, sort_keys=True, separators=(",", ":"))
    path.write_text(json.dumps({**held, "sha256": sha256(body.encode()).hexdigest()}))


def test_a_newer_version_is_refused_by_name(manager):
    path = manager.save_checkpoint("s", FULL)
    manager.save_checkpoint("s", FULL)
    for newer in ("1.1", "2.0", "10.0"):
        forge(path, checkpoint_version=newer)
        with pytest.raises(
            CheckpointError, match=f"has version {newer}, this rustybt reads up to 1.0: upgrade"
        ):
            manager.load_checkpoint("s")
        with pytest.raises(CheckpointError, match="upgrade"):  # nor is it overwritten
            manager.save_checkpoint("s", FULL)
    forge(path, checkpoint_version="0.9")
    assert manager.load_checkpoint("s") == FULL
    forge(path, checkpoint_version="one")
    assert manager.load_checkpoint("s") == FULL
    assert manager.passed_over == (path,)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"portfolio": None}, "lacks a part"),
        ({"portfolio": {"cash": "1"}}, "lacks a part"),
        ({"timestamp": "noon"}, "no datetime"),
        ({"alignment_metrics": {"x": "y"}}, "cannot be restored"),
        ({"strategy": {"name": "s", "context": {"x": {"$eval": "1"}}}}, "a tag that is not known"),
        ({"strategy": {"name": "other", "context": {}}}, "is the checkpoint of 'other', not of 's'"),
        ({"strategy": []}, "is the checkpoint of None"),
    ],
)
def test_what_fits_its_checksum_and_is_still_wrong(manager, changes, said):
    path = manager.save_checkpoint("s", FULL)
    forge(path, **changes)
    with pytest.raises(CheckpointError, match=said):
        manager.load_checkpoint("s")


@pytest.mark.parametrize("name", ["", "../s", "a/b", "a.b", "x" * 65, "naïve", "a\x00b"])
def test_a_name_cannot_leave_the_folder(manager, name):
    for act in (lambda: manager.save_checkpoint(name, FULL), lambda: manager.load_checkpoint(name)):
        with pytest.raises(CheckpointError, match="cannot be part of a file name"):
            act()


def test_names_that_share_a_file_do_not_share_a_checkpoint(manager):
    manager.save_checkpoint("Momentum", FULL)
    with pytest.raises(CheckpointError, match="is the checkpoint of 'Momentum', not of 'momentum'"):
        manager.save_checkpoint("momentum", FULL)
    assert manager.load_checkpoint("Momentum") == FULL


def test_it_is_its_owners_alone(manager):
    path = manager.save_checkpoint("s", FULL)
    path.chmod(0o644)
    for act in (lambda: manager.save_checkpoint("s", FULL), lambda: manager.load_checkpoint("s")):
        with pytest.raises(CheckpointError, match="chmod 600"):
            act()
    path.unlink()
    path.symlink_to("/dev/null")
    with pytest.raises(CheckpointError, match="symbolic link"):
        manager.load_checkpoint("s")


def test_a_full_disk_leaves_the_one_before(tmp_path):
    script = """
import resource, signal, sys
from tests.live.test_state_manager import FULL, StateManager, checkpoint
from rustybt.exceptions import CheckpointError
manager = StateManager(sys.argv[1])
manager.save_checkpoint("s", FULL)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
try:
    manager.save_checkpoint("s", checkpoint(strategy_state={"large": "x" * 5000}))
except CheckpointError as error:
    print(error)
assert manager.load_checkpoint("s") == FULL
"""
    child = subprocess.run(
        [sys.executable, "-c", script, tmp_path],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert child.returncode == 0, child.stderr
    assert "cannot be written to" in child.stdout
    assert "File too large; the one before is still there" in child.stdout
    assert [each.name for each in tmp_path.iterdir()] == ["s.json"]


def test_a_writer_that_is_killed_leaves_a_whole_one(tmp_path):
    script = """
import sys
from tests.live.test_state_manager import StateManager, checkpoint
manager, n = StateManager(sys.argv[1]), 0
while True:
    n += 1
    manager.save_checkpoint("s", checkpoint(str(n)))
    print(n, flush=True)
"""
    for wanted in (1, 3, 8, 20):
        with subprocess.Popen(
            [sys.executable, "-c", script, tmp_path],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
        ) as writer:  # fmt: skip
            acknowledged = [int(writer.stdout.readline()) for _ in range(wanted)][-1]
            writer.kill()
        assert StateManager(tmp_path).load_checkpoint("s").cash >= acknowledged


def test_it_is_mirrored_to_the_journal(tmp_path):
    with open_journal(tmp_path / "j") as journal:
        manager = StateManager(tmp_path / "state", journal=journal)
        manager.save_checkpoint("s", checkpoint())
        manager.save_checkpoint("s", FULL)
        (row,) = journal.sql("SELECT * FROM strategy_state")
        assert (row["cash"], row["portfolio_value"], row["checkpoint_timestamp"]) == (
            "5000",
            "105000.00",
            NOON_NS,
        )
        assert json.loads(row["positions_snapshot"]) == state_row(FULL)["positions_snapshot"]
        assert json.loads(row["custom_state"])["stop"] == {"$decimal": "1.50"}
        assert journal.durable_head[0] == 2
    verify_journal(tmp_path / "j")
