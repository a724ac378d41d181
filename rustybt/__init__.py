"""rustybt: exact backtests, and the same strategy in paper, shadow and live trading."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "rustybt.algorithm.algorithm": ("TradingAlgorithm",),
    "rustybt.algorithm.schedule": ("date_rules", "time_rules"),
    "rustybt.algorithm.signals": ("SignalAlgorithm", "SignalBars"),
    "rustybt.assets.asset_finder": ("AssetFinder",),
    "rustybt.assets.assets": ("Asset", "Cryptocurrency", "Equity", "Future"),
    "rustybt.backtest.portfolio": ("compare_allocations", "run_portfolio"),
    "rustybt.backtest.comparison": ("compare",),
    "rustybt.backtest.result": ("BacktestResult",),
    "rustybt.backtest.run": ("run_algorithm",),
    "rustybt.calendars.exchanges": ("get_calendar",),
    "rustybt.data.adapters.csv": ("CSVAdapter",),
    "rustybt.data.bundles.core": ("BundleContents",),
    "rustybt.data.polars.catalog": ("DataCatalog",),
    "rustybt.exceptions": ("RustyBTError",),
    "rustybt.finance.cancel_policy": ("EODCancel", "NeverCancel"),
    "rustybt.finance.decimal.commission": (
        "NoCommission",
        "PerDollarCommission",
        "PerShareCommission",
        "PerTradeCommission",
    ),
    "rustybt.finance.decimal.slippage": (
        "FixedBasisPointsSlippage",
        "FixedSlippage",
        "NoSlippage",
        "VolumeShareSlippage",
    ),
    "rustybt.finance.execution": ("LimitOrder", "MarketOrder", "StopLimitOrder", "StopOrder"),
    "rustybt.optimization.cross_validation": ("purged_cv",),
    "rustybt.optimization.lookahead": ("check_lookahead",),
    "rustybt.optimization.monte_carlo": ("monte_carlo",),
    "rustybt.optimization.optimizer": ("optimize", "studies", "study"),
    "rustybt.optimization.recursion": ("check_stability",),
    "rustybt.optimization.sensitivity": ("sensitivity",),
    "rustybt.optimization.space": ("Choice", "Float", "Int"),
    "rustybt.optimization.walk_forward": ("walk_forward",),
    "rustybt.widgets.runners": ("optimization_runner", "runner"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_PACKAGES = ("live",)

__all__ = [
    "Asset",
    "AssetFinder",
    "BacktestResult",
    "BundleContents",
    "CSVAdapter",
    "Choice",
    "Cryptocurrency",
    "DataCatalog",
    "EODCancel",
    "Equity",
    "FixedBasisPointsSlippage",
    "FixedSlippage",
    "Float",
    "Future",
    "Int",
    "LimitOrder",
    "MarketOrder",
    "NeverCancel",
    "NoCommission",
    "NoSlippage",
    "PerDollarCommission",
    "PerShareCommission",
    "PerTradeCommission",
    "RustyBTError",
    "SignalAlgorithm",
    "SignalBars",
    "StopLimitOrder",
    "StopOrder",
    "TradingAlgorithm",
    "VolumeShareSlippage",
    "__version__",
    "check_lookahead",
    "check_stability",
    "compare",
    "compare_allocations",
    "date_rules",
    "get_calendar",
    "live",
    "monte_carlo",
    "optimization_runner",
    "optimize",
    "purged_cv",
    "run_algorithm",
    "run_portfolio",
    "runner",
    "sensitivity",
    "studies",
    "study",
    "time_rules",
    "walk_forward",
]

if TYPE_CHECKING:
    from rustybt import live
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.algorithm.schedule import date_rules, time_rules
    from rustybt.algorithm.signals import SignalAlgorithm, SignalBars
    from rustybt.assets.asset_finder import AssetFinder
    from rustybt.assets.assets import Asset, Cryptocurrency, Equity, Future
    from rustybt.backtest.comparison import compare
    from rustybt.backtest.portfolio import compare_allocations, run_portfolio
    from rustybt.backtest.result import BacktestResult
    from rustybt.backtest.run import run_algorithm
    from rustybt.calendars.exchanges import get_calendar
    from rustybt.data.adapters.csv import CSVAdapter
    from rustybt.data.bundles.core import BundleContents
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.exceptions import RustyBTError
    from rustybt.finance.cancel_policy import EODCancel, NeverCancel
    from rustybt.finance.decimal.commission import (
        NoCommission,
        PerDollarCommission,
        PerShareCommission,
        PerTradeCommission,
    )
    from rustybt.finance.decimal.slippage import (
        FixedBasisPointsSlippage,
        FixedSlippage,
        NoSlippage,
        VolumeShareSlippage,
    )
    from rustybt.finance.execution import LimitOrder, MarketOrder, StopLimitOrder, StopOrder
    from rustybt.optimization.cross_validation import purged_cv
    from rustybt.optimization.lookahead import check_lookahead
    from rustybt.optimization.monte_carlo import monte_carlo
    from rustybt.optimization.optimizer import optimize, studies, study
    from rustybt.optimization.recursion import check_stability
    from rustybt.optimization.sensitivity import sensitivity
    from rustybt.optimization.space import Choice, Float, Int
    from rustybt.optimization.walk_forward import walk_forward
    from rustybt.widgets.runners import optimization_runner, runner


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that importing rustybt stays quick."""
    if name in _PACKAGES:
        return import_module(f"rustybt.{name}")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'rustybt' has no attribute {name!r}")
    found: object = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return list(__all__)
