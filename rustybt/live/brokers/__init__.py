"""Brokers: the port that each of them fills, and those that come with rustybt."""

from __future__ import annotations
