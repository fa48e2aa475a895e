"""The form as the build makes it: whole before any script."""

import re

from builder.publish.pages.form import render_form
from builder.publish.records.load import load_catalog
from tests.helpers.reader import Page

CATALOG = load_catalog()
HTML = render_form(CATALOG)


PAGE = Page(HTML)
FIELDS = [one.attributes for one in PAGE.of("textarea", "input")]
IDS = [one.get("id") for one in PAGE.elements if "id" in one.attributes]
TARGETS = [label.get("for") for label in PAGE.of("label")]
REFERENCES = [
    name for one in PAGE.elements for key in ("aria-describedby", "aria-labelledby") for name in one.get(key).split()
]


def test_p3_every_question_has_a_field_and_every_field_a_label():
    names = {field["name"] for field in FIELDS if "name" in field}
    for question in CATALOG["questions"]:
        if question["kind"] == "list":
            assert {field["id"] for field in question["field"]} <= names
        else:
            assert question["id"] in names
    for field in FIELDS:
        assert field["id"] in TARGETS, field


def test_ids_are_unique_and_references_resolve():
    assert len(IDS) == len(set(IDS))
    assert set(TARGETS + REFERENCES) <= set(IDS)


def test_p1_no_field_asks_the_browser_to_remember_or_spell_check():
    for field in FIELDS:
        if field.get("type", "text") == "text" and "readonly" not in field:
            assert field["autocomplete"] == "off"
            assert field["spellcheck"] == "false"


def test_both_wordings_stand_in_the_page():
    for question in CATALOG["questions"]:
        assert question["ask"] in HTML
        assert question.get("ask_other", "") in HTML


def test_each_goal_has_a_hidden_place_for_du_form_and_the_review_has_none():
    of = [(question["id"], question["du_of"]) for question in CATALOG["questions"] if "du_of" in question]
    of += [
        (field["id"], field["du_of"])
        for question in CATALOG["questions"]
        for field in question.get("field", [])
        if isinstance(field, dict) and "du_of" in field
    ]
    assert of == [("main_goal_du", "main_goal"), ("sub_goal_du", "sub_goal")]
    for name, goal in of:
        assert re.search(
            rf'<div class="du-form" data-du-of="{goal}" data-aside hidden>(?:(?!</div>).)*name="{name}"',
            HTML,
            re.DOTALL,
        )
        assert goal in {field.get("name") for field in FIELDS}
        assert f'data-review="{name}"' not in HTML
    assert 'data-du-regions="cosmic"' in HTML


def test_no_python_shows_through():
    assert not re.search(r"built-in method|&lt;bound|Undefined|\{\{|\{%", HTML)
