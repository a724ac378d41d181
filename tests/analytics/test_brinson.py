"""Attribution by group, against the example that Bacon works through.

Bacon's table was typed from memory of the book and not read again: its effects are worked out from the definitions.
The second example was read at finfacts.io/calculations/brinson-fachler-asi, with its effects in basis points.
"""

from __future__ import annotations

import pytest

from rustybt.analytics.brinson import brinson
from rustybt.exceptions import ConfigurationError

NAMES = ("weight", "return", "benchmark_weight", "benchmark_return")
# Bacon, Practical Portfolio Performance Measurement and Attribution (2nd edition, 2008), table 5.1.
BACON = {
    "UK equities": dict(zip(NAMES, (0.4, 0.20, 0.4, 0.10), strict=True)),
    "Japanese equities": dict(zip(NAMES, (0.3, -0.05, 0.2, -0.04), strict=True)),
    "US equities": dict(zip(NAMES, (0.3, 0.06, 0.4, 0.08), strict=True)),
}


@pytest.mark.parametrize(
    ("method", "allocation"),
    [("brinson-hood-beebower", [0.0, -0.004, -0.008]), ("brinson-fachler", [0.0, -0.0104, -0.0016])],
)
def test_the_effects_are_bacons(method, allocation):
    found = brinson(BACON, method)
    assert (found.portfolio, found.benchmark) == pytest.approx((0.083, 0.064))
    assert [group.allocation for group in found.groups] == pytest.approx(allocation, abs=1e-12)
    assert [group.selection for group in found.groups] == pytest.approx([0.04, -0.002, -0.008])
    assert [group.interaction for group in found.groups] == pytest.approx([0.0, -0.001, 0.002], abs=1e-12)
    assert (found.allocation, found.selection, found.interaction) == pytest.approx((-0.012, 0.03, 0.001))
    assert found.allocation + found.selection + found.interaction == pytest.approx(
        found.portfolio - found.benchmark
    )


# Government, credit, mortgages, high yield, cash, as printed: weights and returns in per cent, effects in basis points.
PRINTED = {
    "Government": ((35, 2.1, 40, 1.8), (3.8, 12.0, -1.5)),
    "Credit": ((30, 4.5, 25, 3.8), (6.2, 17.5, 3.5)),
    "Mortgages": ((15, 3.2, 20, 3.0), (-2.2, 4.0, -1.0)),
    "High Yield": ((10, 6.5, 5, 5.0), (12.2, 7.5, 7.5)),
    "Cash": ((10, 0.5, 10, 0.4), (0.0, 1.0, 0.0)),
}


def test_the_effects_are_those_of_a_printed_example():
    given = {
        name: dict(zip(NAMES, (value / 100 for value in values), strict=True))
        for name, (values, _) in PRINTED.items()
    }
    found = brinson(given, "brinson-fachler")
    assert found.benchmark == pytest.approx(0.0256)
    for group, (_, effects) in zip(found.groups, PRINTED.values(), strict=True):
        ours = (group.allocation, group.selection, group.interaction)
        assert [each * 1e4 for each in ours] == pytest.approx(effects, abs=0.051), group
    assert (found.allocation * 1e4, found.selection * 1e4) == pytest.approx((20.0, 42.0))


def test_it_shows_itself():
    shown = brinson(BACON)._repr_mimebundle_()
    for text in ("Japanese equities", "+4.00 %", "+1.9 %", "brinson-fachler"):
        assert text in shown["text/plain"]
        assert text in shown["text/html"]


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ({}, r"weight of the groups \(none\) sums to 0\.0"),
        ({"A": dict(zip(NAMES, (0.5, 0, 1, 0), strict=True))}, r"weight of the groups A sums to 0\.500000"),
        ({"A": dict(zip(NAMES, (1, 0, 2, 0), strict=True))}, r"benchmark_weight of the groups A sums to 2"),
        ({"A": {"weight": 1}}, "group 'A' has return None"),
        ({"A": dict(zip(NAMES, (1, float("nan"), 1, 0), strict=True))}, "group 'A' has return nan"),
    ],
)
def test_groups_that_are_no_whole_are_refused(groups, says):
    with pytest.raises(ConfigurationError, match=says):
        brinson(groups)


def test_an_unknown_method_is_refused():
    with pytest.raises(ConfigurationError, match="method is 'bacon'"):
        brinson(BACON, "bacon")
