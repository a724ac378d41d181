"""The document that a page of a server is: its template, its title, and who may see what it holds."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panel.viewable import Viewable

__all__ = ["KEPT_IN", "argument", "dress", "knows", "refusal"]

KEPT_IN = ".console-token"

# The page of Panel without its template: nothing here is loaded from elsewhere, and the system chooses light or dark.
PAGE = """
{% block title %}{{ page_title | e }}{% endblock %}
{% block meta %}<meta name="viewport" content="width=device-width, initial-scale=1">{% endblock %}
{% block postamble %}
<style>
  :root { color-scheme: light dark; }
  html, body { background: #ffffff; }
  @media (prefers-color-scheme: dark) { html, body { background: #0f1215; } }
</style>
{% endblock %}
{% block body %}
<body data-rustybt-console{% if base_url %} data-base-url="{{ base_url }}"{% endif %}>{{ self.inner_body() }}</body>
{% endblock %}
"""


def dress(title: str, base_url: str = "") -> None:
    """Give this moment's document its template.

    Args:
        title: Of the page.
        base_url: Path under which the server halts without a websocket; "" if it does not.
    """
    import panel as pn

    document = pn.state.curdoc
    if document is not None:
        document.template = PAGE  # type: ignore[assignment]  # a text extends Panel's own page
        document.template_variables.update(base_url=base_url, page_title=title)


def argument(name: str) -> str:
    """Return what the address of this moment's document holds.

    Args:
        name: Of the argument; without it "".
    """
    import panel as pn

    values: list[bytes] = pn.state.session_args.get(name, [b""])
    return values[0].decode(errors="replace")


def knows(token: str) -> bool:
    """Return whether the address holds a token.

    Args:
        token: Which it must hold.
    """
    return hmac.compare_digest(argument("token").encode(), token.encode())


def refusal(what: str, more: str = "") -> Viewable:
    """Return what is shown to whoever comes without the token.

    Args:
        what: Is not shown.
        more: HTML behind what must be done.
    """
    import panel as pn

    return pn.pane.HTML(  # type: ignore[no-untyped-call]
        "<style>main{font:15px/1.5 system-ui,sans-serif;max-width:38em;color:#15191e}h1{font-size:20px}"
        "@media (prefers-color-scheme:dark){main{color:#e8ebef}}</style><main>"
        f"<h1>This address does not open the {what}</h1><p>Add <code>?token=</code> and what the file "
        f"<code>{KEPT_IN}</code> in the folder of your live sessions holds: only you can read it.{more}</p></main>"
    )
