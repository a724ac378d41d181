"""The backtest runner for ``panel serve rustybt/console/backtests.py --args STRATEGY...``.

A strategy is ``file.py`` or ``package.module:Class``. A page opens with ``?token=``, which lies in
``.console-token`` beside the live sessions.
"""

from __future__ import annotations

import sys

from rustybt.console.live_app import served_token
from rustybt.console.research_app import runner_page

if __name__.startswith("bokeh_app_"):  # as Panel names what it serves
    runner_page("backtests", sys.argv[1:], served_token()).servable()
