"""The calendar against Python's own, and what is answered for every day of the listed years."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalog_rest import CATALOG
from builder.meeting.calendar_days import day_number, week, weekday, written
from builder.meeting.discharge import holidays_by_day, is_workday, meeting_date, workday_before
from builder.respond import respond
from tests.helpers.command_line import run

FIRST, LAST = CATALOG["years"]
HOLIDAYS = holidays_by_day(CATALOG)
EVERY_DAY = [
    datetime.date(FIRST, 1, 1) + datetime.timedelta(days)
    for days in range((datetime.date(LAST + 1, 1, 1) - datetime.date(FIRST, 1, 1)).days)
]


def ask(discharge=None, track=None, ready=None) -> dict:
    return respond({"op": "meeting_date", "discharge": discharge, "track": track, "ready": ready})


def free(day: datetime.date) -> bool:
    return day.isoweekday() > 5 or day.isoformat() in HOLIDAYS


# ---- the calendar --------------------------------------------------------------------------------------------------


def same_as_python(day: datetime.date) -> bool:
    number = day_number(day.isoformat())
    return (
        number == day.toordinal()
        and written(number) == day.isoformat()
        and weekday(number) == day.isoweekday()
        and week(number) == day.isocalendar().week
    )


@pytest.mark.heavy  # every day of many years
def test_every_day_from_1890_to_2110_is_counted_as_python_counts_it():
    start = datetime.date(1890, 1, 1).toordinal()
    assert [
        day
        for day in map(datetime.date.fromordinal, range(start, datetime.date(2110, 12, 31).toordinal()))
        if not same_as_python(day)
    ] == []


@given(st.dates())
def test_any_day_is_counted_as_python_counts_it(day):
    assert same_as_python(day)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29",
        "2100-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "2026-01-00",
        "0000-01-01",
        "2026-1-1",
        "20260101",
        "2026-01-01\n",
        " 2026-01-01",
        "２０２６-01-01",
        "igår",
        "",
        None,
        7,
        [],
        {},
        True,
    ],
)
def test_what_is_no_day_is_no_number(text):
    assert day_number(text) is None


@given(st.text(alphabet="0123456789-", max_size=12))
def test_text_is_a_day_when_python_says_so(text):
    try:
        expected = datetime.datetime.strptime(text, "%Y-%m-%d").toordinal() if len(text) == 10 else None
    except ValueError:
        expected = None
    assert day_number(text) == expected


def test_the_leap_days_are_there():
    assert [year for year in range(1999, 2013) if day_number(f"{year}-02-29")] == [2000, 2004, 2008, 2012]


@given(st.sampled_from(EVERY_DAY))
def test_the_working_day_before_is_the_nearest_one(day):
    before = workday_before(day.toordinal(), HOLIDAYS)
    between = [datetime.date.fromordinal(number) for number in range(before + 1, day.toordinal())]
    assert is_workday(before, HOLIDAYS)
    assert not free(datetime.date.fromordinal(before)) or day.year == FIRST
    assert all(map(free, between))


# ---- the meeting ---------------------------------------------------------------------------------------------------


def test_four_weeks_end_on_the_same_weekday_and_its_week_is_told():
    assert ask("2026-12-01", "green") == {
        "op": "meeting_date",
        "meeting": {
            "date": "2026-12-29",
            "weekday": 2,
            "week": 53,
            "sentence": "Mötet ska hållas senast tisdag 29 december 2026, vecka 53.",
            "notes": [],
        },
        "call": None,
        "order": None,
    }


@pytest.mark.heavy  # every day of many years
@pytest.mark.parametrize(("track", "days"), [("green", 28), ("yellow", 28), ("red", 0)])
def test_for_every_discharge_in_the_listed_years_the_day_and_its_warning_are_right(track, days):
    for day in EVERY_DAY:
        latest = day + datetime.timedelta(days)
        answer = ask(day.isoformat(), track)["meeting"]
        assert (answer["date"], answer["weekday"], answer["week"]) == (
            latest.isoformat(),
            latest.isoweekday(),
            latest.isocalendar().week,
        )
        assert f"{latest.day} " in answer["sentence"]
        if latest.year > LAST:
            assert answer["notes"] == [
                f"Vår lista över helgdagar slutar med år {LAST}. Se efter i en kalender om dagen är en helgdag."
            ]
        else:
            assert bool(answer["notes"]) == free(latest), latest


@pytest.mark.parametrize(
    ("discharge", "notes"),
    [
        ("2026-11-29", ["Den dagen är söndag.", "Närmaste vardag före är onsdag 23 december 2026."]),
        ("2026-11-28", ["Den dagen är lördag och annandag jul.", "Närmaste vardag före är onsdag 23 december 2026."]),
        (
            "2026-11-26",
            [
                "Den dagen är julafton. En helgdagsafton är ingen helgdag, men många är lediga.",
                "Närmaste vardag före är onsdag 23 december 2026.",
            ],
        ),
        ("2027-02-26", ["Den dagen är långfredagen.", "Närmaste vardag före är torsdag 25 mars 2027."]),
        (
            "2027-05-28",
            [
                "Den dagen är midsommarafton. En helgdagsafton är ingen helgdag, men många är lediga.",
                "Närmaste vardag före är torsdag 24 juni 2027.",
            ],
        ),
        ("2028-02-01", []),
    ],
)
def test_a_day_that_is_no_working_day_is_named_with_the_one_before(discharge, notes):
    assert ask(discharge, "yellow")["meeting"]["notes"] == notes


def test_at_red_the_meeting_is_before_going_home():
    answer = ask("2026-12-10", "red")["meeting"]
    assert answer["sentence"] == "Mötet ska hållas före hemgången, alltså senast torsdag 10 december 2026, vecka 50."


# ---- the call ------------------------------------------------------------------------------------------------------


@pytest.mark.heavy  # every day of many years
def test_the_call_is_three_days_after_the_message_for_every_day():
    for day in EVERY_DAY:
        answer = ask(ready=day.isoformat())
        assert answer["meeting"] is None
        assert answer["call"]["date"] == (day + datetime.timedelta(3)).isoformat()


def test_a_call_on_a_sunday_is_better_sent_on_the_friday():
    assert ask(ready="2026-12-03")["call"]["notes"] == [
        "Den dagen är söndag.",
        "Närmaste vardag före är fredag 4 december 2026. Skicka kallelsen senast då, om det går.",
    ]


def test_no_day_before_the_message_is_proposed():
    assert ask(ready="2026-12-24")["call"]["notes"][1] == "Det finns ingen vardag emellan. Fråga hur ni gör hos er."


@given(st.sampled_from(EVERY_DAY[:-10]))
def test_a_proposed_day_for_the_call_is_never_before_the_message(day):
    before = workday_before(day.toordinal() + 3, HOLIDAYS, day.toordinal())
    assert before is None or day.toordinal() <= before < day.toordinal() + 3


def test_both_days_are_answered_together_and_a_wrong_order_is_asked_about():
    both = ask("2026-12-01", "green", "2026-11-30")
    assert (both["meeting"]["date"], both["call"]["date"], both["order"]) == ("2026-12-29", "2026-12-03", None)
    assert "före meddelandet" in ask("2026-12-01", "green", "2026-12-02")["order"]


# ---- what cannot be answered -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "error", "said"),
    [
        ({}, "no_date", "Skriv dagen"),
        ({"discharge": " ", "track": "green"}, "no_date", "Skriv dagen"),
        ({"discharge": "2026-12-01"}, "no_track", "Välj ett spår"),
        ({"discharge": "2026-12-01", "track": "blue"}, "no_track", "Välj ett spår"),
        ({"discharge": "2026-12-01", "track": ["green"]}, "no_track", "Välj ett spår"),
        ({"discharge": "2026-02-29", "track": "green"}, "bad_discharge", "utskrivningen finns inte"),
        ({"discharge": 7, "track": "green"}, "bad_discharge", "utskrivningen finns inte"),
        ({"discharge": "2026-12-01", "track": "green", "ready": "?"}, "bad_ready", "meddelandet finns inte"),
        ({"discharge": f"{FIRST - 1}-12-31", "track": "green"}, "outside", f"åren {FIRST} till {LAST}"),
        ({"ready": f"{LAST + 1}-01-01"}, "outside", f"åren {FIRST} till {LAST}"),
        ({"discharge": "0001-01-01", "track": "red"}, "outside", f"åren {FIRST} till {LAST}"),
        ({"discharge": "9999-12-31", "track": "green"}, "outside", f"åren {FIRST} till {LAST}"),
    ],
)
def test_a_request_without_an_answer_gets_a_sentence(request_, error, said):
    answer = respond({"op": "meeting_date", **request_})
    assert answer["error"] == error
    assert said in answer["text"]


@given(
    st.dictionaries(
        st.sampled_from(["discharge", "track", "ready"]),
        st.one_of(st.none(), st.text(), st.integers(), st.booleans(), st.lists(st.text()), st.dates().map(str)),
    )
)
def test_no_request_raises(request_):
    assert isinstance(meeting_date(request_, CATALOG), dict)


# ---- the command line ----------------------------------------------------------------------------------------------


def test_the_command_line_writes_the_same_sentences():
    done = run("date", "--discharge", "2026-12-01", "--track", "green", "--ready", "2026-12-02")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "Mötet ska hållas senast tisdag 29 december 2026, vecka 53.",
        "Kallelsen ska vara skickad senast lördag 5 december 2026, vecka 49. Den dagen är lördag. "
        "Närmaste vardag före är fredag 4 december 2026. Skicka kallelsen senast då, om det går.",
        "Du har skrivit en utskrivningsdag som ligger före meddelandet. Se efter om båda dagarna stämmer.",
    ]


def test_the_command_line_says_what_is_wrong_in_one_line():
    done = run("date", "--discharge", "2026-12-01")
    assert done.returncode == 2
    assert done.stderr.decode() == "python -m builder: date: Välj ett spår.\n"
