"""The live console for ``panel serve rustybt/console/app.py [--args SESSION]``; without a session, all to choose from.

``panel serve`` asks nobody for a token: what it listens on, and who may come, are its own options. It halts by the
page's websocket alone; ``rustybt console`` also offers the halt page.
"""

from __future__ import annotations

import sys

from rustybt.console.live_app import LiveApp

if __name__.startswith("bokeh_app_"):  # as Panel names what it serves
    LiveApp(sys.argv[1] if len(sys.argv) > 1 else None).page().servable()
