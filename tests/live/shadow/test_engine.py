"""A shadow beside a session: equal to the backtest, perfect while live is the same, and what it finds."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest

from rustybt import FixedBasisPointsSlippage, PerShareCommission, TradingAlgorithm
from rustybt.exceptions import EngineError
from rustybt.finance.decimal.slippage import SlippageModel
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.journal_events import encode_event
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.signals import AlignmentType
from rustybt.model.events import AccountAdjusted, BarArrived, BarClosed, SessionClosed, SessionOpened
from tests.engine.panels import panel
from tests.engine.test_core import Restless, market
from tests.live.sessions import PanelFeed, backtest_of, same_run


def engine_of(folder, strategy, bars, *, broker=None, risk_limits=None, **config):
    return LiveTradingEngine(
        strategy,
        broker or PaperBroker("100000"),
        PanelFeed(bars),
        folder=folder,
        risk_limits=risk_limits,
        shadow_config=ShadowTradingConfig(window_hours=24, **config),
    )


def test_a_shadow_is_the_backtest_and_live_is_its_shadow(tmp_path):
    engine = engine_of(tmp_path, Restless(), market())
    asyncio.run(engine.run())
    same_run(backtest_of(market(), Restless()), engine._plan.shadow.core.venue)
    shadow = engine._plan.shadow
    kinds = {result.alignment_type for result in shadow.validator.alignment_history}
    assert kinds == {AlignmentType.EXACT_MATCH}
    assert len(shadow.validator.alignment_history) > 50
    assert shadow._pairs.keys() <= {order.id for order in shadow.core.venue.open_orders()}
    assert engine.get_shadow_report().performance.deviation_pct == 0
    assert engine.get_status()["state"] == "STOPPED"


class Straying(TradingAlgorithm):
    """Buys more than its copy does: its state is not all its own."""

    strays = 0

    def initialize(self, context):
        self.asset, self.is_shadow = (
            self.sid(0),
            context.arena == "shadow" if hasattr(context, "arena") else None,
        )

    def handle_data(self, context, data):
        type(self).strays += 1
        self.order(self.asset, 10 * type(self).strays)


def test_a_strategy_that_strays_from_its_shadow_halts(tmp_path):
    engine = engine_of(tmp_path, Straying(), panel([[10] * 60]))
    asyncio.run(engine.run())
    status = engine.get_status()
    assert status["halt"]["operator"] == "alignment"
    assert status["shadow"]["status"]
    kinds = {result.alignment_type for result in engine._plan.shadow.validator.alignment_history}
    assert AlignmentType.EXACT_MATCH not in kinds


class Breaks(TradingAlgorithm):
    """Fails in the instance that was copied."""

    def __init__(self):
        super().__init__()
        self.copied = False

    def __deepcopy__(self, memo):
        made = Breaks()
        made.copied = True
        return made

    def initialize(self, context):
        self.days = 0

    def handle_data(self, context, data):
        self.days += 1
        if self.copied and self.days == 4:
            raise ValueError("only here")


@pytest.mark.parametrize(("required", "state"), [(False, "STOPPED"), (True, "HALTED")])
def test_a_shadow_that_fails_halts_nothing_unless_it_is_required(tmp_path, required, state):
    engine = engine_of(tmp_path, Breaks(), panel([[10] * 30]), required=required)
    asyncio.run(engine.run())
    assert engine.get_status()["state"] == state
    assert "only here" in engine._plan.shadow.lost
    assert engine.get_shadow_report().status.value == ("halted" if required else "lost")


class Buys(TradingAlgorithm):
    def initialize(self, context):
        self.asset = self.sid(0)

    def handle_data(self, context, data):
        self.order(self.asset, 10)


def test_worse_fills_than_expected_halt(tmp_path):
    broker = PaperBroker("100000", slippage_model=FixedBasisPointsSlippage(200))
    engine = engine_of(tmp_path, Buys(), panel([[10] * 30]), broker=broker, broker_costs=False)
    asyncio.run(engine.run())
    halt = engine.get_status()["halt"]
    assert (halt["operator"], "slippage error 195" in halt["reason"]) == ("alignment", True)


class Greedy(TradingAlgorithm):
    """Orders what the gate refuses on its first day, less when it hears so, and ten on every other day."""

    def initialize(self, context):
        self.asset, self.day = self.sid(0), 0

    def handle_data(self, context, data):
        self.day += 1
        self.order(self.asset, 5000 if self.day == 1 else 10)

    def on_order_reject(self, context, order, reason):
        self.order(self.asset, 7)


def test_what_the_gate_refused_was_refused_in_both_and_is_no_divergence(tmp_path):
    limits = RiskLimits(max_order_amount=Decimal(100))
    engine = engine_of(tmp_path, Greedy(), panel([[10] * 30]), risk_limits=limits)
    asyncio.run(engine.run())
    assert (engine.get_status()["state"], engine.get_status()["halt"]) == ("STOPPED", None)
    report, shadow = engine.get_shadow_report(), engine._plan.shadow
    assert report.execution.fill_rate_error_pct == 0
    assert report.performance.deviation_pct == 0
    assert {each.alignment_type for each in shadow.validator.alignment_history} == {AlignmentType.EXACT_MATCH}
    live = engine._host.run.session.parts.core.venue
    assert shadow.core.venue.amount(live.panel.assets[0]) == live.amount(live.panel.assets[0]) == 287
    assert not shadow._withheld


class Record:
    def __init__(self, kind, **payload):
        self.kind, self.payload = kind, payload


def day_of(session, *between):
    """The records of a day on which live decides as the shadow does, and of what became of its order."""
    placed = {"order_id": f"o-{session:012d}-000000", "sid": 0, "amount": "10", "limit": None, "stop": None}
    rejected = {"type": "OrderRejected", "filled": "0", **placed}
    return [
        *(
            Record("event", **encode_event(each))
            for each in (SessionOpened(session, session), BarArrived(session))
        ),
        Record("event", **encode_event(BarClosed(session))),
        Record("effects", effects=[{"type": "OrderPlaced", "filled": "0", **placed}]),
        *(Record("refused", order_id=each, message="too much") for each in between),
        Record("effects", effects=[rejected]),
        Record("event", **encode_event(SessionClosed(session))),
    ]


@pytest.mark.parametrize("by_gate", [True, False])
def test_a_refusal_of_the_venues_is_held_against_the_fills_and_one_of_the_gates_is_not(tmp_path, by_gate):
    engine = engine_of(tmp_path, Buys(), panel([[10] * 30]))
    shadow = engine._plan.shadow
    for session in range(6):
        held = [f"o-0123abcd-{session:012d}-000000"] if by_gate else []
        shadow.advance(day_of(session, *held))
    assert shadow.lost == ""
    rate = shadow.figures().execution.fill_rate_error_pct
    assert rate is None if by_gate else rate == -100
    assert shadow.core.venue.fill_count == (0 if by_gate else 5)


def test_what_a_halt_holds_back_is_not_held_against_live(tmp_path):
    engine = engine_of(tmp_path, Buys(), panel([[10] * 30]))
    shadow = engine._plan.shadow
    assert shadow.follow([Record("halt", reason="enough", operator="me", time_ns=1)])
    for session in range(6):
        opened = Record("event", type="SessionOpened", session=session, step=session)
        arrived, closed = (Record("event", type=name, step=session) for name in ("BarArrived", "BarClosed"))
        assert shadow.follow([opened, arrived, closed])
    assert shadow.core.venue.order_count == 6
    assert len(shadow.validator.alignment_history) + shadow.validator.waiting == 0


def test_without_a_shadow_there_is_no_report(tmp_path):
    engine = LiveTradingEngine(Buys(), PaperBroker(), PanelFeed(panel([[10] * 5])), folder=tmp_path)
    asyncio.run(engine.run())
    with pytest.raises(EngineError, match="shadow_mode"):
        engine.get_shadow_report()


class Thrifty(SlippageModel):
    """Fills a third of what is left, at a price of its own, and counts."""

    def __init__(self):
        self.asked = 0

    def process_order(self, data, order):
        self.asked += 1
        left = order.open_amount
        return data.current(order.asset, "price") + Decimal("0.01"), left // 3 if abs(left) > 3 else left


def test_a_shadow_is_charged_what_the_paper_broker_charges(tmp_path):
    broker = PaperBroker(
        "100000",
        commission_model=PerShareCommission(cost="0.05"),
        slippage_model=Thrifty(),
        volume_limit_pct="0.001",
    )
    engine = engine_of(tmp_path, Restless(), market(), broker=broker)
    asyncio.run(engine.run())
    core = engine._plan.shadow.core
    assert core.venue.fill_count > 50
    status = engine.get_status()
    told = {name: Decimal(status[name]) for name in ("cash", "portfolio_value")}
    assert told == {"cash": core.venue.cash(), "portfolio_value": core.venue.portfolio_value()}
    assert engine.get_shadow_report().performance.deviation_pct == 0
    assert broker._slippage.asked  # models that count are not shared between the two
    assert all(getattr(model, "model", model) is not broker._slippage for _, model in core.venue.costs)


def test_what_came_from_outside_comes_to_the_shadow_too(tmp_path):
    engine = engine_of(tmp_path, Buys(), panel([[10] * 30]))
    shadow = engine._plan.shadow
    opened = [SessionOpened(0, 0), BarArrived(0), BarClosed(0), SessionClosed(0)]
    adjusted = [AccountAdjusted(Decimal(7), "seen", 0, Decimal(10)), AccountAdjusted(Decimal("-0.5"), "seen")]
    assert shadow.follow([Record("event", **encode_event(each)) for each in (*opened, *adjusted)])
    venue = shadow.core.venue
    assert (venue.amount(venue.panel.assets[0]), venue.cash()) == (7, Decimal("99999.5"))
    assert not shadow.lost


def test_a_halt_between_a_bar_and_its_decision_is_not_held_against_live(tmp_path):
    engine = engine_of(tmp_path, Buys(), panel([[10] * 30]))
    shadow = engine._plan.shadow
    for session in range(6):
        opened = Record("event", type="SessionOpened", session=session, step=session)
        arrived = Record("event", type="BarArrived", step=session)
        halt = Record("halt", reason="enough", operator="me", time_ns=1)
        closed = Record("event", type="BarClosed", step=session)
        assert shadow.follow([opened, arrived, halt, closed, Record("resume", operator="me", reason="go")])
    assert shadow.core.venue.order_count == 6
    assert len(shadow.validator.alignment_history) + shadow.validator.waiting == 0
