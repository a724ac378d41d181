"""A portfolio of strategies as one strategy: it is stepped once, and steps its members, each on its own sleeve."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.algorithm.blame import Blame
from rustybt.algorithm.context import running
from rustybt.algorithm.schedule import FIRST_BAR, date_rules, steps_of
from rustybt.backtest.benchmark import check_benchmark
from rustybt.backtest.sleeve_port import SleevePort
from rustybt.backtest.sleeve_record import sleeve_performance
from rustybt.backtest.sleeves import SleeveBook, shares_of
from rustybt.exceptions import AllocationError, ConfigurationError
from rustybt.finance.allocation import Allocator, checked_weights, equal
from rustybt.finance.decimal.context import product
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import RunSettings
    from rustybt.assets.assets import Asset
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.model.orders import Order
    from rustybt.model.ports import Hooks, TradingPort

__all__ = ["REBALANCES", "ComposedAlgorithm", "MemberPlan", "Plan"]

REBALANCES = {
    "daily": (date_rules.every_day(), 1),
    "weekly": (date_rules.week_start(), 1),
    "monthly": (date_rules.month_start(), 1),
    "quarterly": (date_rules.month_start(), 3),
    "never": (None, 1),
}
"""Date rule by name, and of how many months one counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlan:
    """One strategy of a portfolio.

    Attributes:
        name: Its name in the portfolio.
        strategy: Made, and run nowhere else.
        parameters: Of its run.
    """

    name: str
    strategy: TradingAlgorithm
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the account is shared.

    Attributes:
        first: Weights at the start, float64[N].
        allocator: Weights from returns, or None to keep the first ones.
        window: Sessions of returns that it sees, None for all of them.
        wanted: Sessions that it needs; the first weights count until then.
        skips_flat: Whether a strategy whose returns do not vary gets an equal share, and the others share the rest.
        rebalance: A name in `REBALANCES`.
        scale_positions: Whether positions follow when a sleeve is given money or some is taken.
        account_costs: Whether the account's cost models count, rather than those that the strategies set.
        periods_per_year: Sessions in a year, for annual figures.
    """

    first: NDArray[np.float64]
    allocator: Allocator | None
    window: int | None
    wanted: int
    skips_flat: bool
    rebalance: str
    scale_positions: bool
    account_costs: bool
    periods_per_year: float


class ComposedAlgorithm(TradingAlgorithm):
    """The strategy of a whole portfolio.

    Args:
        members: Of the portfolio.
        plan: How the account is shared.
    """

    def __init__(self, members: Sequence[MemberPlan], plan: Plan) -> None:
        super().__init__()
        self.members, self.plan = tuple(members), plan
        self.failed = ""
        self._running: list[_Member] = []

    def attach(self, port: TradingPort, settings: RunSettings) -> Hooks:
        """Join the core with every member on a sleeve of its own."""
        hooks = super().attach(port, settings)
        venue = cast("SimulatedVenue", port)  # the sleeves follow its fills and its panel's corporate actions
        places = venue.panel.price_scale + venue.quantity_scale
        first = self.plan.first
        cash = shares_of(venue.capital_base, first.tolist(), _is_whole(first), places)
        for member, share in zip(self.members, cash, strict=True):
            if share <= 0:
                raise AllocationError(f"member {member.name!r} would begin without money: leave it out")
        names = [member.name for member in self.members]
        self.book = SleeveBook(venue, dict(zip(names, cash, strict=True)))
        self._running = [_Member(self, plan, venue, settings) for plan in self.members]
        self._by_name = {member.name: member for member in self._running}
        self._due: frozenset[int] = frozenset()
        self._last_bars = _last_bars(venue)
        self._told: dict[str, int] = dict.fromkeys(names, 0)
        return hooks

    @property
    def benchmark(self) -> Asset | None:
        """What all members that are compared with something are compared with; None if they differ."""
        found = {member.plan.strategy.benchmark for member in self._running} - {None}
        return found.pop() if len(found) == 1 else None

    def initialize(self, context: Any) -> None:  # noqa: ARG002 - as every strategy's
        """Initialize the members, and settle what belongs to the account."""
        for member in self._running:
            with member:
                member.plan.strategy.call_initialize(member.hooks.context)
            check_benchmark(cast("SimulatedVenue", self._port), member.plan.strategy.benchmark)
            member.port.begun = True
        self._settle_costs()
        self._settle_cancel_policy()
        rule, _ = REBALANCES[self.plan.rebalance]
        if rule is not None:
            calendar = self._settings.calendar
            steps = steps_of(
                rule,
                FIRST_BAR,
                self._port.timeline,
                half_days=True,
                early_closes=None if calendar is None else calendar.early_closes,
                calendar=None,
            )
            self._due = frozenset(self._port.timeline.times_ns[steps].tolist())
        # Last of all that is scheduled, after every member has decided on the bar.
        every = np.arange(self._port.timeline.first_step, len(self._port.timeline.times_ns), dtype=np.int64)
        self._port.schedule(self._end_of_bar, every)

    def before_trading_start(self, context: Any, data: Any) -> None:  # noqa: ARG002 - as every strategy's
        """Follow the corporate actions, then ask the members."""
        self.book.follow()
        for member in self._running:
            member.call("before_trading_start", data)

    def handle_data(self, context: Any, data: Any) -> None:  # noqa: ARG002 - as every strategy's
        """Follow the account, share it out anew when that is due, then ask the members."""
        self.book.follow()
        self.book.mark()
        self._factors: dict[str, Decimal] = {}
        now = self._port.now_ns
        if now in self._last_bars:
            for sleeve in self.book.sleeves.values():
                sleeve.end_session()
        if now in self._due and self._counts():
            weights = self._weights()
            self._factors = self.book.share_out(weights.tolist(), _is_whole(weights))
            self.book.check()
        for member in self._running:
            member.port.touched.clear()
            member.call("handle_data", data)

    def on_order_fill(self, context: Any, order: Order, transaction: Any) -> None:  # noqa: ARG002
        """Book the fill, and tell whose it is."""
        self._tell(order, "on_order_fill", order, transaction)

    def on_order_cancel(self, context: Any, order: Order) -> None:  # noqa: ARG002 - as every strategy's
        """Tell whose order was cancelled."""
        self._tell(order, "on_order_cancel", order)

    def on_order_reject(self, context: Any, order: Order, reason: str) -> None:  # noqa: ARG002
        """Tell whose order was refused."""
        self._tell(order, "on_order_reject", order, reason)

    @property
    def analyzes(self) -> bool:
        """Whether a member has an ``analyze``."""
        return any(plan.strategy.analyzes for plan in self.members)

    def call_analyze(self, context: Any, perf: Any) -> None:  # noqa: ARG002 - as every strategy's
        """Call ``analyze`` of every member that has one, with the performance of its share."""
        venue = cast("SimulatedVenue", self._port)
        for member in self._running:
            strategy = member.plan.strategy
            if strategy.analyzes:
                sleeve = self.book.sleeves[member.name]
                shown = sleeve_performance(sleeve, venue, strategy.benchmark, self.plan.periods_per_year)
                with member:
                    strategy.call_analyze(member.hooks.context, shown)

    def _tell(self, order: Order, hook: str, *told: Any) -> None:
        self.book.follow()
        self._by_name[self.book.owner(order.id).name].call(hook, *told)

    def _end_of_bar(self, *_: object) -> None:
        self._scale()
        if self._port.now_ns in self._last_bars:
            self._record()

    def _scale(self) -> None:
        if not self.plan.scale_positions:
            return
        for member in self._running:
            factor = self._factors.get(member.name)
            if factor is None or factor == 1:
                continue
            port = member.port
            busy = port.touched | {order.asset for order in port.open_orders()}
            for asset in port.held_assets():
                if asset not in busy and asset.end_date > day_to_date(port.session_day):
                    port.order_target(asset, self.book.whole_units(product(port.amount(asset), factor)))

    def _record(self) -> None:
        values: dict[str, object] = {"reserve": self.book.reserve}
        for name, sleeve in self.book.sleeves.items():
            if self._by_name[name].plan.strategy.analyzes:
                sleeve.keep()
            orders = list(sleeve.orders)
            values[f"sleeve.{name}.start"] = sleeve.start
            values[f"sleeve.{name}.value"] = sleeve.value
            values[f"sleeve.{name}.paid_in"] = sleeve.paid_in
            values[f"sleeve.{name}.returns"] = sleeve.returns[-1]
            values[f"sleeve.{name}.orders"] = orders[self._told[name] :]
            self._told[name] = len(orders)
        self._port.record(**values)

    def _counts(self) -> bool:
        _, months = REBALANCES[self.plan.rebalance]
        return (day_to_date(self._port.session_day).month - 1) % months == 0

    def _weights(self) -> NDArray[np.float64]:
        plan = self.plan
        returns = np.array([sleeve.returns for sleeve in self.book.sleeves.values()], np.float64).T
        count = len(self.members)
        if plan.allocator is None or len(returns) < plan.wanted:
            return plan.first
        seen = returns if plan.window is None else returns[-plan.window :]
        if not plan.skips_flat:
            return self._allocated(seen)
        varies = seen.std(axis=0) > 1e-12
        weights = equal(seen)
        if varies.any():
            part = float(varies.sum()) / count
            weights[varies] = self._allocated(seen[:, varies]) * part
        return weights

    def _allocated(self, returns: NDArray[np.float64]) -> NDArray[np.float64]:
        allocator = cast("Allocator", self.plan.allocator)
        with Blame(AllocationError, "the allocation"):
            found = allocator(returns)
        return checked_weights(found, returns.shape[1])

    def _settle_costs(self) -> None:
        if self.plan.account_costs:
            return
        assets = list(self._settings.finder)
        first = self._running[0]
        for what in ("slippage", "commission"):
            models = [_by_asset(getattr(member.port, what), assets) for member in self._running]
            for member, found in zip(self._running[1:], models[1:], strict=True):
                for asset in assets:
                    if _model_words(found.get(asset)) != _model_words(models[0].get(asset)):
                        raise ConfigurationError(
                            f"members {first.name!r} and {member.name!r} set other {what} models for {asset.symbol}, "
                            f"and an account has one: hand in {what}= for all of them"
                        )
            for chosen, model in getattr(first.port, what):
                getattr(self._port, f"set_{what}")(chosen, model)

    def _settle_cancel_policy(self) -> None:
        wanted = {bool(member.port.cancel_at_session_end) for member in self._running}
        if len(wanted) > 1:
            raise ConfigurationError(
                "some members set EODCancel and others do not, and an account has one cancel policy: set the same"
            )
        self._port.set_cancel_policy(wanted.pop())


class _Member:
    """A strategy that runs on its sleeve; a context in which it is the running one, and to blame for what it raises."""

    def __init__(
        self, owner: ComposedAlgorithm, plan: MemberPlan, venue: SimulatedVenue, settings: RunSettings
    ) -> None:
        self.name, self.plan, self._owner = plan.name, plan, owner
        sleeve = owner.book.sleeves[plan.name]
        self.port = SleevePort(venue, owner.book, sleeve)
        self.port.around = self._around
        own = replace(settings, capital_base=str(sleeve.start), parameters=dict(plan.parameters))
        self.hooks = plan.strategy.attach(self.port, own)

    def call(self, hook: str, *told: Any) -> None:
        function = getattr(self.hooks, hook)
        if function is not None:
            with self:
                function(self.hooks.context, *told)

    def _around(self, function: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
        def scheduled(_: Any, data: Any) -> None:
            with self:
                function(self.hooks.context, data)

        return scheduled

    def __enter__(self) -> None:
        self._token = running(self.plan.strategy)
        self._token.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._token.__exit__(kind, error, trace)
        if isinstance(error, Exception):
            self._owner.failed = self.name


def _is_whole(weights: NDArray[np.float64]) -> bool:
    return abs(float(weights.sum()) - 1.0) <= 1e-9


def _last_bars(venue: SimulatedVenue) -> frozenset[int]:
    steps = venue.timeline.step_session
    last = np.append(np.flatnonzero(np.diff(steps)), len(steps) - 1)
    return frozenset(venue.timeline.times_ns[last].tolist())


def _by_asset(
    given: Sequence[tuple[Sequence[Asset] | None, object]], assets: Sequence[Asset]
) -> dict[Asset, object]:
    found: dict[Asset, object] = {}
    for chosen, model in given:
        found.update(dict.fromkeys(assets if chosen is None else chosen, model))
    return found


def _model_words(model: object) -> object:
    parameters = getattr(model, "parameters", None)
    return (type(model), tuple(parameters())) if callable(parameters) else model
