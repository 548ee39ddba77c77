"""When an article appeared, as far as its date tells, and the windows of time that it falls into."""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["UNDATED", "WINDOWS", "moment", "window"]

UNDATED = "undated"
WINDOWS = ("whole", "day", "week", "month")
_FORM = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?")


def moment(told: str) -> datetime | None:
    """Return the clock time that an ISO 8601 date tells, midnight where it tells none; None for other text.

    Fractions of a second and the time zone are left away.

    Examples
    --------
    >>> str(moment("2025-08-19T09:30:00Z")), moment("last Tuesday")
    ('2025-08-19 09:30:00', None)
    """
    found = _FORM.match(told.strip())
    if not found:
        return None
    try:
        return datetime.fromisoformat(f"{found[1]} {found[2] or '00:00'}")
    except ValueError:
        return None


def window(told: str, unit: str) -> str:
    """Return the name of the day, ISO week or month of a date; `UNDATED` without one, ``whole`` for all time.

    Examples
    --------
    >>> [window("2025-12-31", unit) for unit in WINDOWS]
    ['whole', '2025-12-31', '2026-W01', '2025-12']
    """
    if unit == "whole":
        return "whole"
    when = moment(told)
    return _named(when.date(), unit) if when else UNDATED


def _named(day: date, unit: str) -> str:
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[:7] if unit == "month" else day.isoformat()
