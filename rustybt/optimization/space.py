"""The space of a search: which parameters there are, and which values each of them may take."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import numbers
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rustybt.algorithm.blame import Blame
from rustybt.exceptions import SearchSpaceError

if TYPE_CHECKING:
    import numpy as np

    from rustybt.optimization.trials import Parameters

__all__ = ["Choice", "Float", "Int", "Space"]

TRIES = 10_000


@dataclass(frozen=True, slots=True)
class Int:
    """Whole numbers from ``low`` to ``high``, both included.

    Args:
        low: Smallest.
        high: Greatest.
        step: Between two of them.
        log: Whether to search their logarithm.

    Raises:
        SearchSpaceError: If there is none, or ``log`` does not go with them.

    Example:
        >>> list(Int(5, 20, step=5).values())
        [5, 10, 15, 20]
    """

    low: int
    high: int
    step: int = 1
    log: bool = False

    def __post_init__(self) -> None:
        for name in ("low", "high", "step"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, numbers.Integral):
                raise SearchSpaceError(
                    f"Int({self.low!r}, {self.high!r}): {name} is {value!r}, no whole number"
                )
            object.__setattr__(self, name, int(value))  # numpy's as well
        _check_range(self, "Int")

    def values(self) -> Iterator[int]:
        """Go through every value."""
        return iter(range(self.low, self.high + 1, self.step))

    @property
    def size(self) -> int:
        """How many values there are."""
        return (self.high - self.low) // self.step + 1

    def sample(self, random: np.random.Generator) -> int:
        """Draw a value."""
        if self.log:
            drawn = math.exp(random.uniform(math.log(self.low - 0.5), math.log(self.high + 0.5)))
            return min(max(round(drawn), self.low), self.high)
        return self.low + self.step * int(random.integers(self.size))

    def holds(self, value: object) -> bool:
        """Return whether a value is one of them."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and self.low <= value <= self.high and (value - self.low) % self.step == 0  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Float:
    """Numbers from ``low`` to ``high``, both included.

    Args:
        low: Smallest.
        high: Greatest.
        step: Between two of them; None for any.
        log: Whether to search their logarithm.

    Raises:
        SearchSpaceError: If there is none, or ``log`` does not go with them.
    """

    low: float
    high: float
    step: float | None = None
    log: bool = False

    def __post_init__(self) -> None:
        for name in ("low", "high", "step"):
            value = getattr(self, name)
            if name == "step" and value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, numbers.Real) or not math.isfinite(value):
                raise SearchSpaceError(
                    f"Float({self.low!r}, {self.high!r}): {name} is {value!r}, no finite number"
                )
            object.__setattr__(self, name, value if isinstance(value, int) else float(value))
        _check_range(self, "Float")

    def values(self) -> Iterator[float]:
        """Go through every value.

        Raises:
            SearchSpaceError: If there is no step.
        """
        if self.step is None:
            raise SearchSpaceError(f"Float({self.low}, {self.high}) has no end of values: give it a step")
        # From the low one each time, so that errors do not add up; rounded to what the user wrote.
        return (round(self.low + at * self.step, 12) for at in range(self.size or 0))

    @property
    def size(self) -> int | None:
        """How many values there are; None without a step."""
        return None if self.step is None else int((self.high - self.low) / self.step + 1e-9) + 1

    def sample(self, random: np.random.Generator) -> float:
        """Draw a value."""
        if self.step is not None:
            return round(self.low + self.step * int(random.integers(self.size or 1)), 12)
        if self.log:
            return math.exp(random.uniform(math.log(self.low), math.log(self.high)))
        return float(random.uniform(self.low, self.high))

    def holds(self, value: object) -> bool:
        """Return whether a value is one of them."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        if self.step is not None:
            at = (value - self.low) / self.step
            if abs(at - round(at)) > 1e-6:
                return False
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values that have no order.

    Args:
        options: Each a number, a text, True, False or None.

    Raises:
        SearchSpaceError: If there is none, one is there twice, or one is of another kind.
    """

    options: Sequence[Any]

    def __post_init__(self) -> None:
        if isinstance(self.options, str) or not isinstance(self.options, Sequence) or not self.options:
            raise SearchSpaceError(f"Choice({self.options!r}): give a list of at least one option")
        object.__setattr__(self, "options", tuple(map(_plain, self.options)))
        for option in self.options:
            if not isinstance(option, bool | int | float | str | None):
                raise SearchSpaceError(f"Choice: {option!r} is no number, text, True, False or None")
        if len({json.dumps(option) for option in self.options}) < len(self.options):
            raise SearchSpaceError(f"Choice({list(self.options)!r}): an option is there twice")

    def values(self) -> Iterator[Any]:
        """Go through every option."""
        return iter(self.options)

    @property
    def size(self) -> int:
        """How many options there are."""
        return len(self.options)

    def sample(self, random: np.random.Generator) -> Any:
        """Draw an option."""
        return self.options[int(random.integers(len(self.options)))]

    def holds(self, value: object) -> bool:
        """Return whether a value is one of them."""
        return any(type(value) is type(option) and value == option for option in self.options)


def _plain(option: Any) -> Any:
    # A number of numpy's as Python's: parameters are kept as JSON.
    if isinstance(option, numbers.Integral) and not isinstance(option, bool):
        return int(option)
    return float(option) if isinstance(option, numbers.Real) and not isinstance(option, int) else option


type Dimension = Int | Float | Choice
type Constraint = Callable[[Parameters], bool]

KINDS: Mapping[str, type[Dimension]] = {"int": Int, "float": Float, "choice": Choice}


class Space:
    """Parameters by name, and what must hold between them.

    Args:
        dimensions: :class:`Int`, :class:`Float` or :class:`Choice` by name.
        constraint: ``constraint(parameters)`` says whether they may be tried; None for all.

    Raises:
        SearchSpaceError: If it is empty, a dimension is none, or the constraint is no function.

    Example:
        >>> space = Space({"fast": Int(1, 3), "slow": Int(2, 3)}, lambda p: p["fast"] < p["slow"])
        >>> list(space.grid())
        [{'fast': 1, 'slow': 2}, {'fast': 1, 'slow': 3}, {'fast': 2, 'slow': 3}]
    """

    def __init__(self, dimensions: Mapping[str, Dimension], constraint: Constraint | None = None) -> None:
        if not isinstance(dimensions, Mapping) or not dimensions:
            raise SearchSpaceError(
                f"space is {dimensions!r}: name at least one parameter, such as {{'fast': Int(5, 50)}}"
            )
        for name, dimension in dimensions.items():
            if not isinstance(name, str) or not name.isidentifier():
                raise SearchSpaceError(f"{name!r} is no name of a parameter")
            if not isinstance(dimension, Int | Float | Choice):
                raise SearchSpaceError(f"space[{name!r}] is {dimension!r}: use Int, Float or Choice")
        if constraint is not None and not callable(constraint):
            raise SearchSpaceError(
                f"constraint is {constraint!r}: use a function of the parameters, such as "
                'lambda given: given["fast"] < given["slow"]'
            )
        self.dimensions = dict(dimensions)
        self.constraint = constraint

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names, in the order they were given."""
        return tuple(self.dimensions)

    @property
    def size(self) -> int | None:
        """How many points there are before the constraint; None if there is no end of them."""
        sizes = [dimension.size for dimension in self.dimensions.values()]
        return None if None in sizes else math.prod(size for size in sizes if size is not None)

    def allows(self, parameters: Parameters) -> bool:
        """Return whether the constraint holds.

        Args:
            parameters: Values by name.

        Raises:
            SearchSpaceError: If the constraint raised.
        """
        if self.constraint is None:
            return True
        with Blame(SearchSpaceError, "the constraint, asked about", parameters):
            return bool(self.constraint(parameters))

    def grid(self) -> Iterator[dict[str, Any]]:
        """Go through every point that the constraint allows, the last name changing fastest.

        Raises:
            SearchSpaceError: If a dimension has no end of values.
        """
        values = [tuple(dimension.values()) for dimension in self.dimensions.values()]
        points = (dict(zip(self.dimensions, point, strict=True)) for point in itertools.product(*values))
        return (point for point in points if self.allows(point))

    def sample(self, random: np.random.Generator) -> dict[str, Any]:
        """Draw a point that the constraint allows.

        Args:
            random: Where chance comes from.

        Raises:
            SearchSpaceError: If none was found in 10,000 draws.
        """
        for _ in range(TRIES):
            point = {name: dimension.sample(random) for name, dimension in self.dimensions.items()}
            if self.allows(point):
                return point
        raise SearchSpaceError(
            f"none of {TRIES:,} points of the space holds the constraint: it contradicts the ranges, or is too narrow"
        )

    def check(self, parameters: Parameters) -> None:
        """Refuse what is no point of the space.

        Args:
            parameters: Values by name.

        Raises:
            SearchSpaceError: If a name or value is not of it, or the constraint does not hold.
        """
        if parameters.keys() != self.dimensions.keys():
            raise SearchSpaceError(
                f"parameters {sorted(parameters)} are not those of the space: {sorted(self.names)}"
            )
        for name, value in parameters.items():
            if not self.dimensions[name].holds(value):
                raise SearchSpaceError(f"{name} = {value!r} is not in {self.dimensions[name]}")
        if not self.allows(parameters):
            raise SearchSpaceError(f"{dict(parameters)} does not hold the constraint")

    def to_json(self) -> dict[str, Any]:
        """Return the dimensions as JSON can hold them; the constraint is not in it."""
        words = {}
        for name, dimension in self.dimensions.items():
            fields = {each: getattr(dimension, each) for each in dimension.__slots__}
            words[name] = {"kind": type(dimension).__name__.lower(), **fields}
        return words

    @classmethod
    def from_json(cls, words: Mapping[str, Mapping[str, Any]], constraint: Constraint | None = None) -> Space:
        """Return the space that `to_json` wrote.

        Args:
            words: As it wrote them.
            constraint: As in the class.

        Raises:
            SearchSpaceError: If a kind is unknown.
        """
        made = {}
        for name, fields in words.items():
            kind = KINDS.get(str(fields.get("kind")))
            if kind is None:
                raise SearchSpaceError(
                    f"space[{name!r}] is of kind {fields.get('kind')!r}: one of {', '.join(KINDS)}"
                )
            made[name] = kind(**{each: value for each, value in fields.items() if each != "kind"})
        return cls(made, constraint)

    @property
    def digest(self) -> str:
        """A hash of the dimensions."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"Space({', '.join(f'{name}={dimension}' for name, dimension in self.dimensions.items())})"


def _check_range(given: Int | Float, kind: str) -> None:
    text = f"{kind}({given.low}, {given.high})"
    if given.low > given.high:
        raise SearchSpaceError(f"{text} is empty: low must not be above high")
    if given.step is not None and given.step <= 0:
        raise SearchSpaceError(f"{text}: step is {given.step}, use one above 0")
    if given.log and given.low <= 0:
        raise SearchSpaceError(f"{text}: there is no logarithm of {given.low}; use a low above 0")
    if given.log and given.step not in (None, 1):
        raise SearchSpaceError(f"{text}: log and step do not go together; leave one out")
