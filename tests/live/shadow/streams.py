"""Signals that are made up, for the tests of the shadow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from rustybt import Cryptocurrency, Equity, Future
from rustybt.finance.decimal import DecimalTransaction
from rustybt.live.shadow.signals import SignalRecord

LIFE = {"start_date": date(2020, 1, 1), "end_date": date(2030, 1, 1)}
IBM, AAPL = Equity(0, "IBM", **LIFE), Equity(1, "AAPL", **LIFE)
BTC = Cryptocurrency(2, "BTC", **LIFE)
ES = Future(3, "ES", multiplier=Decimal(50), **LIFE)
ASSETS = {asset.sid: asset for asset in (IBM, AAPL, BTC, ES)}

MS, SECOND, HOUR = 10**6, 10**9, 3600 * 10**9
T0 = 1_700_000_000 * SECOND


def signal(at=0, quantity=100, side="BUY", asset=IBM, **more):
    """A signal of a tick strategy, ``at`` nanoseconds after T0."""
    return SignalRecord(T0 + at, asset, side, quantity, **more)


def bar_signal(decision, quantity=100, side="BUY", asset=IBM, at=0, **more):
    """A signal of a bar strategy."""
    return SignalRecord(T0 + at, asset, side, quantity, decision_id=str(decision), **more)


def fill(amount, price, commission=0, asset=IBM, at=0):
    return DecimalTransaction(
        asset=asset,
        amount=Decimal(str(amount)),
        price=Decimal(str(price)),
        commission=Decimal(str(commission)),
        dt=datetime.fromtimestamp(T0 // SECOND, UTC) + timedelta(microseconds=at // 1000),
        order_id="o",
    )
