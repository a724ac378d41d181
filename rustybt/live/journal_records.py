"""What the journal holds: records, their one canonical form, and the hash that chains each to the last.

A record's digest is ``sha256(digest of the record before || canonical(record))``, where the canonical form is
JSON in ASCII with sorted keys, no spaces and no floats. The first record follows the genesis, which binds the
strategy and the moment of creation; so no record can be changed, moved, dropped or taken from another journal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any, NoReturn

from rustybt.exceptions import JournalError

__all__ = [
    "MAX_DEPTH",
    "MAX_PAYLOAD",
    "PROJECTED",
    "JournalRecord",
    "canonical_json",
    "canonical_record",
    "chain",
    "check_kind",
    "genesis",
    "parse_json",
    "split_payload",
]

MAX_DEPTH = 64
"""Levels of nesting that a payload may have."""

MAX_PAYLOAD = 16 * 1024 * 1024
"""Bytes that a payload may have in its canonical form."""

PROJECTED = ("broker_connections", "order_audit_log", "live_positions", "strategy_state")
"""The tables that records may write, in the order in which they are written; no payload has keys of these names."""

_TABLES = frozenset(PROJECTED)
_KIND = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,63}")
_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False, check_circular=False
)
_quoted = lru_cache(maxsize=256)(json.dumps)


@dataclass(frozen=True, slots=True)
class JournalRecord:
    """One record of a journal.

    Attributes:
        seq: Its number, dense from 1.
        epoch: Which opening of the journal wrote it, from 1.
        kind: What it is.
        time_ns: The writer's clock when it was appended, UTC nanoseconds.
        payload: What it says, JSON-typed.
        digest: Its link of the hash chain, 64 hexadecimal digits.
        tables: The rows that it writes to the projected tables, by table (`rustybt.live.journal_projections`);
            in the canonical form they stand in the payload under the tables' names.
    """

    seq: int
    epoch: int
    kind: str
    time_ns: int
    payload: dict[str, Any]
    digest: str
    tables: dict[str, Any] = field(default_factory=dict)


def canonical_json(value: object, where: str = "value") -> str:
    """Return the one JSON text of a value: ASCII, sorted keys, no spaces.

    Args:
        value: dict (keys of text), list, str, int, bool or None, nested at most `MAX_DEPTH` deep.
        where: What the value is, for the error.

    Raises:
        JournalError: If anything in it is of another type; floats are.

    Example:
        >>> canonical_json({"b": [1, None], "a": "x"})
        '{"a":"x","b":[1,null]}'
    """
    if not _is_typed(value, 0):
        _refuse(value, where, 0)
    return _ENCODER.encode(value)


def parse_json(text: str) -> Any:
    """Return what a canonical JSON text says.

    Raises:
        ValueError: If it is no JSON or holds a float.

    Example:
        >>> parse_json('{"a":[1,true]}')
        {'a': [1, True]}
    """
    return _DECODER.decode(text)


def canonical_record(seq: int, epoch: int, kind: str, time_ns: int, payload: str) -> bytes:
    """Return the bytes of a record that its digest covers.

    Args:
        seq: Its number.
        epoch: Which opening wrote it.
        kind: What it is.
        time_ns: When, UTC nanoseconds.
        payload: Its payload in canonical JSON.

    Example:
        >>> canonical_record(1, 1, "fill", 5, "{}")
        b'{"epoch":1,"kind":"fill","payload":{},"seq":1,"time_ns":5}'
    """
    text = f'{{"epoch":{epoch},"kind":{_quoted(kind)},"payload":{payload},"seq":{seq},"time_ns":{time_ns}}}'
    return text.encode("utf-8")


def chain(previous: bytes, data: bytes) -> bytes:
    """Return the digest, 32 bytes, that follows another.

    Args:
        previous: The digest before, 32 bytes.
        data: What the new one covers besides.

    Example:
        >>> chain(bytes(32), b"x").hex()[:8]
        'fdded6fa'
    """
    return sha256(previous + data).digest()


def genesis(strategy: str, created_ns: int) -> bytes:
    """Return the digest that the first record of a journal follows.

    Args:
        strategy: The strategy's name.
        created_ns: When the journal was made, UTC nanoseconds.
    """
    return sha256(
        canonical_json(
            {"created_ns": created_ns, "format": "rustybt-journal-1", "strategy": strategy}
        ).encode()
    ).digest()


def split_payload(said: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a record says and the rows that it writes, from what stands in its canonical form.

    Args:
        said: The payload of the canonical form.

    Example:
        >>> split_payload({"price": "10", "live_positions": []})
        ({'price': '10'}, {'live_positions': []})
    """
    if _TABLES.isdisjoint(said):
        return said, {}
    tables = {name: said[name] for name in PROJECTED if name in said}
    return {name: value for name, value in said.items() if name not in tables}, tables


def check_kind(kind: str) -> None:
    """Refuse a kind that is no plain name.

    Raises:
        JournalError: If it is not a letter and up to 63 letters, digits, dots, colons, hyphens, underscores.
    """
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise JournalError(
            f"kind {kind!r} names no kind of record: use a letter and up to 63 letters, digits, '.', '_', ':', '-'"
        )


def _is_typed(value: object, depth: int) -> bool:
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return True
    if depth >= MAX_DEPTH:
        return False
    if kind is dict:
        if any(type(key) is not str for key in value):  # type: ignore[attr-defined]
            return False
        items = value.values()  # type: ignore[attr-defined]
    elif kind is list:
        items = value
    else:
        return False
    for item in items:
        plain = type(item)
        if plain is not str and plain is not int and item is not None and not _is_typed(item, depth + 1):
            return False
    return True


def _refuse(value: object, where: str, depth: int) -> None:
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return
    if depth >= MAX_DEPTH:
        raise JournalError(f"{where} is nested deeper than {MAX_DEPTH} levels: flatten it")
    if kind is dict:
        _refuse_in_dict(value, where, depth)  # type: ignore[arg-type]
    elif kind is list:
        for index, item in enumerate(value):  # type: ignore[arg-type, var-annotated]
            _refuse(item, f"{where}[{index}]", depth + 1)
    else:
        raise JournalError(
            f"{where} is of type {kind.__qualname__}, which a journal does not hold: it takes dict, list, str, "
            "int, bool and None; write Decimals and times as text or integers first"
        )


def _refuse_in_dict(value: Mapping[object, object], where: str, depth: int) -> None:
    for key, item in value.items():
        if type(key) is not str:
            raise JournalError(f"{where} has the key {key!r}, which is no text: use text for keys")
        _refuse(item, f"{where}.{key}", depth + 1)


def _refuse_float(text: str) -> NoReturn:
    raise ValueError(f"{text} is a float, which no journal holds")


_DECODER = json.JSONDecoder(parse_float=_refuse_float, parse_constant=_refuse_float)
