"""Saved results: a folder of Parquet files and one JSON document that names them and their hashes.

The document is replaced in one step after every file it names is safe on disk, so that the folder holds the
old result or the new one, never a half. Files are named by their content, hence the old ones stay whole
until they are swept.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import numpy as np

from rustybt.assets.assets import Asset
from rustybt.backtest.result_values import decoded, encoded
from rustybt.data.durable_files import sync_folder, synced
from rustybt.exceptions import ResultError
from rustybt.model.records import Column, Columns, RunRecord

__all__ = ["FORMAT", "Saved", "load", "save"]

FORMAT = 1
_DOCUMENT = "result.json"
_TABLES = ("daily", "orders", "transactions", "positions")
_OURS = re.compile(rf"({'|'.join(_TABLES)})-[0-9a-f]{{16}}\.parquet(\.part)?|result\.json\.part")
_MONEY_DIGITS = 38


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Saved:
    """What is kept of a result.

    Attributes:
        record: The exact columns of the run.
        provenance: Plain values by name.
        benchmark: Simple returns, float64[S], or None.
        name: The run's name.
        periods_per_year: Periods in a year.
    """

    record: RunRecord
    provenance: dict[str, Any]
    benchmark: Any
    name: str
    periods_per_year: float


def save(folder: Path, saved: Saved) -> None:
    """Write a result into a folder that is new, empty, or holds an earlier result, which it replaces.

    Args:
        folder: The folder.
        saved: What to keep.

    Raises:
        ResultError: If the folder holds other files, a value cannot be kept, or writing fails.
    """
    record = saved.record
    tables = {name: _parquet(getattr(record, name), record.money_scale) for name in _TABLES}
    files = {f"{name}-{_hash(data)[:16]}.parquet": data for name, data in tables.items()}
    document = _document(saved, dict(zip(_TABLES, files, strict=True)), files)
    try:
        _make_room(folder)
        for name, data in files.items():
            _write(folder / name, data)
        sync_folder(folder)
        _write(folder / _DOCUMENT, document)
        sync_folder(folder)
        for stale in folder.iterdir():
            if _OURS.fullmatch(stale.name) and stale.name not in files:
                stale.unlink()
    except OSError as error:
        raise ResultError(f"the result could not be saved in {folder}: {error}") from error


def load(folder: Path) -> Saved:
    """Read a saved result back, exactly.

    Args:
        folder: The folder.

    Raises:
        ResultError: If the folder holds no result, one of another format, or a damaged file.
    """
    content = _content(folder)
    files = content["files"]
    tables = {name: _columns(folder / files[name]["file"], files[name]["sha256"]) for name in _TABLES}
    benchmark = content["benchmark"]
    return Saved(
        record=RunRecord(
            assets=tuple(Asset.from_dict(decoded(asset)) for asset in content["assets"]),
            price_scale=int(content["price_scale"]),
            quantity_scale=int(content["quantity_scale"]),
            money_scale=int(content["money_scale"]),
            capital_base=Decimal(content["capital_base"]),
            order_reasons={int(row): str(reason) for row, reason in content["order_reasons"].items()},
            recorded={name: decoded(values) for name, values in content["recorded"].items()},
            **cast("dict[str, Any]", tables),
        ),
        provenance=decoded(content["provenance"]),
        benchmark=None if benchmark is None else np.array(benchmark, dtype=np.float64),
        name=str(content["name"]),
        periods_per_year=float(content["periods_per_year"]),
    )


def _document(saved: Saved, names: dict[str, str], files: dict[str, bytes]) -> bytes:
    record = saved.record
    recorded = {name: encoded(list(values), f"recorded {name!r}") for name, values in record.recorded.items()}
    content = {
        "name": saved.name,
        "periods_per_year": saved.periods_per_year,
        "price_scale": record.price_scale,
        "quantity_scale": record.quantity_scale,
        "money_scale": record.money_scale,
        "capital_base": str(record.capital_base),
        "assets": [encoded(asset.to_dict(), f"asset {asset!r}") for asset in record.assets],
        "order_reasons": {str(row): reason for row, reason in record.order_reasons.items()},
        "recorded": recorded,
        "benchmark": None if saved.benchmark is None else saved.benchmark.tolist(),
        "provenance": encoded(saved.provenance, "provenance"),
        "files": {table: {"file": name, "sha256": _hash(files[name])} for table, name in names.items()},
    }
    text = _canonical(content)
    head = {"format": FORMAT, "sha256": _hash(text.encode())}
    return f'{json.dumps(head)[:-1]}, "content": {text}}}\n'.encode()


def _content(folder: Path) -> dict[str, Any]:
    path = folder / _DOCUMENT
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResultError(f"{folder} holds no saved result: {_DOCUMENT} cannot be read ({error})") from error
    except ValueError as error:
        raise ResultError(f"{path} is damaged ({error}): take the folder from a backup") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        found = document.get("format") if isinstance(document, dict) else None
        raise ResultError(f"{path} has format {found!r}; this version of rustybt reads format {FORMAT}")
    content = document.get("content")
    if document.get("sha256") != _hash(_canonical(content).encode()):
        raise ResultError(f"{path} is damaged: its content has another hash than it says; take a backup")
    return cast("dict[str, Any]", content)


def _parquet(columns: Columns, scale: int) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    money = pa.decimal128(_MONEY_DIGITS, scale)
    arrays = {}
    for name, column in columns.items():
        if isinstance(column, bytes):
            buffers = [None, pa.py_buffer(column)]
            arrays[name] = pa.Decimal128Array.from_buffers(money, len(column) // 16, buffers)
        else:
            arrays[name] = pa.array(column)
    sink = io.BytesIO()
    pq.write_table(pa.table(arrays), sink, compression="zstd")
    return sink.getvalue()


def _columns(path: Path, expected: str) -> Columns:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ResultError(f"{path} cannot be read ({error}): take the folder from a backup") from error
    if _hash(data) != expected:
        raise ResultError(f"{path} is damaged: its hash is not the one that was saved; take a backup")
    table = pq.read_table(pa.BufferReader(data))
    columns: dict[str, Column] = {}
    for name in table.column_names:
        array = pa.concat_arrays(table[name].chunks) if table[name].chunks else table[name].combine_chunks()
        if pa.types.is_decimal(array.type):
            start = array.offset * 16
            columns[name] = (
                array.buffers()[1].to_pybytes()[start : start + len(array) * 16] if len(array) else b""
            )
        else:
            columns[name] = array.to_numpy(zero_copy_only=False)
    return columns


def _make_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / _DOCUMENT).exists():
        return
    other = sorted(path.name for path in folder.iterdir() if not _OURS.fullmatch(path.name))
    if other:
        raise ResultError(f"{folder} holds other files, such as {other[0]}: save into a folder of its own")


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with synced(part) as file:
        file.write(data)
    part.replace(path)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _canonical(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False)
