"""How a strategy takes the parameters of a run: as arguments, as attributes, or from its context."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from rustybt.algorithm.algorithm import CALLBACKS, TradingAlgorithm
from rustybt.algorithm.blame import Blame
from rustybt.exceptions import ConfigurationError, StrategyError

__all__ = ["Maker", "declared", "given_by_name", "made_with"]


def declared(kind: type[TradingAlgorithm]) -> frozenset[str]:
    """Return the parameters that a strategy declares: arguments of its ``__init__``, and attributes of its class.

    Args:
        kind: A subclass of :class:`TradingAlgorithm`.

    Example:
        >>> class Cross(TradingAlgorithm):
        ...     fast, slow = 10, 30
        >>> sorted(declared(Cross))
        ['fast', 'slow']
    """
    return Maker(kind).declared


def given_by_name(parameters: object) -> dict[str, Any]:
    """Return parameters as a dict of their own.

    Args:
        parameters: Values by name, or None.

    Raises:
        ConfigurationError: If they are something else.
    """
    given = {} if parameters is None else parameters
    if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):
        raise ConfigurationError(f"parameters is {given!r:.80}: use values by name, such as {{'fast': 10}}")
    return dict(given)


def made_with(kind: type[TradingAlgorithm], parameters: Mapping[str, Any]) -> TradingAlgorithm:
    """Make a strategy with the parameters that it declares; the others reach it on ``context.parameters``.

    Args:
        kind: A subclass of :class:`TradingAlgorithm`.
        parameters: Values by name; those it does not declare are left to its context.

    Raises:
        ConfigurationError: If it cannot be made with them, or one is the name of a method.
        StrategyError: If it raised.

    Example:
        >>> class Cross(TradingAlgorithm):
        ...     fast, slow = 10, 30
        >>> made_with(Cross, {"fast": 5}).fast
        5
    """
    return Maker(kind).made(parameters)


class Maker:
    """Makes a strategy as often as you like, having looked at its class once.

    Args:
        kind: A subclass of :class:`TradingAlgorithm`.

    Attributes:
        declared: As :func:`declared` returns it.
    """

    def __init__(self, kind: type[TradingAlgorithm]) -> None:
        self._kind, self._arguments = kind, _arguments(kind)
        self._attributes = tuple(name for name in _attributes(kind) if name not in self._arguments)
        self.declared = frozenset((*self._arguments, *self._attributes))

    def made(self, parameters: Mapping[str, Any]) -> TradingAlgorithm:
        """Make one; as :func:`made_with`.

        Args:
            parameters: Values by name.

        Raises:
            ConfigurationError: If it cannot be made with them, or one is the name of a method.
            StrategyError: If it raised.
        """
        kind = self._kind
        for name in parameters:
            if callable(getattr(kind, name, None)):
                raise ConfigurationError(
                    f"parameter {name!r} is a method of {kind.__name__}: use another name"
                )
        arguments = {name: parameters[name] for name in self._arguments if name in parameters}
        with Blame(StrategyError, f"{kind.__name__}.__init__ {_with(arguments)}"):
            try:
                strategy = kind(**arguments)
            except TypeError as error:
                raise ConfigurationError(
                    f"strategy {kind.__name__} cannot be made {_with(arguments)} ({error}): give its "
                    "arguments defaults, or hand in an instance of it"
                ) from error
        for name in self._attributes:
            if name in parameters:
                setattr(strategy, name, parameters[name])
        return strategy


def _with(arguments: Mapping[str, Any]) -> str:
    return f"with {arguments}" if arguments else "without arguments"


def _arguments(kind: type[TradingAlgorithm]) -> tuple[str, ...]:
    if kind.__init__ is TradingAlgorithm.__init__:
        return ()
    signature = inspect.signature(kind.__init__).parameters.values()
    named = (each.name for each in signature if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY))
    return tuple(name for name in named if name != "self" and name not in CALLBACKS)


def _attributes(kind: type[TradingAlgorithm]) -> Iterator[str]:
    found: dict[str, Any] = {}
    for each in reversed(kind.__mro__[: kind.__mro__.index(TradingAlgorithm)]):
        found |= vars(each)
    for name, value in found.items():
        if not (
            name.startswith("_")
            or callable(value)
            or isinstance(value, property | classmethod | staticmethod)
        ):
            yield name
