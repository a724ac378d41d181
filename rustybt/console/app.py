"""The live console for ``panel serve rustybt/console/app.py [--args SESSION]``; without a session, all to choose from.

A page opens with ``?token=``, which lies in ``.console-token`` beside the sessions; Panel takes websockets only from
pages of its own address, unless ``--allow-websocket-origin`` names others. It halts by the page's websocket alone;
``rustybt console`` also offers the halt page.
"""

from __future__ import annotations

import sys

from rustybt.console.live_app import LiveApp, served_token

if __name__.startswith("bokeh_app_"):  # as Panel names what it serves
    LiveApp(sys.argv[1] if len(sys.argv) > 1 else None, token=served_token()).page().servable()
