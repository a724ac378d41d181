"""The command line: ``rustybt`` or ``python -m rustybt``."""

from __future__ import annotations

from rustybt.cli.app import main

__all__ = ["main"]
