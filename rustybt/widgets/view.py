"""What the widgets have in common: one thread writes their traits, and commands get an answer."""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import Any

import anywidget

from rustybt.exceptions import CommandError, RustyBTError
from rustybt.widgets.pump import Pump

__all__ = ["View", "script_of"]

_STATIC = Path(__file__).parent / "static"


def script_of(stem: str) -> str:
    """Return the module that draws a widget.

    Args:
        stem: Name of its folder under ``widgets/src``.
    """
    return (_STATIC / f"{stem}.js").read_text(encoding="utf-8")


class View(anywidget.AnyWidget):
    """A widget whose own thread looks at something a few times a second, and does what its front ends ask for.

    Subclasses define `look`, `tell_all` and `obey`; what those need must exist before this is called.

    Args:
        name: Of the thread.
        seconds: Between two looks.
        traits: As they are at first.
    """

    def __init__(self, name: str, *, seconds: float = 0.2, **traits: Any) -> None:
        self._traits_lock = RLock()
        super().__init__(**traits)
        self.on_msg(self._heard)
        self._pump = Pump(self.look, name, seconds=seconds)

    @property
    def alive(self) -> bool:
        """Whether it still looks."""
        return self._pump.alive

    @property
    def usable(self) -> bool:
        """Whether it still looks, and a cell can show it."""
        return self.alive and self.comm is not None

    def close(self) -> None:
        """Stop looking and listening, and take the widget off every page."""
        # Also called for a widget that could not be made.
        if (pump := getattr(self, "_pump", None)) is not None:
            pump.stop()
        self.on_msg(self._heard, remove=True)
        super().close()

    def look(self) -> None:
        """Look once, in the widget's own thread."""
        raise NotImplementedError

    def tell_all(self) -> None:
        """Send what a front end that has just come cannot read from the traits, if anything; the lock is held."""

    async def obey(self, content: dict[str, Any]) -> dict[str, Any]:
        """Do what a front end asks for, in the widget's own thread between two looks.

        Args:
            content: The message.

        Returns:
            What the answer says.

        Raises:
            CommandError: If it cannot be asked for.
        """
        raise CommandError(f"there is no command {content.get('kind')!r}")

    def _heard(self, _: object, content: dict[str, Any], __: object) -> None:
        if content.get("kind") == "hello":
            with self._traits_lock:
                self.tell_all()
            return
        self._pump.submit(self._answered(content), lambda error: self._refuse(content, error))

    async def _answered(self, content: dict[str, Any]) -> None:
        self._answer(content, "done", **await self.obey(content))

    def _refuse(self, content: dict[str, Any], error: BaseException) -> None:
        told = str(error) if isinstance(error, RustyBTError) else f"{type(error).__name__}: {error}"
        self._answer(content, "refused", message=told)

    def _answer(self, content: dict[str, Any], kind: str, **values: Any) -> None:
        with self._traits_lock:
            self.send({"kind": kind, "id": content.get("id"), **values})
