from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import CircuitBreakerError, ConfigurationError
from rustybt.live.circuit_breakers import (
    BreakerReset,
    BreakerTripped,
    CircuitBreaker,
    CircuitBreakerManager,
    CircuitBreakerState,
    DailyLossCircuitBreaker,
    DrawdownCircuitBreaker,
    ErrorRateCircuitBreaker,
    ManualCircuitBreaker,
    OrderRateCircuitBreaker,
    RiskProfile,
)

SECOND = 10**9
D = Decimal


def feed(breaker, *values, session=0, flow=0):
    """Feed values one after another; the last answer is returned."""
    answer = None
    for value in values:
        answer = breaker.on_value(D(value), 0, session, flow=D(flow))
    return answer


# Drawdown


def test_a_drawdown_trips_at_its_limit_and_not_before():
    breaker = DrawdownCircuitBreaker(D("0.10"))
    assert feed(breaker, 1000, 1200, "1080.01") is None
    assert breaker.level() < breaker.limit == D("0.10")
    trip = feed(breaker, 1080)
    assert trip == BreakerTripped(
        breaker="drawdown",
        reason="drawdown 0.1 from the peak 1200 reaches the limit 0.10",
        level=D("0.1"),
        limit=D("0.10"),
        time_ns=0,
    )
    assert str(trip) == "drawdown: drawdown 0.1 from the peak 1200 reaches the limit 0.10"
    assert breaker.status is CircuitBreakerState.TRIPPED
    assert breaker.unit == "fraction"


def test_a_latch_stays_whatever_comes_after():
    breaker = DrawdownCircuitBreaker("0.10")
    first = feed(breaker, 1000, 800)
    assert feed(breaker, 5000, session=99) is None
    assert feed(breaker, 1) is None
    assert breaker.is_tripped
    assert breaker.trip is first


def test_a_deposit_is_no_gain_and_a_withdrawal_no_loss():
    breaker = DrawdownCircuitBreaker("0.10")
    feed(breaker, 1000, 950)
    assert feed(breaker, 95, flow=-855) is None
    assert breaker.level() == D("0.05")
    assert feed(breaker, 9500, flow=9405) is None
    assert breaker.level() == D("0.05")
    assert feed(breaker, "9000.1") is None
    assert feed(breaker, 9000) is not None


def test_a_deposit_does_not_hide_a_fall():
    breaker = DrawdownCircuitBreaker("0.10")
    feed(breaker, 1000)
    assert feed(breaker, 1900, flow=1000) is not None


def test_everything_may_be_withdrawn_and_come_back():
    breaker = DrawdownCircuitBreaker("0.10")
    feed(breaker, 1000)
    assert feed(breaker, 0, flow=-1000) is None
    assert feed(breaker, 500, flow=500) is None
    assert breaker.level() == 0
    assert feed(breaker, 450) is not None


@pytest.mark.parametrize(
    ("values", "level"), [(["-1"], "1"), (["1000", "0"], "1"), (["1000", "-5"], "1.005")]
)
def test_a_portfolio_that_is_worth_nothing_has_fallen_enough(values, level):
    breaker = DrawdownCircuitBreaker(1)
    assert feed(breaker, *values) is not None
    assert breaker.level() == D(level)


def test_a_portfolio_that_never_held_anything_has_not_fallen():
    breaker = DrawdownCircuitBreaker("0.10")
    assert feed(breaker, 0, 0) is None
    assert breaker.level() == 0


def test_the_peak_looks_back_so_many_days_and_carries_the_last_value_over():
    breaker = DrawdownCircuitBreaker("0.10", lookback_days=2)
    feed(breaker, 1000, 950, session=0)
    feed(breaker, 940, session=1)
    assert breaker.level() == D("0.06")
    feed(breaker, 900, session=2)  # session 0 is out; session 1 began with the 950 carried into it
    assert breaker.level() == (D(950) - 900) / 950
    assert feed(breaker, "855", session=2) is not None


def test_without_a_lookback_the_peak_is_that_of_all_time():
    breaker = DrawdownCircuitBreaker("0.10")
    feed(breaker, 1000, session=0)
    assert feed(breaker, 900, session=5000) is not None


def test_a_session_that_lies_before_the_last_does_not_forget_a_peak():
    breaker = DrawdownCircuitBreaker("0.10", lookback_days=1)
    feed(breaker, 1000, session=10)
    assert feed(breaker, 900, session=9) is not None


def test_a_reset_measures_anew_from_the_next_value_and_says_so():
    breaker = DrawdownCircuitBreaker("0.10")
    feed(breaker, 1000, 800)
    done = breaker.reset("ada", "looked at it")
    assert done == BreakerReset(
        breaker="drawdown",
        operator="ada",
        reason="looked at it",
        rebased="the peak is measured anew from the next value; it was 1000",
    )
    assert str(done).startswith("drawdown: reset by ada: looked at it; the peak")
    assert breaker.status is CircuitBreakerState.RESETTING
    assert "waits for the next portfolio value" in breaker.get_trip_reason()
    assert feed(breaker, 790) is None
    assert breaker.status is CircuitBreakerState.NORMAL
    assert breaker.get_trip_reason() is None
    assert feed(breaker, "711.1") is None
    assert feed(breaker, 711) is not None


CENTS = st.integers(1, 10**14).map(lambda cents: D(cents).scaleb(-2))
FRACTIONS = st.integers(1, 10**6).map(lambda millionths: D(millionths).scaleb(-6))


class Oracle:
    """Peaks of sessions in fractions, flows as a fund's units; shares no code with the product."""

    def __init__(self, limit, lookback):
        self.limit, self.lookback = Fraction(limit), lookback
        self.values = []  # session, value per unit
        self.units = Fraction(1)
        self.last = None

    def take(self, value, session, flow):
        value, flow = Fraction(value), Fraction(flow)
        if self.values:
            session = max(session, self.values[-1][0])
            price = (value - flow) / self.units
        else:
            price = value / self.units
        carried = [] if not self.values else [(session, self.values[-1][1])]
        self.values += [*carried, (session, price)]
        seen = [one for day, one in self.values if self.lookback is None or day > session - self.lookback]
        fall = (max(seen) - price) / max(seen)
        if price > 0:
            self.units = value / price
        return fall


@given(
    FRACTIONS,
    st.none() | st.integers(1, 4),
    st.lists(
        st.tuples(CENTS, st.integers(0, 3), st.just(D(0)) | CENTS | CENTS.map(D.copy_negate)), min_size=1
    ),
)
def test_a_drawdown_is_what_fractions_say(limit, lookback, steps):
    breaker, oracle = DrawdownCircuitBreaker(limit, lookback), Oracle(limit, lookback)
    session = 0
    exact = True
    for value, days, flow in steps:
        session += days
        if oracle.values and value - flow <= 0:
            flow = D(0)
        exact = exact and (flow == 0 or not oracle.values)
        fall = oracle.take(value, session, flow)
        trip = breaker.on_value(value, 0, session, flow=flow)
        level = Fraction(breaker.level())
        assert abs(level - fall) <= Fraction(1, 10**24)
        if exact or abs(fall - oracle.limit) > Fraction(1, 10**24):
            assert (trip is not None) == (fall >= oracle.limit)
        else:
            assert trip is not None or fall < oracle.limit  # rounding is never late
        if trip is not None:
            break


# Daily loss


def test_a_session_loses_from_the_last_value_of_the_one_before():
    breaker = DailyLossCircuitBreaker(max_daily_loss=D(50))
    feed(breaker, 1000, 1100, 1060, session=0)
    assert breaker.level() == 0
    feed(breaker, 1020, session=1)
    assert breaker.level() == 40
    assert feed(breaker, "1010.01", session=1) is None
    trip = feed(breaker, 1010, session=1)
    assert (trip.level, trip.limit, breaker.unit) == (50, 50, "money")


def test_a_new_session_measures_anew_but_does_not_reset():
    breaker = DailyLossCircuitBreaker(max_daily_loss=50)
    feed(breaker, 1000, 900, session=0)
    feed(breaker, 900, session=1)
    assert breaker.level() == 0
    assert breaker.is_tripped


@pytest.mark.parametrize("flow", [-900, 5000])
def test_flows_are_no_loss_in_money(flow):
    breaker = DailyLossCircuitBreaker(max_daily_loss=50)
    feed(breaker, 1000)
    assert feed(breaker, 970 + flow, flow=flow) is None
    assert breaker.level() == 30
    assert feed(breaker, 951 + flow) is None
    assert feed(breaker, 950 + flow) is not None


@pytest.mark.parametrize("flow", [-873, 4850])
def test_flows_leave_the_fraction_that_was_lost(flow):
    breaker = DailyLossCircuitBreaker(max_daily_loss_pct="0.05")
    feed(breaker, 1000)
    assert feed(breaker, 970 + flow, flow=flow) is None
    assert breaker.level() == D("0.03")
    feed(breaker, 970 + flow)
    assert abs(breaker.level() - D("0.03")) < D("1e-26")


def test_a_fraction_of_nothing_is_lost_only_below_nothing():
    breaker = DailyLossCircuitBreaker(max_daily_loss_pct="0.05")
    assert feed(breaker, 0, 0) is None
    assert feed(breaker, 100, flow=100) is None
    assert feed(breaker, 96) is None
    assert feed(breaker, 95) is not None
    breaker = DailyLossCircuitBreaker(max_daily_loss_pct="0.05")
    assert feed(breaker, 0, -1) is not None
    assert breaker.level() == 1


def test_a_session_that_lies_before_the_last_is_no_new_one():
    breaker = DailyLossCircuitBreaker(max_daily_loss=50)
    feed(breaker, 1000, session=5)
    feed(breaker, 960, session=5)
    assert feed(breaker, 950, session=4) is not None


FLOWS = st.just(D(0)) | CENTS | CENTS.map(D.copy_negate)


@given(FRACTIONS, st.lists(st.tuples(CENTS, st.integers(0, 1), FLOWS), min_size=1))
def test_a_daily_loss_in_money_is_what_fractions_say(millions, steps):
    breaker, limit = DailyLossCircuitBreaker(millions * 10**9), Fraction(millions) * 10**9
    session, base, last = 0, None, None
    for value, days, flow in steps:
        session += days
        if base is None:
            base, lost = Fraction(value), 0
        else:
            base = Fraction(last) if days else base
            lost = base - (Fraction(value) - Fraction(flow))
            base += Fraction(flow)
        last = value
        latched = breaker.is_tripped
        trip = breaker.on_value(value, 0, session, flow=flow)
        assert (trip is not None) == (not latched and lost >= limit)
        assert Fraction(breaker.level()) == max(0, lost)


@given(FRACTIONS, st.lists(st.tuples(CENTS, st.integers(0, 1), FLOWS), min_size=1))
def test_a_daily_loss_in_percent_is_what_fractions_say(limit, steps):
    breaker, exact, rounding = DailyLossCircuitBreaker(max_daily_loss_pct=limit), True, Fraction(1, 10**24)
    session, base, last, units = 0, None, None, Fraction(1)  # base and last are values of one unit
    for value, days, given_flow in steps:
        session += days
        flow = given_flow if base is not None and value > given_flow else D(0)
        price = (Fraction(value) - Fraction(flow)) / units
        base = price if base is None else last if days else base
        lost, last, units = (base - price) / base, price, Fraction(value) / price
        exact = exact and not flow
        trip = breaker.on_value(value, 0, session, flow=flow)
        if exact or abs(lost - Fraction(limit)) > rounding:
            assert (trip is not None) == (lost >= Fraction(limit))
        assert abs(Fraction(breaker.level()) - max(0, lost)) <= rounding
        if trip is not None:
            break


# Rates


def test_the_order_that_is_one_too_many_trips():
    breaker = OrderRateCircuitBreaker(max_orders=3, window_seconds=60)
    assert [breaker.on_order(at * SECOND) for at in (0, 1, 2)] == [None] * 3
    assert (breaker.level(), breaker.limit, breaker.unit) == (3, 3, "orders")
    assert breaker.on_order(60 * SECOND) is None  # the first has just left the window
    trip = breaker.on_order(60 * SECOND + 1)
    assert (trip.level, trip.time_ns) == (4, 60 * SECOND + 1)


def test_a_level_falls_as_time_goes_by():
    breaker = OrderRateCircuitBreaker(max_orders=3, window_seconds=60)
    breaker.on_order(0)
    assert breaker.level(59 * SECOND) == 1
    assert breaker.level(60 * SECOND) == 0


def test_time_that_runs_backwards_lets_no_order_through():
    breaker = OrderRateCircuitBreaker(max_orders=2, window_seconds=60)
    breaker.on_order(100 * SECOND)
    breaker.on_order(10 * SECOND)
    assert breaker.on_order(159 * SECOND) is not None


def test_errors_trip_when_they_reach_the_limit_and_are_told_by_kind():
    breaker = ErrorRateCircuitBreaker()
    assert (breaker.limit, breaker.unit) == (5, "errors")
    for kind in ("order_rejected", "data_error", "order_rejected", "broker_error"):
        assert breaker.on_error(kind, 0) is None
    trip = breaker.on_error("order_rejected", 299 * SECOND)
    assert (
        trip.reason
        == "5 errors within 300 s (1 broker_error, 1 data_error, 3 order_rejected) reach the limit of 5"
    )


def test_rates_have_limits_of_their_own():
    assert OrderRateCircuitBreaker().limit == 100
    breaker = OrderRateCircuitBreaker()
    for _ in range(100):
        assert breaker.on_order(0) is None
    assert breaker.level(60 * SECOND - 1) == 100
    assert breaker.level(60 * SECOND) == 0
    assert ErrorRateCircuitBreaker().limit == 5


def test_old_errors_do_not_count():
    breaker = ErrorRateCircuitBreaker(max_errors=2, window_seconds=10)
    breaker.on_error("data_error", 0)
    assert breaker.on_error("data_error", 10 * SECOND) is None


@given(
    st.integers(1, 5),
    st.integers(1, 20),
    st.lists(st.integers(0, 10), max_size=60),
)
def test_a_rate_is_what_counting_says(most, window, waits):
    orders, errors = OrderRateCircuitBreaker(most, window), ErrorRateCircuitBreaker(most, window)
    times = []
    for wait in waits:
        times.append((times[-1] if times else 0) + wait)
        young = sum(times[-1] - at < window for at in times)
        latched = orders.is_tripped, errors.is_tripped
        trips = orders.on_order(times[-1] * SECOND), errors.on_error("x", times[-1] * SECOND)
        assert [each is not None for each in trips] == [
            not latched[0] and young > most,
            not latched[1] and young >= most,
        ]


def test_rates_are_counted_anew_after_a_reset():
    breaker = OrderRateCircuitBreaker(max_orders=1, window_seconds=60)
    breaker.on_order(0)
    breaker.on_order(0)
    assert breaker.reset("ada", "mended").rebased == "orders are counted anew; it had 2 in its window"
    assert breaker.status is CircuitBreakerState.NORMAL
    assert breaker.on_order(0) is None


# Manual


def test_a_manual_halt_needs_a_name_and_a_reason_and_the_first_stands():
    breaker = ManualCircuitBreaker()
    for reason, operator in (("", "ada"), ("why", " "), (None, "ada")):
        with pytest.raises(ConfigurationError, match="give a text"):
            breaker.trigger_halt(reason, operator)
    assert not breaker.is_tripped
    trip = breaker.trigger_halt("odd market", operator="ada", time_ns=7)
    assert (trip.operator, trip.reason, trip.time_ns) == ("ada", "halted by ada: odd market", 7)
    assert breaker.trigger_halt("again", "bob") is None
    assert breaker.trip is trip
    assert breaker.status is CircuitBreakerState.MANUALLY_HALTED
    assert breaker.level() == 1


def test_resuming_is_deliberate():
    breaker = ManualCircuitBreaker()
    with pytest.raises(CircuitBreakerError, match="manual is normal"):
        breaker.reset("ada", "for fun")
    breaker.trigger_halt("odd market", "ada")
    for operator, reason in (("", "why"), ("ada", "")):
        with pytest.raises(ConfigurationError):
            breaker.reset(operator, reason)
    assert breaker.is_tripped
    breaker.reset("bob", "calm again")
    assert breaker.status is CircuitBreakerState.NORMAL
    assert breaker.trip is None


# Limits


@pytest.mark.parametrize("limit", ["0", "-0.10", "1.01", "10", "nan", "inf", "x", None])
def test_fractions_are_positive_and_at_most_one(limit):
    with pytest.raises(ConfigurationError, match="max_drawdown_pct"):
        DrawdownCircuitBreaker(limit)
    if limit is not None:
        with pytest.raises(ConfigurationError, match="max_daily_loss_pct"):
            DailyLossCircuitBreaker(max_daily_loss_pct=limit)


@pytest.mark.parametrize("limits", [{}, {"max_daily_loss": 5, "max_daily_loss_pct": "0.1"}])
def test_a_daily_loss_has_one_limit(limits):
    with pytest.raises(ConfigurationError, match="give one"):
        DailyLossCircuitBreaker(**limits)


@pytest.mark.parametrize(
    "make",
    [
        lambda: DailyLossCircuitBreaker(max_daily_loss=-5000),
        lambda: DailyLossCircuitBreaker(max_daily_loss=0),
        lambda: OrderRateCircuitBreaker(0),
        lambda: OrderRateCircuitBreaker(2.5),
        lambda: OrderRateCircuitBreaker(5, 0),
        lambda: ErrorRateCircuitBreaker(5, -1),
        lambda: ErrorRateCircuitBreaker(5, "0.0000000009"),
        lambda: ErrorRateCircuitBreaker(True),
        lambda: DrawdownCircuitBreaker("0.1", lookback_days=0),
        lambda: DrawdownCircuitBreaker("0.1", name=" "),
    ],
)
def test_limits_that_cannot_work_are_refused(make):
    with pytest.raises(ConfigurationError):
        make()


# Failing closed


@pytest.mark.parametrize("value", [D("NaN"), D("sNaN"), D("Infinity"), None, "x"])
def test_a_value_that_is_no_number_trips(value):
    for breaker in (DrawdownCircuitBreaker("0.1"), DailyLossCircuitBreaker(5)):
        assert "its check raised ConfigurationError: portfolio value" in breaker.on_value(value, 5, 0).reason
        assert breaker.is_tripped


@pytest.mark.parametrize("at", [None, 1.5, "now", -1, True])
def test_a_time_that_is_none_trips(at):
    orders, errors = OrderRateCircuitBreaker(), ErrorRateCircuitBreaker()
    assert orders.on_order(at) is not None
    assert errors.on_error("data_error", at) is not None


@pytest.mark.parametrize("session", [None, 1.0, "2024-01-02"])
def test_a_session_that_is_none_trips(session):
    assert DrawdownCircuitBreaker("0.1").on_value(D(1), 0, session) is not None


class Broken(CircuitBreaker):
    kind = "broken"

    def __init__(self):
        super().__init__(name="broken", limit=D(1), unit="errors")

    def level(self, now_ns=None):
        raise RuntimeError("no level")

    def _order(self, time_ns):
        raise RuntimeError("no check")

    def _forget(self):
        return "nothing"


class BrokenFeed(Broken):
    def on_value(self, portfolio_value, time_ns, session, *, flow=None):
        raise RuntimeError("no feed")


def test_a_check_that_raises_counts_as_tripped():
    manager = CircuitBreakerManager([Broken(), OrderRateCircuitBreaker(1)])
    (trip,) = manager.on_order(5)
    assert trip == BreakerTripped(
        breaker="broken",
        reason="its check raised RuntimeError: no check",
        level=None,
        limit=D(1),
        time_ns=5,
    )
    assert not manager.can_trade()
    assert manager.get_status()["breakers"]["broken"]["level"] is None
    assert manager.on_order(5)[0].breaker == "order_rate"  # the others are still fed


def test_a_feed_that_raises_counts_as_tripped():
    manager = CircuitBreakerManager([BrokenFeed()])
    (trip,) = manager.on_value(D(1), 5, 0)
    assert "no feed" in trip.reason
    assert manager.on_value(D(1), 6, 0) == ()
    assert not manager.can_trade()


# The manager


def manager_of_all():
    return CircuitBreakerManager(
        [
            DrawdownCircuitBreaker("0.10", 30),
            DailyLossCircuitBreaker(5000),
            OrderRateCircuitBreaker(10, 60),
            ErrorRateCircuitBreaker(5, 300),
            ManualCircuitBreaker(),
        ]
    )


def test_one_breaker_stops_trading_for_all():
    manager = manager_of_all()
    assert manager.can_trade()
    assert manager.get_trip_reasons() == []
    assert manager.on_value(D(100000), 0, 0) == ()
    trips = manager.on_value(D(90000), 1, 0)
    assert [each.breaker for each in trips] == ["drawdown", "daily_loss"]
    assert [each.name for each in manager.get_tripped()] == ["drawdown", "daily_loss"]
    assert manager.any_tripped()
    assert not manager.can_trade()
    assert [each.split(":")[0] for each in manager.get_trip_reasons()] == ["drawdown", "daily_loss"]
    assert manager.on_value(D(80000), 2, 0) == ()


def test_a_reset_is_of_all_or_of_one_and_trading_waits_for_a_value():
    manager = manager_of_all()
    manager.on_value(D(100000), 0, 0)
    manager.on_value(D(90000), 1, 0)
    assert [each.breaker for each in manager.reset("ada", "seen", name="daily_loss")] == ["daily_loss"]
    with pytest.raises(CircuitBreakerError):
        manager.reset("ada", "seen", name="daily_loss")
    with pytest.raises(ConfigurationError, match="no breaker is called 'x'"):
        manager.reset("ada", "seen", name="x")
    assert [each.breaker for each in manager.reset("ada", "seen")] == ["drawdown"]
    assert not manager.any_tripped()
    assert not manager.can_trade()
    assert len(manager.get_trip_reasons()) == 2
    manager.on_value(D(89000), 2, 0)
    assert manager.can_trade()
    assert manager.reset("ada", "nothing to do") == ()


def test_a_halt_that_no_feed_caused_is_told_after_the_latch():
    manager, told = manager_of_all(), []
    manager.register_event_callback(lambda event: told.append((event, manager.can_trade())))
    manual = manager.breakers[-1]
    manual.trigger_halt("odd market", "ada")
    manual.reset("ada", "calm")
    (halt, could_trade), (reset, _) = told
    assert (type(halt), could_trade) == (BreakerTripped, False)
    assert type(reset) is BreakerReset


def test_a_callback_that_raises_is_heard_after_every_breaker_was_fed():
    manager = manager_of_all()

    def callback(event):
        raise OSError("alerts are down")

    manager.register_event_callback(callback)
    manager.on_value(D(100000), 0, 0)
    with pytest.raises(OSError, match="alerts are down"):
        manager.on_value(D(90000), 1, 0)
    assert [each.name for each in manager.get_tripped()] == ["drawdown", "daily_loss"]
    assert manager.on_value(D(80000), 2, 0) == ()


def test_names_are_unique_and_breakers_are_breakers():
    manager = CircuitBreakerManager([DrawdownCircuitBreaker("0.1")])
    with pytest.raises(ConfigurationError, match="called 'drawdown' already"):
        manager.add_breaker(DrawdownCircuitBreaker("0.2"))
    manager.add_breaker(DrawdownCircuitBreaker("0.2", name="deep"))
    with pytest.raises(ConfigurationError, match="is no circuit breaker"):
        manager.add_breaker(object())


def test_the_status_is_what_a_console_shows():
    manager = manager_of_all()
    manager.on_value(D(100000), 0, 0)
    manager.on_value(D(95000), 1, 0)
    manager.on_order(2)
    status = manager.get_status(2)
    assert json.loads(json.dumps(status)) == status
    assert status["is_tripped"]
    assert not status["can_trade"]
    assert status["breakers"]["drawdown"] == {
        "kind": "drawdown", "state": "normal", "level": "0.05", "limit": "0.10", "unit": "fraction", "reason": "",
    }  # fmt: skip
    assert status["breakers"]["daily_loss"]["state"] == "tripped"
    assert "reset it with an operator and a reason" in status["breakers"]["daily_loss"]["reason"]
    assert status["breakers"]["order_rate"]["level"] == "1"


@pytest.mark.parametrize(
    ("profile", "limits"),
    [
        (RiskProfile.CONSERVATIVE, ["0.05", "0.02", 50, 5, 1]),
        (RiskProfile.MODERATE, ["0.10", "0.05", 100, 10, 1]),
        (RiskProfile.AGGRESSIVE, ["0.20", "0.10", 200, 20, 1]),
    ],
)
def test_a_profile_is_a_set_of_new_breakers(profile, limits):
    breakers = profile.breakers()
    assert [each.limit for each in breakers] == [D(limit) for limit in limits]
    assert [each.kind for each in breakers] == [
        "drawdown",
        "daily_loss",
        "order_rate",
        "error_rate",
        "manual",
    ]
    assert breakers[0] is not profile.breakers()[0]
    assert CircuitBreakerManager(breakers).can_trade()


# Restarts


STEPS = st.one_of(
    st.tuples(st.just("value"), CENTS, st.integers(0, 2), st.just(D(0)) | CENTS | CENTS.map(D.copy_negate)),
    st.tuples(st.just("order"), st.integers(0, 30)),
    st.tuples(st.just("error"), st.integers(0, 100), st.sampled_from(["data_error", "order_rejected"])),
    st.tuples(st.just("halt")),
    st.tuples(st.just("reset")),
)


class Machine:
    """A manager and the clock that its feeds need."""

    def __init__(self, manager):
        self.manager, self.seconds, self.session = manager, 0, 0

    def step(self, step):
        kind, *rest = step
        at = self.seconds * SECOND
        if kind == "value":
            self.session += rest[1]
            return self.manager.on_value(rest[0], at, self.session, flow=rest[2])
        if kind == "order":
            self.seconds += rest[0]
            return self.manager.on_order(self.seconds * SECOND)
        if kind == "error":
            self.seconds += rest[0]
            return self.manager.on_error(rest[1], self.seconds * SECOND)
        if kind == "halt":
            return self.manager.breakers[-1].trigger_halt("halt", "ada")
        return self.manager.reset("ada", "go on")


@given(st.lists(STEPS), st.lists(STEPS))
def test_a_restart_changes_no_decision(before, after):
    kept, restarted = Machine(manager_of_all()), Machine(manager_of_all())
    for step in before:
        kept.step(step)
    restarted.manager.restore(json.loads(json.dumps(kept.manager.state())))
    restarted.seconds, restarted.session = kept.seconds, kept.session
    assert restarted.manager.state() == kept.manager.state()
    assert restarted.manager.get_status() == kept.manager.get_status()
    for step in after:
        assert restarted.step(step) == kept.step(step)
        assert restarted.manager.can_trade() == kept.manager.can_trade()
        assert restarted.manager.get_status() == kept.manager.get_status()


@given(st.lists(STEPS))
def test_only_a_reset_lifts_a_latch(steps):
    machine = Machine(manager_of_all())
    latched = set()
    for step in steps:
        machine.step(step)
        now = {each.name for each in machine.manager.get_tripped()}
        if step[0] == "reset":
            latched = now
        assert latched <= now
        assert not (now and machine.manager.can_trade())
        latched = now


def test_a_latch_of_a_breaker_that_is_gone_is_not_forgotten():
    manager = manager_of_all()
    manager.breakers[-1].trigger_halt("odd market", "ada")
    state = manager.state()
    with pytest.raises(CircuitBreakerError, match="'manual' is manually_halted and is not configured"):
        CircuitBreakerManager([DrawdownCircuitBreaker("0.1")]).restore(state)


def test_a_breaker_that_is_gone_and_was_normal_does_not_matter():
    CircuitBreakerManager().restore(manager_of_all().state())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda state: state.update(kind="daily_loss"),
        lambda state: state.update(status="fine"),
        lambda state: state.update(measure=None),
        lambda state: state["measure"].update(last="much"),
        lambda state: state["measure"].update(highs=[["0", "1"]]),
        lambda state: state.update(trip={"breaker": "drawdown"}),
        lambda state: state.pop("trip"),
    ],
)
def test_a_damaged_state_is_refused(spoil):
    breaker = DrawdownCircuitBreaker("0.1")
    feed(breaker, 1000, 900)
    state = breaker.state()
    spoil(state)
    with pytest.raises(CircuitBreakerError):
        DrawdownCircuitBreaker("0.1").restore(state)


@pytest.mark.parametrize("state", [{}, {"breakers": []}, {"breakers": {"drawdown": 5}}])
def test_a_damaged_state_of_a_manager_is_refused(state):
    with pytest.raises(CircuitBreakerError, match="verify the journal"):
        manager_of_all().restore(state)


def test_a_manual_breaker_keeps_no_measure():
    with pytest.raises(CircuitBreakerError):
        ManualCircuitBreaker().restore(
            {"kind": "manual", "status": "normal", "trip": None, "measure": {"x": 1}}
        )


def test_a_limit_in_another_unit_starts_anew_but_keeps_the_latch():
    money, share = DailyLossCircuitBreaker(50), DailyLossCircuitBreaker(max_daily_loss_pct="0.05")
    feed(money, 1000, 900)
    share.restore(money.state())
    assert share.is_tripped
    assert share.level() == 0
