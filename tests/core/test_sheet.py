"""The sheet: order, handwriting room, who and when, and that no word is changed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalog_rest import CATALOG
from builder.paper.plan import new_plan
from builder.paper.sheet import blank_sheet, live_sheet, outline, sheet_html, sheet_text
from builder.paper.voice import long_date

THREE = {
    "matters_most": "Sova hemma",
    "works_well": "Grannen",
    "works_less_well": "Trappan",
    "main_goal": "Gå ut själv",
}


def plan(answers=None, **more):
    return {
        **new_plan(),
        "answers": THREE if answers is None else answers,
        "written_by": "self",
        "updated": "2026-11-24",
        **more,
    }


def shown(html, tag):
    return re.findall(rf"<{tag}[^>]*>([^<]+)</{tag}>", html)


def test_p4_three_answers_give_a_finished_sheet():
    assert shown(sheet_html(plan(), CATALOG), "h2") == [
        "Inledning",
        "Aktuell situation",
        "Behov",
        "Sammanfattning",
        "Avslutning",
    ]
    text = sheet_text(plan(), CATALOG)
    assert [text.index(answer) for answer in THREE.values()] == sorted(text.index(answer) for answer in THREE.values())
    assert "Skrivet av mig själv, 24 november 2026" in text


def test_the_sheet_begins_with_what_matters_most():
    [first, *_] = outline(plan(), CATALOG)[0]["rows"]
    assert first["question"]["id"] == "matters_most"


def test_p6_there_is_room_to_write_by_hand_where_nothing_was_written():
    rows = {row["question"]["id"]: row for part in outline(plan({}), CATALOG) for row in part["rows"]}
    assert rows["matters_most"]["value"] is None
    html = sheet_html(plan({}), CATALOG)
    assert html.count('class="line"') >= sum(row["lines"] for row in rows.values())
    assert {"who_does_what", "who_to_call", "next_meeting", "my_copy"} <= rows.keys()


def test_the_short_blank_sheet_has_the_three_questions_and_the_meetings_own():
    short = blank_sheet(CATALOG, everything=False)
    assert "Det här är viktigast för mig just nu" in short
    assert "Vem gör vad?" in short
    assert "Det här är jag orolig för" not in short


def test_voluntary_questions_without_an_answer_are_left_out_of_a_filled_sheet_but_stand_on_the_blank():
    assert "Det här är jag orolig för" not in sheet_html(plan(), CATALOG)
    assert "Det här är jag orolig för" in blank_sheet(CATALOG, everything=True)


def test_the_blank_sheet_has_every_question():
    for question in CATALOG["questions"]:
        assert (question["paper"] in blank_sheet(CATALOG, everything=True)) == ("du_of" not in question)


DU = {
    **THREE,
    "main_goal_du": "Du vill gå ut själv",
    "sub_goals": [{"sub_goal": "Baka", "sub_goal_du": "Du vill baka", "when": "I maj"}],
}


def test_p5_a_goal_in_du_form_stands_below_the_persons_own_words():
    text = sheet_text(plan(DU), CATALOG)
    assert "(huvudmål)\nGå ut själv\n\nTill planen, i du-form\nDu vill gå ut själv\n" in text
    assert "– Steg: Baka\n  Till planen, i du-form: Du vill baka\n  När: I maj" in text
    html = sheet_html(plan(DU), CATALOG)
    assert 'class="sheet-row sheet-du" data-row="main_goal_du"' in html
    assert 'data-field="sub_goal_du" class="sheet-du"' in html


@pytest.mark.parametrize("written_by", ["self", "relative", "staff_with_person"])
def test_the_paper_says_nothing_of_du_form_where_nothing_is_written_in_it(written_by):
    answers = {**THREE, "main_goal_du": " \n", "sub_goals": [{"sub_goal": "Baka", "sub_goal_du": ""}]}
    assert "du-form" not in sheet_html(plan(answers, written_by=written_by), CATALOG)
    assert "du-form" not in sheet_text(plan(answers, written_by=written_by), CATALOG)


@pytest.mark.parametrize("everything", [True, False])
def test_a_blank_sheet_has_no_room_for_du_form(everything):
    assert "du-form" not in blank_sheet(CATALOG, everything)


def test_the_live_sheet_has_a_place_for_every_answer():
    html = live_sheet(CATALOG)
    for question in CATALOG["questions"]:
        assert f'data-row="{question["id"]}"' in html


def test_a_relatives_sheet_speaks_of_the_person():
    text = sheet_text(plan(written_by="relative"), CATALOG)
    assert "Skrivet av en närstående" in text
    assert "viktigast för personen" in text
    assert " mig " not in text
    assert "Vem ringer personen" in sheet_html(plan(written_by="relative"), CATALOG)


@given(st.text(alphabet=st.characters(exclude_characters="\r\n"), min_size=1))
def test_p5_the_words_stand_as_they_were_written(words):
    if words.strip():
        assert words.strip() in sheet_text(plan({"main_goal": words}), CATALOG)


@given(st.text())
def test_nothing_that_is_written_becomes_markup(words):
    html = sheet_html(plan({"main_goal": words, "sub_goals": [{"sub_goal": words}], "meeting_needs": [words]}), CATALOG)
    plain = sheet_html(plan({"main_goal": "x", "sub_goals": [{"sub_goal": "x"}], "meeting_needs": ["x"]}), CATALOG)
    if words.strip():
        assert html.count("<") == plain.count("<")


def test_items_are_written_field_by_field():
    answers = {"help_needed": [{"what": "Dusch", "how_often": "varannan dag", "who": ""}]}
    assert "– Vad: Dusch\n  Hur ofta: varannan dag" in sheet_text(plan(answers), CATALOG)


@pytest.mark.parametrize(("date", "said"), [("2026-11-24", "24 november 2026"), ("2027-05-05", "5 maj 2027"), ("", "")])
def test_dates_are_written_out(date, said):
    assert long_date(date, CATALOG) == said
