"""Waiting for a state, as long as a machine that stalls may take."""

from __future__ import annotations

import asyncio
import time

PATIENCE = 120
PAUSE = 0.01


def until(happens, tell=lambda: ""):
    """Wait for it, and return what is true then.

    Args:
        happens: Asked again and again.
        tell: Why it may not have, for the error.
    """
    end = time.monotonic() + PATIENCE
    while not (found := happens()):
        assert time.monotonic() < end, f"it did not happen within {PATIENCE} s: {tell()}"
        time.sleep(PAUSE)
    return found


async def until_async(happens, tell=lambda: ""):
    """As `until`, on a loop that goes on meanwhile."""
    end = time.monotonic() + PATIENCE
    while not (found := happens()):
        assert time.monotonic() < end, f"it did not happen within {PATIENCE} s: {tell()}"
        await asyncio.sleep(PAUSE)
    return found
