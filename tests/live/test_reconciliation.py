"""The report of a reconciliation: severities, JSON, text and HTML."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser

from rustybt.live.models import AssetRef, CashEntry, DiscrepancySeverity, FillSnapshot, OrderSnapshot
from rustybt.live.reconciliation import (
    Alert,
    CashDiscrepancy,
    FillDiscrepancy,
    FillDiscrepancyType,
    Halt,
    OrderDiscrepancy,
    OrderDiscrepancyType,
    PositionDiscrepancy,
    PositionDiscrepancyType,
    ReconciliationReport,
)

D = Decimal
MINOR, MODERATE, CRITICAL = DiscrepancySeverity
BAD = AssetRef(None, "<script>x</script>")
FILL = FillSnapshot("t1", "o1", BAD, D(5), D(10), D(1), 7)
ORDER = OrderSnapshot("o1", BAD, D(10), "open", broker_order_id="b1")
REPORT = ReconciliationReport(
    timestamp=datetime(2024, 1, 2, 12, tzinfo=UTC),
    position_discrepancies=(
        PositionDiscrepancy(
            BAD,
            PositionDiscrepancyType.QUANTITY_MISMATCH,
            MODERATE,
            D(100),
            D("103.00"),
            D("3.00"),
            D("2.91"),
        ),
    ),
    cash_discrepancy=CashDiscrepancy(MINOR, D(1000), D(990), D(-10), D(-7), D(-3), D("0.3"), False),
    order_discrepancies=(
        OrderDiscrepancy("b1", OrderDiscrepancyType.EXTERNAL, MODERATE, "not ours", None, ORDER),
    ),
    fill_discrepancies=(FillDiscrepancy("t1", FillDiscrepancyType.MISSING_LOCAL, MINOR, None, FILL),),
    missed_entries=(CashEntry("e1", "funding", D("-0.50"), 7),),
    unknown=("fills: down",),
    actions_taken=(Halt("because"), Alert(MODERATE, "look")),
    summary="5 differ.",
)


def test_severities_are_ordered():
    assert MINOR < MODERATE < CRITICAL
    assert max(MODERATE, CRITICAL, MINOR) is CRITICAL
    assert CRITICAL >= CRITICAL > MODERATE


def test_counts_and_the_worst():
    assert REPORT.total_discrepancy_count() == 5
    assert REPORT.max_severity is MODERATE
    assert not REPORT.has_critical_discrepancies
    assert REPORT.has_discrepancies
    assert not REPORT.proven_equal


def test_a_missed_entry_alone_is_a_difference():
    report = ReconciliationReport(timestamp=REPORT.timestamp, missed_entries=REPORT.missed_entries)
    assert (report.has_discrepancies, report.max_severity, report.proven_equal) == (True, MINOR, False)


def test_it_goes_to_json_with_exact_numbers():
    values = json.loads(json.dumps(REPORT.to_dict(), allow_nan=False))
    assert values["position_discrepancies"][0]["difference"] == "3.00"
    assert values["position_discrepancies"][0]["asset"] == {"sid": None, "symbol": BAD.symbol}
    assert values["max_severity"] == "moderate"
    assert values["timestamp"] == "2024-01-02T12:00:00+00:00"
    assert values["actions_taken"][0] == {"action": "Halt", "reason": "because"}
    assert values["actions_taken"][1] == {"action": "Alert", "severity": "moderate", "text": "look"}
    assert ReconciliationReport(timestamp=REPORT.timestamp).to_dict()["max_severity"] is None


class Reader(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_it_shows_itself_as_text_and_as_html():
    shown = REPORT._repr_mimebundle_()
    assert set(shown) == {"text/plain", "text/html"}
    page = Reader(shown["text/html"])
    assert page.open == []
    assert "script" not in page.tags
    assert page.tags.count("table") == 2
    for word in ("5 differ.", "moderate", "103.00", "fills: down", "Halt", "because"):
        assert word in " ".join(page.words)
    for word in ("103.00", "-3 not", "funding -0.50", "unknown   fills: down"):
        assert word in shown["text/plain"]


def test_an_empty_report_shows_its_verdict_only():
    shown = ReconciliationReport(timestamp=REPORT.timestamp, summary="Nothing differs.")._repr_mimebundle_()
    assert "<table" not in shown["text/html"]
    assert shown["text/plain"] == "2024-01-02 12:00:00 UTC  Nothing differs."
