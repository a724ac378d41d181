"""The page of a tear sheet: HTML that needs nothing beside it, light and dark, on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from rustybt.analytics.figures import percent_text
from rustybt.analytics.page_script import SCRIPT
from rustybt.analytics.page_script import STYLE as SCRIPT_STYLE
from rustybt.analytics.risk import Drawdown, YearOfReturns
from rustybt.analytics.tables import STYLE as FIGURE_STYLE
from rustybt.analytics.tables import figure_grid, table

__all__ = [
    "Block",
    "Listing",
    "Report",
    "drawdown_table",
    "heat_table",
    "listed",
    "page",
    "sortable",
    "source_list",
]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NONE = "\N{EN DASH}"
_STYLE = """
:root{color-scheme:light dark;--page:#fff;--ink:#16191d;--rule:#dfe3e8;--gain:#1d5fd1;--loss:#c2410c}
@media screen and (prefers-color-scheme:dark){
:root{--page:#111418;--ink:#e4e7eb;--rule:#2b323a;--gain:#6ea8fe;--loss:#fb923c}}
body{margin:0;background:var(--page);color:var(--ink);
font:14px/1.45 system-ui,-apple-system,'Segoe UI',sans-serif}
main{max-width:960px;margin:0 auto;padding:28px 20px 60px}
h1{font-size:24px;margin:0}h2{display:inline;font-size:16px;margin:0}h3{font-size:13px;margin:18px 0 4px}
details{margin:26px 0 0}summary{cursor:pointer;margin:0 0 8px}summary::marker{color:var(--gain)}
.rb-lead{margin:2px 0 20px;opacity:.75}.rb-note{font-size:12px;opacity:.75;margin:6px 0}
.rb-scroll{overflow-x:auto;max-height:460px;overflow-y:auto}
.rb-pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,380px),1fr));gap:0 36px;align-items:start}
table{border-collapse:collapse;font-size:12.5px;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:4px 8px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:2px}
th{font-weight:600;position:sticky;top:0;background:var(--page)}
tbody th{position:static;text-align:left}.rb-text{text-align:left}
.rb-heat td{border:1px solid var(--page);padding:5px 4px;text-align:center}
.rb-heat th{text-align:center}.rb-heat td:last-child{font-weight:600}
.rb-source{display:grid;grid-template-columns:max-content 1fr;gap:3px 18px;font-size:12.5px;margin:0}
.rb-source dt{opacity:.75}.rb-source dd{margin:0;overflow-wrap:anywhere}
@media screen and (max-width:700px){.rb-hover,details{overflow-x:auto}.rb-picture{min-width:680px}}
@page{size:A4;margin:14mm 12mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:9px sans-serif}}
@media print{:root{color-scheme:light}body{font-size:11px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}.rb-scroll{max-height:none;overflow:visible}
summary{list-style:none;break-after:avoid}summary::-webkit-details-marker{display:none}h3{break-after:avoid}
details{margin-top:16px}details:not([open]) summary::after{content:" folded: not printed";font-size:9.5px;opacity:.75}
svg,figure,tr,.rb-figures,.rb-source,table:not(:has(tbody tr:nth-child(41))){break-inside:avoid}
thead{display:table-header-group;break-inside:avoid}.rb-note{break-before:avoid;font-size:9.5px;margin:4px 0}
th{position:static}table{font-size:9.5px}th,td{padding:2px 5px}.rb-heat td{padding:3px 2px}
.rb-source{font-size:9.5px;gap:2px 14px}.rb-pair{grid-template-columns:1fr 1fr;gap:0 24px}}
"""
_POLICY = "default-src 'none';style-src 'unsafe-inline';script-src 'unsafe-inline'"


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
class Block:
    """A part of a report under a heading, which a reader can fold.

    Attributes:
        title: Heading.
        body: HTML.
        folded: Whether it is folded at first; of what is folded, the heading is printed.
    """

    title: str
    body: str
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report holds, from top to bottom.

    Attributes:
        title: Name of the run.
        period: What it covers, which stands on every page on paper.
        lead: The line below the name.
        figures: Titles and texts of the key figures.
        picture: HTML of the picture.
        blocks: All else.
    """

    title: str
    period: str
    lead: str
    figures: Sequence[tuple[str, str]]
    picture: str
    blocks: Sequence[Block]


def page(report: Report) -> str:
    """Return a report as one page of HTML that asks for no file and no address, and is not allowed to.

    Args:
        report: What it holds.
    """
    return "".join(_parts(report))


def _parts(report: Report) -> Iterator[str]:
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{_STYLE}{_running_heads(report)}{FIGURE_STYLE}{SCRIPT_STYLE}"
        "</style></head><body><main>"
        f'<h1>{escape(report.title)}</h1><p class="rb-lead">{escape(report.lead)}</p>'
    )
    yield figure_grid(report.figures)
    yield report.picture
    for block in report.blocks:
        opened = "" if block.folded else " open"
        yield f"<details{opened}><summary><h2>{escape(block.title)}</h2></summary>{block.body}</details>"
    yield f"</main><script>{SCRIPT}</script></body></html>\n"


def _running_heads(report: Report) -> str:
    # On paper, every page but the first says whose it is.
    font = "font:9px system-ui,sans-serif;color:#555"
    heads = "".join(
        f"@top-{side}{{content:{_css_text(text)};{font}}}"
        for side, text in (("left", report.title), ("right", report.period))
    )
    return f"@page{{{heads}}}@page:first{{@top-left{{content:none}}@top-right{{content:none}}}}"


def _css_text(text: str) -> str:
    # Anything that could end a string or its style sheet is written as a code point.
    return (
        '"'
        + "".join(each if each.isalnum() or each in " .,:-" else f"\\{ord(each):x} " for each in text)
        + '"'
    )


def heat_table(years: Sequence[YearOfReturns]) -> str:
    """Return returns by month as a table whose cells are the stronger in colour the larger they are.

    Args:
        years: By month.
    """
    found = [abs(part) for year in years for part in year.months if part is not None]
    full = max(sorted(found)[int(len(found) * 0.95)] if found else 0.0, 1e-9)
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Year", *_MONTHS, "Total"))
    rows = "".join(
        f'<tr><th scope="row">{year.year}</th>{"".join(_heat(part, full) for part in year.months)}'
        f"<td>{_percent(year.total)}</td></tr>"
        for year in years
    )
    return (
        f'<div class="rb-scroll" tabindex="0"><table class="rb-heat"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _heat(value: float | None, full: float) -> str:
    if value is None:
        return "<td></td>"
    share = min(abs(value) / full, 1.0) * 42.0
    colour = "gain" if value > 0 else "loss"
    style = (
        f' style="background:color-mix(in srgb,var(--{colour}) {share:.0f}%,transparent)"'
        if share >= 1
        else ""
    )
    return f"<td{style}>{_percent(value)}</td>"


def _percent(value: float) -> str:
    return percent_text(value, signed=True).removesuffix(" %")


def drawdown_table(falls: Sequence[Drawdown]) -> str:
    """Return drawdowns as a table.

    Args:
        falls: Deepest first.
    """
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
    return sortable(table(("Depth", "Peak", "Valley", "Recovered", "Sessions below"), rows))


def sortable(text: str) -> str:
    """Return a table that a reader can sort by a click on a column's title.

    Args:
        text: HTML of the table.
    """
    return f"<div data-sort>{text}</div>"


def listed(listing: Listing) -> str:
    """Return a long table, and how much of it is not shown.

    Args:
        listing: Its rows.
    """
    if not listing.total:
        return '<p class="rb-note">None.</p>'
    left = listing.total - len(listing.rows)
    more = (
        f'<p class="rb-note">The first {len(listing.rows):,} of {listing.total:,}; the result holds them all.</p>'
        if left
        else ""
    )
    return sortable(table(listing.head, listing.rows, text_columns=listing.text_columns)) + more


def source_list(values: Mapping[str, Any]) -> str:
    """Return names and values, those of mappings within it too.

    Args:
        values: Plain values by name.
    """
    return f'<dl class="rb-source">{"".join(_source(values))}</dl>'


def _source(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _source(value, f"{prefix}{name} ")
        else:
            text = str(value) if value not in ("", None) else _NONE
            yield f"<dt>{escape(f'{prefix}{name}')}</dt><dd>{escape(text)}</dd>"
