"""A study as it goes: progress, the best so far, and what the parameters have to do with it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import traitlets

from rustybt.exceptions import RustyBTError, StudyError
from rustybt.widgets.study_feed import StudyFeed
from rustybt.widgets.view import View, script_of

if TYPE_CHECKING:
    from rustybt.optimization.study import Study

__all__ = ["StudyShown", "StudyView", "view_of"]

CHUNK = 1_000
IDLE_SECONDS = 1.0
_VIEWS: dict[tuple[Path, str], StudyView] = {}
_VIEWS_LOCK = Lock()


class StudyShown(View):
    """A widget that shows a study, and stops or resumes it; the study itself is in its file, and runs without any view.

    Attributes:
        feed: Of the study; None as long as there is none to show.
    """

    plan = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    improved: Any = traitlets.List().tag(sync=True)

    feed: StudyFeed | None = None
    _idle = False

    @property
    def study(self) -> Study:
        """The study that it shows.

        Raises:
            StudyError: If it shows none yet.
        """
        if self.feed is None:
            raise StudyError("no study was started here yet")
        return self.feed.study

    def show(self, study: Study) -> None:
        """Show a study; one that was only looked at may now be driven from here.

        Args:
            study: Which.
        """
        if self.feed is None or self.feed.study.name != study.name:
            self.feed = StudyFeed(study)
        elif study.can_go_on:
            self.feed.study = study

    def look_at_study(self) -> None:
        """Tell what is new in the study, if there is one."""
        feed = self.feed
        if feed is None:
            return
        first = self.plan.get("name") != feed.study.name
        try:
            plan = feed.plan() if first else self.plan
            status, rows, again = feed.look()
        except RustyBTError as error:
            with self._traits_lock:
                self.status = {**self.status, "unreadable": str(error)}
            return
        self._idle = status["state"] != "running" and not rows
        with self._traits_lock:
            self.plan, self.status, self.improved = plan, status, [list(each) for each in feed.improved]
            self._tell(rows, again=again or first)

    def tell_all(self) -> None:
        """Send every row there is to draw."""
        self._tell([] if self.feed is None else list(self.feed.rows.values()), again=True)

    async def obey(self, content: dict[str, Any]) -> dict[str, Any]:
        """Stop or resume the study, without waiting for it in this thread.

        Args:
            content: ``kind`` is ``"stop"`` or ``"resume"``, with ``trials`` in all or None.

        Returns:
            Nothing more than that it is done.
        """
        match content:
            case {"kind": "stop"}:
                await asyncio.to_thread(self.study.stop)
            case {"kind": "resume", "trials": int(trials)}:
                await asyncio.to_thread(self.study.resume, trials)
            case {"kind": "resume"}:
                await asyncio.to_thread(self.study.resume)
            case _:
                return await super().obey(content)
        self._idle = False
        return {}

    def _tell(self, rows: list[Any], *, again: bool) -> None:
        # In pieces; the first of all there are replaces those before.
        for at in range(0, max(len(rows), 1 if again else 0), CHUNK):
            part = rows[at : at + CHUNK]
            self.send({"kind": "trials", "all": again and at == 0, "rows": part})


class StudyView(StudyShown):
    """Shows one study.

    Args:
        study: What to show.
        seconds: Between two looks at it.
    """

    _esm = script_of("study-view")

    def __init__(self, study: Study, *, seconds: float = 0.2) -> None:
        self.show(study)
        self._looked = 0.0
        super().__init__(f"rustybt-study-{study.name}", seconds=seconds)

    def __repr__(self) -> str:
        return f"StudyView({self.study.name!r}, {self.status.get('state', 'unknown')})"

    def look(self) -> None:
        """Look at the study, and tell what is new; once a second while nobody drives it."""
        now = time.monotonic()
        if not self._idle or now - self._looked >= IDLE_SECONDS:
            self._looked = now
            self.look_at_study()


def view_of(study: Study) -> StudyView:
    """Return the view of a study; there is one, however often a cell runs.

    Args:
        study: What to show.
    """
    key = study.folder, study.name
    with _VIEWS_LOCK:
        view = _VIEWS.get(key)
        if view is None or not view.usable:
            view = _VIEWS[key] = StudyView(study)
        else:
            view.show(study)
        return view
