"""The class that users subclass, or that wraps zipline's plain functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import lru_cache
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from rustybt.algorithm.context import Context
from rustybt.algorithm.managed_methods import ManagedOrderMethods
from rustybt.algorithm.managed_orders import ManagedOrders
from rustybt.algorithm.schedule import FIRST_BAR, DateRule, TimeRule, calendar_around, date_rules, steps_of
from rustybt.algorithm.sizing import NOT_RUNNING
from rustybt.algorithm.taken import TakenParameters
from rustybt.assets.assets import Asset, Future
from rustybt.exceptions import ConfigurationError, OrderContextError
from rustybt.finance.cancel_policy import CancelPolicy
from rustybt.finance.decimal.portfolio import Account, Portfolio
from rustybt.model.ports import Hooks
from rustybt.model.time import ns_to_datetime

if TYPE_CHECKING:
    from rustybt.assets.asset_finder import AssetFinder
    from rustybt.calendars.calendar import TradingCalendar
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.model.ports import TradingPort

__all__ = ["RunSettings", "TradingAlgorithm"]

CALLBACKS = ("initialize", "handle_data", "before_trading_start", "analyze")
OFFERED: dict[str, tuple[str, ...]] = {
    "initialize": ("context",),
    "handle_data": ("context", "data"),
    "before_trading_start": ("context", "data"),
    "analyze": ("context", "perf"),
    "on_order_fill": ("context", "order", "transaction"),
    "on_order_cancel": ("context", "order", "reason"),
    "on_order_reject": ("context", "order", "reason"),
    "on_broker_message": ("context", "message"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """What a run tells its strategy.

    Attributes:
        finder: The assets of the bundle.
        start: First session.
        end: Last session.
        data_frequency: ``"daily"`` or ``"minute"``.
        capital_base: Cash at the start, as a string.
        seed: Of ``context.random``.
        parameters: Of the run.
        frames: ``"polars"`` or ``"pandas"``.
        arena: ``"backtest"``, ``"paper"``, ``"shadow"`` or ``"live"``.
        calendar: The run's calendar, which knows its early closes; or None.
    """

    finder: AssetFinder
    start: date
    end: date
    data_frequency: str
    capital_base: str
    seed: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)
    frames: str = "polars"
    arena: str = "backtest"
    calendar: TradingCalendar | None = None


class TradingAlgorithm(ManagedOrderMethods):
    """A strategy: subclass it and define ``initialize`` and ``handle_data``, or hand in functions.

    ``initialize(self, context)``, ``handle_data(self, context, data)``, ``before_trading_start(self, context,
    data)`` and ``analyze(self, context, perf)`` are called when they are defined; each may leave out ``context``.
    So are the hooks ``on_order_fill(self, context, order, transaction)``, ``on_order_cancel(self, context,
    order)`` or ``on_order_cancel(self, context, order, reason)``, ``on_order_reject(self, context, order, reason)``
    and, of what a venue says that is of no order, ``on_broker_message(self, context, message)``, whose message has
    ``code``, ``text`` and ``time_ns``; no backtest has one.

    Args:
        initialize: ``initialize(context)``.
        handle_data: ``handle_data(context, data)``, once a bar.
        before_trading_start: ``before_trading_start(context, data)``, once a session.
        analyze: ``analyze(context, perf)``, after the run.
    """

    _settings: RunSettings = NOT_RUNNING
    _lookup_date: date | None = None
    _benchmark: Asset | None = None
    _starting = False
    _taken: TakenParameters = TakenParameters({})
    _functions: dict[str, Callable[..., object]]
    _calls: dict[str, Callable[..., object]]

    def __init__(
        self,
        initialize: Callable[..., object] | None = None,
        handle_data: Callable[..., object] | None = None,
        before_trading_start: Callable[..., object] | None = None,
        analyze: Callable[..., object] | None = None,
    ) -> None:
        given = zip(CALLBACKS, (initialize, handle_data, before_trading_start, analyze), strict=True)
        self._functions = {name: function for name, function in given if function is not None}

    def attach(self, port: TradingPort, settings: RunSettings) -> Hooks:
        """Join the core that will step this strategy; called by the engine, once a run.

        Args:
            port: The core.
            settings: What the run tells its strategy.

        Returns:
            What the core calls.

        Raises:
            ConfigurationError: If the strategy defines neither ``initialize`` nor ``handle_data``, or a callback
                takes more arguments than it can get.
        """
        self._calls = self._callbacks()
        if not self._calls.keys() & {"initialize", "handle_data"}:
            raise ConfigurationError(
                f"strategy {type(self).__name__} defines neither initialize nor handle_data: define one of them"
            )
        self._port, self._settings = port, settings
        self._lookup_date = self._benchmark = None
        context = Context(self, settings.seed)
        context.portfolio, context.account = Portfolio(port), Account(port)
        context.parameters = self._taken = TakenParameters(settings.parameters)
        self._managed = ManagedOrders(port)
        return Hooks(
            context=context,
            before_trading_start=self._calls.get("before_trading_start"),
            on_broker_message=self._calls.get("on_broker_message"),
            **self._managed.around(self._calls),
        )

    def detach(self) -> None:
        """Let go of the callbacks, which hold this strategy and its core in a circle; called after one of many runs."""
        self._calls = {}

    def call_initialize(self, context: Context) -> None:
        """Call ``initialize``, if there is one; called by the engine."""
        function = self._calls.get("initialize")
        self._starting = True
        try:
            if function is not None:
                function(context)
        finally:
            self._starting = False

    @property
    def read_parameters(self) -> frozenset[str]:
        """The parameters that the strategy looked up in its run, on ``context.parameters``."""
        return frozenset(self._taken.read)

    @property
    def analyzes(self) -> bool:
        """Whether there is an ``analyze``."""
        return "analyze" in self._calls

    def call_analyze(self, context: Context, perf: Any) -> None:
        """Call ``analyze``, if there is one, with the run's performance; called by the engine."""
        function = self._calls.get("analyze")
        if function is not None:
            function(context, perf)

    def _callbacks(self) -> dict[str, Callable[..., object]]:
        functions = getattr(self, "_functions", {})
        found = {name: functions.get(name, getattr(self, name, None)) for name in OFFERED}
        return {name: _hook(function, name) for name, function in found.items() if function is not None}

    def _only_in_initialize(self, name: str) -> None:
        if not self._starting:
            raise OrderContextError(f"{name} counts for a whole run: call it in initialize")

    def record(self, *names_and_values: object, **values: object) -> None:
        """Keep values for the result, one a session: the last one counts.

        Args:
            names_and_values: Name, value, name, value, ...
            values: By name.

        Raises:
            ConfigurationError: If a name has no value.
        """
        if names_and_values:
            if len(names_and_values) % 2:
                raise ConfigurationError(f"record{names_and_values!r}: every name needs a value")
            pairs = zip(names_and_values[::2], names_and_values[1::2], strict=True)
            values = {**{str(name): value for name, value in pairs}, **values}
        self._port.record(**values)

    def symbol(self, symbol: str, country_code: str | None = None) -> Asset:
        """Return the asset that owns a symbol at the look-up date: the end of the run unless set otherwise.

        Args:
            symbol: A ticker.
            country_code: Of its exchange, where a symbol lives in several countries.

        Raises:
            SymbolNotFoundError: If no asset had it then.
            MultipleSymbolsFoundError: If several had.
        """
        as_of = self._lookup_date or self._settings.end
        return self._settings.finder.lookup_symbol(symbol, as_of, country_code=country_code)

    def symbols(self, *symbols: str, country_code: str | None = None) -> list[Asset]:
        """Return the assets that own several symbols; else as :meth:`symbol`.

        Args:
            symbols: Tickers.
            country_code: As in :meth:`symbol`.

        Raises:
            SymbolNotFoundError: If no asset had one of them.
        """
        return [self.symbol(symbol, country_code) for symbol in symbols]

    def sid(self, sid: int) -> Asset:
        """Return the asset with a sid.

        Args:
            sid: Its number in the bundle.

        Raises:
            AssetNotFoundError: If there is none.
        """
        found: Asset = self._settings.finder.retrieve_asset(sid)
        return found

    def future_symbol(self, symbol: str) -> Asset:
        """Return the futures contract with a symbol.

        Args:
            symbol: Of the contract.

        Raises:
            SymbolNotFoundError: If there is none.
        """
        return self._settings.finder.lookup_future_symbol(symbol)

    def set_symbol_lookup_date(self, day: date | str) -> None:
        """Look symbols up as of a date.

        Args:
            day: The date, or ISO 8601.

        Raises:
            ConfigurationError: If it is no date.
        """
        try:
            self._lookup_date = day if isinstance(day, date) else date.fromisoformat(day)
        except (TypeError, ValueError):
            raise ConfigurationError(f"look-up date {day!r}: use a date such as '2005-01-03'") from None

    def schedule_function(
        self,
        func: Callable[..., object],
        date_rule: DateRule | None = None,
        time_rule: TimeRule | None = None,
        half_days: bool = True,
        calendar: str | None = None,
    ) -> None:
        """Call a function after ``handle_data`` at chosen bars.

        Args:
            func: ``func(context, data)``.
            date_rule: Which sessions; every one by default.
            time_rule: Which bars of a session; the first by default, and with daily bars always its one bar.
            half_days: Whether sessions that close early count.
            calendar: Name of the calendar whose sessions, opens and closes the rules mean; the run's by default.

        Raises:
            ConfigurationError: If ``func`` takes other arguments, or a rule or the calendar is none.
        """
        settings = self._settings
        own = settings.calendar
        steps = steps_of(
            date_rules.every_day() if date_rule is None else date_rule,
            FIRST_BAR if time_rule is None else time_rule,
            self._port.timeline,
            half_days=half_days,
            early_closes=None if own is None else own.early_closes,
            calendar=None if calendar is None else calendar_around(calendar, settings.start, settings.end),
        )
        name = getattr(func, "__name__", "the scheduled function")
        self._port.schedule(_adapted(func, name, ("context", "data")), steps)

    def set_commission(
        self, us_equities: CommissionModel | None = None, us_futures: CommissionModel | None = None
    ) -> None:
        """Set the commission models; in ``initialize`` only.

        Args:
            us_equities: For everything but futures.
            us_futures: For futures.

        Raises:
            ConfigurationError: If a model is none.
            OrderContextError: If the run has begun.
        """
        for assets, model in self._by_kind(us_equities, us_futures):
            self._port.set_commission(assets, model)

    def set_slippage(
        self, us_equities: SlippageModel | None = None, us_futures: SlippageModel | None = None
    ) -> None:
        """Set the slippage models; in ``initialize`` only.

        Args:
            us_equities: For everything but futures.
            us_futures: For futures.

        Raises:
            ConfigurationError: If a model is none.
            OrderContextError: If the run has begun.
        """
        for assets, model in self._by_kind(us_equities, us_futures):
            self._port.set_slippage(assets, model)

    def _by_kind(self, others: object, futures: object) -> list[tuple[list[Asset], object]]:
        for model in (others, futures):
            if isinstance(model, type):
                raise ConfigurationError(f"{model.__name__} is a class: hand in {model.__name__}(...)")
        assets: list[Asset] = list(self._settings.finder)
        kinds = ((others, False), (futures, True))
        return [
            ([asset for asset in assets if isinstance(asset, Future) is wanted], model)
            for model, wanted in kinds
            if model is not None
        ]

    def set_cancel_policy(self, policy: CancelPolicy) -> None:
        """Say when open orders are cancelled without being asked.

        Args:
            policy: ``NeverCancel()`` (the default) or ``EODCancel()``.

        Raises:
            ConfigurationError: If it is no cancel policy.
            OrderContextError: If the run has begun.
        """
        self._only_in_initialize("set_cancel_policy")
        if not isinstance(policy, CancelPolicy):
            raise ConfigurationError(f"cancel policy {policy!r}: use EODCancel() or NeverCancel()")
        self._port.set_cancel_policy(policy.at_session_end)

    def set_benchmark(self, benchmark: Asset) -> None:
        """Compare the result with holding an asset of the bundle.

        Args:
            benchmark: The asset.

        Raises:
            ConfigurationError: If it is no asset.
            OrderContextError: If the run has begun.
        """
        self._only_in_initialize("set_benchmark")
        if not isinstance(benchmark, Asset):
            raise ConfigurationError(f"benchmark {benchmark!r}: use an asset, such as symbol('SPY')")
        self._benchmark = benchmark

    @property
    def benchmark(self) -> Asset | None:
        """The asset that the result is compared with, or None."""
        return self._benchmark

    def get_datetime(self, tz: tzinfo | None = None) -> datetime:
        """Return the simulation time.

        Args:
            tz: Its time zone; UTC by default.
        """
        now = ns_to_datetime(self._port.now_ns)
        return now if tz is None else now.astimezone(tz)

    def get_environment(self, field: str = "platform") -> Any:
        """Return what a strategy may know of its run.

        Args:
            field: platform, arena, data_frequency, start, end, capital_base, or ``*`` for a dict of all.

        Raises:
            ConfigurationError: If the field is unknown.
        """
        known = {
            "platform": "rustybt",
            "arena": self._settings.arena,
            "data_frequency": self._settings.data_frequency,
            "start": self._settings.start,
            "end": self._settings.end,
            "capital_base": self._settings.capital_base,
        }
        if field == "*":
            return known
        if field not in known:
            raise ConfigurationError(f"environment field {field!r}: use one of {', '.join(known)} or '*'")
        return known[field]


def _adapted(function: Callable[..., object], name: str, offered: tuple[str, ...]) -> Callable[..., object]:
    """The function itself when it takes everything, else one that leaves out what it does not take."""
    if not callable(function):
        raise ConfigurationError(f"{name} is {function!r}: use a function of {', '.join(offered)}")
    parameters = _parameters(function)
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return function
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    required = [p for p in parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD]
    named = [p.name for p in required if p.kind is p.KEYWORD_ONLY]
    if named or len(required) > len(offered):
        raise ConfigurationError(
            f"{name}({', '.join(p.name for p in required)}) takes more than it gets: {', '.join(offered)}"
        )
    taken = len(positional)
    if taken >= len(offered):
        return function
    if not taken:
        return lambda *_: function()
    if positional[0].name == "context":
        return lambda *arguments: function(*arguments[:taken])
    return lambda *arguments: function(*arguments[-taken:])


def _parameters(function: Callable[..., object]) -> tuple[inspect.Parameter, ...]:
    if isinstance(function, MethodType) and isinstance(function.__func__, FunctionType):
        return _parameters_of(function.__func__)[1:]
    return tuple(inspect.signature(function).parameters.values())


@lru_cache(maxsize=256)
def _parameters_of(function: FunctionType) -> tuple[inspect.Parameter, ...]:
    return tuple(inspect.signature(function).parameters.values())


def _hook(function: Callable[..., object], name: str) -> Callable[..., object]:
    adapted = _adapted(function, name, OFFERED[name])
    if name != "on_order_cancel" or _asks_why(function):
        return adapted
    without = _adapted(function, name, OFFERED[name][:-1])
    return lambda context, order, _: without(context, order)


def _asks_why(function: Callable[..., object]) -> bool:
    # Two arguments of a cancel are the context and the order, whatever they are called, unless one is the reason.
    parameters = inspect.signature(function).parameters
    return len(parameters) >= len(OFFERED["on_order_cancel"]) or any(
        name == "reason" or each.kind is each.VAR_POSITIONAL for name, each in parameters.items()
    )
