"""The listed holidays, held against the library holidays, which the site itself does not need."""

from __future__ import annotations

import datetime

import holidays
import pytest

from builder.publish.records.load import load_catalog, load_content
from builder.publish.records.read import CONTENT, ContentError
from tests.content.test_content import broken

CATALOG = load_catalog()
FIRST, LAST = CATALOG["years"]


def ours(eve: bool) -> dict[datetime.date, str]:
    return {
        day: holiday["sv"].lower()
        for holiday in CATALOG["holidays"]
        if holiday["eve"] == eve
        for day in holiday["dates"]
    }


def theirs(category: str) -> dict[datetime.date, str]:
    years = range(FIRST, LAST + 1)
    return {
        day: name.lower()
        for day, name in holidays.Sweden(years=years, categories=category, include_sundays=False, language="sv").items()
    }


def test_at_least_ten_years_are_listed():
    assert LAST - FIRST >= 10


def test_every_public_holiday_and_no_other_day_is_listed():
    assert ours(eve=False) == theirs("public")


def test_the_three_eves_are_those_that_banks_are_closed_all_day_and_are_marked_as_no_holidays():
    assert ours(eve=True) == {day: name for day, name in theirs("bank").items() if "kl." not in name}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-01-01, ", "", "one date for each year"),
        ("2026-01-01, 2027-01-01", "2027-01-01, 2026-01-01", "one date for each year"),
        ("2026-01-01", '"2026-01-01"', "dates = '2026-01-01', which must be a date"),
        ("years = [2026, 2036]", "years = [2026, 2037]", "one date for each year"),
        ("years = [2026, 2036]", "years = 2026", "years = 2026, which must be a list"),
        ("years = [2026, 2036]", "years = [2026]", "first and a last year"),
        ("\neve = false", "\neev = false", "lacks eve"),
    ],
)
def test_a_missing_or_misplaced_date_stops_the_build(tmp_path, old, new, said):
    with pytest.raises(ContentError, match=f"content/meeting/holidays.toml.*{said}"):
        load_content(broken(tmp_path, "holidays.toml", old, new))


def test_a_track_of_an_unknown_region_stops_the_build(tmp_path):
    with pytest.raises(ContentError, match=r"content/meeting/discharge\.toml.*gotland"):
        load_content(broken(tmp_path, "discharge.toml", 'region = "orebro"', 'region = "gotland"'))


def test_the_content_as_it_is_passes():
    assert load_content(CONTENT)["years"] == [FIRST, LAST]
