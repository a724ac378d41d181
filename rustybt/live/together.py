"""Works of an engine that go on together, and end together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

__all__ = ["until_one_ends"]


async def until_one_ends(works: list[Coroutine[Any, Any, object]]) -> None:
    """Run works until one of them ends, then cancel the others.

    Args:
        works: Each on this loop.

    Raises:
        RustyBTError: As the one that ended did.
    """
    tasks = [asyncio.get_running_loop().create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
