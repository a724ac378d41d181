"""The runners as apps of Panel: one of each for a server; what runs goes on when its page is closed or reloaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from rustybt.console.document import dress, knows, refusal
from rustybt.exceptions import MissingExtraError
from rustybt.widgets.run_choices import Choices

if TYPE_CHECKING:
    from panel.viewable import Viewable

    from rustybt.console.served_runners import ServedRunner

__all__ = ["runner_page"]

type Kind = Literal["backtests", "studies"]

_TITLES = {"backtests": "Backtest runner \u00b7 rustybt", "studies": "Optimisation runner \u00b7 rustybt"}


def runner_page(kind: Kind, places: Sequence[str], token: str) -> Viewable:
    """Return what the page of this moment's document shows.

    Args:
        kind: ``"backtests"`` or ``"studies"``.
        places: Of the strategies to choose from: a page names no file of its own.
        token: Which the address must hold.

    Raises:
        ConfigurationError: If there is no strategy at one of the places.
        MissingExtraError: If Panel is not installed.
    """
    if find_spec("panel") is None:
        raise MissingExtraError("a runner outside of a notebook needs Panel: pip install 'rustybt[viz]'")
    dress(_TITLES[kind])
    if not knows(token):
        return refusal("runner")
    from rustybt.console.pane import RunnerPane

    return RunnerPane(_runner(kind, tuple(places)), sizing_mode="stretch_width")


@cache
def _runner(kind: Kind, places: tuple[str, ...]) -> ServedRunner:
    from rustybt.console.served_runners import ServedBacktests, ServedStudies

    choices = Choices(names=dict, places=places, takes_places=False)
    return ServedBacktests(choices) if kind == "backtests" else ServedStudies(choices)
