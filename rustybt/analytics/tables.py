"""Small pieces of HTML with their own style: key figures as a grid, frames and matrices as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["STYLE", "figure_grid", "table"]

STYLE = "".join(
    (
        ".rb-figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(118px,1fr));gap:1px 14px;",
        "max-width:960px;margin:10px 0 4px;padding:0;font:13px system-ui,-apple-system,'Segoe UI',sans-serif;",
        "color:inherit}",
        ".rb-figures>div{padding:5px 0;border-top:1px solid color-mix(in srgb,currentColor 14%,transparent)}",
        ".rb-figures span{display:block;font-size:11px;font-weight:400;opacity:.66;margin:0;padding:0}",
        ".rb-figures b{display:block;margin:1px 0 0;padding:0;font-size:15px;font-weight:600;",
        "font-variant-numeric:tabular-nums;white-space:nowrap}",
    )
)


def figure_grid(lines: Iterable[tuple[str, str]]) -> str:
    """Return titles and texts as a grid that wraps with the width of its page.

    Args:
        lines: Each figure's title and text.
    """
    # No dl, dt and dd: JupyterLab lays those out its own way.
    cells = "".join(f"<div><span>{escape(title)}</span><b>{escape(text)}</b></div>" for title, text in lines)
    return f'<div class="rb-figures">{cells}</div>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, text_columns: Sequence[str] = ()) -> str:
    """Return a table; numbers stand to the right.

    Args:
        head: Titles of the columns.
        rows: Texts of the cells.
        text_columns: Titles of the columns that stand to the left.
    """
    # Not in a style sheet: JupyterLab's own would win over it.
    left = [' class=rb-text style="text-align:left"' if title in text_columns else "" for title in head]
    titles = "".join(
        f'<th scope="col"{flush}>{escape(title)}</th>' for title, flush in zip(head, left, strict=True)
    )
    lines = "".join(
        "<tr>"
        + "".join(f"<td{flush}>{escape(cell)}</td>" for cell, flush in zip(row, left, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="rb-scroll"><table><thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table></div>'
    )
