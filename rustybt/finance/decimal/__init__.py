"""Exact accounting in decimals."""

from rustybt.finance.decimal.ledger import DecimalLedger
from rustybt.finance.decimal.position import DecimalPosition
from rustybt.finance.decimal.transaction import DecimalTransaction

__all__ = ["DecimalLedger", "DecimalPosition", "DecimalTransaction"]
