"""The optimisation runner: choose a strategy, its space and a search, start a study, and see it in its live view."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from rustybt.exceptions import SearchSpaceError
from rustybt.optimization.executors.base import EXECUTORS
from rustybt.optimization.objectives import NAMES
from rustybt.optimization.optimizer import optimize, studies
from rustybt.optimization.optimizer import study as study_of
from rustybt.optimization.search.base import SEARCHES
from rustybt.optimization.space import Choice, Dimension, Float, Int
from rustybt.optimization.study import Study
from rustybt.widgets.run_choices import Choices, Wish, typed
from rustybt.widgets.run_view import RunView
from rustybt.widgets.study_view import StudyShown
from rustybt.widgets.view import script_of

__all__ = ["OptimizationRunner", "space_of"]

LISTED = 50


class OptimizationRunner(RunView, StudyShown):
    """Starts studies, or goes back to them, and shows one of them live.

    A study is kept in its file: it outlives the page, and can be stopped and gone on with from here.

    Args:
        choices: What there is to choose from; the strategies of the notebook and all bundles by default.
        seconds: Between two looks.
    """

    _esm = script_of("optimization-runner")

    def __init__(self, choices: Choices | None = None, *, seconds: float = 0.2) -> None:
        super().__init__("rustybt-optimization-runner", choices, seconds=seconds)

    def __repr__(self) -> str:
        return f"OptimizationRunner({self.plan.get('name', 'no study')!r})"

    def told(self) -> dict[str, Any]:
        """Return everything there is to choose from, JSON-typed; the newest studies, too."""
        kept = studies(catalog=self.offers.catalog).head(LISTED).rows(named=True)
        return super().told() | {
            "searches": list(SEARCHES),
            "objectives": list(NAMES),
            "executors": list(EXECUTORS),
            "studies": [
                {name: row[name] for name in ("name", "strategy", "bundle", "state", "ended", "wanted")}
                for row in kept
            ],
        }

    def look(self) -> None:
        """Tell what is new in the study, and what there is to choose from."""
        super().look()
        self.look_at_study()

    async def obey(self, content: dict[str, Any]) -> dict[str, Any]:
        """Start a study or go back to one; stop or resume it.

        Args:
            content: The message.

        Returns:
            What the answer says.
        """
        match content:
            case {"kind": "start"}:
                self.show(await asyncio.to_thread(self._start, content))
                with self._traits_lock:
                    self.last = {name: value for name, value in content.items() if name not in ("kind", "id")}
            case {"kind": "open", "name": str(name)}:
                self.show(await asyncio.to_thread(study_of, name, catalog=self.offers.catalog))
            case _:
                return await super().obey(content)
        return {}

    def _start(self, content: Mapping[str, Any]) -> Study:
        wish = self.offers.wish({**content, "parameters": {}})
        trials = content.get("trials")
        return optimize(
            wish.strategy,
            space=space_of(content.get("space"), wish),
            objective=content.get("objective") or "sharpe",
            search=str(content.get("search") or "bayesian"),
            trials=None if trials in (None, "") else typed("trials", trials, "int"),
            start=wish.start,
            end=wish.end,
            bundle=wish.bundle,
            catalog=self.offers.catalog,
            capital_base=wish.capital,
            data_frequency=wish.frequency,
            name=str(content.get("name") or "").strip() or None,
            executor=str(content.get("executor") or "processes"),
            background=True,
        )


def space_of(given: object, wish: Wish) -> dict[str, Dimension]:
    """Return the space that a form holds.

    Args:
        given: By parameter: ``kind``, and ``low``, ``high``, ``step``, ``log`` or ``options``.
        wish: What else was chosen.

    Raises:
        SearchSpaceError: If it is empty, or a range is none.
        ConfigurationError: If a field is no number.
    """
    if not isinstance(given, dict) or not given:
        raise SearchSpaceError(f"no parameter of {wish.title} is searched: tick at least one")
    return {name: _dimension(name, fields) for name, fields in given.items()}


def _dimension(name: str, fields: Mapping[str, Any]) -> Dimension:
    match fields.get("kind"):
        case "int":
            low, high = (typed(f"{name}: {each}", fields.get(each, ""), "int") for each in ("low", "high"))
            step = typed(f"{name}: step", fields.get("step") or 1, "int")
            return Int(low, high, step=step, log=bool(fields.get("log")))
        case "float":
            low, high = (typed(f"{name}: {each}", fields.get(each, ""), "float") for each in ("low", "high"))
            step = fields.get("step")
            given = None if step in (None, "") else typed(f"{name}: step", step, "float")
            return Float(low, high, step=given, log=bool(fields.get("log")))
        case "flag":
            return Choice([False, True])
        case "text":
            return Choice(
                [each.strip() for each in str(fields.get("options") or "").split(",") if each.strip()]
            )
        case other:
            raise SearchSpaceError(f"{name} is of kind {other!r}: it cannot be searched here")
