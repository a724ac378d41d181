"""Exact accounting in decimals."""
