"""What an alert says, made plain without calling anything of a foreign class, so that it cannot fail or give away."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from rustybt.exceptions import ConfigurationError
from rustybt.live.alert_queue import Severity

__all__ = ["plain_details", "plain_text", "severity_of"]

LONGEST_TEXT = 4000
DEEPEST = 6
MOST_ITEMS = 200
LONGEST_INTEGER = 4096
SAFE_BITS = 63
CRITICAL_EVENTS = ("trip", "halt", "disconnect", "critical", "alarm_test")


def severity_of(event_type: object, given: object) -> Severity:
    """How bad an event is.

    Args:
        event_type: Trips, halts and lost connections are CRITICAL, resets are INFO, the rest is WARNING.
        given: What the sender says it is, if anything; what is not understood is CRITICAL, so that it is heard.

    Example:
        >>> severity_of("circuit_breaker_tripped", None).name, severity_of("stale_data", None).name
        ('CRITICAL', 'WARNING')
    """
    if isinstance(given, Severity):
        return given
    if given is not None:
        try:
            return Severity.of(plain_text(given))
        except ConfigurationError:
            return Severity.CRITICAL
    text = plain_text(event_type).lower()
    if "reset" in text or "resume" in text:
        return Severity.INFO
    return Severity.CRITICAL if any(word in text for word in CRITICAL_EVENTS) else Severity.WARNING


def plain_details(details: object) -> dict[str, Any]:
    """Details as JSON-typed values: bounded, and free of foreign objects.

    Args:
        details: A dict as a rule; of anything unknown only the name of its type is told.

    Example:
        >>> plain_details({"drawdown": Decimal("-0.11"), "broker": object()})
        {'drawdown': '-0.11', 'broker': 'object'}
    """
    if details is None:
        return {}
    plain = _value(details, 0)
    return plain if isinstance(plain, dict) else {"details": plain}


def plain_text(value: object) -> str:
    """A value as text that can be written in UTF-8.

    Args:
        value: Text, a number, a date, an enumeration; of anything else the name of its type.
    """
    if isinstance(value, Enum):
        return value._value_ if type(value._value_) is str else value._name_
    if type(value) is str:
        return value[:LONGEST_TEXT].encode("utf-8", "backslashreplace").decode()
    if type(value) is int:
        return (
            str(value)
            if value.bit_length() <= LONGEST_INTEGER
            else f"an integer of {value.bit_length()} bits"
        )
    if type(value) in (Decimal, float, date):
        return str(value)
    if type(value) is datetime and type(value.tzinfo) in (type(None), timezone, ZoneInfo):
        return value.isoformat()
    return type(value).__name__


def _value(value: object, depth: int) -> Any:
    if value is None or type(value) is bool:
        return value
    if type(value) is int and value.bit_length() <= SAFE_BITS:
        return value
    if depth >= DEEPEST:
        return "..."
    if type(value) is MappingProxyType:
        value = dict(value)
    if type(value) is dict:
        return {plain_text(key): _value(item, depth + 1) for key, item in list(value.items())[:MOST_ITEMS]}
    if type(value) is list or type(value) is tuple or type(value) is set or type(value) is frozenset:
        return [_value(item, depth + 1) for item in list(value)[:MOST_ITEMS]]
    return plain_text(value)
