"""Trading live and on paper: the same core as a backtest, in a shell of journal, gate, brokers and console."""

from __future__ import annotations
