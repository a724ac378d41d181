"""What can go wrong between an engine and a venue: each fault by name, drawn from one seed, and counted.

A simulation is a swarm: each run has some of the faults and not the others, so that none hides behind another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType

from rustybt.exceptions import ConfigurationError

__all__ = ["FAULTS", "FaultPlan", "Faults"]

FAULTS: Mapping[str, float] = MappingProxyType(
    {
        # on the way of a request
        "drop_request": 0.02,
        "slow_request": 0.02,
        "drop_answer": 0.03,
        "slow_answer": 0.03,
        "garbled_answer": 0.01,
        "rate_limited": 0.02,
        "server_error": 0.02,
        # at the venue
        "refuse": 0.03,
        "late_reject": 0.01,
        "partial_fill": 0.30,
        # on the way of a report
        "drop_report": 0.05,
        "duplicate_report": 0.05,
        "delay_report": 0.05,
        "reorder_report": 0.05,
        # weather: drawn once a tick, lasting for a while
        "disconnect_orders": 0.005,
        "disconnect_reports": 0.005,
        "silent_stream": 0.005,
        "lie_balances": 0.01,
        "stale_reads": 0.01,
        "clock_skew": 0.01,
        "foreign_order": 0.003,
        "unknown_asset": 0.001,
        "suspend_asset": 0.003,
    }
)
"""Every fault and how often a swarm that has it draws it: per request, order, fill or report, or per tick."""


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """How probable each fault is; one that is not named never happens.

    Attributes:
        chances: Probabilities by fault, 0 to 1.

    Raises:
        ConfigurationError: If a name is none of `FAULTS`, or a probability is not one.

    Example:
        >>> FaultPlan({"drop_report": 0.5}).chances["drop_report"]
        0.5
    """

    chances: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, chance in self.chances.items():
            if name not in FAULTS:
                raise ConfigurationError(f"{name!r} is no fault: use one of {', '.join(FAULTS)}")
            if not 0 <= chance <= 1:
                raise ConfigurationError(f"fault {name!r} has probability {chance}: use 0 to 1")

    @classmethod
    def swarm(cls, rng: Random, *, share: float = 0.5, without: Iterable[str] = ()) -> FaultPlan:
        """Return a plan that has some of the faults, each as often as `FAULTS` says.

        Args:
            rng: Where the choice comes from.
            share: How probable it is for a fault to be in, 0 to 1.
            without: Faults that stay out.
        """
        left_out = frozenset(without)
        drawn = [(name, chance, rng.random() < share) for name, chance in FAULTS.items()]
        return cls({name: chance for name, chance, taken in drawn if taken and name not in left_out})


class Faults:
    """Draws faults and counts them.

    Args:
        plan: How probable each is.
        rng: The one source of chance of the simulation.

    Attributes:
        counts: How often each happened.
        active: Whether any can happen; set to False for the calm after the storm.

    Example:
        >>> faults = Faults(FaultPlan({"drop_report": 1.0}), Random(7))
        >>> faults.strikes("drop_report"), faults.strikes("drop_request"), dict(faults.counts)
        (True, False, {'drop_report': 1})
    """

    counts: Counter[str]
    active: bool

    def __init__(self, plan: FaultPlan | None = None, rng: Random | None = None) -> None:
        self._chances = dict((plan or FaultPlan()).chances)
        self.rng = rng or Random(0)  # noqa: S311 - a simulation must be repeatable, not secret
        self.counts = Counter()
        self.active = True

    def strikes(self, name: str) -> bool:
        """Tell whether a fault happens now, and count it.

        Args:
            name: One of `FAULTS`.
        """
        chance = self._chances.get(name, 0.0)
        # A fault that is out draws nothing, so that leaving one out of a plan of none changes no other run.
        if not self.active or chance <= 0 or self.rng.random() >= chance:
            return False
        self.counts[name] += 1
        return True

    def between(self, low: int, high: int) -> int:
        """Return an integer from a range, both ends included.

        Args:
            low: Smallest.
            high: Largest.
        """
        return low if high <= low else self.rng.randint(low, high)
