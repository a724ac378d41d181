"""How values go to JSON and back exactly.

A record, which is a frozen dataclass of `rustybt.live`, becomes an object of its fields: `encode_record` writes a
Decimal as a string, an asset as its sid and symbol, and `decode_record` takes them back by the types that the
fields declare. A value of no declared type, such as an attribute of a strategy's context, goes through `encode`
and `decode`, which tag what JSON lacks. Nothing is written that cannot be read back; nothing is pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAliasType, Union, get_args, get_origin, get_type_hints

from rustybt.assets.assets import Asset
from rustybt.exceptions import AssetNotFoundError, ConfigurationError, RecordError, RustyBTError
from rustybt.finance.decimal.context import finite
from rustybt.live.models import AssetLike, AssetRef

__all__ = [
    "Json",
    "Resolver",
    "decode",
    "decode_asset",
    "decode_datetime",
    "decode_decimal",
    "decode_record",
    "encode",
    "encode_asset",
    "encode_datetime",
    "encode_record",
]

type Json = bool | int | str | list[Json] | dict[str, Json] | None
"""What a journal payload may hold: no float, since JSON does not say which number it was."""

type Resolver = Callable[[int], Asset]
"""Gives the asset of a sid, as ``AssetFinder.retrieve_asset`` does."""


def decode_decimal(text: object, where: str = "value") -> Decimal:
    """Return the finite Decimal of a text, which is what ``str`` makes of it.

    Args:
        text: The text.
        where: Its name, for the error.

    Raises:
        RecordError: If it is no text of a finite number.
    """
    if not isinstance(text, str):
        raise RecordError(f"{where} is {text!r}: a Decimal is written as a string")
    try:
        return finite(text, where)
    except ConfigurationError as error:
        raise RecordError(str(error)) from None


def encode_datetime(value: datetime) -> str:
    """Return an aware datetime as ISO text in UTC.

    Args:
        value: A datetime with a time zone; a pandas Timestamp must be whole microseconds.

    Raises:
        RecordError: If it is naive or finer than a microsecond.
    """
    if value.tzinfo is None:
        raise RecordError(f"naive datetime {value!r}: attach a time zone, such as datetime.UTC")
    if getattr(value, "nanosecond", 0):
        raise RecordError(f"{value!r} is finer than a microsecond: keep nanoseconds as an int")
    return value.astimezone(UTC).isoformat()


def decode_datetime(text: object) -> datetime:
    """Return the UTC datetime of what `encode_datetime` returned.

    Args:
        text: ISO text with an offset.

    Raises:
        RecordError: If it is none.
    """
    try:
        value = datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise RecordError(
            f"{text!r} is no datetime: use ISO text such as 2024-01-02T14:30:00+00:00"
        ) from None
    if value.tzinfo is None:
        raise RecordError(f"{text!r} has no offset from UTC: add +00:00")
    return value.astimezone(UTC)


def encode_asset(asset: AssetLike) -> dict[str, Json]:
    """Return an asset as its sid and symbol.

    Args:
        asset: An asset or a reference to one.
    """
    return {"sid": asset.sid, "symbol": asset.symbol}


def decode_asset(values: object, assets: Resolver | None = None) -> AssetLike:
    """Return the asset of what `encode_asset` returned.

    Args:
        values: A sid and a symbol, by name.
        assets: Gives the asset of a sid; without it, or without a sid, the result is an `AssetRef`.

    Raises:
        RecordError: If the values are no sid and symbol, or nobody knows the sid.
    """
    match values:
        case {"sid": int(sid), "symbol": str(symbol)} if not isinstance(sid, bool):
            if assets is None:
                return AssetRef(sid, symbol)
            try:
                return assets(sid)
            except (AssetNotFoundError, KeyError):
                raise RecordError(
                    f"no asset has sid {sid} (it was {symbol}): ingest its bundle before reading records about it"
                ) from None
        case {"sid": None, "symbol": str(symbol)}:
            return AssetRef(None, symbol)
    raise RecordError(f"{values!r} is no asset: it needs a sid (an int or null) and a symbol")


def encode_record(record: object) -> dict[str, Json]:
    """Return a record's fields by name, JSON-typed.

    Args:
        record: A frozen dataclass whose fields are None, bool, int, str, Decimal, datetimes, enums, assets,
            records, or tuples and mappings (with str keys) of these.

    Raises:
        RecordError: If a field is of another type.
    """
    kind: type = type(record)
    return {name: _plain(getattr(record, name), where) for name, where in _named(kind)}


def decode_record[T](kind: type[T], values: object, assets: Resolver | None = None) -> T:
    """Return the record that `encode_record` was given.

    Args:
        kind: The record's class.
        values: Fields by name; one with a default may be missing.
        assets: Gives the asset of a sid; without it assets come back as `AssetRef`.

    Raises:
        RecordError: If a field is not known, is missing, or holds a value of another type.
    """
    if not isinstance(values, dict):
        raise RecordError(f"{values!r} is no {kind.__name__}: it must be an object")
    record: Any = kind
    hints = _hints(record)
    if unknown := sorted(values.keys() - hints.keys()):
        raise RecordError(f"{kind.__name__} has no field {unknown}: it has {sorted(hints)}")
    if missing := sorted(_required(record) - values.keys()):
        raise RecordError(f"{kind.__name__} needs {missing}: got {sorted(values)}")
    given = {
        name: _typed(hints[name], value, f"{kind.__name__}.{name}", assets) for name, value in values.items()
    }
    try:
        return kind(**given)
    except RecordError:
        raise
    except RustyBTError as error:
        raise RecordError(f"{kind.__name__} of {values!r}: {error}") from None


def encode(value: object, where: str = "value") -> Json:
    """Return any value that is kept across restarts as JSON-typed values.

    What JSON has stays as it is; the rest becomes an object of one key that starts with ``$``.

    Args:
        value: None, bool, int, str, float, Decimal, date, aware datetime, an asset, or lists, tuples and dicts
            (with str keys) of these.
        where: Its name, for the error.

    Raises:
        RecordError: If it, or a part of it, is of another type; the message names the part.

    Example:
        >>> encode({"stop": Decimal("1.50"), "days": [1, 2]})
        {'stop': {'$decimal': '1.50'}, 'days': [1, 2]}
    """
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value  # type: ignore[return-value]
    if isinstance(value, list | tuple) and kind in (list, tuple):
        parts: list[Json] = [encode(each, f"{where}[{n}]") for n, each in enumerate(value)]
        return parts if kind is list else {"$tuple": parts}
    if isinstance(value, dict) and kind is dict:
        return _encode_dict(value, where)
    for tag, (types, write) in _WRITERS.items():
        if isinstance(value, types):
            return {tag: write(value)}
    raise RecordError(
        f"{where} is {value!r}, a {kind.__name__}: keep None, bool, int, str, float, Decimal, date, datetime, "
        "an asset, or lists, tuples and dicts of these"
    )


def decode(value: object, assets: Resolver | None = None) -> Any:
    """Return the value that `encode` was given.

    Args:
        value: What `encode` returned.
        assets: Gives the asset of a sid; without it assets come back as `AssetRef`.

    Raises:
        RecordError: If no call of `encode` can have made it.

    Example:
        >>> decode({"stop": {"$decimal": "1.50"}})
        {'stop': Decimal('1.50')}
    """
    if isinstance(value, list):
        return [decode(each, assets) for each in value]
    if not isinstance(value, dict):
        if value is None or isinstance(value, bool | int | str):
            return value
        raise RecordError(f"{value!r} is a {type(value).__name__}: `encode` writes no such thing")
    tags = [key for key in value if key.startswith("$")]
    if not tags:
        return {key: decode(each, assets) for key, each in value.items()}
    if len(value) != 1 or tags[0] not in _READERS:
        raise RecordError(f"{value!r} holds a tag that is not known: the tags are {sorted(_READERS)}")
    kind, read = _READERS[tags[0]]
    inner = value[tags[0]]
    if not isinstance(inner, kind):
        raise RecordError(f"{value!r} is damaged: it must hold a {kind.__name__}")
    try:
        return read(inner, assets)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise RecordError(f"{value!r} is damaged: {error}") from None


def _encode_dict(value: dict[Any, Any], where: str) -> Json:
    if wrong := [key for key in value if type(key) is not str]:
        raise RecordError(f"{where} has the key {wrong[0]!r}: keys are strings")
    parts = {key: encode(each, f"{where}[{key!r}]") for key, each in value.items()}
    if any(key.startswith("$") for key in parts):
        return {"$dict": [[key, each] for key, each in parts.items()]}
    return parts


_WRITERS: Mapping[str, tuple[tuple[type, ...], Callable[[Any], Json]]] = {
    "$decimal": ((Decimal,), str),
    "$float": ((float,), lambda value: repr(float(value))),
    "$datetime": ((datetime,), encode_datetime),
    "$date": ((date,), date.isoformat),
    "$asset": ((Asset, AssetRef), encode_asset),
}
_READERS: Mapping[str, tuple[type, Callable[[Any, Resolver | None], Any]]] = {
    "$decimal": (str, lambda value, _: Decimal(value)),
    "$float": (str, lambda value, _: float(value)),
    "$datetime": (str, lambda value, _: decode_datetime(value)),
    "$date": (str, lambda value, _: date.fromisoformat(value)),
    "$asset": (dict, decode_asset),
    "$tuple": (list, lambda value, assets: tuple(decode(each, assets) for each in value)),
    "$dict": (list, lambda value, assets: {key: decode(each, assets) for key, each in value}),
}


def _plain(value: object, where: str) -> Json:
    if value is None or type(value) in (bool, int, str):
        return value  # type: ignore[return-value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Asset | AssetRef):
        return encode_asset(value)
    if isinstance(value, Enum):
        return _plain(value.value, where)
    if isinstance(value, datetime):
        return encode_datetime(value)
    if isinstance(value, tuple):
        return [_plain(each, f"{where}[{n}]") for n, each in enumerate(value)]
    if isinstance(value, Mapping):
        return {key: _plain(each, f"{where}[{key!r}]") for key, each in value.items()}
    if is_dataclass(value):
        return encode_record(value)
    raise RecordError(f"{where} is {value!r}: a record holds no {type(value).__name__}")


def _fields(record: object) -> tuple[Field[Any], ...]:
    return fields(record)  # type: ignore[arg-type]


@cache
def _named(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((each.name, f"{kind.__name__}.{each.name}") for each in _fields(kind))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    known = {"Asset": Asset, "AssetRef": AssetRef, "Decimal": Decimal, "datetime": datetime}
    hints = get_type_hints(kind, localns=known)
    return {each.name: hints[each.name] for each in _fields(kind)}


@cache
def _required(kind: type) -> frozenset[str]:
    return frozenset(
        each.name for each in _fields(kind) if each.default is MISSING and each.default_factory is MISSING
    )


def _typed(hint: Any, value: Any, where: str, assets: Resolver | None) -> Any:
    if hint is Decimal:
        return decode_decimal(value, where)
    if hint is Asset or hint is AssetRef:
        return decode_asset(value, assets)
    if hint is datetime:
        return decode_datetime(value)
    if hint in (int, str, bool, NoneType):
        if type(value) is not hint:
            raise RecordError(f"{where} is {value!r}: it must be {hint.__name__}")
        return value
    if isinstance(hint, TypeAliasType):
        return _typed(hint.__value__, value, where, assets)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(hint, value, where)
    if is_dataclass(hint):
        return decode_record(hint, value, assets)  # type: ignore[arg-type]
    return _composed(hint, value, where, assets)


def _member(hint: type[Enum], value: Any, where: str) -> Enum:
    try:
        return hint(value)
    except ValueError:
        raise RecordError(
            f"{where} is {value!r}: it must be one of {[each.value for each in hint]}"
        ) from None


def _composed(hint: Any, value: Any, where: str, assets: Resolver | None) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if value is None and NoneType in parts:
            return None
        return _typed(next(each for each in parts if each is not NoneType), value, where, assets)
    if origin is Literal:
        if value not in parts:
            raise RecordError(f"{where} is {value!r}: it must be one of {list(parts)}")
        return value
    if origin is tuple and isinstance(value, list):
        return tuple(_typed(parts[0], each, f"{where}[{n}]", assets) for n, each in enumerate(value))
    if origin is not None and issubclass(origin, Mapping) and isinstance(value, dict):
        return {key: _typed(parts[1], each, f"{where}[{key!r}]", assets) for key, each in value.items()}
    raise RecordError(f"{where} is {value!r}: it must be {hint}")
