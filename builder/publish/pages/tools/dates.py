"""The date help's page, rendered at build: the form, worked examples and the holidays as tables.

Knows the core's days. The form is hidden until js/dates.js can use it; the tables are enough without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.meeting.calendar_days import day_number
from builder.meeting.discharge import in_words, meeting_date
from builder.publish.pages.common.content import Content
from builder.publish.pages.common.render import embedded_json, render
from builder.publish.records.load import core_catalog

if TYPE_CHECKING:
    from builder.shapes import Catalog

EXAMPLES = (
    {"discharge": "2026-12-01", "track": "green"},
    {"discharge": "2026-11-28", "track": "yellow"},
    {"discharge": "2026-12-10", "track": "red"},
    {"ready": "2026-12-03"},
)
"""Requests whose answers stand on the page: an ordinary day, a holiday, before going home, and a call on a Sunday."""


def dates_tool(content: Content) -> str:
    """The form and the place for its answer."""
    words = content["words"]["discharge"]["page"]
    data = embedded_json({key: words[key] for key in ("first", "no_engine", "slow", "reset_done")})
    return render("tools/dates.html", words=words, tracks=content["tracks"], years=content["years"], data=data)


def dates_examples(content: Content) -> str:
    """What is known and the latest day, for the examples above."""
    words, catalog = content["words"]["discharge"]["page"], core_catalog()
    names = {track["id"]: track["sv"] for track in content["tracks"]}
    rows = []
    for request in EXAMPLES:
        answer = meeting_date(request, catalog)
        if "ready" in request:
            given = words["example_ready"].format(day=_day(request["ready"], catalog))
        else:
            track = names[request["track"]].lower()
            given = words["example_discharge"].format(day=_day(request["discharge"], catalog), track=track)
        latest = answer["meeting"] or answer["call"]
        rows.append((given, [latest["sentence"], *latest["notes"]]))
    return render(
        "tools/dates_table.html",
        caption=words["examples_caption"],
        heads=(words["example_given"], words["example_answer"]),
        rows=rows,
    )


def holidays_table(content: Content) -> str:
    """Each day that counts as a holiday or a holiday eve, and when it falls."""
    words = content["words"]["discharge"]["page"]
    rows = [(holiday["sv"], [holiday["rule"]]) for holiday in content["holidays"]]
    return render(
        "tools/dates_table.html",
        caption=words["holidays_caption"],
        heads=(words["holiday_name"], words["holiday_rule"]),
        rows=rows,
    )


def _day(date: str, catalog: Catalog) -> str:
    number = day_number(date)
    assert number is not None, date
    return in_words(number, catalog)
