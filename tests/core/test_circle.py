"""The meeting circle: minutes, clock times, notes, drawing and text. chromium/tools/test_circle.py has its pages."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.catalog_rest import CATALOG
from builder.meeting import circle_drawing as ring
from builder.meeting.circle import LONGEST, NEEDS, SHORTEST, clock, minutes_over, plan_circle
from builder.respond import respond
from tests.helpers.command_line import run

SHARES = [part["share"] for part in CATALOG["parts"]]
SVG = "{http://www.w3.org/2000/svg}"
lengths = st.integers(SHORTEST, LONGEST)
edits = st.lists(st.one_of(st.integers(0, 60), st.integers(-99_999, 99_999)), min_size=5, max_size=5)


def minutes(**request):
    return [part["minutes"] for part in respond({"op": "circle", **request})["parts"]]


def warnings(**request):
    return [warning["id"] for warning in respond({"op": "circle", **request})["warnings"]]


# ---- minutes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (30, [3, 6, 13, 5, 3]),
        (45, [5, 9, 20, 7, 4]),
        (60, [6, 12, 27, 9, 6]),
        (90, [9, 18, 40, 14, 9]),
        (15, [2, 3, 7, 2, 1]),
    ],
)
def test_our_suggestion_for_the_usual_lengths(total, expected):
    assert minutes(minutes=total) == expected


def test_every_length_sums_exactly_and_the_needs_are_longest():
    for total in range(SHORTEST, LONGEST + 1):
        parts = minutes(minutes=total)
        assert sum(parts) == total
        assert min(parts) >= 1, total
        assert parts[NEEDS] > max(parts[:NEEDS] + parts[NEEDS + 1 :]), total


def test_of_equal_remainders_the_first_part_gets_the_minute_and_the_needs_come_last():
    assert minutes_over(3, [1, 1, 1, 1, 1]) == [1, 1, 0, 1, 0]
    assert minutes_over(4, [1, 1, 1, 1, 1]) == [1, 1, 0, 1, 1]


def test_the_needs_stand_where_the_program_thinks():
    assert CATALOG["parts"][NEEDS]["id"] == "needs"
    assert max(SHARES) == SHARES[NEEDS]


@given(lengths, edits)
def test_any_edited_minutes_sum_exactly_and_the_needs_stay_longest(total, parts):
    fitted = minutes(minutes=total, parts=parts)
    assert sum(fitted) == total
    assert min(fitted) >= 1
    assert fitted[NEEDS] > max(fitted[:NEEDS] + fitted[NEEDS + 1 :])


@given(lengths, edits)
def test_fitted_minutes_are_left_alone_when_they_come_back(total, parts):
    fitted = minutes(minutes=total, parts=parts)
    assert minutes(minutes=total, parts=fitted) == fitted
    assert not {"longest", "least"} & set(warnings(minutes=total, parts=fitted))


def test_the_needs_take_what_is_left_over():
    assert minutes(minutes=60, parts=[5, 10, 0, 5, 5]) == [5, 10, 35, 5, 5]
    assert warnings(minutes=60, parts=[5, 10, 0, 5, 5]) == []


def test_the_other_parts_are_shortened_in_proportion_and_it_is_said():
    assert minutes(minutes=60, parts=[10, 30, 0, 10, 10]) == [7, 19, 20, 7, 7]
    assert warnings(minutes=60, parts=[10, 30, 0, 10, 10]) == ["longest"]
    assert warnings(minutes=60, parts=[0, 30, 0, 10, 10]) == ["least", "longest"]


@pytest.mark.parametrize(("total", "said"), [(29, ["short"]), (30, ["tight"]), (44, ["tight"]), (45, [])])
def test_short_meetings_are_told_so(total, said):
    assert warnings(minutes=total) == said


# ---- clock times ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("13:00", 780), ("13.00", 780), ("9:05", 545), (" 00:00 ", 0), ("23:59", 1439), ("24:00", None), ("12:60", None),
     ("12", None),
     ("1:2", None), ("٣:00", None), ("-1:00", None), ("", None), (None, None), (13, None), ("12:00:00", None),
     ("12:00\n13:00", None)],
)  # fmt: skip
def test_clock_times_are_read_as_people_write_them(text, expected):
    assert clock(text) == expected


def test_a_part_begins_when_the_one_before_ends():
    circle = respond({"op": "circle", "start": "13:00", "minutes": 60})
    spans = [(part["start"], part["end"]) for part in circle["parts"]]
    assert spans == [("13.00", "13.06"), ("13.06", "13.18"), ("13.18", "13.45"), ("13.45", "13.54"), ("13.54", "14.00")]
    assert (circle["start"], circle["end"]) == ("13.00", "14.00")


def test_a_meeting_may_pass_midnight():
    circle = respond({"op": "circle", "start": "23.30", "end": "00.30"})
    assert circle["minutes"] == 60
    assert circle["parts"][2]["start"] == "23.48"
    assert circle["parts"][2]["end"] == "00.15"


def test_without_a_start_there_is_no_clock():
    circle = respond({"op": "circle", "minutes": 45, "start": ""})
    assert circle["start"] is None
    assert {part["end"] for part in circle["parts"]} == {None}


# ---- what is no meeting --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [14, 241, 0, -60, 99_999])
def test_too_short_and_too_long_are_told_apart_from_nonsense(total):
    assert respond({"op": "circle", "minutes": total}) == {"error": "bad_length"}


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text("0123456789:.-xå ", max_size=8),
    st.lists(st.integers()),
    st.dictionaries(st.text(), st.integers()),
    st.integers(),
)


@given(st.dictionaries(st.sampled_from(["start", "end", "minutes", "parts", "role", "as"]), junk))
@settings(max_examples=300)
def test_any_request_gets_an_answer_or_an_error(request):
    answer = respond({"op": "circle", **request})
    assert (
        answer.get("error") in ("bad_request", "bad_length")
        or sum(part["minutes"] for part in answer["parts"]) == answer["minutes"]
    )


@pytest.mark.parametrize(
    "request_",
    [{}, {"minutes": True}, {"minutes": 60.5}, {"minutes": "60"}, {"minutes": 60, "parts": [1, 2]},
     {"minutes": 60, "parts": [1, 2, 3, 4, "5"]},
     {"minutes": 60, "start": "kvart över"}, {"minutes": 60, "role": "kung"}, {"minutes": 60, "as": "pdf"},
     {"minutes": 10**30}],
)  # fmt: skip
def test_nonsense_is_a_bad_request(request_):
    assert respond({"op": "circle", **request_}) == {"error": "bad_request"}


# ---- the drawing ---------------------------------------------------------------------------------------------------


def drawn(**request):
    return ElementTree.fromstring(respond({"op": "circle", "as": "svg", **request})["svg"])


def test_the_drawing_says_in_words_what_it_shows():
    svg = drawn(start="13:00", minutes=60, role="vuxen")
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "Mötescirkel, 60 minuter. Vuxen"
    assert "Behov: 27 minuter, 13.18–13.45" in svg.find(f"{SVG}desc").text


@given(lengths, st.none() | edits)
@settings(max_examples=60)
def test_arcs_fill_the_circle_in_order_without_lying_on_each_other(total, parts):
    arcs = drawn(minutes=total, parts=parts).findall(f"{SVG}circle")
    before = 0
    for arc in arcs:
        dash, rest = [int(number) for number in arc.get("stroke-dasharray").split()]
        assert dash + rest == int(arc.get("pathLength")) == total * 100
        assert before <= -int(arc.get("stroke-dashoffset"))
        before = -int(arc.get("stroke-dashoffset")) + dash
    assert before <= total * 100


@pytest.mark.heavy  # every length, with all starts
@given(lengths, st.none() | edits)
@settings(max_examples=500)
def test_no_name_lies_on_another_or_on_the_ring(total, parts):
    circle = plan_circle({"minutes": total, "parts": parts, "start": "22:00"}, CATALOG)
    boxes = [*ring.boxes(circle, CATALOG["circle"]), ring.middle_of(circle, CATALOG["circle"])]
    for place, box in enumerate(boxes):
        assert not [other for other in boxes[:place] if ring.overlap(box, other)]
        across, down = abs(box["x"] - 500) + box["width"] / 2, abs(box["y"] - 500) + box["height"] / 2
        assert across**2 + down**2 <= (ring.RADIUS - max(ring.WIDTHS) / 2) ** 2


@pytest.mark.heavy  # every length, with all starts
@given(lengths, st.none() | edits)
@settings(max_examples=200)
def test_clock_times_do_not_lie_on_each_other_and_the_first_is_always_there(total, parts):
    svg = drawn(minutes=total, parts=parts, start="13:00")
    pills = [(int(pill.get("x")), int(pill.get("y"))) for pill in svg.findall(f"{SVG}rect[@class='circle-pill']")]
    assert pills
    for place, (x, y) in enumerate(pills):
        assert not [
            1 for left, top in pills[:place] if abs(left - x) < ring.PILL_WIDTH and abs(top - y) < ring.PILL_HEIGHT
        ]


def test_the_sine_is_right_to_two_thousandths():
    for degrees in range(-90, 721, 7):
        assert abs(ring.sine(degrees, 180) - 1000 * math.sin(math.radians(degrees))) < 3, degrees


def test_colours_in_a_file_are_those_of_the_page(root):
    css = (root / "builder" / "shell" / "theme" / "css" / "variables.css").read_text(encoding="utf-8")
    light = css.split("@media")[0]
    assert [re.search(rf"--v-part-{number}: (#\w+)", light)[1] for number in range(1, 6)] == list(ring.COLOURS)


def test_the_drawing_has_no_inline_style_and_no_script():
    svg = respond({"op": "circle", "as": "svg", "minutes": 60, "start": "13:00"})["svg"]
    assert " style=" not in svg
    assert "script" not in svg
    assert not re.search(r"\d\.\d+[^\d<–]", re.sub(r"<(text|title|desc)[^>]*>[^<]*", "", svg))  # whole numbers only


# ---- roles ---------------------------------------------------------------------------------------------------------


def test_eight_roles_with_the_same_five_parts_and_their_own_words():
    roles = CATALOG["roles"]
    assert [role["slug"] for role in roles] == [
        "ordforande",
        "personal",
        "aldre",
        "narstaende",
        "vuxen",
        "ungdom",
        "foralder",
        "ovriga",
    ]
    for role in roles:
        assert [part["part"] for part in role["part"]] == [part["id"] for part in CATALOG["parts"]]
        for part in role["part"]:
            assert 2 <= len(part["says"]) <= 4, (role["id"], part["part"])
            assert 1 <= len(part["asks"]) <= 4, (role["id"], part["part"])
            assert all(question.endswith("?") for question in part["asks"]), (role["id"], part["part"])
    openings = [tuple(role["part"][0]["says"]) for role in roles]
    assert len(set(openings)) == 8


def lix(texts):
    words = [word for text in texts for word in re.findall(r"\w+", text)]
    sentences = sum(max(1, len(re.findall(r"[.?:]", text))) for text in texts)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("slug", ["aldre", "narstaende", "vuxen", "ungdom", "foralder", "ovriga"])
def test_persons_and_relatives_get_easy_words(slug):
    role = next(role for role in CATALOG["roles"] if role["slug"] == slug)
    assert lix([role["for_whom"], *[line for part in role["part"] for line in part["says"] + part["asks"]]]) <= 32


def test_text_holds_the_times_and_what_the_role_does_and_asks():
    text = respond({"op": "circle", "as": "text", "minutes": 60, "start": "13:00", "role": "ungdom"})["text"]
    assert "Mötescirkel, 60 minuter, 13.00–14.00" in text
    assert "Behov: 27 minuter, 13.18–13.45" in text
    assert "? Vad är viktigt för dig?" in text
    assert "vårt förslag" in text


# ---- the command line ----------------------------------------------------------------------------------------------


def test_the_command_line_writes_a_file_that_stands_alone():
    done = run("circle", "--start", "13:00", "--minutes", "60", "--role", "vuxen")
    svg = ElementTree.fromstring(done.stdout.decode())
    assert svg.tag == f"{SVG}svg"
    assert svg.find(f"{SVG}rect").get("fill") == "#ffffff"
    assert (
        done.stdout.decode()
        == respond({"op": "circle", "as": "svg", "start": "13:00", "minutes": 60, "role": "vuxen"})["svg"] + "\n"
    )


def test_the_command_line_writes_text_and_takes_an_end_and_parts():
    done = run("circle", "--start", "13:00", "--end", "13.45", "--parts", "5,5,0,5,5", "--text", "--role", "ordforande")
    assert "Behov: 25 minuter, 13.10–13.35" in done.stdout.decode()
    assert "Ordförande" in done.stdout.decode()


@pytest.mark.parametrize(
    "words",
    [
        ["--minutes", "5"],
        ["--parts", "1,2,x,4,5"],
        ["--parts", "1,2"],
        ["--start", "snart"],
        ["--role", "kung"],
        ["--minutes", "sextio"],
    ],
)
def test_wrong_words_are_told_in_one_line(words):
    done = run("circle", *words)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().count("\n") == 1


def test_every_word_of_the_tool_is_used(root):
    """A sentence that nothing shows would be read and kept up for nothing."""
    from builder.publish.records.load import load_catalog

    words = load_catalog()["words"]["roles"]
    folder = root / "builder"
    pages = folder / "publish" / "pages"
    places = [
        *(folder / "meeting").glob("*.py"),
        pages / "tools" / "circle.py",
        *(pages / "common" / "templates" / "tools").glob("circle*"),
        *(folder / "shell" / "theme" / "js").rglob("*.js"),
    ]
    text = "\n".join(Path(place).read_text(encoding="utf-8") for place in places)
    for table in ("core", "page", "live"):
        unused = [
            key for key in words[table] if not re.search(rf'(words|live|core)\.{key}\b|words\["{key}"\]|"{key}"', text)
        ]
        assert unused == [], table
