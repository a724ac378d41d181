"""What every trial of a study has in common, in words that another process understands."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from rustybt.algorithm.parameters import made_with
from rustybt.algorithm.signals import SignalAlgorithm
from rustybt.backtest.market import Market
from rustybt.backtest.source_code import code_hash
from rustybt.backtest.strategy_file import place_of, strategy_at
from rustybt.backtest.vector import SignalMarket
from rustybt.calendars.exchanges import sessions_a_year
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, MissingExtraError, StrategyError, StudyConflictError
from rustybt.finance.decimal.cost_kinds import COMMISSIONS, SLIPPAGES, Kinds, made, named
from rustybt.optimization.evaluation import Evaluator
from rustybt.optimization.objectives import Objective

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.model.bars import Frequency

__all__ = ["Mode", "Task", "told"]

Mode = Literal["event", "vector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A strategy on a market with its costs and objectives, as JSON can hold them.

    A class or function that has no place in a file is carried by value (`told`); that part goes to workers and is never
    kept.

    Attributes:
        strategy: Its class, by place or by value.
        name: Of the class.
        code: Hash of its source.
        catalog: Folder of the catalog.
        bundle: Its name.
        version: Of the bundle; trials run on this one whatever is ingested meanwhile.
        sha256: Of the version's manifest.
        start: First session, ISO 8601.
        end: Last session, ISO 8601.
        data_frequency: ``"daily"`` or ``"minute"``.
        capital_base: Cash at the start.
        commission: In words, by value, or None for the default.
        slippage: In words, by value, or None for the default.
        seed: Of ``context.random``.
        mode: ``"event"`` or ``"vector"``.
        objectives: Name, direction and the function by value, or None for the figure of that name.
        bounds: What ends a trial early, by the part of the run.
    """

    strategy: Mapping[str, str]
    name: str
    code: str
    catalog: str
    bundle: str
    version: int
    sha256: str
    start: str
    end: str
    data_frequency: Frequency
    capital_base: str
    commission: Mapping[str, Any] | None
    slippage: Mapping[str, Any] | None
    seed: int
    mode: Mode
    objectives: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    bounds: Sequence[Sequence[float]] = ()

    def to_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, words: Mapping[str, Any]) -> Self:
        """Return the task that `to_json` wrote."""
        return cls(**words)

    @property
    def identity(self) -> dict[str, Any]:
        """What makes two trials of the same parameters the same: data, code, dates, costs, objectives.

        Values that are carried as such stand in it as their hash.
        """
        apart = ("strategy", "catalog", "version", "name")
        words = {name: _hashed(value) for name, value in self.to_json().items() if name not in apart}
        return {"strategy": self.name, **words}

    @property
    def by_value(self) -> tuple[str, ...]:
        """What of it is code without a place in a file, in words."""
        given = {
            "its strategy": self.strategy,
            "its commission": self.commission,
            "its slippage": self.slippage,
        }
        given |= {f"its objective {each['name']}": each["by"] for each in self.objectives}
        return tuple(what for what, words in given.items() if words and "value" in words)

    def check_code(self) -> None:
        """Find its strategy, and hold its code against that of the trials so far.

        Raises:
            ConfigurationError: If the strategy cannot be found.
            StudyConflictError: If it has other code.
        """
        if code_hash(_class_of(self.strategy)) != self.code:
            raise StudyConflictError(
                f"{self.name} has other code than when its study was made: its trials could not be compared with new "
                "ones; call rb.optimize with it, which begins a study of its own"
            )

    @property
    def keeps_returns(self) -> bool:
        """Whether the returns of every trial are kept: in vector mode it takes no longer to run it again."""
        return self.mode == "event"

    def market(self) -> Market:
        """Open its bars.

        Raises:
            RustyBTError: As :meth:`Market.open` does.
        """
        return Market.open(
            self.bundle, self.start, self.end, catalog=self._pinned(), data_frequency=self.data_frequency
        )

    @property
    def periods_per_year(self) -> float:
        """Sessions in a year, for annual figures, as its market says; no bar is read."""
        return sessions_a_year(self._pinned().manifest(self.bundle).calendar)

    def _pinned(self) -> DataCatalog:
        return DataCatalog(self.catalog).as_of({self.bundle: self.version})

    def evaluator(self, market: Market | None = None) -> Evaluator:
        """Return what runs its trials.

        Args:
            market: If it is open already.

        Raises:
            ConfigurationError: If the strategy cannot be found, or cannot run in its mode.
        """
        market = self.market() if market is None else market
        kind = _class_of(self.strategy)
        return Evaluator(
            strategy=kind,
            market=market,
            objectives=[
                Objective(each["name"], each["direction"], None if each["by"] is None else _value(each["by"]))
                for each in self.objectives
            ],
            capital_base=Decimal(self.capital_base),
            commission=_cost(self.commission, COMMISSIONS),
            slippage=_cost(self.slippage, SLIPPAGES),
            seed=self.seed,
            signals=SignalMarket(market) if self.mode == "vector" else None,
            bounds=[(part, bound) for part, bound in self.bounds],
        )


def told(
    strategy: type[TradingAlgorithm],
    *,
    catalog: DataCatalog,
    bundle: str,
    start: str,
    end: str,
    data_frequency: Frequency,
    capital_base: Decimal,
    commission: Any,
    slippage: Any,
    seed: int,
    mode: Mode,
    objectives: Sequence[Objective],
    bounds: Sequence[tuple[float, float]] = (),
) -> Task:
    """Put what every trial has in common in words.

    Args:
        strategy: A subclass of :class:`TradingAlgorithm`.
        catalog: Where the bundle lies.
        bundle: Its name; the version of now is pinned.
        start: First session, ISO 8601.
        end: Last session, ISO 8601.
        data_frequency: ``"daily"`` or ``"minute"``.
        capital_base: Cash at the start.
        commission: A model, or None.
        slippage: A model, or None.
        seed: Of ``context.random``.
        mode: ``"event"`` or ``"vector"``.
        objectives: Measured on every result.
        bounds: What ends a trial early, by the part of the run.

    Raises:
        ConfigurationError: If the strategy is none, or cannot run in the mode.
        MissingExtraError: If something must be carried by value and cloudpickle is not installed.
    """
    if mode == "vector" and not issubclass(strategy, SignalAlgorithm):
        raise ConfigurationError(
            f"{strategy.__name__} cannot run in vector mode: subclass SignalAlgorithm and define targets, or use "
            "mode='event'"
        )
    manifest = catalog.manifest(bundle)
    return Task(
        strategy=_strategy_words(strategy),
        name=strategy.__name__,
        code=code_hash(strategy),
        catalog=str(catalog.path.resolve()),
        bundle=bundle,
        version=manifest.version,
        sha256=manifest.sha256,
        start=start,
        end=end,
        data_frequency=data_frequency,
        capital_base=str(capital_base),
        commission=_cost_words(commission, COMMISSIONS),
        slippage=_cost_words(slippage, SLIPPAGES),
        seed=seed,
        mode=mode,
        objectives=[
            {
                "name": each.name,
                "direction": each.direction,
                "by": None if each.measure is None else _by_value(each.measure),
            }
            for each in objectives
        ],
        bounds=[list(each) for each in bounds],
    )


def _strategy_words(strategy: type[TradingAlgorithm]) -> dict[str, str]:
    try:
        return {"place": place_of(made_with(strategy, {}))}
    except (ConfigurationError, StrategyError):
        return _by_value(strategy)  # of a notebook's cell, or made with arguments


def _class_of(words: Mapping[str, str]) -> type[TradingAlgorithm]:
    if "place" in words:
        return type(strategy_at(words["place"], Path.cwd()))
    found: type[TradingAlgorithm] = _value(words)
    return found


def _by_value(thing: object) -> dict[str, str]:
    try:
        import cloudpickle
    except ImportError:
        raise MissingExtraError(
            f"{getattr(thing, '__name__', thing)!r} is defined in a notebook or another function, and is carried to "
            "workers by cloudpickle: pip install 'rustybt[research]', or define it in a module"
        ) from None
    return {
        "value": base64.b64encode(cloudpickle.dumps(thing)).decode(),
        "sha256": code_hash(thing) if callable(thing) else "",
    }


def _value(words: Mapping[str, str]) -> Any:
    import cloudpickle

    # From a pipe of our own process only: nothing that was stored or came from elsewhere gets here.
    return cloudpickle.loads(base64.b64decode(words["value"]))


def _cost_words(model: Any, kinds: Kinds) -> dict[str, Any] | None:
    try:
        return named(model, kinds, "cost model")
    except ConfigurationError:
        return _by_value(model)


def _cost(words: Mapping[str, Any] | None, kinds: Kinds) -> Any:
    if words is None:
        return None
    return _value(words) if "value" in words else made(words, kinds)


def _hashed(value: Any) -> Any:
    if isinstance(value, Mapping):
        if "value" in value:
            return value.get("sha256") or hashlib.sha256(value["value"].encode()).hexdigest()
        return {name: _hashed(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_hashed(each) for each in value]
    return json.loads(json.dumps(value))
