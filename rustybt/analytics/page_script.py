"""What makes a report answer to a pointer: values under it, tables that sort. Without it all is there to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import INNER, LEFT, WIDTH

__all__ = ["SCRIPT", "STYLE", "with_values"]

type Floats = NDArray[np.float64]

_POINTS = 800
STYLE = """
.rb-hover{position:relative;margin:0}
.rb-hover:focus-visible{outline:2px solid var(--gain);outline-offset:4px}
.rb-hover svg{touch-action:pan-y}
.rb-tip{position:absolute;top:0;pointer-events:none;background:var(--page);color:var(--ink);
border:1px solid var(--rule);border-radius:4px;padding:4px 8px;font-size:12px;
font-variant-numeric:tabular-nums;white-space:pre;line-height:1.4;
box-shadow:0 1px 6px rgb(0 0 0/.16)}
.rb-rule{position:absolute;top:0;bottom:0;width:0;border-left:1px solid var(--ink);opacity:.45;pointer-events:none}
.rb-sorter{all:unset;cursor:pointer;font:inherit}
.rb-sorter:focus-visible{outline:2px solid var(--gain);outline-offset:2px}
[aria-sort=ascending] .rb-sorter::after{content:" \\2191"}[aria-sort=descending] .rb-sorter::after{content:" \\2193"}
.rb-printed{display:none}
@media print{.rb-tip,.rb-rule,.rb-sorter{display:none}.rb-printed{display:inline}}
"""
SCRIPT = """
for (const figure of document.querySelectorAll("[data-values]")) {
  const {left, width, titles, rows} = JSON.parse(figure.dataset.values);
  const tip = Object.assign(document.createElement("div"), {className: "rb-tip", hidden: true});
  const rule = Object.assign(document.createElement("div"), {className: "rb-rule", hidden: true});
  figure.append(rule, tip);
  tip.setAttribute("role", "status");
  const last = rows.length - 1;
  let at = last;
  const hide = () => { tip.hidden = rule.hidden = true; };
  const show = (place, y) => {
    const box = figure.firstElementChild.getBoundingClientRect();
    at = Math.min(last, Math.max(0, place));
    tip.textContent = [rows[at][0], ...titles.map((title, of) => title + "  " + rows[at][of + 1])].join("\\n");
    tip.hidden = rule.hidden = false;
    const x = box.width * (left + width * (last ? at / last : 0.5));
    rule.style.left = x + "px";
    tip.style.left = (x > box.width / 2 ? x - tip.offsetWidth - 12 : x + 12) + "px";
    tip.style.top = Math.max(0, y) + "px";
  };
  figure.addEventListener("pointermove", event => {
    const box = figure.firstElementChild.getBoundingClientRect();
    const part = ((event.clientX - box.left) / box.width - left) / width;
    if (part < -0.01 || part > 1.02 || !rows.length) return hide();
    show(Math.round(part * last), event.clientY - box.top - 10);
  });
  figure.addEventListener("keydown", event => {
    const wide = Math.max(1, Math.round(rows.length / 20)), {key} = event;
    const to = {ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - wide, PageDown: at + wide, Home: 0, End: last}[key];
    if (key === "Escape") hide();
    if (to === undefined || !rows.length) return;
    event.preventDefault();
    show(tip.hidden ? at : to, 30);
  });
  figure.addEventListener("pointerleave", hide);
  figure.addEventListener("blur", hide);
}
const number = text => {
  const found = parseFloat(text.replace(/[, +%\\u00d7]/g, "").replace("\\u2212", "-").replace("\\u221e", "Infinity"));
  return Number.isNaN(found) ? null : found;
};
for (const table of document.querySelectorAll("[data-sort] table")) {
  [...table.tHead.rows[0].cells].forEach((cell, at) => {
    const button = document.createElement("button");
    Object.assign(button, {className: "rb-sorter", textContent: cell.textContent});
    // A browser prints a head with buttons in it on the first page of its table only.
    cell.replaceChildren(button, Object.assign(document.createElement("span"), {
      className: "rb-printed", textContent: cell.textContent,
    }));
    button.addEventListener("click", () => {
      const down = cell.getAttribute("aria-sort") !== "descending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      const words = cell.classList.contains("rb-text");
      const value = row => { const text = row.cells[at].textContent; return words ? text : number(text); };
      const rows = [...table.tBodies[0].rows].map(row => [value(row), row]);
      rows.sort(([a], [b]) => a === b ? 0 : a === null ? 1 : b === null ? -1 : (a < b ? -1 : 1) * (down ? -1 : 1));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}
"""


def with_values(svg: str, days: Sequence[str], columns: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Return a picture over time with the values that are shown under a pointer.

    Args:
        svg: The picture.
        days: Labels of the sessions.
        columns: Titles and texts, one a session; many sessions are thinned out to what a pointer can tell apart.
    """
    kept = np.unique(np.linspace(0, len(days) - 1, min(len(days), _POINTS)).round().astype(np.int64)).tolist()
    held = {
        "left": LEFT / WIDTH,
        "width": INNER / WIDTH,
        "titles": [title for title, _ in columns],
        "rows": [[days[row], *(texts[row] for _, texts in columns)] for row in kept],
    }
    words = escape(json.dumps(held, ensure_ascii=False, separators=(",", ":")))
    reads = "Values: arrow keys, Page Up and Page Down go through the sessions"
    return f'<figure class="rb-hover" tabindex="0" aria-label="{reads}" data-values="{words}">{svg}</figure>'
