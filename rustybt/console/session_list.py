"""The sessions of a machine as a table to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any
from urllib.parse import quote

from rustybt.model.time import ns_to_datetime

__all__ = ["table_of"]

_STYLE = """
.rb-list{max-width:1280px;margin:0 auto;padding:20px 16px;font:14px/1.45 system-ui,-apple-system,"Segoe UI",
"DejaVu Sans",sans-serif;color:#15191e;--rb-line:#dde2e8;--rb-soft:#545d68;--rb-link:#0b57b0;--rb-good:#0b57b0;
--rb-warn:#7a4a00;--rb-bad:#a8140b}
@media (prefers-color-scheme: dark){.rb-list{color:#e8ebef;--rb-line:#2d343c;--rb-soft:#a3adb8;--rb-link:#8dbdff;
--rb-good:#8dbdff;--rb-warn:#f5c563;--rb-bad:#ff9b8f}}
.rb-list h1{font-size:20px;margin:0 0 2px}
.rb-list p{margin:0 0 14px;color:var(--rb-soft)}
.rb-list .rb-scroll{overflow-x:auto}
.rb-list table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.rb-list th,.rb-list td{text-align:left;padding:9px 18px 9px 0;border-top:1px solid var(--rb-line);white-space:nowrap}
.rb-list th{color:var(--rb-soft);font-weight:600;border-top:0}
.rb-list .rb-number{text-align:right}
.rb-list td:last-child{white-space:normal;min-width:16em}
.rb-list a{color:var(--rb-link);font-weight:600}
.rb-list .rb-state{font-weight:700}
.rb-list [data-tone=good]{color:var(--rb-good)}
.rb-list [data-tone=warn]{color:var(--rb-warn)}
.rb-list [data-tone=bad]{color:var(--rb-bad)}
"""
# A word and a sign say what the colour says.
_SIGNS = {
    "ARMED": ("\u25b6", "good"),
    "PAUSED": ("\u275a\u275a", "warn"),
    "DISCONNECTED": ("\u26a0", "warn"),
    "HALTED": ("\u25a0", "bad"),
    "FAILED": ("\u2716", "bad"),
}
_TITLES = ("Session", "State", "Engine", "Market time, UTC", "Value", "Open orders", "Why")


def table_of(
    sessions: Sequence[Mapping[str, Any]], root: str, halt_page: str = "", error: str = "", *, token: str = ""
) -> str:
    """Return the sessions as HTML that stands alone; each name leads to its console.

    Args:
        sessions: As `AttachedEngine.get_status` tells them.
        root: Where they lie.
        halt_page: Address of the page of last resort, if there is one.
        error: What was wrong with what was asked for, if anything.
        token: Which the addresses of the consoles must hold, if any.
    """
    if sessions:
        head = "".join(f'<th scope="col"{_right(title)}>{title}</th>' for title in _TITLES)
        rows = "".join(_row(each, token) for each in sessions)
        body = (
            f'<div class="rb-scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        )
    else:
        body = "<p>There is none yet. Start one: <code>rustybt live run --config live.yaml</code></p>"
    wrong = f'<p role="alert" data-tone="bad">{escape(error)}</p>' if error else ""
    last = f' HALT without a console: <a href="{escape(halt_page)}">halt page</a>.' if halt_page else ""
    return (
        f"<style>{_STYLE}</style><main class='rb-list'><h1>Sessions</h1><p>In {escape(root)}. Choose one for its "
        f"console.{last}</p>{wrong}{body}</main>"
    )


def _row(status: Mapping[str, Any], token: str) -> str:
    name, state = str(status["name"]), str(status["state"])
    sign, tone = _SIGNS.get(state, ("\u25cb", ""))
    engine = "running" if status["running"] else "not running"
    market, value = status.get("market_time_ns"), status.get("portfolio_value")
    cells = (
        f'<a href="?session={quote(name)}{f"&amp;token={quote(token)}" if token else ""}">{escape(name)}</a>',
        f'<span class="rb-state" data-tone="{tone}"><span aria-hidden="true">{sign}</span> {escape(state)}</span>',
        "stalled" if status.get("stalled") else engine,
        f"{ns_to_datetime(market):%Y-%m-%d %H:%M}" if market else "",
        escape(f"{Decimal(value):,.2f} {status.get('currency', '')}".rstrip()) if value else "",
        str(len(status["open_orders"])) if "open_orders" in status else "",
        escape(_why(status)),
    )
    return (
        "<tr>"
        + "".join(f"<td{_right(title)}>{cell}</td>" for title, cell in zip(_TITLES, cells, strict=True))
        + "</tr>"
    )


def _right(title: str) -> str:
    return ' class="rb-number"' if title in ("Value", "Open orders") else ""


def _why(status: Mapping[str, Any]) -> str:
    halt = status.get("halt")
    if status.get("failure"):
        return str(status["failure"])
    return f"{halt['reason']} ({halt['operator']})" if halt else str(status.get("why") or "")
