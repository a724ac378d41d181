"""Backtests: the run, and the result that shows itself."""
