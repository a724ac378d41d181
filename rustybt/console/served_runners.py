"""The notebook's runners without a notebook."""

from __future__ import annotations

import time

from rustybt.console.served import ServedView
from rustybt.widgets.backtest_runner import BacktestRunner
from rustybt.widgets.optimization_runner import OptimizationRunner

__all__ = ["ServedBacktests", "ServedRunner", "ServedStudies"]

BEAT_SECONDS = 0.5


class ServedRunner(ServedView):
    """A runner of a server; it goes on when the last of its pages is closed."""

    _beat_at = 0.0

    def look(self) -> None:
        """Look as the widget does, and let the pages know that the server is there."""
        super().look()
        now = time.monotonic()
        if now - self._beat_at >= BEAT_SECONDS:
            self._beat_at = now
            for page in self._pages:
                page.show({"beat": {"at": now}})


class ServedBacktests(ServedRunner, BacktestRunner):
    """The backtest runner of a server."""


class ServedStudies(ServedRunner, OptimizationRunner):
    """The optimisation runner of a server."""
