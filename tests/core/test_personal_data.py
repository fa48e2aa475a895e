"""The personal-data guard on labelled texts, on numbers in every spelling, and on what people write in plans.

Knows builder/text/personal_data.py and the records. examples/personal_data.toml is read by the engines' tests as well.
"""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.publish.records.read import CONTENT, content_file
from builder.respond import respond
from builder.text.personal_data import GUARDS, LONGEST, guard, luhn
from tests.helpers.places import example, read_toml

RECORDS = read_toml(CONTENT / "coach" / "guard.toml")["guard"]
TEXTS = read_toml(example("personal_data.toml"))["text"]


def kinds(text: str) -> list[str]:
    return [one["kind"] for one in guard(text, RECORDS)]


def shown(text: str) -> list[str]:
    """The words that were found."""
    return [text[slice(*one["span"])] for one in guard(text, RECORDS)]


# ---- labelled texts ----------------------------------------------------------------------------------------------


def test_every_labelled_text_is_found_to_hold_what_its_label_says():
    seen = [(record["text"], kinds(record["text"]), record["kinds"]) for record in TEXTS]
    assert [one for one in seen if one[1] != one[2]] == []


def test_the_labelled_texts_are_many_and_at_least_half_of_them_hold_nothing():
    nothing = [record for record in TEXTS if not record["kinds"]]
    assert len(TEXTS) >= 120
    assert len(nothing) * 2 >= len(TEXTS)
    assert len({record["text"] for record in TEXTS}) == len(TEXTS)


def test_each_kind_has_its_function_and_its_record():
    assert [record["id"] for record in RECORDS] == list(GUARDS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_a_kind_sees_its_bad_examples(record):
    assert [text for text in record["bad"] if record["id"] not in kinds(text)] == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_good_examples_are_left_alone_by_every_kind(record):
    assert [text for text in record["good"] if kinds(text)] == []


def strings(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for child in children for text in strings(child)]


@pytest.mark.parametrize("file", ["goals.toml", "goals_left_alone.toml", "seed_goals.toml", "seed_facts.toml"])
def test_what_people_write_in_plans_never_alarms(file):
    texts = strings(read_toml(example(file)))
    assert [text for text in texts if kinds(text)] == []


@pytest.mark.parametrize(
    "file", ["questions.toml", "checklists.toml", "goals.toml", "talk.toml", "rules.toml", "messages.toml"]
)
def test_our_own_texts_never_alarm(file):
    texts = strings(read_toml(content_file(file)))
    assert [text for text in texts if kinds(text)] == []


# ---- personal numbers --------------------------------------------------------------------------------------------


def check_digit(nine: str) -> str:
    return next(digit for digit in "0123456789" if luhn(nine + digit))


@pytest.mark.parametrize("number", ["9006022397", "4408139089", "0104132386", "1212121212", "4004057032"])
def test_published_test_numbers_have_the_right_check_digit(number):
    assert luhn(number)
    assert not any(luhn(number[:-1] + digit) for digit in "0123456789" if digit != number[-1])


SPELLINGS = [
    "{yy}{mm}{dd}-{four}", "{yy}{mm}{dd}{four}", "{yyyy}{mm}{dd}{four}", "{yyyy}{mm}{dd}-{four}",
    "{yyyy}{mm}{dd} {four}", "{yy}{mm}{dd} {four}",
    "{yy}{mm}{dd} - {four}", "{yyyy}{mm}{dd}–{four}", "{yyyy}-{mm}-{dd}-{four}", "{yyyy}-{mm}-{dd} {four}",
    "{yyyy}.{mm}.{dd}-{four}", "{yyyy}/{mm}/{dd}-{four}",
    "{cc} {yy} {mm} {dd} - {four}", "{cc} {yy} {mm} {dd} {four}", "{yy} {mm} {dd} {four}", "{yy} {mm} {dd}-{four}",
    "{yy}{mm}{dd}\u00a0{four}", "{yyyy}{mm}{dd}\u2212{four}", "{yy}{mm}{dd}-{two} {last}",
]  # fmt: skip
AROUND = [
    ("", ""),
    ("(", ")"),
    ("Jag heter Kim, ", "."),
    ("pnr:", ", och"),
    ("Rum 12 ", " vill hem"),
    ("nr ", "\n"),
    ("”", "”"),
    ("\n- ", ";"),
]


@st.composite
def numbers(draw, first: int, last: int) -> dict:
    """The parts of a valid personal number or coordination number of somebody born in these years."""
    born = draw(st.dates(datetime.date(first, 1, 1), datetime.date(last, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 0, 60]))
    date, serial = f"{born.year}{born.month:02}{day:02}", f"{draw(st.integers(1, 999)):03}"
    four = serial + check_digit(date[2:] + serial)
    return {
        "cc": date[:2],
        "yy": date[2:4],
        "yyyy": date[:4],
        "mm": date[4:6],
        "dd": date[6:],
        "four": four,
        "two": four[:2],
        "last": four[2:],
    }


@given(numbers(1931, 2009), st.sampled_from(SPELLINGS), st.sampled_from(AROUND))
def test_a_valid_number_is_found_in_every_spelling(parts, spelling, around):
    assume(spelling != "{yy} {mm} {dd} {four}" or parts["two"] not in ("19", "20"))  # may be a number and a date
    number = spelling.format(**parts)
    text = number.join(around)
    assert kinds(text) == ["personal_number"]
    assert shown(text) == [number]


@given(numbers(1900, 2030), st.sampled_from(["{yy}{mm}{dd}-{four}", "{yyyy}{mm}{dd}-{four}", "{yyyy}{mm}{dd}{four}"]))
def test_a_valid_number_of_any_age_is_found_as_authorities_write_it(parts, spelling):
    assume(
        spelling.endswith("}{four}")
        or not ("0101" <= parts["four"] <= "1231" and int(parts["last"]) in (28, 29, 30, 31))
    )  # may be a period
    assume(parts["yyyy"] != "1900" or parts["mm"] + parts["dd"] not in ("0229", "0289"))
    assert kinds(spelling.format(**parts)) == ["personal_number"]


@given(numbers(1880, 1930))
def test_the_plus_of_someone_over_a_hundred_is_found(parts):
    assert kinds("{yy}{mm}{dd}+{four}".format(**parts)) == ["personal_number"]


@given(numbers(1931, 2009), st.sampled_from([s for s in SPELLINGS if "-{four}" in s or "yyyy" in s]), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_personal_number(parts, spelling, wrong):
    parts["four"] = parts["four"][:3] + str((int(parts["four"][3]) + wrong) % 10)
    assert kinds(spelling.format(**parts)) == []


@given(numbers(1931, 2009), st.sampled_from("0123456789"), st.booleans())
def test_a_longer_row_of_digits_is_no_personal_number(parts, digit, before):
    number = "{yyyy}{mm}{dd}{four}".format(**parts)
    assert kinds(digit + number if before else number + digit) == []


@pytest.mark.parametrize("day", ["900632", "901302", "900600", "010229", "19000229", "900692", "900660", "901372"])
def test_a_day_that_is_not_in_the_calendar_is_no_personal_number(day):
    for serial in range(1, 1000, 37):
        assert kinds(f"{day}-{serial:03}" + check_digit(f"{day[-6:]}{serial:03}")) == []


def test_the_leap_day_is_in_the_calendar_in_leap_years():
    assert kinds("20000229-123" + check_digit("000229123")) == ["personal_number"]
    assert kinds("960229-123" + check_digit("960229123")) == ["personal_number"]
    assert kinds("000229+123" + check_digit("000229123")) == []  # 1900 was no leap year


# ---- phone numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "0701740605",
        "+46 70 174 06 05",
        "+46 (0)70-174 06 05",
        "0046701740605",
        "(08) 465 004 00",
        "08-465 004 00",
        "031-390 06 00",
        "0980-31 92 00",
        "0980-319 20",
        "0701-74 06 05",
    ],
)
def test_a_phone_number_is_found_and_not_what_stands_around_it(number):
    for around in [*AROUND, ("", " 2 gånger"), ("", " 12 tabletter"), ("", " kl. 08–16")]:
        assert shown(number.join(around)) == [number], around


@given(
    st.sampled_from(["070", "072", "073", "076", "079"]),
    st.integers(0, 9_999_999),
    st.sampled_from(
        ["{a}-{b} {c} {d}", "{a} {b} {c} {d}", "{a}{b}{c}{d}", "{a}-{b}{c}{d}", "{a}-{b}-{c}-{d}", "{a}.{b}.{c}.{d}"]
    ),
)
def test_any_mobile_number_is_found_in_every_spelling(prefix, rest, spelling):
    rest = f"{rest:07}"
    number = spelling.format(a=prefix, b=rest[:3], c=rest[3:5], d=rest[5:])
    assert shown(number) == [number]


@pytest.mark.parametrize(
    "number",
    [
        "112",
        "1177",
        "114 14",
        "113 13",
        "116 111",
        "90101",
        "020-50 50 50",
        "0200-239 500",
        "0771-524 524",
        "010-123 45 67",
        "+46 771 524 524",
        "118 118",
    ],
)
def test_numbers_of_authorities_care_and_help_lines_are_left_alone(number):
    assert kinds(f"Ring {number} om du behöver") == []


# ---- nothing to find ---------------------------------------------------------------------------------------------

DAYS = st.dates(datetime.date(1920, 1, 1), datetime.date(2035, 12, 31))
PLAN_DAYS = st.dates(datetime.date(2010, 1, 1), datetime.date(2030, 12, 31))
TIMES = st.times()


@given(
    DAYS,
    st.sampled_from(
        [
            "{:%Y-%m-%d}",
            "{:%y%m%d}",
            "{:%Y%m%d}",
            "{:%d/%m %Y}",
            "{:%d.%m.%Y}",
            "{:%d-%m-%Y}",
            "{:%d%m%Y}",
            "{:%d/%m-%y}",
            "{:%d %m %Y}",
        ]
    ),
    st.sampled_from(AROUND),
)
def test_a_date_never_alarms(day, spelling, around):
    assert kinds(spelling.format(day).join(around)) == []


def test_a_number_before_a_date_makes_no_personal_number_of_it():
    assert kinds("Rum 12 06 01 1999 vill hem") == []
    assert kinds("12 06 01-1999") == kinds("90 06 02 2397") == ["personal_number"]


@given(
    PLAN_DAYS,
    TIMES,
    st.sampled_from(["{:%Y-%m-%d} ", "{:%y%m%d} ", "{:%Y%m%d} ", "{:%d/%m} kl. ", "{:%Y-%m-%d} – ", "{:%y%m%d} kl "]),
    st.sampled_from(["{:%H%M}", "{:%H.%M}", "{:%H:%M}", "{:%H}"]),
)
def test_a_date_with_a_time_never_alarms(day, clock, date_spelling, time_spelling):
    assert kinds("Mötet är " + date_spelling.format(day) + time_spelling.format(clock)) == []


@given(
    TIMES,
    TIMES,
    st.sampled_from(["%H.%M", "%H:%M", "%H%M", "%H", "%H %M"]),
    st.sampled_from(["-", "–", " - ", " – ", " till ", " och ", ", "]),
    st.sampled_from(["", " varje dag", " 30 min", " 2 ggr/v"]),
)
def test_a_time_span_never_alarms(start, end, spelling, between, after):
    assume((spelling, after) != ("%H %M", " 30 min"))  # 08-10 32 30 is a number in Stockholm
    assert kinds(f"Kl. {start.strftime(spelling)}{between}{end.strftime(spelling)}{after}") == []
    assert kinds(f"{start.strftime(spelling)}{between}{end.strftime(spelling)}{after}") == []


@given(PLAN_DAYS, st.integers(1, 12), st.sampled_from(["-", "–", " - "]))
def test_a_period_that_ends_with_a_month_never_alarms(start, months, dash):
    after = datetime.date(start.year + (start.month + months - 1) // 12, (start.month + months - 1) % 12 + 1, 1)
    end = after - datetime.timedelta(days=1)
    assume(end.year == start.year)
    assert kinds(f"Beslutet gäller {start:%y%m%d}{dash}{end:%m%d}") == []


@given(
    st.integers(0, 99_999_999),
    st.sampled_from([" kr", " kronor", ":-", " kr/mån", " SEK"]),
    st.sampled_from([" ", "\u00a0", ""]),
)
def test_money_never_alarms(amount, unit, space):
    assert kinds("Hyran är " + f"{amount:,}".replace(",", space) + unit) == []


@given(
    st.integers(1, 2000),
    st.sampled_from(["mg", "E", "ml", "µg", "g"]),
    st.lists(st.integers(0, 4), min_size=1, max_size=4),
    st.sampled_from(["+", "x", " + ", " ", "-", "–"]),
)
def test_a_dose_never_alarms(amount, unit, times, between):
    assert kinds(f"Tablett {amount} {unit} {between.join(str(number) for number in times)}") == []


@given(st.integers(60, 260), st.integers(30, 150), st.integers(30, 199), st.sampled_from(["/", " ", "-"]))
def test_blood_pressure_and_pulse_never_alarm(upper, lower, pulse, between):
    assert kinds(f"Blodtryck {upper}{between}{lower}, puls {pulse}") == []
    assert kinds(f"BT {upper}{between}{lower} Puls {pulse}") == []


@given(
    st.sampled_from(["Storgatan", "Strandvägen", "Stortorget", "Ekbacken", "Karlaplan"]),
    st.integers(1, 60),
    st.sampled_from(["gånger i veckan", "ggr/v", "minuter", "min", "km", "dagar", "varv", "eller 3 gånger", "mars"]),
)
def test_a_street_and_something_counted_is_no_address(street, number, counted):
    assert kinds(f"Gå till {street} {number} {counted}") == []
    assert kinds(f"Gå till {street}") == []


# ---- any text ----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "900602",
        "-",
        "2397",
        " ",
        "+46",
        "070",
        "08",
        "12",
        "(0)",
        ".",
        "@",
        "example",
        ".com",
        "Storgatan",
        "123 45 ",
        "Lund",
        "\n",
        "väg",
        "😀",
        "å",
        "0",
        "–",
        "/",
        "S:t ",
    ]
)


@given(st.text() | st.lists(PIECES, max_size=14).map("".join))
def test_p5_any_text_gets_spans_inside_itself_in_order_without_overlap(text):
    response = respond({"op": "guard", "text": text})
    assert set(response) == {"op", "found", "ask"}
    order = [record["id"] for record in RECORDS]
    places = [(order.index(one["kind"]), *one["span"]) for one in response["found"]]
    assert places == sorted(places)
    spans = sorted(one["span"] for one in response["found"])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert bool(response["ask"]) == bool(spans)


def test_a_number_that_may_be_of_two_kinds_is_found_once_as_the_first_of_them():
    assert kinds("0508900602") == ["personal_number"]  # a coordination number, and a phone number in Hudiksvall's area
    assert kinds("0508900602, 070-174 06 05") == ["personal_number", "phone"]


def test_a_span_counts_signs_and_not_halves_of_them():
    assert shown("👩‍👩‍👧 😀 070-174 06 05 😀") == ["070-174 06 05"]


def test_the_question_is_about_the_first_kind_in_the_records_order():
    response = respond({"op": "guard", "text": "Storgatan 12, kim@example.com, 070-174 06 05, 900602-2397"})
    assert [one["kind"] for one in response["found"]] == list(GUARDS)
    assert response["ask"] == RECORDS[0]["ask"]
    assert respond({"op": "guard", "text": "Bo kvar hemma"}) == {"op": "guard", "found": [], "ask": ""}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_a_question_is_quiet_and_leaves_it_to_the_person(record):
    assert record["ask"].startswith("Det här ser ut som ")
    assert record["ask"].endswith(" på papperet?")


@pytest.mark.parametrize("text", [None, 3, ["070-174 06 05"], {}])
def test_a_wrong_request_is_answered_not_raised(text):
    assert respond({"op": "guard", "text": text}) == {"error": "bad_request"}


NUMBER = "900602-2397"


def test_only_the_beginning_of_a_very_long_text_is_looked_at():
    room = LONGEST - len(NUMBER) - 1
    assert guard("a" * room + " " + NUMBER, RECORDS) != []
    assert guard("a" * LONGEST + " " + NUMBER, RECORDS) == []
