"""Ways to search a space: which parameters to try next, given what came of the ones before."""

from __future__ import annotations

from rustybt.optimization.search.base import SEARCHES, Search, search_of

__all__ = ["SEARCHES", "Search", "search_of"]
