"""Small frames as text and as HTML that needs no style sheet of others."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

__all__ = ["as_html", "as_text"]

_CELL = (
    "padding:2px 12px 2px 0;text-align:left;white-space:nowrap;"
    "border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)"
)


def as_text(frame: pl.DataFrame) -> str:
    """Return a frame as aligned text.

    Args:
        frame: A small one.

    Example:
        >>> import polars as pl
        >>> print(as_text(pl.DataFrame({"a": [1], "name": ["x"]})))
        a  name
        1  x
    """
    if frame.is_empty():
        return "nothing yet: catalog.ingest('sample')"
    cells = [list(frame.columns), *([_shown(value) for value in row] for row in frame.rows())]
    widths = [max(len(row[at]) for row in cells) for at in range(len(frame.columns))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "\n".join(line.rstrip() for line in lines)


def as_html(frame: pl.DataFrame, caption: str) -> str:
    """Return a frame as a table in the colours of its surroundings, light or dark.

    Args:
        frame: A small one.
        caption: Above it.
    """
    if frame.is_empty():
        return f"<p>{escape(caption)}: nothing yet, <code>catalog.ingest('sample')</code></p>"
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in frame.columns)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(_shown(value))}</td>' for value in row) + "</tr>"
        for row in frame.rows()
    )
    return (
        f'<table style="border-collapse:collapse;color:inherit;background:none">'
        f'<caption style="text-align:left;font-weight:600">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _shown(value: object) -> str:
    if value is None:
        return "?"
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)
