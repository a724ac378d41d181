"""A strategy and its account, joined on a feed's bars: what paper, live, shadow and replay step."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rustybt.algorithm.algorithm import RunSettings, TradingAlgorithm
from rustybt.algorithm.context import running
from rustybt.algorithm.schedule import calendar_around
from rustybt.engine.core import TradingCore
from rustybt.engine.simulated_venue import SimulatedVenue
from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.commission import CommissionModel, PerShareCommission
from rustybt.finance.decimal.slippage import FixedBasisPointsSlippage, SlippageModel
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.live.feeds import Feed
    from rustybt.model.effects import Effect
    from rustybt.model.events import Event
    from rustybt.model.ports import Hooks

__all__ = ["Arena", "Cost", "RunChoices", "StrategyCore", "charge"]

type Arena = Literal["paper", "shadow", "live"]
type Cost = tuple[Sequence[Asset] | None, CommissionModel | SlippageModel]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChoices:
    """What is chosen for a strategy apart from its code and its data.

    Attributes:
        capital_base: Cash at the start, above 0.
        arena: ``"paper"``, ``"shadow"`` or ``"live"``.
        seed: Of ``context.random``.
        parameters: On ``context.parameters``.
        commission: For all assets, until the strategy sets another.
        slippage: For all assets, until the strategy sets another.
    """

    capital_base: Decimal
    arena: Arena = "paper"
    seed: int = 0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    commission: CommissionModel = field(default_factory=PerShareCommission)
    slippage: SlippageModel = field(default_factory=FixedBasisPointsSlippage)


def charge(venue: SimulatedVenue, costs: Iterable[Cost]) -> None:
    """Let a venue charge these costs.

    Args:
        venue: Before its first session.
        costs: In the order they are set; a later one replaces those before.
    """
    for assets, model in costs:
        if isinstance(model, SlippageModel):
            venue.set_slippage(assets, model)
        else:
            venue.set_commission(assets, model)


class StrategyCore:
    """A strategy joined to the core that steps it.

    Args:
        strategy: Not joined to anything yet.
        feed: Where its bars come from.
        choices: Capital, arena, seed, parameters and costs.
        reported: Whether a venue elsewhere fills the orders.

    Raises:
        ConfigurationError: If the strategy is no `TradingAlgorithm`, or defines too little.
        DateRangeError: If the feed has no session from its start on.
    """

    def __init__(
        self, strategy: TradingAlgorithm, feed: Feed, choices: RunChoices, *, reported: bool
    ) -> None:
        if not isinstance(strategy, TradingAlgorithm):
            raise ConfigurationError(
                f"strategy {strategy!r} is no TradingAlgorithm: hand in an instance of one"
            )
        self.strategy, self.feed, self.choices = strategy, feed, choices
        panel = feed.panel()
        sessions = panel.sessions
        calendar = calendar_around(
            feed.calendar(), day_to_date(int(sessions[0])), day_to_date(int(sessions[-1]))
        )
        self.calendar_sessions: NDArray[np.int32] = calendar.sessions
        self.venue = SimulatedVenue(
            panel, start=feed.start, capital_base=choices.capital_base, calendar_sessions=calendar.sessions
        )
        self.venue.set_commission(None, choices.commission)
        self.venue.set_slippage(None, choices.slippage)
        settings = RunSettings(
            finder=feed.finder(),
            start=feed.start,
            end=feed.end,
            data_frequency=feed.frequency,
            capital_base=str(choices.capital_base),
            seed=choices.seed,
            parameters=dict(choices.parameters),
            arena=choices.arena,
            calendar=calendar,
        )
        self.hooks: Hooks = strategy.attach(self.venue, settings)
        self._core = TradingCore(
            self.venue, self.hooks, reported=reported, functions=partial(getattr, strategy)
        )

    def initialize(self) -> None:
        """Call the strategy's ``initialize``.

        Raises:
            StrategyError: If it raised.
        """
        with running(self.strategy):
            self.venue.call_strategy("initialize", self.strategy.call_initialize, self.hooks.context)

    def step(self, event: Event) -> tuple[Effect, ...]:
        """Take one event to its end; as in :class:`TradingCore`.

        Args:
            event: The next one.
        """
        with running(self.strategy):
            return self._core.step(event)
