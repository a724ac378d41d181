"""Market data as it streams in: ticks, bars made of them, and the shell of a WebSocket connection."""

from __future__ import annotations
