"""What the tools of this package raise; no run outside of tests does."""

from __future__ import annotations

from rustybt.exceptions import RustyBTError

__all__ = ["ConformanceError", "SimulationError"]


class SimulationError(RustyBTError):
    """A simulation cannot go on, such as when every task waits for what never comes."""


class ConformanceError(RustyBTError, AssertionError):
    """An adapter breaks a rule of its port; the message names the check, what was expected and what came."""
