"""What only computes imports nothing that knows the time, chance, a thread or the outside."""

from __future__ import annotations

import pytest

from tests.architecture.sources import PACKAGE, imports_of
from tests.architecture.test_imports import IMPURE

PURE = [
    "live/triggers.py", "live/schedule_jobs.py", "live/freshness.py", "live/streaming/models.py",
    "live/streaming/bar_buffer.py", "live/streaming/inbox.py", "live/streaming/connection_breaker.py",
]  # fmt: skip


@pytest.mark.parametrize("name", PURE)
def test_it_computes_and_nothing_else(name):
    assert {module for _, module in imports_of(PACKAGE / name) if module.split(".")[0] in IMPURE} == set()
