"""The runners as apps of Panel: one of each for a server; what runs goes on when its page is closed or reloaded."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from rustybt.console.live_app import PAGE
from rustybt.exceptions import MissingExtraError
from rustybt.widgets.run_choices import Choices

if TYPE_CHECKING:
    from panel.viewable import Viewable

    from rustybt.console.served_view import ServedView

__all__ = ["runner_page"]

type Kind = Literal["backtests", "studies"]

_TITLES = {"backtests": "Backtest runner \u00b7 rustybt", "studies": "Optimisation runner \u00b7 rustybt"}
_REFUSED = (
    "<style>main{font:15px/1.5 system-ui,sans-serif;max-width:38em;color:#15191e}h1{font-size:20px}"
    "@media (prefers-color-scheme:dark){main{color:#e8ebef}}</style><main>"
    "<h1>This address does not open the runner</h1><p>Add <code>?token=</code> and what the file "
    "<code>.console-token</code> in the folder of your live sessions holds: only you can read it.</p></main>"
)


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
    import panel as pn

    from rustybt.console.pane import RunnerPane

    document = pn.state.curdoc
    if document is not None:
        document.template = PAGE  # type: ignore[assignment]  # a text extends Panel's own page
        document.template_variables.update(base_url="", page_title=_TITLES[kind])
    given = pn.state.session_args.get("token", [b""])[0]
    if not hmac.compare_digest(given, token.encode()):
        return pn.pane.HTML(_REFUSED)  # type: ignore[no-untyped-call]
    pane = RunnerPane(_runner(kind, tuple(places)), sizing_mode="stretch_width")
    if document is not None and document.session_context is not None:
        pn.state.on_session_destroyed(pane.leave)
    return pane


@cache
def _runner(kind: Kind, places: tuple[str, ...]) -> ServedView:
    from rustybt.console.served_view import ServedBacktests, ServedStudies

    choices = Choices(names=dict, places=places, takes_places=False)
    return ServedBacktests(choices) if kind == "backtests" else ServedStudies(choices)
