"""The halt latch: the first who sets it is named, whoever looks sees it at once, a full disk does not keep it open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from rustybt.exceptions import ConfigurationError, JournalError
from rustybt.live.halt import HaltLatch, HaltRecord

RECORD = HaltRecord(reason="fat finger", operator="ann", time_ns=1_700_000_000_000_000_000)
FULL = """
import resource, sys
from pathlib import Path
from rustybt.live.halt import HaltLatch, HaltRecord
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
held = HaltLatch(Path(sys.argv[1])).set(HaltRecord(reason="fat finger", operator="ann", time_ns=1))
print(held.operator, "-", held.reason)
"""


@pytest.fixture
def latch(tmp_path):
    return HaltLatch(tmp_path / "HALT")


def test_it_holds_until_it_is_cleared(latch):
    assert not latch.is_set
    assert latch.read() is None
    assert latch.set(RECORD) == RECORD
    assert HaltLatch(latch.path).is_set
    assert HaltLatch(latch.path).read() == RECORD
    assert latch.path.stat().st_mode & 0o777 == 0o600
    assert latch.clear(latch.mark)
    assert not latch.is_set
    assert latch.clear(None)
    assert list(latch.path.parent.iterdir()) == []


def test_the_first_of_many_presses_is_the_record(latch):
    records = [HaltRecord(reason="press", operator=f"path {at}", time_ns=at) for at in range(16)]
    with ThreadPoolExecutor(16) as pool:
        held = set(pool.map(latch.set, records))
    assert len(held) == 1
    assert held <= set(records)
    assert [path.name for path in latch.path.parent.iterdir()] == ["HALT"]


@pytest.mark.parametrize("was_set", [True, False])
def test_a_press_since_keeps_it_from_being_cleared(latch, was_set):
    if was_set:
        latch.set(RECORD)
    mark = latch.mark
    assert (mark is not None) == was_set
    again = replace(RECORD, operator="ben", time_ns=RECORD.time_ns + 1)
    held = latch.set(again)
    assert held == (RECORD if was_set else again)
    assert not latch.clear(mark)
    assert latch.read() == held
    assert latch.clear(latch.mark)
    assert not latch.is_set
    assert list(latch.path.parent.iterdir()) == []


def test_a_press_that_meets_its_clearing_is_not_lost(latch, monkeypatch):
    latch.set(RECORD)
    utime = os.utime

    def cleared_just_before(path, **times):
        assert latch.clear(latch.mark)
        utime(path, **times)

    monkeypatch.setattr(os, "utime", cleared_just_before)
    again = replace(RECORD, operator="ben")
    assert latch.set(again) == again
    assert latch.is_set


def test_it_halts_before_the_disk_has_it(latch, monkeypatch):
    seen, sync = [], os.fsync

    def slow(descriptor):
        seen.append(HaltLatch(latch.path).read())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    latch.set(RECORD)
    assert seen == [RECORD, RECORD]


def test_a_disk_without_room_for_the_words_halts_nevertheless(latch):
    told = subprocess.run(
        [sys.executable, "-c", FULL, str(latch.path)], capture_output=True, text=True, check=True
    ).stdout
    assert told.startswith("unknown - the latch file cannot be read")
    assert latch.is_set
    assert latch.path.stat().st_size == 0
    assert latch.read().operator == "unknown"


def test_a_folder_that_is_gone_is_an_error_and_no_halt(tmp_path):
    latch = HaltLatch(tmp_path / "gone" / "HALT")
    with pytest.raises(JournalError, match="gone"):
        latch.set(RECORD)
    assert not latch.is_set


@pytest.mark.parametrize("words", [{"reason": " "}, {"operator": ""}])
def test_a_halt_without_a_reason_or_an_operator_is_refused(latch, words):
    with pytest.raises(ConfigurationError, match="reason and its operator"):
        latch.set(HaltRecord(**{"reason": "r", "operator": "o", "time_ns": 1, **words}))
    assert not latch.is_set


def test_what_a_status_shows_of_a_halt_is_what_the_latch_holds(tmp_path):
    latch = HaltLatch(tmp_path / "HALT")
    assert latch.told() is None
    record = latch.set(HaltRecord(reason="odd", operator="ada", time_ns=7))
    assert latch.told() == record.to_dict() == json.loads(latch.path.read_text())
    assert latch.told() == {"reason": "odd", "operator": "ada", "time_ns": 7}
