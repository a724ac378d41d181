"""A sweep outlives its workers and its driver."""

from __future__ import annotations

from tests.optimization import sweep_survival


def test_a_sweep_whose_workers_and_drivers_are_killed_loses_and_repeats_nothing(capsys):
    assert sweep_survival.main(150, 8, seed=3) == 0
    assert "no trial lost, repeated or changed" in capsys.readouterr().out
