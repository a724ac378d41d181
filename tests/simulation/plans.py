"""What a seed decides before its storm, and what it came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from rustybt.live.risk_limits import RiskLimits
from rustybt.testing.faults import FaultPlan
from rustybt.testing.venue_rules import VenueRules
from tests.simulation.lives import breakers_of

NOT_OURS = ("foreign_order", "unknown_asset")
LIES = ("lie_balances",)
DAY = 86_400_000_000_000


@dataclass(slots=True, kw_only=True)
class Plan:
    """What a seed decided before its storm."""

    seed: int
    bars: int
    capital: int
    limits: RiskLimits
    measures: tuple
    faults: FaultPlan
    fails_at: int | None
    rules: VenueRules
    shadowed: bool
    shadow_fails_at: int | None

    def breakers(self):
        return breakers_of(self.measures)

    @classmethod
    def of(cls, seed: int, rng: Random, bars: int) -> Plan:
        apart = Random(seed + 2_000_000)
        shadowed = apart.random() < 0.3
        without = [] if rng.random() < 0.08 else [*NOT_OURS]
        without += [] if rng.random() < 0.3 else [*LIES]
        return cls(
            seed=seed,
            bars=bars,
            capital=1_000_000,
            limits=RiskLimits(
                default_max_position=Decimal(rng.choice([100, 200, 400])),
                max_open_orders=rng.choice([6, 12]),
                max_orders_per_minute=rng.choice([2, 4, 8]),
                max_data_age_ns=DAY + DAY // 2,
            ),
            measures=(
                Decimal(rng.choice(["0.01", "0.2", "0.5"])),
                rng.choice([5, 12, 50]),
                rng.choice([5, 40, 40]),
            ),
            faults=FaultPlan.swarm(rng, without=without),
            fails_at=rng.randrange(5, bars) if rng.random() < 0.04 else None,
            rules=VenueRules(
                order_id_rule=rng.choice(["unique_for_ever", "unique_while_open"]),
                fees_later=Random(seed + 4_000_000).random() < 0.25,
            ),
            shadowed=shadowed,
            shadow_fails_at=apart.randrange(1, bars) if apart.random() < 0.2 else None,
        )


@dataclass(slots=True)
class Outcome:
    """What a seed came to."""

    seed: int
    found: list[str] = field(default_factory=list)
    events: int = 0
    steps: int = 0
    seconds: float = 0.0
    crashes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    exits: Counter[str] = field(default_factory=Counter)
    digest: str = ""
