"""Values as JSON that comes back exactly: decimals, dates and floats that JSON does not know are tagged."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from rustybt.exceptions import ResultError

__all__ = ["decoded", "encoded"]


def encoded(value: Any, what: str) -> Any:
    """Return a value as JSON can hold it.

    Args:
        value: None, a bool, a number (also numpy's), text, a Decimal, a date or datetime, or lists, tuples
            and mappings with text keys of these.
        what: What it is, for the error.

    Raises:
        ResultError: If it is none of these.

    Example:
        >>> encoded([Decimal("1.50"), 2, float("nan")], "an example")
        [{'$decimal': '1.50'}, 2, {'$float': 'nan'}]
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, np.generic):
        return encoded(value.item(), what)
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$float": str(value)}
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, list | tuple):
        return [encoded(each, what) for each in value]
    if isinstance(value, Mapping):
        return {str(key): encoded(each, what) for key, each in value.items()}
    raise ResultError(
        f"{what} holds {value!r}, a {type(value).__name__}, which cannot be saved: "
        "use numbers, Decimals, text, dates, or lists and dicts of them"
    )


def decoded(value: Any) -> Any:
    """Return what `encoded` was given; tuples come back as lists.

    Args:
        value: From `encoded`.

    Example:
        >>> decoded({"price": {"$decimal": "1.50"}})
        {'price': Decimal('1.50')}
    """
    if isinstance(value, list):
        return [decoded(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (tag, text), *_ = value.items()
        if tag in _TAGS and isinstance(text, str):
            return _TAGS[tag](text)
    return {key: decoded(each) for key, each in value.items()}


_TAGS: dict[str, Callable[[str], Any]] = {
    "$decimal": Decimal,
    "$float": float,
    "$date": date.fromisoformat,
    "$datetime": datetime.fromisoformat,
}
