"""rustybt: exact backtests, and the same strategy in paper, shadow and live trading."""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
