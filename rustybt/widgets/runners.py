"""The runners of a notebook, of which there is one each."""

from __future__ import annotations

from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from rustybt.exceptions import MissingExtraError

if TYPE_CHECKING:
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.widgets.backtest_runner import BacktestRunner
    from rustybt.widgets.optimization_runner import OptimizationRunner

__all__ = ["optimization_runner", "runner"]

_LOCK = Lock()
_BACKTESTS: list[BacktestRunner] = []
_STUDIES: list[OptimizationRunner] = []


def runner(catalog: DataCatalog | None = None) -> BacktestRunner:
    """Return the notebook's backtest runner, with the runs it has made; there is one, however often a cell runs.

    Args:
        catalog: Where bundles lie; ``DataCatalog()`` by default. Another one makes a new runner.

    Raises:
        MissingExtraError: If anywidget is not installed.
    """
    _check()
    from rustybt.widgets.backtest_runner import BacktestRunner
    from rustybt.widgets.run_choices import Choices

    with _LOCK:
        for known in _BACKTESTS:
            if known.alive and known.comm is not None and catalog in (None, known.offers.catalog):
                return known
        _BACKTESTS[:] = [BacktestRunner(Choices(catalog))]
        return _BACKTESTS[0]


def optimization_runner(catalog: DataCatalog | None = None) -> OptimizationRunner:
    """Return the notebook's optimisation runner, with the study it shows; there is one, however often a cell runs.

    Args:
        catalog: Where bundles and studies lie; ``DataCatalog()`` by default. Another one makes a new runner.

    Raises:
        MissingExtraError: If anywidget is not installed.
    """
    _check()
    from rustybt.widgets.optimization_runner import OptimizationRunner
    from rustybt.widgets.run_choices import Choices

    with _LOCK:
        for known in _STUDIES:
            if known.alive and known.comm is not None and catalog in (None, known.offers.catalog):
                return known
        _STUDIES[:] = [OptimizationRunner(Choices(catalog))]
        return _STUDIES[0]


def _check() -> None:
    if find_spec("anywidget") is None:
        raise MissingExtraError("a runner is a widget: pip install 'rustybt[lab]'")
