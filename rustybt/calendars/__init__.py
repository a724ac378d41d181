"""Trading calendars as integer arrays: those of exchange_calendars, and 24/7."""

from __future__ import annotations

from rustybt.calendars.calendar import NO_BREAK, TradingCalendar
from rustybt.calendars.exchanges import calendar_names, get_calendar

__all__ = ["NO_BREAK", "TradingCalendar", "calendar_names", "get_calendar"]
