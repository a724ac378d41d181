"""What an analysis shows of itself: a title, figures, tables and notes, as text and as HTML for a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from rustybt.analytics.tables import STYLE as FIGURE_STYLE
from rustybt.analytics.tables import figure_grid, table

__all__ = ["STYLE", "Section", "Sheet", "Shown"]

SHOWN_ROWS = 40
STYLE = "".join(
    (
        ".rb-sheet{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;color:inherit;max-width:960px}",
        ".rb-sheet h4{font-size:13px;font-weight:600;margin:14px 0 4px;padding:0}",
        ".rb-sheet .rb-name{font-size:15px;font-weight:600}.rb-sheet .rb-note{font-size:12px;opacity:.66;margin:4px 0}",
        ".rb-sheet .rb-scroll{overflow-x:auto}",
        ".rb-sheet table{border-collapse:collapse;font-size:12.5px;font-variant-numeric:tabular-nums;margin:0;",
        "color:inherit;background:none;border:0}",
        ".rb-sheet tr,.rb-sheet thead,.rb-sheet tbody{background:none;border:0}",
        ".rb-sheet th,.rb-sheet td{padding:3px 14px 3px 0;text-align:right;white-space:nowrap;border:0;",
        "border-bottom:1px solid color-mix(in srgb,currentColor 14%,transparent)}",
        ".rb-sheet th{font-weight:600}.rb-sheet .rb-text{text-align:left}",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A table under a heading.

    Attributes:
        title: Heading.
        head: Titles of the columns.
        rows: Texts of the cells.
        text_columns: Titles of the columns that stand to the left.
        note: A line below it.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    text_columns: Sequence[str] = ()
    note: str = ""

    def shown(self) -> tuple[Sequence[Sequence[str]], str]:
        """Return the rows that are shown, and the line below them."""
        left = len(self.rows) - SHOWN_ROWS
        more = (
            [f"The first {SHOWN_ROWS} of {len(self.rows):,} rows; the frame holds them all."]
            if left > 0
            else []
        )
        return self.rows[:SHOWN_ROWS], " ".join([*more, *([self.note] if self.note else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is shown, from top to bottom.

    Attributes:
        title: Name of the analysis.
        lead: The line below it.
        figures: Titles and texts.
        sections: Tables.
        notes: What a reader must know: why something is missing, what was assumed.
        picture: SVG, or nothing.
    """

    title: str
    lead: str = ""
    figures: Sequence[tuple[str, str]] = ()
    sections: Sequence[Section] = ()
    notes: Sequence[str] = ()
    picture: str = ""

    def text(self) -> str:
        """Return it as aligned text."""
        return "\n".join(self._lines())

    def html(self) -> str:
        """Return it as HTML that brings its own style and follows the theme of its page."""
        return f'<div class="rb-sheet"><style>{STYLE}{FIGURE_STYLE}</style>{"".join(self.parts())}</div>'

    def parts(self) -> Iterator[str]:
        """Yield its HTML without the style, for a page that holds several."""
        yield f'<div class="rb-name">{escape(self.title)}</div>'
        if self.lead:
            yield f'<div class="rb-note">{escape(self.lead)}</div>'
        yield self.picture
        if self.figures:
            yield figure_grid(self.figures)
        for section in self.sections:
            rows, note = section.shown()
            yield f"<h4>{escape(section.title)}</h4>" if section.title else ""
            yield table(section.head, rows, text_columns=section.text_columns)
            yield f'<div class="rb-note">{escape(note)}</div>' if note else ""
        for note in self.notes:
            yield f'<div class="rb-note">{escape(note)}</div>'

    def _lines(self) -> Iterator[str]:
        yield self.title
        if self.lead:
            yield f"  {self.lead}"
        if self.figures:
            wide = max(len(title) for title, _ in self.figures)
            right = max(len(text) for _, text in self.figures)
            yield from (f"  {title:<{wide}}  {text:>{right}}" for title, text in self.figures)
        for section in self.sections:
            yield from _lines_of(section)
        yield from (f"  {note}" for note in self.notes)


class Shown:
    """Base of what shows itself by its sheet, in a terminal and in a notebook."""

    __slots__ = ()

    def sheet(self) -> Sheet:
        """Return what is shown.

        Raises:
            NotImplementedError: In the base class.
        """
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.sheet().text()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        sheet = self.sheet()
        return {"text/html": sheet.html(), "text/plain": sheet.text()}


def _lines_of(section: Section) -> Iterator[str]:
    rows, note = section.shown()
    if section.title:
        yield f"  {section.title}"
    cells = [section.head, *rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(section.head))]
    for row in cells:
        parts = (
            cell.ljust(width) if title in section.text_columns else cell.rjust(width)
            for title, cell, width in zip(section.head, row, widths, strict=True)
        )
        yield f"    {'  '.join(parts)}".rstrip()
    if note:
        yield f"    {note}"
