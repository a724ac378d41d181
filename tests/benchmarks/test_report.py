"""The medians, ratios and floors that the benchmarks print, from runs made up here."""

from __future__ import annotations

import pytest

from tests.benchmarks import document, peers, report
from tests.benchmarks.runs import OURS, OURS_PANDAS, Job, Measured


def measured(label, workload, seconds, value, **more):
    runs = [
        {"sim_s": second, "final_value": value, "rss_mb": 100.0, "orders": 3, **more} for second in seconds
    ]
    return Measured(Job(label, workload, []), runs=runs)


@pytest.fixture
def rows():
    zipline, vectorbt = peers.PEERS["zipline"].label, peers.PEERS["vectorbt"].label
    return report.rows(
        [
            measured(OURS, "w1", (0.03, 0.01, 0.02), "4473959.24000000"),
            measured(OURS_PANDAS, "w1", (0.1,), "4473959.24"),
            measured(zipline, "w1", (3.0, 1.0, 5.0), "4473959.24"),
            measured(vectorbt, "w1", (2.0,), "3533318.94", warm_s=0.015),
            measured("plain Python loop", "w1", (0.008,), "4473959.240000004"),
            measured(OURS, "w4", (0.1,), "956502.03"),
            measured(zipline, "w4", (5.0,), "959520.93"),
            Measured(Job("bt", "w1", []), error="boom"),
        ]
    )


def test_medians_count_and_values_are_held_to_the_cent(rows):
    ours = report.find(rows, "w1", OURS)
    assert (ours.seconds, ours.fastest, ours.runs, ours.right) == (0.02, 0.01, 3, True)
    assert not report.find(rows, "w4", peers.PEERS["zipline"].label).right
    assert report.wrong(rows) == []
    assert report.wrong(report.rows([measured(OURS, "w2", (1.0,), "1231023.40")])) != []


def test_the_table_puts_us_first_then_by_time(rows):
    lines = report.table(rows, "w1")
    assert [line[0] for line in lines] == [
        OURS,
        "plain Python loop",
        OURS_PANDAS,
        "vectorbt, first call",
        "vectorbt, second call",
        "zipline-reloaded",
        "bt",
    ]
    assert lines[5][3] == "150"
    assert lines[3][-1] == "not 3,497,376.35"
    assert lines[-1][-1] == "boom"


def test_floors_are_judged_by_ratios(rows):
    judged = {floor.what: floor for floor in report.floors(rows)}
    assert judged["w1: times faster than zipline-reloaded"].found == 150
    assert judged["w1: times faster than zipline-reloaded"].met
    assert not judged["w4: times faster than zipline-reloaded"].met
    assert judged["w1: times faster than zipline with its own script on pandas frames"].found == 30
    assert judged["w1: times faster than vectorbt's first call"].found == 100
    assert judged["w1: peak MB, at most zipline's"].met


def test_the_next_target_asks_for_the_bare_loop_and_the_second_call(rows):
    staged = {"w4": {"empty_bar_ns": 90.0}, "w3": {"empty_bar_ns": 310.0}}
    judged = {floor.what: floor.met for floor in report.targets(rows, staged, 20.0)}
    assert judged == {
        "w1: times the seconds of the same strategy as a bare Python loop": False,
        "us a bar, empty strategy, one asset (w4)": True,
        "us a bar, empty strategy, 500 assets (w3)": False,
        "ns a native fill, order and record included": True,
        "w1: times the seconds of vectorbt's second call": False,
    }


def test_the_summary_names_what_was_missed(rows):
    said = report.summary(rows, report.floors(rows))
    assert said["w1"] == {
        "rustybt_s": 0.02,
        "zipline_s": 3.0,
        "ratio": 150.0,
        "final_value": "4473959.24",
        "exact": True,
    }
    assert said["w1_pandas_ratio"] == 30.0
    assert said["floors_missed"] == ["w4: times faster than zipline-reloaded"]


def test_the_page_names_no_folder_of_this_machine(rows):
    stage = {"open_s": 0.1, "empty_loop_s": 0.001, "loop_s": 0.01, "frames_s": 0.002, "bars": 5000}
    page = document.page(
        rows,
        report.floors(rows),
        [],
        {"w1": stage},
        {"w1": [["`f`", "1", "2.0", "3"]]},
        runs=5,
        budget=120,
        load=0.1,
    )
    assert "| w1 | 100.00 | 1.00 | 9.00 | 2.00 | 1.80 |" in page
    assert str(peers.ROOT) not in page
    assert "**missed**" in page


def test_peers_are_chosen_by_name():
    assert peers.chosen("zipline, bt") == ["zipline", "bt"]
    assert peers.chosen("all") == list(peers.PEERS)
    with pytest.raises(SystemExit, match="spam unknown"):
        peers.chosen("zipline,spam")
