"""The report of a shadow: what it says in each case, as text, as HTML, and as JSON."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from rustybt.exceptions import ConfigurationError, RecordError
from rustybt.live.shadow.alignment_breaker import AlignmentCircuitBreaker
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.execution_tracker import ExecutionQualityTracker
from rustybt.live.shadow.figures import ShadowFigures
from rustybt.live.shadow.report import PerformanceDeviation, ShadowReport, ShadowStatus, shadow_report
from rustybt.live.shadow.signal_validator import SignalAlignmentValidator
from tests.live.shadow.streams import AAPL, ASSETS, HOUR, MS, SECOND, T0, bar_signal, fill, signal

MINUS = "\N{MINUS SIGN}"


class Parts:
    """A shadow's parts, as an engine holds them."""

    def __init__(self, **options):
        self.config = ShadowTradingConfig(**options)
        self.validator = SignalAlignmentValidator()
        self.tracker = ExecutionQualityTracker()
        self.breaker = AlignmentCircuitBreaker.from_config(self.config)

    def report(self, now=T0, limit=100, **more):
        hours = self.config.window_hours
        figures = ShadowFigures(
            now_ns=now,
            alignment=self.validator.alignment(hours, now),
            execution=self.tracker.get_rolling_metrics(hours, now),
        )
        divergences = tuple(self.validator.divergences(hours, now, limit))
        return shadow_report(self.config, figures, self.breaker, divergences=divergences, **more)


@pytest.fixture
def parts():
    made = Parts()
    made.validator.compare_signals(
        [*(bar_signal(n) for n in range(40)), bar_signal("x", 100), bar_signal("m", asset=AAPL, price=7)],
        [*(bar_signal(n, at=n * MS) for n in range(40)), bar_signal("x", 140)],
    )
    made.tracker.record_execution(fill(95, "100.05", "12.50"), fill(93, "100.07", "13.20"), 100, 100)
    return made


def test_the_documented_lines_print(parts):
    report = parts.report()
    assert f"Signal alignment: {report.alignment_rate:.2%}" == "Signal alignment: 95.24%"
    assert f"Execution quality: {report.execution_quality:.2%}" == "Execution quality: 97.89%"
    assert f"Avg slippage: {report.avg_slippage_bps} bps" == "Avg slippage: 7.0000 bps"
    assert f"Avg latency: {report.avg_latency_ms:.1f} ms" == "Avg latency: 19.0 ms"


def test_they_print_where_nothing_is_known_and_do_not_look_good():
    report = Parts().report()
    assert f"{report.alignment_rate:.2%} {report.execution_quality:.2%}" == "NaN% NaN%"
    assert f"{report.avg_slippage_bps} {report.avg_latency_ms}" == "NaN NaN"
    assert report.status is ShadowStatus.WAITING
    assert "100" not in repr(report)
    assert "unknown" in repr(report)


def test_it_goes_to_another_process_and_is_the_same(parts):
    performance = PerformanceDeviation.between(1000, 1010, 1000, 1012)
    for report in (
        parts.report(performance=performance),
        parts.report(),
        Parts(track_latency=False).report(),
    ):
        told = json.loads(json.dumps(report.told()))
        assert ShadowReport.of_told(told, ASSETS.get) == report


@pytest.mark.parametrize(
    "change", [{"status": "fine"}, {"divergences": 3}, {"window_hours": "x"}, {"now_ns": "1"}]
)
def test_what_is_no_report_is_refused(parts, change):
    with pytest.raises(RecordError):
        ShadowReport.of_told(parts.report().told() | change, ASSETS.get)
    with pytest.raises(RecordError):
        ShadowReport.of_told({}, ASSETS.get)


def test_it_goes_to_json_and_back(parts):
    performance = PerformanceDeviation.between(1000, 1010, 1000, 1012)
    kept = parts.report(performance=performance).to_dict()
    assert json.loads(json.dumps(kept)) == kept
    assert kept["signal_alignment"]["divergence_breakdown"]["EXACT_MATCH"] == 40
    assert kept["execution_quality"]["slippage_error_bps"] == "2.00"
    assert kept["performance"]["deviation_pct"] == "-0.200"
    assert [each["alignment_type"] for each in kept["divergences"]] == ["missing_signal", "direction_match"]
    assert Parts().report().to_dict()["signal_alignment"]["signal_match_rate"] is None


def statuses():
    halted, lost, held, off, aligned, diverged = (Parts() for _ in range(6))
    off.config = ShadowTradingConfig(enabled=False)
    halted.breaker.check_alignment(Decimal("0.5"))
    lost.breaker.shadow_lost("ValueError: boom")
    held.breaker.allow_override("ann", "new fees", 5, time_ns=T0)
    for each in (aligned, diverged):
        each.validator.compare_signals([bar_signal(1)], [bar_signal(1)])
    diverged.validator.compare_signals([bar_signal(2)], [])
    return {
        "halted": halted,
        "lost": lost,
        "overridden": held,
        "off": off,
        "aligned": aligned,
        "diverged": diverged,
    }


@pytest.mark.parametrize(("status", "parts"), statuses().items())
def test_the_status_is_in_words(status, parts):
    report = parts.report()
    assert report.status.value == status
    html = report._repr_mimebundle_()["text/html"]
    assert f" {status.capitalize()}: " in repr(report)
    assert f"{status.capitalize()}: " in html
    if status == "lost":
        assert "ValueError: boom" in html
    if status == "overridden":
        assert "by ann until 2023-11-14 22:18:20 UTC: new fees" in repr(report)


def test_one_misalignment_is_said_though_the_rate_is_high():
    parts = Parts()
    parts.validator.compare_signals([bar_signal(n) for n in range(100)], [bar_signal(n) for n in range(99)])
    report = parts.report()
    assert (report.status, report.why) == (
        ShadowStatus.DIVERGED,
        "1 of 100 signals misaligned; the limits are not reached",
    )


class Tags(HTMLParser):
    """Holds that every tag is closed, and nothing is asked of the network."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append(tag)
        assert not {"src", "href", "onclick"} & {name for name, _ in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_stands_alone(parts):
    html = parts.report()._repr_mimebundle_()["text/html"]
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    assert tags.seen.count("details") == 2
    assert "http" not in html
    assert "@import" not in html


def test_colours_are_variables_of_a_light_and_a_dark_theme(parts):
    html = parts.report()._repr_mimebundle_()["text/html"]
    style = "".join(re.findall(r"<style>(.*?)</style>", html, flags=re.DOTALL))
    assert "prefers-color-scheme:dark" in style
    assert '[data-jp-theme-light="false"] .rb-shadow' in style
    for colour in re.findall(r"[^-]color:([^;}]+)", style):
        assert colour.startswith(("var(", "inherit"))


def test_a_divergence_opens_to_its_signals(parts):
    html = parts.report()._repr_mimebundle_()["text/html"]
    assert "Missing in live (state drift)" in html
    assert "no signal" in html
    text = repr(parts.report())
    assert "state drift: the shadow's MARKET BUY 100 AAPL at 7 is not in live" in text
    assert "Slippage error" in text
    assert "+2.00 bps" in text
    assert f"Fill rate error       {MINUS}2.00 pp" in text


def test_text_from_outside_is_escaped():
    parts = Parts()
    parts.validator.compare_signals([bar_signal("<script>", order_type="<u>")], [])
    parts.breaker.shadow_lost("<img src=x>")
    html = parts.report()._repr_mimebundle_()["text/html"]
    for raw in ("<script>", "<u>", "<img"):
        assert raw not in html


def test_what_is_not_tracked_is_not_shown():
    parts = Parts(track_slippage=False, track_latency=False)
    parts.validator.compare_signals([signal()], [signal(MS)])
    parts.tracker.record_execution(fill(1, 10), fill(1, 11), 10)
    report = parts.report()
    assert (str(report.avg_slippage_bps), str(report.avg_latency_ms)) == ("NaN", "NaN")
    assert report.to_dict()["execution_quality"]["actual_slippage_bps"] is None
    assert report.to_dict()["average_latency_ms"] is None
    assert "lippage" not in repr(report)
    assert "Latency" not in repr(report)


def test_a_charge_that_was_not_expected_is_said_in_words():
    parts = Parts()
    parts.tracker.record_execution(fill(1, 10), fill(1, 10, "0.5"), 10)
    assert "charged, none expected" in repr(parts.report())


def test_many_divergences_are_cut_and_counted():
    parts = Parts()
    parts.validator.compare_signals([bar_signal(n, at=n * SECOND) for n in range(50)], [])
    report = parts.report(now=T0 + HOUR // 2)
    assert "and 30 more" in repr(report)
    assert "and 30 more in to_dict()" in report._repr_mimebundle_()["text/html"]
    assert len(parts.report(now=T0 + HOUR // 2, limit=7).divergences) == 7


def test_figures_to_print_have_four_places_and_the_others_all():
    parts = Parts()
    parts.tracker.record_execution(fill(1, 3), fill(1, "3.01"), 3)
    report = parts.report()
    assert report.avg_slippage_bps == Decimal("33.3333")
    assert report.execution.actual_slippage_bps == Decimal("33.33333333333333333333333333")


def test_performance_deviation_in_points():
    deviation = PerformanceDeviation.between("100000", "101000", "100000", "102000")
    assert deviation.deviation_pct == -1
    assert f"{MINUS}1.00 pp" in repr(Parts().report(performance=deviation))
    with pytest.raises(ConfigurationError, match="live_start is 0"):
        PerformanceDeviation.between(0, 1, 1, 1)
