"""The page of research figures, from runs made up here."""

from __future__ import annotations

import pytest

from tests.benchmarks.peers import PEERS
from tests.benchmarks.research_page import EVENT, ONE, SECOND, STUDY, TWO, Found, Row, floors, page, table


@pytest.fixture
def found():
    return Found(
        rows=[
            Row(STUDY, 1000, (0.25, 0.2, 0.9)),
            Row(ONE, 1000, (0.3,)),
            Row(TWO, 1000, (0.2,)),
            Row(EVENT, 1000, (5.0,)),
            Row(PEERS["zipline"].label, 2, (7.0, 9.0)),
            Row(PEERS["backtesting"].label, 1000, (10.0,)),
            Row(PEERS["vectorbt"].label, 1000, (4.0,)),
            Row(SECOND, 1000, (1.0,)),
            Row(PEERS["bt"].label, error="boom"),
        ],
        identical=True,
        pair="17, 50",
        value="4864910.77",
        expected="4864910.77",
        load=0.5,
        memory=(200.0, 210.0),
    )


def test_medians_of_one_backtest_are_set_beside_ours(found):
    lines = {line[0]: line for line in table(found)}
    assert list(lines)[:4] == [STUDY, ONE, TWO, EVENT]
    assert list(lines)[4:] == [
        SECOND,
        *(PEERS[name].label for name in ("vectorbt", "backtesting", "zipline", "bt")),
    ]
    assert lines[STUDY][1:] == ["3", "1,000", "0.250", "4,000.0", "1"]
    assert lines[PEERS["zipline"].label][1:] == ["2", "2", "8.000", "0.2", "16,000"]
    assert lines[PEERS["bt"].label][3:5] == ["failed", "boom"]


def test_what_is_wanted_is_judged(found):
    judged = {floor.what: (round(floor.found, 3), floor.met) for floor in floors(found)}
    assert judged == {
        "vector mode: seconds of the study in one process": (0.25, True),
        "vector mode: backtests a second in one process": (4000.0, True),
        "vector mode: times the backtests of one worker with two": (1.5, False),
        "event mode: backtests a second with two workers": (200.0, True),
        "event mode: times faster than backtesting.py, the fastest event-driven": (2.0, False),
        "vector mode: times faster than vectorbt's second call": (4.0, True),
        "peak memory after 10,000 trials, times that after 1,000": (1.05, True),
    }


def test_the_page_says_whether_the_modes_agree(found):
    text = page(found)
    assert "objective: yes." in text
    assert "17, 50\nends with 4,864,910.77" in text
    assert "| event mode: backtests a second with two workers | 200 | at least 100 | met |" in text
    assert "**missed**" in text
