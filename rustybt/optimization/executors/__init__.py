"""Where trials run: in this process, in processes of this machine, on a cluster."""

from __future__ import annotations

from rustybt.optimization.executors.base import EXECUTORS, Executor, Lost, executor_of

__all__ = ["EXECUTORS", "Executor", "Lost", "executor_of"]
