"""Why a portfolio did better than its benchmark: the weights of its groups, or what it chose within them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rustybt.analytics.figures import percent_text
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.exceptions import ConfigurationError

__all__ = ["Brinson", "Group", "brinson"]

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group, and what it explains. Weights and returns are ratios.

    Attributes:
        name: Of the group.
        weight: Of the portfolio.
        returns: Of the portfolio in it.
        benchmark_weight: Of the benchmark.
        benchmark_returns: Of the benchmark in it.
        allocation: By having more or less of it than the benchmark.
        selection: By what was chosen in it, at the benchmark's weight.
        interaction: By having more or less of what was chosen.
    """

    name: str
    weight: float
    returns: float
    benchmark_weight: float
    benchmark_returns: float
    allocation: float
    selection: float
    interaction: float


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Brinson(Shown):
    """The active return of one period, taken apart; the effects of the groups sum to it.

    Attributes:
        groups: By group.
        portfolio: Return of the portfolio.
        benchmark: Return of the benchmark.
        method: ``"brinson-fachler"`` or ``"brinson-hood-beebower"``.
    """

    groups: Sequence[Group]
    portfolio: float
    benchmark: float
    method: str

    @property
    def allocation(self) -> float:
        """Sum over the groups."""
        return math.fsum(group.allocation for group in self.groups)

    @property
    def selection(self) -> float:
        """Sum over the groups."""
        return math.fsum(group.selection for group in self.groups)

    @property
    def interaction(self) -> float:
        """Sum over the groups."""
        return math.fsum(group.interaction for group in self.groups)

    def section(self) -> Section:
        """Return its table."""
        names = (
            "weight",
            "benchmark_weight",
            "returns",
            "benchmark_returns",
            "allocation",
            "selection",
            "interaction",
        )
        rows = [
            (group.name, *(_fine(getattr(group, name), signed=name not in names[:2]) for name in names))
            for group in self.groups
        ]
        totals = (self.portfolio, self.benchmark, self.allocation, self.selection, self.interaction)
        rows.append(("Total", "", "", *(_fine(value, signed=True) for value in totals)))
        head = (
            "Group",
            "Weight",
            "Benchmark",
            "Return",
            "Benchmark return",
            "Allocation",
            "Selection",
            "Interaction",
        )
        return Section(title=f"Groups ({self.method})", head=head, rows=rows, text_columns=["Group"])

    def sheet(self) -> Sheet:
        """Return what is shown."""
        figures = [
            ("Active return", percent_text(self.portfolio - self.benchmark, signed=True)),
            *((name.capitalize(), percent_text(getattr(self, name), signed=True))
              for name in ("allocation", "selection", "interaction")),
        ]  # fmt: skip
        return Sheet(title="Attribution by group", figures=figures, sections=[self.section()])


def brinson(groups: Mapping[str, Mapping[str, Any]], method: str = "brinson-fachler") -> Brinson:
    """Take the active return of one period apart by groups.

    With weights w, W and returns r, R of portfolio and benchmark: selection ``W (r - R)``, interaction
    ``(w - W) (r - R)``, and allocation ``(w - W) R`` (Brinson, Hood and Beebower, 1986) or ``(w - W) (R - benchmark)``
    (Brinson and Fachler, 1985), which sum to the same.

    Args:
        groups: By name: ``weight``, ``return``, ``benchmark_weight``, ``benchmark_return``, as ratios; the weights of
            each side sum to 1, with cash as a group of its own.
        method: ``"brinson-fachler"`` or ``"brinson-hood-beebower"``.

    Raises:
        ConfigurationError: If a value is missing or not finite, or weights do not sum to 1.
    """
    if method not in ("brinson-fachler", "brinson-hood-beebower"):
        raise ConfigurationError(f"method is {method!r}: use 'brinson-fachler' or 'brinson-hood-beebower'")
    values = {name: _values(name, given) for name, given in groups.items()}
    for side, place in (("weight", 0), ("benchmark_weight", 2)):
        total = math.fsum(row[place] for row in values.values())
        if abs(total - 1.0) > TOLERANCE:
            raise ConfigurationError(
                f"{side} of the groups {', '.join(values) or '(none)'} sums to {total:.6f}: it must be 1, with cash as "
                "a group of its own"
            )
    portfolio = math.fsum(w * r for w, r, _, _ in values.values())
    benchmark = math.fsum(w * r for _, _, w, r in values.values())
    from_here = benchmark if method == "brinson-fachler" else 0.0
    return Brinson(
        groups=[
            Group(
                name=name,
                weight=mine,
                returns=made,
                benchmark_weight=theirs,
                benchmark_returns=other,
                allocation=(mine - theirs) * (other - from_here),
                selection=theirs * (made - other),
                interaction=(mine - theirs) * (made - other),
            )
            for name, (mine, made, theirs, other) in values.items()
        ],
        portfolio=portfolio,
        benchmark=benchmark,
        method=method,
    )


def _values(name: str, given: Mapping[str, Any]) -> tuple[float, float, float, float]:
    found = []
    for key in ("weight", "return", "benchmark_weight", "benchmark_return"):
        try:
            value = float(given[key])
        except (KeyError, TypeError, ValueError):
            raise ConfigurationError(f"group {name!r} has {key} {given.get(key)!r}: give a number") from None
        if not math.isfinite(value):
            raise ConfigurationError(f"group {name!r} has {key} {value}: give a finite number")
        found.append(value)
    return found[0], found[1], found[2], found[3]


def _fine(value: float, *, signed: bool) -> str:
    return f"{value * 100:{'+' if signed else ''}.2f} %".replace("-", "\N{MINUS SIGN}")
