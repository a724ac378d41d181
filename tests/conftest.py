from __future__ import annotations

from hypothesis import settings

# A shared machine stalls now and then: time is never what a test is about.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
