"""An engine's status as HTML and as text: where it stands, what it holds, what may stop it, what happened last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import Any

from rustybt.analytics.tables import table
from rustybt.model.time import ns_to_datetime

__all__ = ["level_text", "page", "text"]

_STYLE = (
    ".rb-engine{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;color:inherit}"
    ".rb-engine .rb-state{display:inline-block;padding:1px 8px;border-radius:9px;font-weight:600;color:#fff}"
    ".rb-engine h4{font-size:13px;font-weight:600;margin:10px 0 2px}"
    ".rb-engine p{margin:3px 0}"
    ".rb-engine table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    ".rb-engine th,.rb-engine td{text-align:right;padding:3px 10px 3px 0;white-space:nowrap;"
    "border-top:1px solid color-mix(in srgb,currentColor 14%,transparent)}"
    ".rb-engine th.rb-text,.rb-engine td.rb-text{text-align:left}"
    ".rb-engine td.rb-text{max-width:90ch;overflow:hidden;text-overflow:ellipsis}"
)
# Okabe and Ito's colours, which the colour-blind can tell apart; the word says the same.
_COLOURS = {
    "ARMED": "#00664d",
    "PAUSED": "#8a5a00",
    "HALTED": "#a33b00",
    "FAILED": "#8b1a4f",
    "STOPPED": "#4d5560",
}
_LATEST = 8
_ORDER_TITLES = ("Order", "Asset", "Type", "Amount", "Filled", "State")
_BREAKER_TITLES = ("Breaker", "Level", "Limit", "State")
_TEXTS = ("Asset", "Order", "Type", "State", "Breaker", "When", "What", "Why")


def text(status: Mapping[str, Any]) -> str:
    """Return a status in a line.

    Args:
        status: As `LiveTradingEngine.get_status` returns it.
    """
    return f"LiveTradingEngine {status['name']}: " + ", ".join(_words(status))


def page(status: Mapping[str, Any]) -> str:
    """Return a status as HTML that stands alone: no script, nothing loaded.

    Args:
        status: As `LiveTradingEngine.get_status` returns it.
    """
    state = str(status["state"])
    colour = _COLOURS.get(state, "#0b5394")
    head = f'<span class="rb-state" style="background:{colour}">{escape(state)}</span> {escape(str(status["name"]))}'
    words = " · ".join(escape(word) for word in _words(status)[1:])
    parts = [f"<p>{head}</p><p>{words}</p>", *_halt(status), *_tables(status)]
    return f'<div class="rb-engine"><style>{_STYLE}</style>{"".join(parts)}</div>'


def _words(status: Mapping[str, Any]) -> list[str]:
    words, currency = [str(status["state"])], f" {status.get('currency', '')}".rstrip()
    if "portfolio_value" in status:
        words += [
            f"{status['environment']} on {status['broker']}",
            f"{ns_to_datetime(status['market_time_ns']):%Y-%m-%d %H:%M} UTC",
            f"value {_money(status['portfolio_value'])}{currency}",
            f"cash {_money(status['cash'])}{currency}",
            f"{status['orders_submitted']} orders, {status['fills']} fills",
        ]
    return words


def _halt(status: Mapping[str, Any]) -> Iterator[str]:
    halt = status.get("halt")
    if halt:
        yield f"<p><b>Halted by {escape(halt['operator'])}:</b> {escape(halt['reason'])}</p>"
    if status.get("failure"):
        yield f"<p><b>Failed:</b> {escape(status['failure'])}</p>"


def _tables(status: Mapping[str, Any]) -> Iterator[str]:
    positions = [
        (each["symbol"], each["amount"], _money(each["price"])) for each in status.get("positions", ())
    ]
    if positions:
        yield "<h4>Positions</h4>" + table(("Asset", "Amount", "Price"), positions, text_columns=_TEXTS)
    orders = [
        (
            each["order_id"],
            each["symbol"],
            each["type"],
            each["amount"],
            each["filled"],
            each["state"].upper(),
        )
        for each in status.get("open_orders", ())
    ]
    if orders:
        yield "<h4>Open orders</h4>" + table(_ORDER_TITLES, orders, text_columns=_TEXTS)
    breakers = [
        (name, level_text(each), f"{each['limit']} {each['unit']}", each["state"])
        for name, each in status.get("breakers", {}).get("breakers", {}).items()
    ]
    if breakers:
        yield "<h4>Circuit breakers</h4>" + table(_BREAKER_TITLES, breakers, text_columns=_TEXTS)
    events = list(_merged(status.get("events", ())))[-_LATEST:]
    if events:
        yield "<h4>Latest</h4>" + table(("What", "Why"), events, text_columns=_TEXTS)


def _merged(events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    told = ((str(each["kind"]), _why(each)) for each in events)
    for (kind, why), alike in groupby(told):
        times = sum(1 for _ in alike)
        yield kind if times == 1 else f"{kind} \u00d7 {times}", why


def level_text(breaker: Mapping[str, Any]) -> str:
    """Return where the figure of a breaker stands, to four places; "unknown" if that could not be told.

    Args:
        breaker: A row of the status.

    Example:
        >>> level_text({"level": "0E+5"}), level_text({"level": "0.0312500"})
        ('0', '0.0312')
    """
    level = breaker["level"]
    return "unknown" if level is None else f"{Decimal(level):.4f}".rstrip("0").rstrip(".")


def _why(event: Mapping[str, Any]) -> str:
    told = ("state", "why", "operator", "reason", "message", "error", "text")
    words = [str(event[name]) for name in told if event.get(name)]
    return ": ".join([*words, *map(str, event.get("trips", ()))])


def _money(value: str) -> str:
    return f"{Decimal(value):,.2f}"
