"""What a strategy keeps between bars, its view of the account, and which strategy is running."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.exceptions import OrderContextError

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.finance.decimal.portfolio import Account, Portfolio

__all__ = ["Context", "own_attributes", "running", "running_algorithm"]

_running: ContextVar[TradingAlgorithm] = ContextVar("rustybt.running")


@contextmanager
def running(algorithm: TradingAlgorithm) -> Iterator[None]:
    """Let the functions of `rustybt.api` speak for a strategy; called by whoever runs it.

    Args:
        algorithm: The strategy that runs.
    """
    token = _running.set(algorithm)
    try:
        yield
    finally:
        _running.reset(token)


def running_algorithm() -> TradingAlgorithm:
    """Return the strategy that is running here.

    Raises:
        OrderContextError: If none is.
    """
    try:
        return _running.get()
    except LookupError:
        raise OrderContextError(
            "no strategy is running here: call this from initialize, handle_data or a scheduled function under "
            "run_algorithm"
        ) from None


class Context:
    """A strategy's own attributes, beside ``portfolio``, ``account`` and ``random``.

    The functions of the strategy may be called on it too, as on zipline's.

    Args:
        algorithm: The strategy.
        seed: Of the run.

    Attributes:
        portfolio: The account's value and positions, as of now.
        account: Its exposure and leverage, as of now.
        random: A generator from the run's seed; the only source of randomness that a run can repeat.
        parameters: The run's parameters, as given to ``run_algorithm``.
    """

    portfolio: Portfolio
    account: Account
    random: np.random.Generator
    parameters: dict[str, Any]

    def __init__(self, algorithm: object = None, seed: int = 0) -> None:
        self.__dict__["_algorithm"], self.__dict__["_seed"] = algorithm, seed

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("portfolio", "account") and name in self.__dict__:
            raise AttributeError(f"context.{name} belongs to the run: keep your own data under another name")
        object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name == "random":  # made when it is asked for: few strategies do, and it takes a while
            self.random = np.random.default_rng(self.__dict__["_seed"])
            return self.random
        # zipline's context is the algorithm: its scripts say context.set_commission(...).
        algorithm = self.__dict__.get("_algorithm")
        if (
            algorithm is not None
            and not name.startswith("_")
            and callable(getattr(type(algorithm), name, None))
        ):
            return getattr(algorithm, name)
        raise AttributeError(f"context has no attribute {name!r}: set it in initialize")

    def __repr__(self) -> str:
        return f"Context({', '.join(sorted(own_attributes(self)))})"


def own_attributes(context: Context) -> dict[str, Any]:
    """Return what a strategy keeps on its context, by name, without what the run put there.

    Args:
        context: Of a strategy.
    """
    given = {"portfolio", "account", "random", "parameters", "_algorithm", "_seed"}
    return {name: value for name, value in vars(context).items() if name not in given}
