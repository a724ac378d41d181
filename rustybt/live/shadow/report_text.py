"""A shadow report as plain text and as HTML that asks nothing of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from rustybt.analytics.drawing import DARK_PAGES, LIGHT_PAGES
from rustybt.analytics.tables import STYLE as FIGURES_STYLE
from rustybt.analytics.tables import figure_grid, table
from rustybt.live.shadow.signals import AlignmentType, SignalRecord
from rustybt.model.time import ns_to_datetime

if TYPE_CHECKING:
    from rustybt.live.shadow.divergence import Divergence
    from rustybt.live.shadow.report import ShadowReport

__all__ = ["page_part", "plain"]

_SHOWN = 20
_UNKNOWN = "unknown"
_WORDS = {
    "off": "Off: no shadow runs",
    "waiting": "Waiting: no signal to compare yet",
    "aligned": "Aligned: live does what the shadow does",
    "diverged": "Diverged: live does not do what the shadow does",
    "overridden": "Overridden: divergence is acknowledged for a time",
    "halted": "Halted: live was stopped for divergence",
    "lost": "Lost: the shadow itself has failed, nothing is compared",
}
_TONES = {"aligned": "good", "halted": "bad", "diverged": "bad", "lost": "bad", "overridden": "warn"}
_MARKS = {"good": "\N{CHECK MARK}", "bad": "\N{MULTIPLICATION X}", "warn": "!", "none": "\N{EN DASH}"}
_TYPE_WORDS = {
    AlignmentType.EXACT_MATCH: "Exact match",
    AlignmentType.DIRECTION_MATCH: "Same side, other quantity, price or type",
    AlignmentType.MAGNITUDE_MISMATCH: "Same side, more than 50% apart",
    AlignmentType.MISSING_SIGNAL: "Missing in live",
    AlignmentType.UNEXPECTED_SIGNAL: "Unexpected in live",
}

_LIGHT = "--rb-good:#0f766e;--rb-bad:#b42318;--rb-warn:#92400e"
_DARK = "--rb-good:#2dd4bf;--rb-bad:#ff8a7a;--rb-warn:#fbbf24"
STYLE = "".join(
    (
        f".rb-shadow{{{_LIGHT}}}@media(prefers-color-scheme:dark){{.rb-shadow{{{_DARK}}}}}",
        f"{','.join(f'{page} .rb-shadow' for page in LIGHT_PAGES)}{{{_LIGHT}}}",
        f"{','.join(f'{page} .rb-shadow' for page in DARK_PAGES)}{{{_DARK}}}",
        ".rb-shadow{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;max-width:960px;color:inherit}",
        ".rb-shadow .rb-status{font-size:15px;font-weight:600;margin:2px 0}",
        ".rb-shadow .rb-good{color:var(--rb-good)}.rb-shadow .rb-bad{color:var(--rb-bad)}",
        ".rb-shadow .rb-warn{color:var(--rb-warn)}.rb-shadow .rb-soft{font-size:12px;opacity:.75;margin:2px 0 8px}",
        ".rb-shadow h4{font-size:13px;font-weight:600;margin:14px 0 4px}",
        ".rb-shadow .rb-scroll{overflow-x:auto}.rb-shadow table{border-collapse:collapse;margin:0;",
        "color:inherit;font-size:12px}",
        ".rb-shadow th,.rb-shadow td{padding:3px 12px 3px 0;text-align:right;background:none;",
        "font-variant-numeric:tabular-nums;border-top:1px solid color-mix(in srgb,currentColor 14%,transparent)}",
        ".rb-shadow th{font-weight:600;border-top:0}",
        ".rb-shadow th.rb-text,.rb-shadow td.rb-text{text-align:left}",
        ".rb-shadow details{border-top:1px solid color-mix(in srgb,currentColor 14%,transparent);padding:4px 0}",
        ".rb-shadow summary{cursor:pointer}.rb-shadow details>p{margin:6px 0}",
    )
)


def plain(report: ShadowReport) -> str:
    """Return a report as text of a few lines.

    Args:
        report: It.
    """
    lines = [f"Shadow: {_WORDS[report.status.value]}"]
    lines += [f"  {report.why}"] if report.why else []
    lines.append(f"  {_period(report)}")
    lines += [f"  {title:<22}{text}" for title, text in _figures(report)]
    lines += [
        f"  {_TYPE_WORDS[kind]:<42}{count:>7,}" for kind, count in report.alignment.breakdown.items() if count
    ]
    for each in report.divergences[:_SHOWN]:
        lines.append(f"  {_when(each.result.event_time_ns)}  {_reason(each)}: {each.detail}")
    left = len(report.divergences) - _SHOWN
    return "\n".join([*lines, f"  and {left:,} more"] if left > 0 else lines)


def page_part(report: ShadowReport) -> str:
    """Return a report as HTML for a notebook; each divergence opens to its two signals.

    Args:
        report: It.
    """
    tone = _TONES.get(report.status.value, "none")
    why = f'<div class="rb-soft">{escape(report.why)}</div>' if report.why else ""
    return "".join(
        (
            f'<section class="rb-shadow" aria-label="Shadow report"><style>{FIGURES_STYLE}{STYLE}</style>',
            f'<div class="rb-status rb-{tone}"><span aria-hidden="true">{_MARKS[tone]}</span> ',
            f"{escape(_WORDS[report.status.value])}</div>{why}",
            f'<div class="rb-soft">{escape(_period(report))}</div>{figure_grid(_figures(report))}',
            "<h4>Signals</h4>",
            table(("What", "Signals"), _breakdown(report), text_columns=("What",)),
            "<h4>Execution</h4>",
            table(("Figure", "Expected", "Actual", "Error"), _execution(report), text_columns=("Figure",)),
            *_divergence_parts(report),
            "</section>",
        )
    )


def _period(report: ShadowReport) -> str:
    hours = f"{report.window_hours.normalize():f} hour{'' if report.window_hours == 1 else 's'}"
    signals, executions = report.alignment.signals, report.execution.executions
    counts = f"{_counted(signals, 'signal')}, {_counted(executions, 'order')} executed"
    return f"{hours} to {_when(report.as_of_ns)} UTC; {counts}"


def _figures(report: ShadowReport) -> list[tuple[str, str]]:
    execution, performance = report.execution, report.performance
    shown = [
        ("Match rate", _text(report.alignment.match_rate, _share)),
        ("Execution quality", _text(execution.execution_quality, _share)),
    ]
    if report.track_slippage:
        shown.append(("Slippage error", _text(execution.slippage_error_bps, _bps)))
    shown += [
        ("Fill rate error", _text(execution.fill_rate_error_pct, _points)),
        ("Commission error", _commission(report)),
    ]
    if report.track_latency:
        shown.append(("Latency", _text(report.alignment.average_latency_ms, _ms)))
    deviation = None if performance is None else performance.deviation_pct
    return [*shown, ("Return gap", _text(deviation, _points))]


def _breakdown(report: ShadowReport) -> Iterator[tuple[str, str]]:
    for kind, count in report.alignment.breakdown.items():
        yield _TYPE_WORDS[kind], f"{count:,}"


def _execution(report: ShadowReport) -> Iterator[tuple[str, str, str, str]]:
    known = report.execution
    if report.track_slippage:
        yield (
            "Slippage",
            _text(known.expected_slippage_bps, _bps),
            _text(known.actual_slippage_bps, _bps),
            _text(known.slippage_error_bps, _bps),
        )
    yield (
        "Fill rate",
        _text(known.fill_rate_expected, _share),
        _text(known.fill_rate_actual, _share),
        _text(known.fill_rate_error_pct, _points),
    )
    yield (
        "Commission",
        _text(known.commission_expected, _money),
        _text(known.commission_actual, _money),
        _commission(report),
    )
    if report.performance is not None:
        yield (
            "Return",
            _text(report.performance.backtest_return, _share),
            _text(report.performance.live_return, _share),
            _text(report.performance.deviation_pct, _points),
        )


def _divergence_parts(report: ShadowReport) -> Iterator[str]:
    yield "<h4>Divergences</h4>"
    if not report.divergences:
        yield f'<div class="rb-soft">{"None" if report.alignment.signals else "Unknown: nothing was compared"}</div>'
    for each in report.divergences[:_SHOWN]:
        result = each.result
        title = (
            f"{_when(result.event_time_ns)} {result.signal.asset.symbol}: "
            f"{_TYPE_WORDS[result.alignment_type]} ({_reason(each)})"
        )
        sides = [("Shadow", result.backtest_signal), ("Live", result.live_signal)]
        rows = [(side, *_cells(signal)) for side, signal in sides]
        yield (
            f"<details><summary>{escape(title)}</summary><p>{escape(each.detail)}</p>"
            f"{table(_HEAD, rows, text_columns=_TEXTS)}</details>"
        )
    left = len(report.divergences) - _SHOWN
    if left > 0:
        yield f'<div class="rb-soft">and {left:,} more in to_dict()</div>'


_HEAD = ("Engine", "Time (UTC)", "Side", "Quantity", "Price", "Type", "Decision")
_TEXTS = ("Engine", "Time (UTC)", "Side", "Type", "Decision")


def _cells(signal: SignalRecord | None) -> tuple[str, ...]:
    if signal is None:
        return ("no signal", "", "", "", "", "")
    return (
        _when(signal.timestamp_ns),
        signal.side,
        f"{signal.quantity:f}",
        "" if signal.price is None else f"{signal.price:f}",
        signal.order_type,
        signal.decision_id or "",
    )


def _commission(report: ShadowReport) -> str:
    known = report.execution
    if known.commission_error_pct is None and known.commission_actual:
        return "charged, none expected"
    return _text(known.commission_error_pct, _percent)


def _reason(divergence: Divergence) -> str:
    return divergence.reason.value.replace("_", " ")


def _when(ns: int) -> str:
    return f"{ns_to_datetime(ns):%Y-%m-%d %H:%M:%S.%f}"[:-3]


def _text(number: Decimal | None, written: Callable[[Decimal], str]) -> str:
    return _UNKNOWN if number is None else written(number).replace("-", "\N{MINUS SIGN}")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _share(number: Decimal) -> str:
    return f"{number:.2%}"


def _bps(number: Decimal) -> str:
    return f"{number:+,.2f} bps"


def _points(number: Decimal) -> str:
    return f"{number:+,.2f} pp"


def _percent(number: Decimal) -> str:
    return f"{number:+,.2f}%"


def _money(number: Decimal) -> str:
    return f"{number:,.2f}"


def _ms(number: Decimal) -> str:
    return f"{number:,.2f} ms"
