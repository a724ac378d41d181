"""Assets and the finder that knows which one had which symbol when."""

from __future__ import annotations

from rustybt.assets.asset_finder import AssetFinder, SymbolOwnership
from rustybt.assets.assets import Asset, Cryptocurrency, Equity, Future

__all__ = ["Asset", "AssetFinder", "Cryptocurrency", "Equity", "Future", "SymbolOwnership"]
