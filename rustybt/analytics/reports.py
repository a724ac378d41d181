"""The report of a run: one HTML page that needs nothing beside it, light and dark, on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from rustybt.analytics.figures import percent_text
from rustybt.analytics.risk import Drawdown, YearOfReturns
from rustybt.analytics.tables import STYLE as FIGURE_STYLE
from rustybt.analytics.tables import figure_grid, table

__all__ = ["Listing", "Report", "page"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NONE = "\N{EN DASH}"
_STYLE = """
:root{color-scheme:light dark;--page:#fff;--ink:#16191d;--rule:#dfe3e8;--gain:#1d5fd1;--loss:#c2410c}
@media(prefers-color-scheme:dark){:root{--page:#111418;--ink:#e4e7eb;--rule:#2b323a;--gain:#6ea8fe;--loss:#fb923c}}
body{margin:0;background:var(--page);color:var(--ink);
font:14px/1.45 system-ui,-apple-system,'Segoe UI',sans-serif}
main{max-width:960px;margin:0 auto;padding:28px 20px 60px}
h1{font-size:24px;margin:0}h2{font-size:16px;margin:34px 0 8px}
.rb-lead{margin:2px 0 20px;opacity:.7}.rb-note{font-size:12px;opacity:.7;margin:6px 0}
.rb-scroll{overflow-x:auto;max-height:460px;overflow-y:auto}
table{border-collapse:collapse;font-size:12.5px;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:4px 8px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
th{font-weight:600;position:sticky;top:0;background:var(--page)}
tbody th{position:static;text-align:left}.rb-text{text-align:left}
.rb-heat td{border:1px solid var(--page);padding:5px 4px;text-align:center}
.rb-heat th{text-align:center}.rb-heat td:last-child{font-weight:600}
.rb-source{display:grid;grid-template-columns:max-content 1fr;gap:3px 18px;font-size:12.5px;margin:0}
.rb-source dt{opacity:.7}.rb-source dd{margin:0;overflow-wrap:anywhere}
@media print{.rb-scroll{max-height:none;overflow:visible}h2{break-after:avoid}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows of a long table, of which a report shows the first.

    Attributes:
        title: Heading.
        head: Titles of the columns.
        rows: Texts of the rows shown.
        total: How many rows there are.
        text_columns: Columns that stand to the left.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: int
    text_columns: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report holds, from top to bottom.

    Attributes:
        title: Name of the run.
        lead: The line below it.
        picture: SVG.
        figures: Titles and texts of the key figures.
        years: Returns by month.
        drawdowns: The deepest.
        listings: Orders, transactions.
        provenance: Where the run came from.
    """

    title: str
    lead: str
    picture: str
    figures: Sequence[tuple[str, str]]
    years: Sequence[YearOfReturns]
    drawdowns: Sequence[Drawdown]
    listings: Sequence[Listing]
    provenance: Mapping[str, Any]


def page(report: Report) -> str:
    """Return a report as one page of HTML, with no link, script or file beside it.

    Args:
        report: What it holds.
    """
    return "".join(_parts(report))


def _parts(report: Report) -> Iterator[str]:
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{_STYLE}{FIGURE_STYLE}</style></head><body><main>"
        f'<h1>{escape(report.title)}</h1><p class="rb-lead">{escape(report.lead)}</p>'
    )
    yield report.picture
    yield figure_grid(report.figures)
    yield "<h2>Monthly returns in per cent</h2>"
    yield _heat_table(report.years)
    yield "<h2>Deepest drawdowns</h2>"
    yield _drawdown_table(report.drawdowns)
    for listing in report.listings:
        yield from _listing(listing)
    if report.provenance:
        yield '<h2>Provenance</h2><dl class="rb-source">'
        yield from _source(report.provenance)
        yield "</dl>"
    yield "</main></body></html>\n"


def _heat_table(years: Sequence[YearOfReturns]) -> str:
    found = [abs(part) for year in years for part in year.months if part is not None]
    full = max(sorted(found)[int(len(found) * 0.95)] if found else 0.0, 1e-9)
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Year", *_MONTHS, "Total"))
    rows = "".join(
        f'<tr><th scope="row">{year.year}</th>{"".join(_heat(part, full) for part in year.months)}'
        f"<td>{_percent(year.total)}</td></tr>"
        for year in years
    )
    return (
        f'<div class="rb-scroll"><table class="rb-heat"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _heat(value: float | None, full: float) -> str:
    if value is None:
        return "<td></td>"
    share = min(abs(value) / full, 1.0) * 58.0
    colour = "gain" if value > 0 else "loss"
    style = (
        f' style="background:color-mix(in srgb,var(--{colour}) {share:.0f}%,transparent)"'
        if share >= 1
        else ""
    )
    return f"<td{style}>{_percent(value)}</td>"


def _percent(value: float) -> str:
    return percent_text(value, signed=True).removesuffix(" %")


def _drawdown_table(falls: Sequence[Drawdown]) -> str:
    if not falls:
        return '<p class="rb-note">The portfolio never closed a session below an earlier one.</p>'
    rows = (
        (
            percent_text(fall.depth),
            str(fall.peak or "start"),
            str(fall.valley),
            str(fall.recovered or "not yet"),
            f"{fall.sessions:,}",
        )
        for fall in falls
    )
    return table(("Depth", "Peak", "Valley", "Recovered", "Sessions below"), rows)


def _listing(listing: Listing) -> Iterator[str]:
    yield f"<h2>{escape(listing.title)}</h2>"
    if not listing.total:
        yield '<p class="rb-note">None.</p>'
        return
    yield table(listing.head, listing.rows, text_columns=listing.text_columns)
    if listing.total > len(listing.rows):
        yield (
            f'<p class="rb-note">The first {len(listing.rows):,} of {listing.total:,}; '
            "the result holds them all.</p>"
        )


def _source(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _source(value, f"{prefix}{name} ")
        else:
            text = str(value) if value not in ("", None) else _NONE
            yield f"<dt>{escape(f'{prefix}{name}')}</dt><dd>{escape(text)}</dd>"
