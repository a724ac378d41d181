from __future__ import annotations

import os

from hypothesis import settings

# A shared machine stalls now and then: time is never what a test is about. What lands is judged on the same examples
# everywhere; RUSTYBT_EXPLORE=1 draws new ones.
settings.register_profile("judge", deadline=None, derandomize=not os.environ.get("RUSTYBT_EXPLORE"))
settings.load_profile("judge")
