"""What ``rustybt live`` shows: sessions, one session, metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["metrics_table", "moment", "sessions_table", "show_session", "unheard"]

SECOND = 1_000_000_000


def moment(time_ns: int | None) -> str:
    """Return a time as text, UTC; "" for None.

    Args:
        time_ns: UTC nanoseconds.

    Example:
        >>> moment(1_300_000_000_000_000_000)
        '2011-03-13 07:06:40'
    """
    return "" if not time_ns else datetime.fromtimestamp(time_ns // SECOND, UTC).strftime("%Y-%m-%d %H:%M:%S")


def unheard(name: str) -> str:
    """Return what to say of a session that has no channel of alerts.

    Args:
        name: Of the session.
    """
    return (
        f"{name}: no alert channel is set: nobody is told when it halts, fails, or its data stop. Set SMTP_HOST with "
        "ALERT_EMAIL_TO, TWILIO_ACCOUNT_SID with ALERT_PHONE_TO, or ALERT_WEBHOOK_URLS"
    )


def sessions_table(sessions: Sequence[Mapping[str, Any]]) -> Table:
    """Return sessions, one a line.

    Args:
        sessions: As `rustybt.live.last_state.state_of` tells them.
    """
    table = _table("Session", "Engine", "State", "Market time", "Value", "Open orders", "Why")
    for each in sessions:
        table.add_row(
            str(each["name"]),
            _engine(each),
            str(each["state"]),
            moment(each.get("market_time_ns")),
            str(each.get("portfolio_value", "")),
            str(len(each["open_orders"])) if "open_orders" in each else "",
            _why(each),
        )
    return table


def show_session(found: Mapping[str, Any]) -> None:
    """Print one session: where it stands, its positions, open orders, breakers and latest events.

    Args:
        found: As `rustybt.live.last_state.state_of` tells it.
    """
    from rustybt.cli.screen import show
    from rustybt.live.status_page import level_text

    table = _table("", "")
    lines = {
        "Session": found["name"],
        "Engine": _engine(found),
        "State": found["state"],
        "Why": _why(found),
        "Broker": found.get("broker"),
        "Market time": moment(found.get("market_time_ns")),
        "Feed ends": moment(found.get("feed", {}).get("ends_ns")),
        "Value": found.get("portfolio_value"),
        "Cash": found.get("cash"),
        "Exposure": found.get("exposure"),
        "Orders": found.get("orders_submitted"),
        "Fills": found.get("fills"),
        "Compared": _compared(found.get("reconciliation")),
        "Shadow": _shadow(found.get("shadow")),
        "Last record": moment(found.get("last_ns")),
        "Folder": found["folder"],
    }
    for title, value in lines.items():
        if value not in (None, ""):
            table.add_row(title, str(value))
    show(table)
    for rows_of, columns in (
        ("positions", ("symbol", "amount", "price")),
        ("open_orders", ("order_id", "symbol", "type", "amount", "filled", "state")),
    ):
        if found.get(rows_of):
            show(_listed(rows_of.replace("_", " "), columns, found[rows_of]))
    if breakers := found.get("breakers", {}).get("breakers"):
        rows = [{**each, "breaker": name, "level": level_text(each)} for name, each in breakers.items()]
        show(_listed("circuit breakers", ("breaker", "state", "level", "limit", "unit", "reason"), rows))
    if assets := found.get("feed", {}).get("assets"):
        show(_listed("data", ("symbol", "state", "age_s"), assets))
    for event in found.get("events", [])[-5:]:
        said = ", ".join(f"{key} {event[key]}" for key in event if key not in ("seq", "kind", "time_ns"))
        click.echo(f"{moment(event['time_ns'])}  {event['kind']}  {said}")


def metrics_table(metrics: Mapping[str, float]) -> Table:
    """Return metrics, one a line.

    Args:
        metrics: By name.
    """
    table = _table("Metric", "Value")
    for name, value in sorted(metrics.items()):
        table.add_row(name, f"{value:,.6g}")
    return table


def _listed(title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Table:
    table = _table(*(name.replace("_", " ") for name in columns))
    table.title, table.title_justify = title, "left"
    for row in rows:
        table.add_row(*("" if row.get(name) is None else str(row[name]) for name in columns))
    return table


def _compared(report: Mapping[str, Any] | None) -> str:
    return f"{report['timestamp'][:19].replace('T', ' ')}  {report['summary']}" if report else ""


def _shadow(report: Mapping[str, Any] | None) -> str:
    if not report:
        return ""
    rate = report["signal_alignment"]["signal_match_rate"]
    matched = "no signals compared" if rate is None else f"{Decimal(rate):.2%} of signals match"
    return f"{report['status']}, {matched}{': ' if report['why'] else ''}{report['why']}"


def _engine(found: Mapping[str, Any]) -> str:
    if found.get("stalled"):
        return "does not answer"
    return "running" if found["running"] else "not running"


def _why(found: Mapping[str, Any]) -> str:
    halt = found.get("halt")
    if found.get("failure"):
        return str(found["failure"])
    return f"{halt['reason']} ({halt['operator']})" if halt else str(found.get("why", ""))


def _table(*columns: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_header=any(columns))
    for column in columns:
        table.add_column(column)
    return table
