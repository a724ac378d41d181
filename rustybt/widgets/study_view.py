"""A study as it goes: progress, the best so far, and what the parameters have to do with it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import traitlets

from rustybt.exceptions import CommandError, RustyBTError
from rustybt.widgets.study_feed import StudyFeed
from rustybt.widgets.view import View, script_of

if TYPE_CHECKING:
    from rustybt.optimization.study import Study

__all__ = ["StudyView", "command_study", "tell_rows", "view_of"]

CHUNK = 1_000
IDLE_SECONDS = 1.0
_VIEWS: dict[tuple[Path, str], StudyView] = {}
_VIEWS_LOCK = Lock()


class StudyView(View):
    """Shows a study, and stops or resumes it; the study itself is in its file, and runs without any view.

    Args:
        study: What to show.
        seconds: Between two looks at it.
    """

    _esm = script_of("study-view")

    plan = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    improved: Any = traitlets.List().tag(sync=True)

    def __init__(self, study: Study, *, seconds: float = 0.2) -> None:
        self.feed = StudyFeed(study)
        self._looked, self._idle = 0.0, False
        super().__init__(f"rustybt-study-{study.name}", seconds=seconds)

    def __repr__(self) -> str:
        return f"StudyView({self.feed.study.name!r}, {self.status.get('state', 'unknown')})"

    def look(self) -> None:
        """Look at the study, and tell what is new; once a second while nobody drives it."""
        now = time.monotonic()
        if self._idle and now - self._looked < IDLE_SECONDS:
            return
        self._looked = now
        try:
            plan = self.plan or self.feed.plan()
            status, rows, again = self.feed.look()
        except RustyBTError as error:
            with self._traits_lock:
                self.status = {**self.status, "unreadable": str(error)}
            return
        self._idle = status["state"] != "running" and not rows
        with self._traits_lock:
            self.plan, self.status, self.improved = plan, status, [list(each) for each in self.feed.improved]
            tell_rows(self, rows, again=again)

    def tell_all(self) -> None:
        """Send every row there is to draw."""
        tell_rows(self, list(self.feed.rows.values()), again=True)

    async def obey(self, content: dict[str, Any]) -> dict[str, Any]:
        """Stop or resume the study.

        Args:
            content: The message.
        """
        await command_study(self.feed.study, content)
        self._idle = False
        return {}


def tell_rows(view: View, rows: list[Any], *, again: bool) -> None:
    """Send rows of trials in pieces; the first of all there are replaces those before.

    Args:
        view: To its front ends.
        rows: As `StudyFeed` makes them.
        again: Whether they are all there are.
    """
    for at in range(0, max(len(rows), 1 if again else 0), CHUNK):
        part = rows[at : at + CHUNK]
        view.send({"kind": "trials", "all": again and at == 0, "rows": part})


async def command_study(study: Study, content: dict[str, Any]) -> None:
    """Stop or resume a study without waiting for it in this thread.

    Args:
        study: Which.
        content: The message of a front end: ``kind`` is ``"stop"`` or ``"resume"``, with ``trials`` in all or None.

    Raises:
        CommandError: If it is neither.
        StudyError: If the study cannot be driven from here.
    """
    match content:
        case {"kind": "stop"}:
            await asyncio.to_thread(study.stop)
        case {"kind": "resume", "trials": int(trials)}:
            await asyncio.to_thread(study.resume, trials)
        case {"kind": "resume"}:
            await asyncio.to_thread(study.resume)
        case _:
            raise CommandError(f"there is no command {content.get('kind')!r} of a study")


def view_of(study: Study) -> StudyView:
    """Return the view of a study; there is one, however often a cell runs.

    Args:
        study: What to show.
    """
    key = study.folder, study.name
    with _VIEWS_LOCK:
        view = _VIEWS.get(key)
        if view is None or not view.alive or view.comm is None:
            view = _VIEWS[key] = StudyView(study)
        elif study.can_go_on:
            # One that was only looked at may now be driven from here.
            view.feed.study = study
        return view
