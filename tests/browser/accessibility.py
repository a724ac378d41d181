"""What axe-core finds on a page."""

from __future__ import annotations

import pytest

from tests.browser.lab_server import ROOT

AXE = ROOT / "widgets" / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = """async selector => {
    const found = await axe.run(selector);
    const grave = found.violations.filter(each => ["serious", "critical"].includes(each.impact));
    return grave.map(each => each.id + ": " + each.nodes.map(node => node.html).join(" | "));
}"""

needs_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not in widgets/node_modules: make widgets"
)


def faults(page, selector="html"):
    """The serious and critical faults of what the selector chooses."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    return page.evaluate(FAULTS, selector)
