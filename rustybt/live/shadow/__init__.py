"""Shadow trading: a second core on the same market events, and how far live strays from it."""

from __future__ import annotations
