"""Saved results come back exactly, are never half-written, and say which file is damaged."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from rustybt.backtest.provenance import Provenance
from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import ResultError
from tests.backtest.result_records import record_of, wandering

FRAMES = ("performance", "orders", "transactions", "positions")


def made(sessions: int = 60, seed: int = 5, **recorded) -> BacktestResult:
    record = wandering(sessions, seed=seed)
    record.recorded.update({name: values * sessions for name, values in recorded.items()})
    record.order_reasons[1] = "cancelled at the close"
    benchmark = np.random.default_rng(seed).normal(0, 0.01, sessions)
    source = {"bundle": "sample", "version": 3, "parameters": {"short": 100, "cost": Decimal("0.0075")}}
    return BacktestResult(
        record, provenance=source, benchmark_returns=benchmark, name="kept", periods_per_year=365
    )


def same(left: object, right: object) -> bool:
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return bool(np.array_equal(left, right)) and getattr(left, "dtype", None) == getattr(right, "dtype", None)


def test_a_result_comes_back_exactly(tmp_path):
    odd = [
        Decimal("1.10"),
        float("nan"),
        None,
        True,
        "text",
        date(2005, 1, 3),
        10**30,
        0.1,
        [1, Decimal(2)],
        np.int64(3),
    ]
    result = made(40)
    result.record.recorded["odd"] = odd * 4
    folder = result.save(tmp_path / "run")
    again = BacktestResult.load(folder)
    for each in fields(result.record):
        if each.name not in {"assets", "recorded"}:
            assert same(getattr(result.record, each.name), getattr(again.record, each.name)), each.name
    assert [asset.to_dict() for asset in again.record.assets] == [a.to_dict() for a in result.record.assets]
    assert repr(again.record.recorded["odd"][:9]) == repr(odd[:9])
    assert again.record.recorded["signal"] == result.record.recorded["signal"]
    assert again.provenance == result.provenance
    assert again.benchmark_returns.tolist() == result.benchmark_returns.tolist()
    assert (again.name, again.periods_per_year) == ("kept", 365.0)
    for name in FRAMES:
        assert getattr(again, name).equals(getattr(result, name)), name
    assert again.summary == result.summary


def test_a_provenance_comes_back_as_one(tmp_path):
    source = Provenance(
        bundle="sample", version=1, sha256="ab", code="cd", strategy="S", start="2005-01-03", end="2005-03-01",
        data_frequency="daily", capital_base="100000", commission="NoCommission()",
        slippage="NoSlippage()", trading_calendar="XNYS", frames="polars", seed=7, parameters={"cost": Decimal("0.5")},
    )  # fmt: skip
    BacktestResult(wandering(20), provenance=source).save(tmp_path)
    assert BacktestResult.load(tmp_path).provenance == source


def test_a_run_without_trades_comes_back(tmp_path):
    result = BacktestResult(record_of(np.full((5, 1), 1000), []), provenance={})
    again = BacktestResult.load(result.save(tmp_path / "run"))
    assert again.performance.equals(result.performance)
    assert again.orders.equals(result.orders)


def test_saving_again_replaces_and_sweeps(tmp_path):
    made(seed=5).save(tmp_path)
    second = made(seed=6)
    second.save(tmp_path)
    assert BacktestResult.load(tmp_path).transactions.equals(second.transactions)
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.parametrize("name", [*FRAMES[1:], "daily", "result.json"])
def test_an_interrupted_save_leaves_the_earlier_result_whole(tmp_path, name):
    first, second = made(seed=5), made(seed=6)
    (failing,) = second.save(tmp_path / "elsewhere").glob(f"{name}*")
    folder = first.save(tmp_path / "run")
    obstacle = folder / f"{failing.name}.part"
    obstacle.mkdir()
    with pytest.raises(ResultError, match="could not be saved"):
        second.save(folder)
    assert BacktestResult.load(folder).transactions.equals(first.transactions)
    obstacle.rmdir()
    second.save(folder)
    assert BacktestResult.load(folder).transactions.equals(second.transactions)
    assert len(list(folder.iterdir())) == 5


def test_a_first_save_that_was_interrupted_can_be_done_again(tmp_path):
    (tmp_path / "daily-0123456789abcdef.parquet").write_bytes(b"half")
    made().save(tmp_path)
    with pytest.raises(ResultError, match=r"holds no saved result"):
        BacktestResult.load(tmp_path / "elsewhere")


def test_a_folder_of_other_files_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ResultError, match=r"notes\.txt"):
        made().save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["daily", "orders", "transactions", "positions", "result.json"])
@pytest.mark.parametrize("damage", ["cut", "flip", "gone"])
def test_a_damaged_folder_is_refused_by_the_name_of_the_file(tmp_path, name, damage):
    made().save(tmp_path)
    (path,) = tmp_path.glob(f"{name}*")
    data = path.read_bytes()
    middle = len(data) // 2
    if damage == "gone":
        path.unlink()
    else:
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes(data[:middle] if damage == "cut" else flipped)
    with pytest.raises(ResultError, match=name):
        BacktestResult.load(tmp_path)


def test_another_format_is_refused(tmp_path):
    made().save(tmp_path)
    path = tmp_path / "result.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(ResultError, match="format 99"):
        BacktestResult.load(tmp_path)


def test_a_value_that_cannot_be_kept_is_named(tmp_path):
    with pytest.raises(ResultError, match="recorded 'thing' holds <object"):
        made(20, thing=[object()]).save(tmp_path / "run")
    assert not (tmp_path / "run").exists()
