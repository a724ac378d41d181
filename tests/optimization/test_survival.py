"""A sweep outlives its workers and its driver."""

from __future__ import annotations

from tests.optimization import sweep_survival


def test_a_sweep_whose_workers_and_drivers_are_killed_loses_and_repeats_nothing(capsys):
    assert sweep_survival.main(150, 8, seed=3) == 0
    said = capsys.readouterr().out
    assert "0 trials lost, 0 trials repeated, 0 trials changed" in said
