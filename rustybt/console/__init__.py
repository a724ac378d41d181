"""Consoles outside of a notebook: attached to an engine in another process, served to a browser."""

from __future__ import annotations
