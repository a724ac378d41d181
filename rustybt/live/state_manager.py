"""Checkpoints of a strategy and its account: what to show and to compare with after a restart.

The journal is what a restart rests on; a checkpoint is a picture of it that people and other programs can read,
and what a strategy's own attributes come back from. It is JSON with a version and a checksum, in two
generations, each written whole or not at all. Values that JSON lacks are tagged (`rustybt.live.codecs`); nothing
is pickled, and a pickle is refused.

Age decides nothing: whoever restarts compares with the broker first, and the more so when it is stale.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from rustybt.exceptions import (
    CheckpointError,
    CheckpointFromFutureError,
    ConfigurationError,
    JournalError,
    RecordError,
)
from rustybt.live.codecs import (
    Resolver,
    decode,
    decode_datetime,
    decode_decimal,
    decode_record,
    encode,
    encode_datetime,
    encode_record,
)
from rustybt.live.journal import Journal
from rustybt.live.journal_files import check_file, create_folder
from rustybt.live.journal_records import canonical_json, parse_json
from rustybt.live.models import OrderSnapshot, PositionSnapshot, StateCheckpoint
from rustybt.live.private_files import path_under, write_file

__all__ = ["CHECKPOINT_VERSION", "StateManager", "state_row"]

CHECKPOINT_VERSION = "1.0"
"""The version of the files that are written; files of a newer one are refused."""

_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})", re.ASCII)
_SECOND = 1_000_000_000


class StateManager:
    """Keeps the last two checkpoints of each strategy in a folder.

    Attributes:
        checkpoint_dir: The folder.
        staleness_threshold_seconds: Age from which a checkpoint counts as stale.
        passed_over: Files that the last `load_checkpoint` found damaged and did without.
    """

    def __init__(
        self,
        checkpoint_dir: Path | str | None = None,
        staleness_threshold_seconds: int = 3600,
        *,
        clock: Callable[[], int] = time.time_ns,
        assets: Resolver | None = None,
        journal: Journal | None = None,
    ) -> None:
        """Keep checkpoints in a folder.

        Args:
            checkpoint_dir: The folder, made for its owner only; by default ``.rustybt/state`` in the home folder.
            staleness_threshold_seconds: Age from which a checkpoint counts as stale, at least 1.
            clock: Gives the time, UTC nanoseconds.
            assets: Gives the asset of a sid; without it loaded checkpoints name assets by `AssetRef`.
            journal: Where each checkpoint is recorded too, in the table ``strategy_state``.

        Raises:
            ConfigurationError: If the threshold is no positive integer.
        """
        if type(staleness_threshold_seconds) is not int or staleness_threshold_seconds < 1:
            raise ConfigurationError(
                f"staleness_threshold_seconds is {staleness_threshold_seconds!r}: give a positive integer"
            )
        self.checkpoint_dir = (
            Path.home() / ".rustybt" / "state" if checkpoint_dir is None else Path(checkpoint_dir)
        )
        self.staleness_threshold_seconds = staleness_threshold_seconds
        self.passed_over: tuple[Path, ...] = ()
        self._clock = clock
        self._assets = assets
        self._journal = journal

    def save_checkpoint(self, strategy_name: str, state: StateCheckpoint) -> Path:
        """Write a checkpoint durably; the one before stays as the second generation.

        Args:
            strategy_name: Letters, digits, ``_`` and ``-``, at most 64.
            state: What to keep.

        Returns:
            The file.

        Raises:
            CheckpointError: If a value is of a type that cannot be kept (the message names it), or the disk
                refuses; the checkpoint before is then still there.
        """
        data = _document(strategy_name, state)
        path, older = self._paths(strategy_name)
        try:
            create_folder(path.parent)
            check_file(path)
            check_file(older)
            # A damaged file must not push out a good one.
            keep = older if path.exists() and self._is_good(path, strategy_name) else None
            write_file(path, data, keep=keep)
        except JournalError as error:
            raise CheckpointError(
                f"the checkpoint of {strategy_name!r} cannot be written: {error}"
            ) from error
        except OSError as error:
            raise CheckpointError(
                f"the checkpoint of {strategy_name!r} cannot be written to {path}: {error.strerror}; the one "
                "before is still there"
            ) from error
        if self._journal is not None:
            rows = {"strategy_state": state_row(state)}
            self._journal.append("checkpoint", {"strategy": strategy_name}, durable=True, tables=rows)
        return path

    def load_checkpoint(self, strategy_name: str) -> StateCheckpoint | None:
        """Return the newest checkpoint that fits its checksum, or None if there is none at all.

        Args:
            strategy_name: The strategy's name.

        Raises:
            CheckpointError: If every file is damaged, one is of a newer version, a pickle, another strategy's,
                or open to other users.
        """
        self.passed_over = ()
        problems: list[str] = []
        for path in self._paths(strategy_name):
            try:
                held = _load(path, strategy_name)
            except _DamagedError as damage:
                self.passed_over = (*self.passed_over, path)
                problems.append(f"{path.name}: {damage}")
                continue
            if held is not None:
                return self._restored(path, held)
        if problems:
            raise CheckpointError(
                f"no checkpoint of {strategy_name!r} in {self.checkpoint_dir} is whole ({'; '.join(problems)}): "
                "restore one from a backup, or remove them and start from the journal"
            )
        return None

    def get_checkpoint_age(self, checkpoint: StateCheckpoint) -> float:
        """Return a checkpoint's age in seconds.

        Args:
            checkpoint: A checkpoint.

        Raises:
            CheckpointFromFutureError: If it is younger than the clock.
        """
        return self._age_ns(checkpoint) / _SECOND

    def is_stale(self, checkpoint: StateCheckpoint) -> bool:
        """Return whether a checkpoint is older than the threshold.

        Args:
            checkpoint: A checkpoint.

        Raises:
            CheckpointFromFutureError: If it is younger than the clock.
        """
        return self._age_ns(checkpoint) > self.staleness_threshold_seconds * _SECOND

    def _age_ns(self, checkpoint: StateCheckpoint) -> int:
        age_ns = self._clock() - checkpoint.time_ns
        if age_ns < 0:
            raise CheckpointFromFutureError(
                f"the checkpoint of {checkpoint.timestamp.isoformat()} lies {-age_ns / _SECOND} s after the clock: "
                "a clock was set back or was wrong; set it right and reconcile with the broker"
            )
        return age_ns

    def _paths(self, strategy_name: str) -> tuple[Path, Path]:
        try:
            return (
                path_under(self.checkpoint_dir, strategy_name, ".json"),
                path_under(self.checkpoint_dir, strategy_name, ".older.json"),
            )
        except ConfigurationError as error:
            raise CheckpointError(str(error)) from error

    def _is_good(self, path: Path, strategy_name: str) -> bool:
        try:
            return _load(path, strategy_name) is not None
        except _DamagedError:
            return False

    def _restored(self, path: Path, held: dict[str, Any]) -> StateCheckpoint:
        try:
            portfolio = held["portfolio"]
            return StateCheckpoint(
                decode_datetime(held["timestamp"]),
                decode_decimal(portfolio["portfolio_value"], "portfolio_value"),
                decode_decimal(portfolio["cash"], "cash"),
                tuple(decode_record(PositionSnapshot, each, self._assets) for each in portfolio["positions"]),
                tuple(
                    decode_record(OrderSnapshot, each, self._assets) for each in portfolio["pending_orders"]
                ),
                decode(held["strategy"]["context"], self._assets),
                {name: decode_decimal(each, name) for name, each in held["alignment_metrics"].items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise CheckpointError(f"{path} lacks a part of a checkpoint: {error!r}") from error
        except RecordError as error:
            raise CheckpointError(f"{path} cannot be restored: {error}") from error


def state_row(state: StateCheckpoint) -> dict[str, Any]:
    """Return a checkpoint as a row of the table ``strategy_state``, for the tables of a journal record.

    Args:
        state: The checkpoint.

    Raises:
        CheckpointError: If a value is of a type that cannot be kept.
    """
    parts = _parts(state)
    return {
        "state_data": {"alignment_metrics": parts["alignment_metrics"], "strategy": parts["context"]},
        "checkpoint_timestamp": state.time_ns,
        "portfolio_value": str(state.portfolio_value),
        "cash": str(state.cash),
        "positions_snapshot": parts["positions"],
        "pending_orders_snapshot": parts["pending_orders"],
        "custom_state": parts["context"],
    }


class _DamagedError(Exception):
    """A file is no checkpoint, or not the one that was written."""


def _parts(state: StateCheckpoint) -> dict[str, Any]:
    try:
        return {
            "context": encode(dict(state.strategy_state), "strategy_state"),
            "positions": [encode_record(each) for each in state.positions],
            "pending_orders": [encode_record(each) for each in state.pending_orders],
            "alignment_metrics": {name: str(each) for name, each in state.alignment_metrics.items()},
        }
    except RecordError as error:
        raise CheckpointError(f"the checkpoint cannot be kept: {error}") from error


def _document(strategy_name: str, state: StateCheckpoint) -> bytes:
    parts = _parts(state)
    body: dict[str, Any] = {
        "checkpoint_version": CHECKPOINT_VERSION,
        "timestamp": encode_datetime(state.timestamp),
        "strategy": {"name": strategy_name, "context": parts["context"]},
        "portfolio": {
            "cash": str(state.cash),
            "portfolio_value": str(state.portfolio_value),
            "positions": parts["positions"],
            "pending_orders": parts["pending_orders"],
        },
        "alignment_metrics": parts["alignment_metrics"],
    }
    try:
        return canonical_json({**body, "sha256": _checksum(body)}).encode() + b"\n"
    except JournalError as error:
        raise CheckpointError(f"the checkpoint of {strategy_name!r} cannot be kept: {error}") from error


def _load(path: Path, strategy_name: str) -> dict[str, Any] | None:
    try:
        check_file(path)
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except JournalError as error:
        raise CheckpointError(str(error)) from error
    except OSError as error:
        raise CheckpointError(f"the checkpoint {path} cannot be read: {error.strerror}") from error
    if data.startswith(b"\x80"):
        raise CheckpointError(f"{path} looks like a pickle, which can run any code: it is refused; remove it")
    held = _checked(data)
    _check_version(path, held)
    found = held["strategy"].get("name") if isinstance(held.get("strategy"), Mapping) else None
    if found != strategy_name:
        raise CheckpointError(
            f"{path} is the checkpoint of {found!r}, not of {strategy_name!r}: rename one of them"
        )
    return held


def _checked(data: bytes) -> dict[str, Any]:
    try:
        held = parse_json(data.decode())
    except (ValueError, RecursionError) as error:
        raise _DamagedError(f"it is no JSON ({error})") from error
    if not isinstance(held, dict):
        raise _DamagedError("it is no JSON object")
    checksum = held.pop("sha256", None)
    try:
        wanted = _checksum(held)
    except JournalError as error:
        raise _DamagedError(str(error)) from error
    if checksum != wanted:
        raise _DamagedError("it does not fit its checksum")
    return held


def _check_version(path: Path, held: Mapping[str, Any]) -> None:
    version = held.get("checkpoint_version")
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if found is None:
        raise _DamagedError(f"its version is {version!r}")
    ours = _VERSION.fullmatch(CHECKPOINT_VERSION)
    if ours is not None and tuple(map(int, found.groups())) > tuple(map(int, ours.groups())):
        raise CheckpointError(
            f"{path} has version {version}, this rustybt reads up to {CHECKPOINT_VERSION}: upgrade rustybt"
        )


def _checksum(body: Mapping[str, Any]) -> str:
    return sha256(canonical_json(dict(body)).encode()).hexdigest()
