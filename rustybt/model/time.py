"""Time as data: UTC nanoseconds since the epoch, and session days since the epoch."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

__all__ = [
    "NANOS_PER_DAY",
    "NANOS_PER_SECOND",
    "date_to_day",
    "datetime_to_ns",
    "day_to_date",
    "ns_to_datetime",
]

NANOS_PER_SECOND = 1_000_000_000
NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day_to_date(day: int) -> date:
    """Return the calendar date of a session day.

    Args:
        day: Days since 1970-01-01.

    Example:
        >>> day_to_date(0)
        datetime.date(1970, 1, 1)
    """
    return date.fromordinal(_EPOCH_DAY + day)


def date_to_day(value: date) -> int:
    """Return the days since 1970-01-01 of a calendar date.

    Args:
        value: A calendar date; of a ``datetime`` only the date part counts.

    Example:
        >>> date_to_day(date(1970, 1, 2))
        1
    """
    return value.toordinal() - _EPOCH_DAY


def ns_to_datetime(ns: int) -> datetime:
    """Return the UTC datetime of a time in nanoseconds; below a microsecond it is cut.

    Args:
        ns: Nanoseconds since 1970-01-01T00:00Z.

    Example:
        >>> ns_to_datetime(1_000_000_000)
        datetime.datetime(1970, 1, 1, 0, 0, 1, tzinfo=datetime.timezone.utc)
    """
    return _EPOCH + timedelta(microseconds=ns // 1000)


def datetime_to_ns(value: datetime) -> int:
    """Return the nanoseconds since the epoch of an aware datetime.

    Args:
        value: A datetime with a time zone.

    Raises:
        ValueError: If ``value`` is naive.
    """
    if value.tzinfo is None:
        raise ValueError(f"naive datetime {value!r}: attach a time zone, such as datetime.UTC")
    delta = value - _EPOCH
    return ((delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds) * 1000
