"""The latest day for a meeting and for the call to it, at discharge from hospital.

Knows how days are counted and which of them are working days. Does not know what day it is today. Tracks, holidays,
the years they are listed for, and every sentence come in with the catalog.
"""

from __future__ import annotations

from builder.meeting.calendar_days import calendar_day, day_number, week, weekday, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from builder.shapes import Catalog, Day, Holiday, Request, Response

CALL_DAYS = 3  # after the message that the person is ready to leave: lag (2017:612) 4 kap. 3 §
SATURDAY = 6


def holidays_by_day(catalog: Catalog) -> dict[str, Holiday]:
    """Return each listed holiday and holiday eve under its date."""
    return {date: holiday for holiday in catalog["holidays"] for date in holiday["dates"]}


def is_workday(number: int, holidays: dict[str, Holiday]) -> bool:
    """Whether a day is neither Saturday nor Sunday, and no listed holiday or holiday eve."""
    return weekday(number) < SATURDAY and written(number) not in holidays


def workday_before(number: int, holidays: dict[str, Holiday], earliest: int | None = None) -> int | None:
    """Return the nearest working day before a day, or None if there is none from `earliest` on."""
    number -= 1
    while not is_workday(number, holidays):
        number -= 1
    return None if earliest is not None and number < earliest else number


def meeting_date(request: Request, catalog: Catalog) -> Response:
    """Return the latest day for the meeting, and for the call; never raises on input.

    request: "discharge": ISO date and "track": id; "ready": ISO date of the message that the person is ready to leave.
    Either of the two dates, or both.
    → {"meeting": day or None, "call": day or None, "order": sentence or None} with day = {"date", "weekday": 1–7,
       "week", "sentence", "notes": [sentence]}. Errors: {"error": key, "text": sentence} with key "no_date",
       "no_track", "bad_discharge", "bad_ready" or "outside" (a year that we have no holidays for).
    """
    words = catalog["discharge"]
    discharge, ready = _given(request, "discharge"), _given(request, "ready")
    track = [one for one in catalog["tracks"] if one["id"] == request.get("track")]
    left, told = day_number(discharge), day_number(ready)
    problem = ""
    if discharge is None and ready is None:
        problem = "no_date"
    elif discharge is not None and left is None:
        problem = "bad_discharge"
    elif ready is not None and told is None:
        problem = "bad_ready"
    elif [number for number in (left, told) if number is not None and not _listed(number, catalog)]:
        problem = "outside"
    elif left is not None and not track:
        problem = "no_track"
    if problem:
        first, last = catalog["years"]
        return {"error": problem, "text": words[problem].format(first=first, last=last)}
    meeting = (
        None
        if left is None
        else _day(left + track[0]["days"], track[0]["sentence"], words["meeting_earlier"], None, catalog)
    )
    call = None if told is None else _day(told + CALL_DAYS, words["call"], words["call_earlier"], told, catalog)
    order = words["order"] if left is not None and told is not None and left < told else None
    return {"meeting": meeting, "call": call, "order": order}


def _given(request: Request, key: str) -> Any:
    """What a request says under a key; an empty field says nothing."""
    value = request.get(key)
    return None if isinstance(value, str) and not value.strip() else value


def _listed(number: int, catalog: Catalog) -> bool:
    first, last = catalog["years"]
    return first <= calendar_day(number)[0] <= last


def in_words(number: int, catalog: Catalog) -> str:
    """Return a day as a person writes it, with weekday and year."""
    words = catalog["discharge"]
    year, month, day = calendar_day(number)
    written_out: str = words["day"].format(
        weekday=words["weekdays"][weekday(number) - 1],
        day=day,
        month=catalog["messages"]["months"]["names"][month - 1],
        year=year,
    )
    return written_out


def _day(number: int, sentence: str, earlier: str, earliest: int | None, catalog: Catalog) -> Day:
    return {
        "date": written(number),
        "weekday": weekday(number),
        "week": week(number),
        "sentence": sentence.format(day=in_words(number, catalog), week=week(number)),
        "notes": _notes(number, earlier, earliest, catalog),
    }


def _notes(number: int, earlier: str, earliest: int | None, catalog: Catalog) -> list[str]:
    """What is to be known of a day that is no working day, or that lies after the listed years."""
    words, holidays = catalog["discharge"], holidays_by_day(catalog)
    if not _listed(number, catalog):
        return [words["unlisted"].format(last=catalog["years"][1])]
    if is_workday(number, holidays):
        return []
    reasons = [words["weekdays"][weekday(number) - 1]] if weekday(number) >= SATURDAY else []
    holiday = holidays.get(written(number))
    if holiday:
        reasons.append(holiday["sv"])
    note = words["day_off"].format(reasons=words["and"].join(reasons))
    if holiday and holiday["eve"]:
        note += " " + words["eve"]
    before = workday_before(number, holidays, earliest)
    return [note, words["none_before"] if before is None else earlier.format(day=in_words(before, catalog))]
