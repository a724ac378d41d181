"""Money: the exact ledger, cost models, order styles and metrics."""
