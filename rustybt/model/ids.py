"""Names of orders and their kin: pure functions of the strategy, the step and a count within the step.

The same events give the same ids in another process, in a replay and live. An id has a fixed width and sorts
by kind, strategy, step and count, since digits are padded; it holds only letters, digits and hyphens, and is
short enough (at most 30 characters) for the client order ids of every venue. Nothing else is encoded in it.

The names settled here: `order_id` for orders (``o-``), `execution_id` for fills and the transactions they
become (``x-``), `effect_id` for what a step asks of the outside (``e-``). A step is the sequence number of
the event that is stepped, which in a backtest is the index of the bar; n counts from 0 within step and kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from rustybt.exceptions import ConfigurationError

__all__ = [
    "MAX_N",
    "MAX_STEP",
    "IdKind",
    "IdParts",
    "effect_id",
    "execution_id",
    "order_id",
    "parse_id",
    "strategy_key",
]

MAX_STEP = 10**12 - 1
MAX_N = 10**6 - 1

IdKind = Literal["order", "execution", "effect"]

_KINDS: dict[str, IdKind] = {"o": "order", "x": "execution", "e": "effect"}
_KEY = re.compile(r"[0-9a-f]{8}")
_ID = re.compile(r"([oxe])-(?:([0-9a-f]{8})-)?([0-9]{12})-([0-9]{6})")


@dataclass(frozen=True, slots=True)
class IdParts:
    """What an id is made of.

    Attributes:
        kind: ``order``, ``execution`` or ``effect``.
        step: Sequence number of the event that was stepped.
        n: Count within the step, from 0.
        strategy: The strategy's key, or "" if the id was made without.
    """

    kind: IdKind
    step: int
    n: int
    strategy: str = ""


def order_id(step: int, n: int, strategy: str = "") -> str:
    """Return the id of the n-th order placed in a step.

    Args:
        step: Sequence number of the event that is stepped, 0 to `MAX_STEP`.
        n: Count of orders in this step so far, 0 to `MAX_N`.
        strategy: A `strategy_key`, where orders of several strategies meet (live); "" in a backtest.

    Raises:
        ConfigurationError: If a number is out of range or the key is not one.

    Example:
        >>> order_id(1234, 0)
        'o-000000001234-000000'
        >>> order_id(1234, 0, strategy_key("momentum"))
        'o-446be308-000000001234-000000'
    """
    return _make("o", step, n, strategy)


def execution_id(step: int, n: int, strategy: str = "") -> str:
    """Return the id of the n-th fill of a step; arguments and errors as in `order_id`.

    Example:
        >>> execution_id(1235, 1)
        'x-000000001235-000001'
    """
    return _make("x", step, n, strategy)


def effect_id(step: int, n: int, strategy: str = "") -> str:
    """Return the id of the n-th effect of a step; arguments and errors as in `order_id`.

    Example:
        >>> effect_id(1235, 2)
        'e-000000001235-000002'
    """
    return _make("e", step, n, strategy)


def strategy_key(name: str) -> str:
    """Return the eight hexadecimal digits that stand for a strategy in its ids.

    Args:
        name: The strategy's name, any text.

    Example:
        >>> len(strategy_key("momentum"))
        8
    """
    return sha256(name.encode("utf-8")).hexdigest()[:8]


def parse_id(text: str) -> IdParts:
    """Return what an id of ours is made of.

    Args:
        text: An id.

    Raises:
        ConfigurationError: If no function of this module can have made it.

    Example:
        >>> parse_id("o-000000001234-000000")
        IdParts(kind='order', step=1234, n=0, strategy='')
    """
    found = _ID.fullmatch(text)
    if found is None:
        raise ConfigurationError(
            f"{text!r} is no id of rustybt: it must look like 'o-000000001234-000000' (o, x or e; step; n)"
        )
    kind, strategy, step, n = found.groups()
    return IdParts(_KINDS[kind], int(step), int(n), strategy or "")


def _make(letter: str, step: int, n: int, strategy: str) -> str:
    if not 0 <= step <= MAX_STEP or not 0 <= n <= MAX_N:
        raise ConfigurationError(
            f"{_KINDS[letter]} {n} of step {step} has no id: "
            f"step goes from 0 to {MAX_STEP}, n from 0 to {MAX_N}"
        )
    if not strategy:
        return f"{letter}-{step:012d}-{n:06d}"
    if not _KEY.fullmatch(strategy):
        raise ConfigurationError(
            f"strategy {strategy!r} is no key of eight hexadecimal digits: use strategy_key(name)"
        )
    return f"{letter}-{strategy}-{step:012d}-{n:06d}"
