from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from rustybt.assets.assets import Equity, Future
from rustybt.exceptions import ConfigurationError
from rustybt.live.brokers.messages import OrderIntent
from rustybt.live.circuit_breakers import (
    CircuitBreakerManager,
    DrawdownCircuitBreaker,
    ManualCircuitBreaker,
    OrderRateCircuitBreaker,
)
from rustybt.live.exposure import Mark, Reach, RiskView, exposure_of, reach_of, reaches_of
from rustybt.live.risk_checks import CHECKS
from rustybt.live.risk_gate import Admitted, CancelIntent, Lane, Refused, RiskGate
from rustybt.live.risk_limits import RiskLimits
from tests.architecture.sources import PACKAGE, imports_of
from tests.architecture.test_imports import IMPURE

D = Decimal
ZERO = D(0)
SECOND = 10**9
NOW = 1000 * SECOND
LIFE = {"start_date": date(2000, 1, 3), "end_date": date(2030, 1, 2)}
AAPL = Equity(1, "AAPL", **LIFE)
MSFT = Equity(2, "MSFT", **LIFE)
ES = Future(3, "ESZ24", multiplier=D(5), **LIFE)


@dataclass(frozen=True)
class Pending:
    order_id: str
    asset: object
    amount: Decimal
    filled: Decimal = ZERO


def order(amount, asset=AAPL, *, limit=None, stop=None, order_id="o-1", reduce_only=False):
    kinds = {
        (False, False): "market",
        (True, False): "limit",
        (False, True): "stop",
        (True, True): "stop_limit",
    }
    return OrderIntent(
        order_id=order_id,
        asset=asset,
        amount=D(amount),
        order_type=kinds[limit is not None, stop is not None],
        limit_price=None if limit is None else D(limit),
        stop_price=None if stop is None else D(stop),
        reduce_only=reduce_only,
    )


def pending(amount, asset=AAPL, filled=0, order_id="p-1"):
    return Pending(order_id, asset, D(amount), D(filled))


def view(**changes):
    world = {
        "positions": {},
        "open_orders": [],
        "unknown_orders": [],
        "marks": {AAPL: Mark(D(100), NOW), MSFT: Mark(D(50), NOW), ES: Mark(D(1000), NOW)},
        "portfolio_value": D(100000),
        "breakers": CircuitBreakerManager(),
        "engine_state": "ARMED",
        "halted": "",
    }
    return RiskView(**(world | changes))


def check(intent, limits=None, now=NOW, **changes):
    return RiskGate(RiskLimits(**(limits or {}))).check(intent, view(**changes), now)


def assert_refused(verdict, name, *words):
    """It was refused by this check alone, and the message holds these words."""
    assert isinstance(verdict, Refused), verdict
    assert {each.check for each in verdict.reasons} == {name}, verdict
    for word in words:
        assert word in verdict.message


def assert_risk(verdict):
    assert verdict == Admitted(Lane.RISK)


# Limits


def test_without_limits_an_armed_engine_trades():
    assert_risk(check(order(10**9)))


def test_the_amount_of_one_order():
    limits = {"max_order_amount": 10}
    assert_risk(check(order(10), limits))
    assert_risk(check(order(-10), limits))
    assert_refused(check(order("10.01"), limits), "size", "10.01", "max_order_amount 10", "order less")
    assert_refused(check(order("-10.01"), limits), "size")


@pytest.mark.parametrize(
    ("intent", "notional"),
    [
        (order(10), 1000),
        (order(-10), 1000),
        (order(10, limit=120), 1200),
        (order(10, limit=80), 1000),
        (order(10, stop=130), 1300),
        (order(10, limit=110, stop=130), 1300),
        (order(2, ES), 10000),
    ],
)
def test_the_notional_of_one_order_at_its_worst_price(intent, notional):
    assert_risk(check(intent, {"max_order_notional": notional}))
    least = D(notional) - D("0.01")
    assert_refused(
        check(intent, {"max_order_notional": least}), "size", str(notional), f"max_order_notional {least}"
    )


@pytest.mark.parametrize(
    ("intent", "good"),
    [
        (order(1, limit=105), True),
        (order(1, limit=95), True),
        (order(1, limit="105.01"), False),
        (order(-1, limit="94.99"), False),
        (order(1, limit=205, stop=200), True),
        (order(1, limit=211, stop=200), False),
        (order(1), True),
        (order(1, stop=200), True),
    ],
)
def test_a_price_stays_within_the_collar(intent, good):
    verdict = check(intent, {"price_collar_pct": "0.05"})
    if good:
        assert_risk(verdict)
    else:
        assert_refused(verdict, "collar", "price_collar_pct 0.05", f"limit_price {intent.limit_price}")


@pytest.mark.parametrize(("last", "good"), [(105, True), (95, True), ("105.01", False), ("94.99", False)])
@pytest.mark.parametrize("stop", [None, 106])
def test_a_market_order_needs_a_last_price_near_the_mark(last, stop, good):
    marks = {AAPL: Mark(D(100), NOW, D(last))}
    verdict = check(order(1, stop=stop), {"price_collar_pct": "0.05"}, marks=marks)
    if good:
        assert_risk(verdict)
    else:
        assert_refused(verdict, "collar", f"last price {last}", "mark 100")


@pytest.mark.parametrize("asset", [AAPL, MSFT])
def test_a_position_may_become_so_large_with_all_that_is_pending(asset):
    limits = {"max_position": {AAPL: 100}, "default_max_position": 100}
    world = {
        "positions": {asset: D(50)},
        "open_orders": [pending(30, asset, filled=10), pending(-500, ES)],
    }
    assert_risk(check(order(30, asset), limits, **world))
    assert_refused(
        check(order("30.5", asset), limits, **world), "position", "may become 100.5", "max_position 100"
    )
    assert_risk(check(order(-150, asset), limits, **world))
    assert_refused(check(order(-151, asset), limits, **world), "position", "101")


def test_a_named_asset_has_its_own_limit():
    limits = RiskLimits(max_position={AAPL: 5}, default_max_position=10)
    assert limits.max_position_of(AAPL) == 5
    assert limits.max_position_of(MSFT) == 10
    assert RiskLimits(max_position={AAPL: 5}).max_position_of(MSFT) is None


def test_gross_exposure_counts_longs_and_shorts_and_what_is_pending():
    world = {
        "positions": {AAPL: D(10), MSFT: D(-10)},  # 1000 + 500
        "open_orders": [pending(4), pending(-6, MSFT), pending(1, ES)],  # 400 + 300 + 5000
    }
    assert_risk(check(order(1), {"max_gross_exposure": 7300}, **world))
    assert_refused(
        check(order(1), {"max_gross_exposure": "7299.99"}, **world),
        "exposure",
        "may become 7300",
        "max_gross_exposure 7299.99",
    )
    assert_risk(check(order(1), {"max_gross_exposure_pct": "0.073"}, **world))
    assert_refused(
        check(order(1), {"max_gross_exposure_pct": "0.0729999"}, **world),
        "exposure",
        "max_gross_exposure_pct 0.0729999 of 100000",
    )


def test_net_exposure_counts_the_worst_side():
    world = {"positions": {AAPL: D(10), MSFT: D(-10)}, "open_orders": [pending(-40)]}  # 500, or -3500
    assert_risk(check(order(30), {"max_net_exposure": 3500}, **world))
    assert_refused(check(order(31), {"max_net_exposure": 3500}, **world), "exposure", "3600")
    assert_refused(check(order(-1, MSFT), {"max_net_exposure": 3500}, **world), "exposure", "3550")
    assert_risk(check(order(30), {"max_net_exposure_pct": "0.035"}, **world))
    assert_refused(check(order(31), {"max_net_exposure_pct": "0.035"}, **world), "exposure", "of 100000")


def test_unknown_orders_of_other_assets_count_too():
    world = {"unknown_orders": [pending(10, MSFT)]}
    assert_risk(check(order(1), {"max_gross_exposure": 600}, **world))
    assert_refused(check(order(1), {"max_gross_exposure": 599}, **world), "exposure", "600")


def test_exposure_needs_a_mark_of_everything_that_is_held_or_ordered():
    marks = {AAPL: Mark(D(100), NOW)}
    limits = {"max_gross_exposure": 10**6}
    assert_risk(check(order(1), limits, marks=marks, positions={MSFT: D(0)}))
    for world in ({"positions": {MSFT: D(1)}}, {"open_orders": [pending(1, MSFT)]}):
        assert_refused(
            check(order(1), limits, marks=marks, **world),
            "exposure",
            "[MSFT]) is held or ordered and has no mark",
        )
    world = {"open_orders": [pending(1, None)]}
    assert_refused(check(order(1), limits, marks=marks, **world), "exposure", "not known to us")


def test_open_orders_are_counted_the_unknown_ones_included():
    world = {"open_orders": [pending(1)], "unknown_orders": [pending(1, MSFT)]}
    assert_risk(check(order(1), {"max_open_orders": 3}, **world))
    assert_refused(
        check(order(1), {"max_open_orders": 2}, **world),
        "open_orders",
        "open order 3",
        "max_open_orders is 2",
    )


def test_only_so_many_orders_a_second_and_a_minute():
    gate, world = RiskGate(RiskLimits(max_orders_per_second=2, max_orders_per_minute=3)), view()
    assert_risk(gate.check(order(1), world, NOW))
    assert_risk(gate.check(order(1), world, NOW + SECOND // 2))
    assert_refused(
        gate.check(order(1), world, NOW + SECOND - 1), "rate", "2 orders", "max_orders_per_second is 2"
    )
    assert_risk(gate.check(order(1), world, NOW + SECOND))
    assert_refused(
        gate.check(order(1), world, NOW + 59 * SECOND), "rate", "3 orders", "max_orders_per_minute is 3"
    )
    assert_risk(gate.check(order(1), world, NOW + 60 * SECOND))


def test_a_limit_that_is_new_counts_from_the_restart():
    kept = RiskGate(RiskLimits(max_orders_per_minute=1))
    kept.check(order(1), view(), NOW)
    gate = RiskGate(RiskLimits(max_orders_per_minute=1, max_orders_per_second=1))
    gate.restore(kept.state())
    assert_refused(gate.check(order(1), view(), NOW), "rate", "max_orders_per_minute")
    assert_risk(gate.check(order(1), view(), NOW + 60 * SECOND))
    assert gate.limits.max_orders_per_second == 1


def test_an_order_that_was_refused_or_cancels_is_not_counted():
    gate, world = RiskGate(RiskLimits(max_orders_per_second=1, max_order_amount=5)), view()
    for _ in range(5):
        assert_refused(gate.check(order(6), world, NOW), "size")
        gate.check(CancelIntent("p-1"), world, NOW)
    assert_risk(gate.check(order(5), world, NOW))


@pytest.mark.parametrize(("age", "good"), [(5, True), (6, False), (-5, True), (-6, False)])
def test_a_mark_may_be_so_old(age, good):
    verdict = check(order(1), {"max_data_age_ns": 5}, now=NOW + age)
    if good:
        assert_risk(verdict)
    else:
        assert_refused(
            verdict, "freshness", "6 ns", "max_data_age_ns is 5", "the future" if age < 0 else "old"
        )


def test_only_the_traded_assets_mark_must_be_fresh():
    marks = {AAPL: Mark(D(100), NOW), MSFT: Mark(D(50), 0)}
    limits = {"max_data_age_ns": 5, "max_gross_exposure": 10**6}
    assert_risk(check(order(1), limits, marks=marks, positions={MSFT: D(1)}))


def test_lists_of_assets():
    assert_risk(check(order(1), {"allow_list": [AAPL]}))
    assert_refused(check(order(1, MSFT), {"allow_list": [AAPL]}), "assets", "MSFT", "allow_list", "add it")
    assert_refused(check(order(1), {"allow_list": []}), "assets")
    assert_refused(check(order(1), {"deny_list": [AAPL]}), "assets", "AAPL", "deny_list")
    assert_refused(check(order(1), {"allow_list": [AAPL], "deny_list": [AAPL]}), "assets")


@pytest.mark.parametrize("state", ["REPLAY", "CONNECT", "RECONCILE", "WARM", "PAUSED", "armed", "", None])
def test_no_new_risk_unless_armed(state):
    assert_refused(check(order(1), engine_state=state), "engine", str(state), "ARMED")


def test_no_new_risk_while_halted():
    assert_refused(check(order(1), halted="by ada"), "engine", "by ada", "resume it")


def test_no_new_risk_where_an_order_is_unknown():
    world = {"unknown_orders": [pending(1)]}
    assert_refused(check(order(1), **world), "unknown", "p-1", "reconcile")
    assert_refused(check(order(-1), **world), "unknown")
    assert_risk(check(order(1, MSFT), **world))
    assert_refused(check(order(1, MSFT), unknown_orders=[pending(1, None)]), "unknown")


def test_no_new_risk_after_a_trip():
    breakers = CircuitBreakerManager([ManualCircuitBreaker()])
    assert_risk(check(order(1), breakers=breakers))
    breakers.breakers[0].trigger_halt("odd market", "ada")
    assert_refused(
        check(order(1), breakers=breakers), "breakers", "manual: halted by ada: odd market", "reset it"
    )


def test_the_order_that_trips_a_breaker_does_not_leave():
    breakers = CircuitBreakerManager([OrderRateCircuitBreaker(2, 60)])
    gate, world = RiskGate(RiskLimits(max_orders_per_minute=100)), view(breakers=breakers)
    assert_risk(gate.check(order(1), world, NOW))
    assert_risk(gate.check(order(1), world, NOW))
    verdict = gate.check(order(1), world, NOW)
    assert_refused(verdict, "breakers", "order 3 within 60 s passes the limit of 2")
    assert verdict.trips == (breakers.breakers[0].trip,)
    assert_refused(gate.check(order(1), world, NOW + 3600 * SECOND), "breakers")


def test_every_reason_is_told():
    verdict = check(
        order(11),
        {"max_order_amount": 10, "max_position": {AAPL: 5}, "deny_list": [AAPL]},
        engine_state="WARM",
    )
    assert [each.check for each in verdict.reasons] == ["engine", "assets", "size", "position"]
    assert verdict.message.count(": ") >= 4


@pytest.mark.parametrize(
    "limits",
    [
        {"max_order_amount": 0},
        {"max_order_notional": -1},
        {"price_collar_pct": "x"},
        {"max_position": {AAPL: 0}},
        {"max_position": {AAPL: D("NaN")}},
        {"default_max_position": -5},
        {"max_gross_exposure": D("Infinity")},
        {"max_gross_exposure_pct": 0},
        {"max_net_exposure": 0},
        {"max_net_exposure_pct": -1},
        {"max_open_orders": 0},
        {"max_orders_per_second": 1.5},
        {"max_orders_per_minute": True},
        {"max_data_age_ns": -1},
        {"max_position": {"AAPL": 5}},
        {"max_position": [AAPL]},
        {"allow_list": ["AAPL"]},
        {"allow_list": AAPL},
        {"deny_list": ["AAPL"]},
        {"deny_list": "AAPL"},
    ],
)
def test_limits_that_cannot_work_are_refused(limits):
    with pytest.raises(ConfigurationError, match=next(iter(limits))):
        RiskLimits(**limits)


def test_limits_are_frozen_and_show_themselves():
    own = {AAPL: 5}
    limits = RiskLimits(max_position=own, max_order_amount=0.1, allow_list=[MSFT, AAPL], max_open_orders=3)
    own[AAPL] = 10**9
    assert limits.max_position_of(AAPL) == 5
    assert limits.max_order_amount == D("0.1")
    with pytest.raises(TypeError):
        limits.max_position[AAPL] = 6
    shown = limits.to_dict()
    assert json.loads(json.dumps(shown)) == shown
    assert shown["max_position"] == {"1": "5"}
    assert shown["allow_list"] == [1, 2]
    assert (shown["max_order_amount"], shown["max_open_orders"], shown["max_net_exposure"]) == (
        "0.1",
        3,
        None,
    )


# Reduce-only


@pytest.mark.parametrize(
    ("held", "waiting", "amount", "reduces"),
    [
        (10, [], -10, True),
        (10, [], -11, False),  # would flip
        (10, [], 1, False),
        (0, [], -1, False),
        (-10, [], 10, True),
        (-10, [], 11, False),
        (-10, [], -1, False),
        (10, [-4], -6, True),
        (10, [-4], -7, False),  # both together would flip
        (10, [-4, -6], -1, False),
        (10, [5], -10, True),
        (10, [5], -11, False),  # the purchase may never be filled
        (-10, [4, -3], 6, True),
        (-10, [4, -3], 7, False),
        (10, [-15], -1, False),
    ],
)
def test_what_reduces(held, waiting, amount, reduces):
    for where in ("open_orders", "unknown_orders"):
        world = {"positions": {AAPL: D(held)}, where: [pending(each) for each in waiting]}
        verdict = check(order(amount), halted="yes", engine_state="PAUSED", **world)
        assert verdict == Admitted(Lane.REDUCE) if reduces else isinstance(verdict, Refused)


def test_only_what_is_left_of_an_order_counts():
    world = {"positions": {AAPL: D(10)}, "open_orders": [pending(-9, filled=-5)]}
    assert check(order(-6), **world) == Admitted(Lane.REDUCE)
    assert_risk(check(order(-7), **world))
    overfilled = {"positions": {AAPL: D(10)}, "open_orders": [pending(-9, filled=-12), pending(9, filled=12)]}
    assert check(order(-10), **overfilled) == Admitted(Lane.REDUCE)
    assert_risk(check(order("-10.01"), **overfilled))


def test_a_flag_proves_nothing():
    assert_refused(check(order(-11, reduce_only=True), positions={AAPL: D(10)}, halted="yes"), "engine")


class Refusing:
    """Breakers that raise whatever they are asked."""

    def can_trade(self):
        raise RuntimeError("breakers are gone")

    get_trip_reasons = can_trade

    def on_order(self, time_ns):
        raise RuntimeError("breakers are gone")


WORST = {
    "positions": {AAPL: D(10), MSFT: D("NaN")},
    "marks": {},
    "portfolio_value": None,
    "breakers": Refusing(),
    "engine_state": "REPLAY",
    "halted": "everything is on fire",
}
TIGHT = {
    "max_order_amount": "0.1", "max_order_notional": "0.1", "price_collar_pct": "0.1", "default_max_position": "0.1",
    "max_gross_exposure": "0.1", "max_net_exposure": "0.1", "max_open_orders": 1, "max_orders_per_second": 1,
    "max_orders_per_minute": 1, "max_data_age_ns": 1, "allow_list": [], "deny_list": [AAPL],
}  # fmt: skip


def test_reducing_and_cancelling_are_never_blocked():
    gate = RiskGate(RiskLimits(**TIGHT))
    for now in (NOW, NOW, None):
        assert gate.check(CancelIntent("o-9"), None, now) == Admitted(Lane.CANCEL)
        verdict = gate.check(order(-10), view(**WORST, unknown_orders=[pending(-5, MSFT)]), now)
        assert (type(verdict), verdict.lane) == (Admitted, Lane.REDUCE)
        assert verdict.warnings
        assert isinstance(gate.check(order(-11), view(**WORST), now), Refused)


def test_an_order_that_reduces_is_counted_and_can_trip():
    breakers = CircuitBreakerManager([OrderRateCircuitBreaker(1, 60)])
    gate = RiskGate(RiskLimits(max_orders_per_second=1))
    world = view(breakers=breakers, positions={AAPL: D(10)})
    assert gate.check(order(-1), world, NOW) == Admitted(Lane.REDUCE)
    assert_refused(gate.check(order(1), world, NOW), "rate")
    verdict = gate.check(order(-1), world, NOW)
    assert verdict == Admitted(Lane.REDUCE, (breakers.breakers[0].trip,))
    assert verdict.trips[0].breaker == "order_rate"
    assert_refused(gate.check(order(1), world, NOW + SECOND), "breakers")
    assert gate.check(order(-1), world, NOW) == Admitted(Lane.REDUCE)


# Failing closed


def test_every_check_of_an_order_that_takes_risk_is_made():
    verdict = check(order(1), TIGHT, **WORST)
    assert {each.check for each in verdict.reasons} == {*CHECKS, "rate"} - {"unknown", "open_orders", "rate"}


@pytest.mark.parametrize(
    "limits",
    [
        {"max_order_notional": 10**9},
        {"price_collar_pct": 1},
        {"max_gross_exposure": 10**9},
        {"max_gross_exposure_pct": 10**9},
        {"max_net_exposure": 10**9},
        {"max_net_exposure_pct": 10**9},
        {"max_data_age_ns": 10**18},
    ],
)
@pytest.mark.parametrize("marks", [{}, {AAPL: Mark(D("NaN"), NOW)}, {AAPL: Mark(1.5, NOW)}, {AAPL: None}])
def test_what_needs_a_mark_refuses_without(limits, marks):
    with localcontext(Context(traps=[])):
        verdict = check(order(1), limits, marks=marks)
    assert isinstance(verdict, Refused)
    assert marks or "has no mark" in verdict.message


@pytest.mark.parametrize("value", [None, D(0), D(-1), D("NaN"), 1.5])
@pytest.mark.parametrize("limit", ["max_gross_exposure_pct", "max_net_exposure_pct"])
def test_a_fraction_of_the_portfolio_needs_its_value(limit, value):
    with localcontext(Context(traps=[])):
        assert_refused(check(order(1), {limit: 10**9}, portfolio_value=value), "exposure")


@pytest.mark.parametrize(
    "world",
    [
        {"positions": {AAPL: D("NaN")}},
        {"positions": {AAPL: D("sNaN")}},
        {"positions": {AAPL: 1.5}},
        {"positions": None},
        {"open_orders": None},
        {"open_orders": [pending("NaN")]},
        {"open_orders": [Pending("p", AAPL, 1.5)]},
        {"unknown_orders": [object()]},
        {"marks": None},
        {"breakers": None},
        {"breakers": Refusing()},
    ],
)
def test_a_view_that_makes_no_sense_refuses(world):
    with localcontext(Context(traps=[])):
        verdict = check(order(1), {"default_max_position": 10**9, "price_collar_pct": 1}, **world)
    assert isinstance(verdict, Refused)
    assert "it raised" in verdict.message
    assert "what cannot be checked is refused" in verdict.message


@pytest.mark.parametrize(
    "spoil",
    [{"amount": D("NaN")}, {"amount": D(0)}, {"amount": -1.0}, {"amount": None}, {"limit_price": D("NaN")}],
)
def test_an_intent_that_is_no_order_is_refused(spoil):
    intent = order(-1, limit=100)
    for name, value in spoil.items():
        object.__setattr__(intent, name, value)
    assert_refused(check(intent, positions={AAPL: D(10)}), "gate", "it raised OrderError", "o-1")


@pytest.mark.parametrize("now", [None, 1.5, "now"])
def test_a_time_that_is_none_refuses(now):
    assert isinstance(check(order(1), {"max_orders_per_second": 1}, now=now), Refused)


@dataclass
class Torn:
    """Breakers that trip and yet say that trading goes on."""

    def can_trade(self):
        return True

    def get_trip_reasons(self):
        return []

    def on_order(self, time_ns):
        return ["a trip"]


def test_a_trip_refuses_even_if_breakers_contradict_themselves():
    verdict = check(order(1), breakers=Torn())
    assert_refused(verdict, "breakers")
    assert verdict.trips == ("a trip",)


def test_breakers_without_a_reason_still_refuse():
    breakers = Torn()
    breakers.can_trade = lambda: False
    assert_refused(check(order(1), breakers=breakers), "breakers", "does not let trade")


def test_an_interrupt_goes_on():
    breakers = Torn()

    def can_trade():
        raise KeyboardInterrupt

    breakers.can_trade = can_trade
    with pytest.raises(KeyboardInterrupt):
        check(order(1), breakers=breakers)


PURE = (
    "breaker_base", "breaker_manager", "breaker_measures", "circuit_breakers", "exposure", "fail_closed", "risk_checks",
    "risk_gate", "risk_limits",
)  # fmt: skip


@pytest.mark.parametrize("module", PURE)
def test_gate_and_breakers_know_no_clock_and_no_io(module):
    imported = {name.split(".")[0] for _, name in imports_of(PACKAGE / "live" / f"{module}.py")}
    assert imported & IMPURE == set()


# Exposure against an oracle: every subset of what is pending, in fractions

AMOUNTS = st.integers(-40, 40).map(lambda tenths: D(tenths).scaleb(-1))
ORDERS = st.lists(
    st.tuples(st.sampled_from([AAPL, MSFT, ES]), AMOUNTS.filter(bool), st.integers(0, 10)), max_size=6
).map(
    lambda rows: [
        Pending(f"p-{n}", asset, amount, amount * tenths / 10)
        for n, (asset, amount, tenths) in enumerate(rows)
    ]
)
HELD = st.fixed_dictionaries({}, optional={AAPL: AMOUNTS, MSFT: AMOUNTS, ES: AMOUNTS})


def outcomes(positions, orders):
    """Every way in which positions may end: which of the orders are filled."""
    for mask in itertools.product([False, True], repeat=len(orders)):
        ended = {asset: Fraction(held) for asset, held in positions.items()}
        for filled, each in zip(mask, orders, strict=True):
            if filled:
                rest = Fraction(each.amount) - Fraction(each.filled)
                ended[each.asset] = ended.get(each.asset, Fraction(0)) + rest
        yield ended


def worth(ended, marks):
    values = [Fraction(n) * Fraction(marks[a].price) * Fraction(a.price_multiplier) for a, n in ended.items()]
    return sum(map(abs, values)), abs(sum(values))


@given(HELD, ORDERS)
def test_exposure_is_the_worst_of_all_outcomes(positions, orders):
    world = view(positions=positions, open_orders=orders[::2], unknown_orders=orders[1::2])
    ends = [worth(ended, world.marks) for ended in outcomes(positions, orders)]
    exposure = exposure_of(reaches_of(world), world.marks)
    assert Fraction(exposure.gross) == max(end[0] for end in ends)
    assert Fraction(exposure.net) == max(end[1] for end in ends)
    for asset in (AAPL, MSFT, ES):
        amounts = [ended.get(asset, Fraction(0)) for ended in outcomes(positions, orders)]
        reach = reach_of(world, asset)
        assert (Fraction(reach.low), Fraction(reach.high)) == (min(amounts), max(amounts))
        assert reach == reaches_of(world).get(asset, Reach())


def reduces(positions, orders, asset, amount):
    """Whatever is filled before it, it makes the position smaller and does not turn it; by brute force."""
    held = Fraction(positions.get(asset, 0))
    return all(
        abs(ended.get(asset, 0) + Fraction(amount)) < abs(ended.get(asset, 0))
        and (ended.get(asset, 0) + Fraction(amount)) * held >= 0
        for ended in outcomes(positions, orders)
    )


@given(HELD, ORDERS, st.sampled_from([AAPL, MSFT, ES]), AMOUNTS.filter(bool))
@settings(max_examples=300)
def test_an_order_reduces_if_it_does_so_in_every_outcome(positions, orders, asset, amount):
    world = view(positions=positions, open_orders=orders[::2], unknown_orders=orders[1::2])
    assert reach_of(world, asset).only_reduced_by(amount) == reduces(positions, orders, asset, amount)


@given(HELD, ORDERS, AMOUNTS.filter(bool))
def test_a_strategys_decimal_context_changes_no_verdict(positions, orders, amount):
    limits = {
        "max_gross_exposure": "1234.56",
        "max_net_exposure_pct": "0.0123",
        "default_max_position": "3.33",
    }
    world = {"positions": positions, "open_orders": orders, "portfolio_value": D("99999.99")}
    expected = check(order(amount), limits, **world)
    with localcontext(Context(prec=1, traps=[])):
        assert check(order(amount), limits, **world) == expected


# Whatever happens, in whatever order


class Trading(RuleBasedStateMachine):
    """An account that trades, fills, loses answers, trips, resets and restarts, and an oracle in fractions."""

    LIMITS = RiskLimits(
        max_order_amount=5,
        default_max_position=8,
        max_gross_exposure=10000,
        max_net_exposure_pct="0.06",
        max_orders_per_second=3,
        max_orders_per_minute=6,
        max_data_age_ns=100 * SECOND,
    )

    @initialize()
    def begin(self):
        self.gate, self.breakers = self.new()
        self.positions, self.open, self.unknown = {}, {}, {}
        self.marks = {AAPL: D(100), ES: D(200)}
        self.marked = dict.fromkeys(self.marks, 0)
        self.now, self.orders, self.left, self.state, self.halted = 0, 0, [], "ARMED", ""
        self.latched = self.waiting = False
        self.breakers.on_value(D(100000), 0, 0)

    def new(self):
        breakers = CircuitBreakerManager(
            [DrawdownCircuitBreaker("0.10"), OrderRateCircuitBreaker(10, 300), ManualCircuitBreaker()]
        )
        return RiskGate(self.LIMITS), breakers

    def view(self, breakers):
        return RiskView(
            positions=self.positions,
            open_orders=list(self.open.values()),
            unknown_orders=list(self.unknown.values()),
            marks={asset: Mark(price, self.marked[asset]) for asset, price in self.marks.items()},
            portfolio_value=D(100000),
            breakers=breakers,
            engine_state=self.state,
            halted=self.halted,
        )

    def twin(self):
        """What a restart would make of the kept state."""
        gate, breakers = self.new()
        gate.restore(json.loads(json.dumps(self.gate.state())))
        breakers.restore(json.loads(json.dumps(self.breakers.state())))
        return gate, breakers

    @property
    def all_orders(self):
        return [*self.open.values(), *self.unknown.values()]

    @precondition(lambda self: len(self.open) + len(self.unknown) < 6)
    @rule(asset=st.sampled_from([AAPL, ES]), amount=st.integers(-12, 12).filter(bool))
    def submit(self, asset, amount):
        self.orders += 1
        intent = order(amount, asset, order_id=f"o-{self.orders}")
        gate, breakers = self.twin()
        expected = gate.check(intent, self.view(breakers), self.now)
        verdict = self.gate.check(intent, self.view(self.breakers), self.now)
        assert verdict == expected
        assert (gate.state(), breakers.state()) == (self.gate.state(), self.breakers.state())
        shrinks = reduces(self.positions, self.all_orders, asset, amount)
        assert shrinks == (isinstance(verdict, Admitted) and verdict.lane is Lane.REDUCE)
        self.latched = self.latched or bool(verdict.trips)
        if isinstance(verdict, Refused):
            return
        self.left.append(self.now)
        self.open[intent.order_id] = Pending(intent.order_id, asset, D(amount))
        if verdict.lane is Lane.RISK:
            self.risk_was_taken(asset)

    def risk_was_taken(self, asset):
        assert (self.state, self.halted) == ("ARMED", "")
        assert not self.latched
        assert not self.waiting
        assert not [each for each in self.unknown.values() if each.asset == asset]
        assert self.now - self.marked[asset] <= 100 * SECOND
        assert sum(self.now - at < SECOND for at in self.left) <= 3
        assert sum(self.now - at < 60 * SECOND for at in self.left) <= 6
        marks = {each: Mark(price, 0) for each, price in self.marks.items()}
        for ended in outcomes(self.positions, self.all_orders):
            gross, net = worth(ended, marks)
            assert gross <= 10000
            assert net <= 6000
            assert abs(ended.get(asset, 0)) <= 8

    @rule()
    def cancel_is_always_admitted(self):
        assert self.gate.check(CancelIntent("o-1"), self.view(self.breakers), self.now) == Admitted(
            Lane.CANCEL
        )

    @precondition(lambda self: any(self.positions.values()))
    @rule()
    def closing_is_always_admitted_once_nothing_is_pending(self):
        asset, held = next((asset, held) for asset, held in self.positions.items() if held)
        gate, breakers = self.twin()
        world = replace(self.view(breakers), open_orders=[], unknown_orders=[])
        verdict = gate.check(order(held.copy_negate(), asset), world, self.now)
        assert verdict.lane is Lane.REDUCE

    @precondition(lambda self: self.open)
    @rule(data=st.data(), parts=st.integers(1, 4))
    def fill(self, data, parts):
        name = data.draw(st.sampled_from(sorted(self.open)))
        each = self.open.pop(name)
        rest = each.amount - each.filled
        filled = rest if parts == 4 else rest * parts / 4
        self.positions[each.asset] = self.positions.get(each.asset, D(0)) + filled
        if parts < 4:
            self.open[name] = replace(each, filled=each.filled + filled)

    @precondition(lambda self: self.open)
    @rule(data=st.data(), lost=st.booleans())
    def end(self, data, lost):
        name = data.draw(st.sampled_from(sorted(self.open)))
        each = self.open.pop(name)
        if lost:
            self.unknown[name] = each

    @precondition(lambda self: self.unknown)
    @rule(accepted=st.booleans())
    def resolve(self, accepted):
        name, each = self.unknown.popitem()
        if accepted:
            self.open[name] = each

    @rule(asset=st.sampled_from([AAPL, ES]), price=st.integers(50, 400))
    def mark(self, asset, price):
        self.marks[asset], self.marked[asset] = D(price), self.now

    @rule(waits=st.sampled_from([0, SECOND // 3, SECOND, 20 * SECOND, 400 * SECOND]), fresh=st.booleans())
    def wait(self, waits, fresh):
        self.now += waits
        if fresh:
            self.marked = dict.fromkeys(self.marks, self.now)

    @rule(value=st.integers(85000, 120000), flow=st.sampled_from([0, 0, 50000, -50000]))
    def value(self, value, flow):
        trips = self.breakers.on_value(D(value), self.now, 0, flow=D(flow))
        self.latched = self.latched or bool(trips)
        if not trips:
            self.waiting = False

    @rule()
    def halt(self):
        self.breakers.breakers[-1].trigger_halt("odd market", "ada")
        self.latched = True

    @precondition(lambda self: self.latched)
    @rule()
    def reset(self):
        done = self.breakers.reset("ada", "looked at it")
        assert done
        self.latched = False
        self.waiting = self.waiting or any(each.breaker == "drawdown" for each in done)

    @rule(
        state=st.sampled_from(["ARMED", "ARMED", "PAUSED", "RECONCILE"]),
        halted=st.sampled_from(["", "", "by ada"]),
    )
    def engine(self, state, halted):
        self.state, self.halted = state, halted

    @rule()
    def restart(self):
        self.gate, self.breakers = self.twin()


TestTrading = Trading.TestCase
TestTrading.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
