"""The ledger as a user meets it: Decimals in and out, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal, localcontext

import pytest

from rustybt import Cryptocurrency, Equity, Future
from rustybt.exceptions import AssetNotFoundError, ConfigurationError, LedgerError
from rustybt.finance.decimal import DecimalLedger, DecimalPosition, DecimalTransaction
from rustybt.finance.decimal.context import decimal

NOW = datetime(2020, 1, 2, 21, tzinfo=UTC)
LIFE = {"start_date": date(2020, 1, 1), "end_date": date(2030, 1, 1)}
IBM, AAPL = Equity(0, "IBM", **LIFE), Equity(1, "AAPL", **LIFE)


def fill(asset, amount, price, commission=0):
    numbers = {"amount": amount, "price": price, "commission": commission}
    decimals = {name: Decimal(str(value)) for name, value in numbers.items()}
    return DecimalTransaction(asset=asset, dt=NOW, order_id="1", **decimals)


@pytest.fixture
def ledger():
    return DecimalLedger(1000, [IBM, AAPL], price_scale=2)


def test_a_new_ledger_is_its_cash(ledger):
    assert (ledger.cash, ledger.positions_value, ledger.portfolio_value) == (1000, 0, 1000)
    assert ledger.positions == {}
    assert ledger.find_position(IBM) is None
    ledger.check()


def test_a_round_trip_is_counted_to_the_cent(ledger):
    ledger.process_transaction(fill(IBM, 3, "100.10", "0.30"))
    position = ledger.find_position(IBM)
    assert position == DecimalPosition(IBM, Decimal(3), Decimal("100.10"), Decimal("300.30"), Decimal("0.30"))
    assert (position.cost_basis, position.average_price) == (Decimal("100.2"), Decimal("100.10"))
    ledger.mark({IBM: "101"})
    assert (ledger.positions_value, ledger.portfolio_value) == (303, Decimal("1002.40"))
    assert ledger.process_transactions([fill(IBM, -3, 102, "0.30")]) == [Decimal("5.70")]
    assert ledger.sums["fees"] == Decimal("0.60")
    assert ledger.cash == Decimal("1005.10")


def test_the_gains_of_a_future_are_cash_as_they_come():
    es = Future(2, "ESH20", multiplier=50, **LIFE)
    ledger = DecimalLedger(100_000, [IBM, es], price_scale=2)
    ledger.process_transactions([fill(IBM, 10, 100), fill(es, 2, 3000, "4.50")])
    assert (ledger.cash, ledger.positions_value) == (Decimal("98995.50"), 1000)
    ledger.mark({es: "3001.25", IBM: 101})
    assert (ledger.cash, ledger.positions_value) == (Decimal("99120.50"), 1010)
    sums = ledger.sums
    assert (sums["long_value"], sums["long_exposure"], sums["short_exposure"]) == (1010, Decimal(301_135), 0)
    assert ledger.process_transactions([fill(es, -2, "2999.75", "4.50")]) == [Decimal(-25)]
    assert (ledger.cash, ledger.portfolio_value) == (Decimal(98_966), Decimal(99_976))
    ledger.check()


def test_cash_in_lieu_dividends_flows_and_charges(ledger):
    ledger.process_transaction(fill(AAPL, 5, 30))
    assert ledger.process_split(AAPL, 2, 1) == 30
    assert ledger.earn_dividend(AAPL, "0.75", date(2020, 3, 2)) == Decimal("1.50")
    assert ledger.pay_dividends(date(2020, 3, 1)) == 0
    assert ledger.pay_dividends(date(2020, 3, 2)) == Decimal("1.50")
    ledger.process_cash_flow(-100)
    ledger.charge("0.05")
    assert ledger.cash == Decimal("781.45")
    sums = ledger.sums
    assert (sums["dividends"], sums["flows"], sums["fees"]) == (Decimal("1.50"), -100, Decimal("0.05"))
    ledger.check()


def test_a_float_counts_as_what_it_shows(ledger):
    ledger.process_cash_flow(0.1)
    assert ledger.cash == Decimal("1000.10")


def test_the_smallest_unit_of_a_coin_is_held():
    coin = Cryptocurrency(2, "SHIB", **LIFE)
    ledger = DecimalLedger("0.0000000000000001", [coin], price_scale=8, quantity_scale=8)
    ledger.process_transaction(fill(coin, "0.00000001", "0.00000001"))
    assert (ledger.cash, ledger.portfolio_value) == (0, Decimal("1E-16"))
    assert ledger.positions[coin].amount == Decimal("1E-8")


def test_marks_of_what_is_not_held_are_no_matter(ledger):
    ledger.process_transaction(fill(IBM, 1, 10))
    ledger.mark({AAPL: 5})
    ledger.mark({})
    assert ledger.positions_value == 10


def test_no_sum_follows_the_context_of_the_thread():
    ledger = DecimalLedger("1e30", [IBM], price_scale=2)
    bought = fill(IBM, 123456789012345, "98765.43", "0.01")
    exact = decimal(123456789012345 * 9876543, 2)
    with localcontext(prec=3):
        ledger.process_transaction(bought)
        position = ledger.positions[IBM]
        assert (bought.value, position.cost, position.market_value) == (exact, exact, exact)
        assert position.unrealised == 0
        assert position.average_price == Decimal("98765.43")


@pytest.mark.parametrize(
    ("bad", "error", "text"),
    [
        (lambda ledger: ledger.mark({IBM: "1.005"}), ConfigurationError, "1.005 has more than 2 decimal places"),
        (lambda ledger: ledger.mark({IBM: -1}), LedgerError, "price -1"),
        (lambda ledger: ledger.mark({IBM: float("nan")}), ConfigurationError, "price is nan"),
        (lambda ledger: ledger.process_cash_flow(float("inf")), ConfigurationError, "cash flow is inf"),
        (lambda ledger: ledger.process_cash_flow("ten"), ConfigurationError, "'ten'"),
        (lambda ledger: ledger.process_transaction(fill(IBM, 0, 1)), LedgerError, "a fill of 0"),
        (lambda ledger: ledger.process_transaction(fill(IBM, "0.5", 1)), ConfigurationError, "0.5 has more than 0"),
        (lambda ledger: ledger.process_transaction(fill(IBM, 1, 1, "0.001")), ConfigurationError, "commission"),
        (lambda ledger: ledger.process_split(IBM, 0, 1), LedgerError, "split ratio cannot be 0"),
        (lambda ledger: ledger.find_position(Equity(9, "X", **LIFE)), AssetNotFoundError, "X"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_changes_nothing(ledger, bad, error, text):
    ledger.process_transaction(fill(IBM, 2, 100))
    before = ledger.sums, ledger.positions
    with pytest.raises(error, match=text):
        bad(ledger)
    assert (ledger.sums, ledger.positions) == before


def test_bad_settings_are_refused():
    with pytest.raises(ConfigurationError, match="price_scale 13"):
        DecimalLedger(1, [IBM], price_scale=13)
    with pytest.raises(ConfigurationError, match=r"capital_base 0\.001 has more than 2"):
        DecimalLedger("0.001", [IBM], price_scale=2)
    half = Equity(3, "HALF", price_multiplier=Decimal("0.5"), **LIFE)
    with pytest.raises(ConfigurationError, match="price multiplier"):
        DecimalLedger(1, [half])
