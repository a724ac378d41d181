"""What a strategy keeps between bars, and its view of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from rustybt.finance.decimal.portfolio import Account, Portfolio

__all__ = ["Context"]


class Context:
    """A strategy's own attributes, beside ``portfolio``, ``account`` and ``random``.

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

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("portfolio", "account") and name in self.__dict__:
            raise AttributeError(f"context.{name} belongs to the run: keep your own data under another name")
        object.__setattr__(self, name, value)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __repr__(self) -> str:
        own = sorted(set(self.__dict__) - {"portfolio", "account", "random", "parameters"})
        return f"Context({', '.join(own)})"
