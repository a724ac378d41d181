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

    return _one(_BACKTESTS, BacktestRunner, catalog)


def optimization_runner(catalog: DataCatalog | None = None) -> OptimizationRunner:
    """Return the notebook's optimisation runner, with the study it shows; there is one, however often a cell runs.

    Args:
        catalog: Where bundles and studies lie; ``DataCatalog()`` by default. Another one makes a new runner.

    Raises:
        MissingExtraError: If anywidget is not installed.
    """
    _check()
    from rustybt.widgets.optimization_runner import OptimizationRunner

    return _one(_STUDIES, OptimizationRunner, catalog)


def _one[Kind: (BacktestRunner, OptimizationRunner)](
    kept: list[Kind], kind: type[Kind], catalog: DataCatalog | None
) -> Kind:
    from rustybt.widgets.run_choices import Choices

    with _LOCK:
        for known in kept:
            if known.usable and catalog in (None, known.offers.catalog):
                return known
        kept[:] = [kind(Choices(catalog))]
        return kept[0]


def _check() -> None:
    if find_spec("anywidget") is None:
        raise MissingExtraError("a runner is a widget: pip install 'rustybt[lab]'")
