"""The ledger's native boundary: integer arrays in, 16-byte integers out."""

from __future__ import annotations

import numpy as np
import pytest

from rustybt import _native
from rustybt.exceptions import LedgerError, LedgerOverflowError
from rustybt.model.bars import MISSING


def money(values):
    return b"".join(value.to_bytes(16, "little", signed=True) for value in values)


def fills(columns, quantities, prices, fees):
    return (
        np.array(columns, np.int32),
        np.array(quantities, np.int64),
        np.array(prices, np.int64),
        money(fees),
    )


def test_a_batch_gives_its_effects_as_16_byte_integers():
    ledger = _native.Ledger([1, 10], 0, [False] * 2)
    cash, realised = ledger.fill_all(*fills([0, 1, 0], [5, -2, -5], [100, 7, 130], [1, 0, -(2**70)]))
    assert cash == money([-501, 140, 650 + 2**70])
    assert realised == money([0, 0, 150])
    assert ledger.held() == [1]
    assert ledger.position(1) == (-2, -140, 0, 7)
    assert ledger.sums()["cash"] == 289 + 2**70
    ledger.check()


def test_a_batch_is_booked_whole_or_not_at_all():
    ledger = _native.Ledger([1], 50, [False] * 1)
    before = ledger.sums(), ledger.held()
    with pytest.raises(LedgerOverflowError, match="fill 1 of the batch: a position's quantity"):
        ledger.fill_all(*fills([0, 0], [2**63 - 1, 1], [1, 1], [0, 0]))
    with pytest.raises(LedgerError, match="column 1 of 1"):
        ledger.fill_all(*fills([0, 1], [1, 1], [1, 1], [0, 0]))
    with pytest.raises(LedgerError, match="column"):
        ledger.fill_all(*fills([-1], [1], [1], [0]))
    with pytest.raises(LedgerError, match="2 columns, 1 quantities, 2 prices and 32 bytes"):
        ledger.fill_all(*fills([0, 0], [1], [1, 1], [0, 0]))
    assert (ledger.sums(), ledger.held()) == before


def test_a_row_of_prices_marks_what_is_held():
    ledger = _native.Ledger([1, 1, 1], 0, [False] * 3)
    ledger.fill_all(*fills([0, 2], [3, 4], [10, 10], [0, 0]))
    ledger.mark_row(np.array([20, 99, MISSING], np.int64))
    assert [ledger.position(column)[3] for column in range(3)] == [20, 0, 10]
    assert ledger.sums()["value"] == 100
    with pytest.raises(LedgerError, match="2 prices for 3 columns"):
        ledger.mark_row(np.array([1, 2], np.int64))


def test_a_row_that_overflows_marks_nothing():
    ledger = _native.Ledger([1, 2**62], 0, [False] * 2)
    ledger.fill_all(*fills([0, 1], [1, 2], [1, 1], [0, 0]))
    before = [ledger.position(column) for column in range(2)]
    with pytest.raises(LedgerOverflowError, match="nothing was changed"):
        ledger.mark_row(np.array([50, 2**63 - 1], np.int64))
    assert [ledger.position(column) for column in range(2)] == before
    ledger.check()
