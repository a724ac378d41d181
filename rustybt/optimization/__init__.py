"""Searches over a strategy's parameters, and what keeps them from fooling you."""
