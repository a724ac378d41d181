"""The picture of an engine: the same after a restart, and in its journal for whoever looks at it then."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.journal import JournalReader
from rustybt.live.value_notes import KIND, MOST, ValueNotes, points_of
from tests.engine.panels import panel
from tests.live.journals import open_journal
from tests.live.sessions import PanelFeed
from tests.live.test_checkpoints import Keeps

BARS = panel([[10 + day % 7 for day in range(40)]])


class Pausing(PanelFeed):
    """Comes to a halt after so many events."""

    def __init__(self, bars, most):
        super().__init__(bars)
        self._most = most

    async def events(self, timeline, done):
        count = done
        async for event in super().events(timeline, done):
            yield event
            count += 1
            if count >= self._most:
                await asyncio.Event().wait()


def engine_of(folder, most=10**9):
    return LiveTradingEngine(
        Keeps(), PaperBroker("100000"), Pausing(BARS, most), folder=folder, name="one", capital_base=100_000
    )


async def drawn(folder, most):
    engine = engine_of(folder, most)
    await engine.start()
    while engine.get_status()["taken"] < most:
        await asyncio.sleep(0.02)
    await engine.shutdown()
    return engine.points()


def noted(folder):
    with JournalReader.open(folder / "one" / "journal.db") as journal:
        return [point for record in journal.read(0, (KIND,)) for point in points_of(record.payload)]


def test_a_restart_draws_what_was_drawn_and_notes_no_point_twice(tmp_path):
    whole = engine_of(tmp_path / "whole")
    asyncio.run(whole.run())
    assert len(whole.points()) == 3 * 40  # each session opens, has its bar, and closes
    assert len({value for _, value, _ in whole.points()}) > 5

    first = asyncio.run(drawn(tmp_path, 31))
    assert first == whole.points()[:31]
    assert noted(tmp_path) == first
    again = asyncio.run(drawn(tmp_path, 61))
    assert again == whole.points()[:61]
    assert noted(tmp_path) == again


def test_of_many_points_at_once_some_are_left_out_and_the_last_is_not(tmp_path):
    with open_journal(tmp_path / "j") as journal:
        notes = ValueNotes(journal)
        for moment in range(1, 10 * MOST):
            notes.add((moment, moment / 2, 0.25))
        notes.write()
        notes.write()
        (record,) = journal.read(0, (KIND,))
        found = list(points_of(record.payload))
        assert MOST * 0.9 < len(found) <= MOST
        assert found[-1] == (10 * MOST - 1, (10 * MOST - 1) / 2, 0.25)
        assert len({b[0] - a[0] for a, b in pairwise(found)}) == 1
        again = ValueNotes(journal)
        again.add((10 * MOST - 1, 1.0, 1.0))
        again.write()
        again.add((10 * MOST, 1.0, 1.0))
        again.write()
        assert len(list(journal.read(0, (KIND,)))) == 2
