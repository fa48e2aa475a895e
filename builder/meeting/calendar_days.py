"""Days of the Gregorian calendar as whole numbers; day 1 is 0001-01-01.

Knows dates, weekdays and ISO weeks. Does not know what day it is today, nor any holiday.
"""

from __future__ import annotations

import re

_ISO = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days of a common year before each month


def is_leap(year: int) -> bool:
    """Whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _start(year: int, month: int) -> int:
    """The number of days before the first day of a month."""
    whole = year - 1
    return whole * 365 + whole // 4 - whole // 100 + whole // 400 + _BEFORE[month - 1] + (month > 2 and is_leap(year))


def day_number(text: object) -> int | None:
    """Return "2026-12-01" as a day's number, and None for anything that is no such day."""
    if not isinstance(text, str):
        return None
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if year < 1 or month < 1 or month > 12 or day < 1:
        return None
    number = _start(year, month) + day
    return number if written(number)[:7] == text[:7] else None


def calendar_day(number: int) -> tuple[int, int, int]:
    """Return a day's number as (year, month, day)."""
    year = number // 366 + 1  # never too late, and soon right
    while _start(year + 1, 1) < number:
        year += 1
    month = 12
    while _start(year, month) >= number:
        month -= 1
    return year, month, number - _start(year, month)


def written(number: int) -> str:
    """Return a day's number as "2026-12-01"."""
    year, month, day = calendar_day(number)
    return ("000" + str(year))[-4:] + "-" + ("0" + str(month))[-2:] + "-" + ("0" + str(day))[-2:]


def weekday(number: int) -> int:
    """Return 1 for a Monday to 7 for a Sunday, as ISO 8601 counts."""
    return (number - 1) % 7 + 1


def week(number: int) -> int:
    """Return the ISO 8601 week: week 1 holds the year's first Thursday."""
    thursday = number - weekday(number) + 4
    return (thursday - _start(calendar_day(thursday)[0], 1) - 1) // 7 + 1
