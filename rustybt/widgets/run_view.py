"""What the two runners have in common: strategies and bundles to choose from, and what was chosen last."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import traitlets

from rustybt.widgets.run_choices import Choices
from rustybt.widgets.view import View

__all__ = ["RunView"]

CHOICES_SECONDS = 2.0


class RunView(View):
    """A widget that runs what its user chooses.

    Args:
        name: Of the thread.
        choices: What there is to choose from; the strategies of the notebook and all bundles by default.
        seconds: Between two looks.
    """

    choices = traitlets.Dict().tag(sync=True)
    last = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, choices: Choices | None, *, seconds: float) -> None:
        self.offers = Choices() if choices is None else choices
        self._chosen_at = -CHOICES_SECONDS
        super().__init__(name, seconds=seconds)

    def told(self) -> dict[str, Any]:
        """Return everything there is to choose from, JSON-typed."""
        return self.offers.told()

    def look(self) -> None:
        """Tell what there is to choose from, every two seconds."""
        now = time.monotonic()
        if now - self._chosen_at >= CHOICES_SECONDS:
            choices, self._chosen_at = self.told(), now
            with self._traits_lock:
                self.choices = choices

    async def obey(self, content: dict[str, Any]) -> dict[str, Any]:
        """Offer the strategy of a file or module, too.

        Args:
            content: The message.

        Returns:
            Its key.
        """
        match content:
            case {"kind": "add", "place": str(place)}:
                key = await asyncio.to_thread(self.offers.add, place.strip())
                self._chosen_at = -CHOICES_SECONDS
                return {"key": key}
            case _:
                return await super().obey(content)
