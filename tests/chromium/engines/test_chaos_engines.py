"""P2: whatever an engine does or however its download breaks, each typed character is in the field, the review, the paper and the file.

The engines are stand-ins that fail as they are told, in the page's own time; tests/js/test_chaos_engines.py tries the same at random.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium.journey import begin, save, show_sheet

STAND_IN = (Path(__file__).parent / "stand_in_engine.js").read_text(encoding="utf-8")
GOAL = "Vad vill du ska bli möjligt?"
TYPED = "Jag vill gå ut <b>varje</b> dag 😀"
NONE = "Hjälpen finns inte i den här webbläsaren, allt annat fungerar."
FAULTS = [
    "killed before it is ready", "killed when it is ready", "killed while it is asked", "killed while Pyodide takes over", "killed when Pyodide has taken over",
    "raises each time", "breaks at the start", "breaks each time", "message error each time", "no worker can be made", "failed at the start", "failed each time",
    "never ready", "never answers", "answers late", "answers last first", "answers twice", "answers to another id", "noise",
    "null", "a string", "a list", "findings that are a string", "findings with null", "a span outside the text", "a span backwards", "HTML for a question", "an object for a question",
    "a guard without a find", "a guard with a span outside", "an answer to another kind of question",
]  # fmt: skip


@pytest.fixture
def page(new_context) -> Page:
    page = new_context().new_page()
    page.clock.install()
    page.add_init_script(STAND_IN)
    return page


def said(page: Page) -> str:
    return page.locator(".coach:visible, .guard:visible").evaluate_all(
        "places => places.map((place) => place.textContent).join(' ')"
    )


def test_P2_whatever_an_engine_does_every_character_is_everywhere_and_a_message_comes_once_at_most(
    page, site_url, tmp_path
):
    page.goto(f"{site_url}forbered/")
    begin(page)
    page.get_by_label("Vad är viktigast för dig just nu?").fill("Katten")
    page.clock.run_for(1_000)
    for number, fault in enumerate(FAULTS):
        page.goto(f"{site_url}forbered/?nr={number}#main_goal")
        page.evaluate("fault => engineFails(fault)", fault)
        goal = page.get_by_label(GOAL)
        goal.fill(f"{TYPED} {number}")
        page.clock.run_for(1_100)  # the coach and the guard ask
        goal.press_sequentially(" o")
        page.clock.run_for(1_100)  # and ask again
        goal.press_sequentially("ch h")
        typed = f"{TYPED} {number} och h"
        page.clock.run_for(150_000)  # all that is late has come, and what does not come has been given up
        assert (fault, goal.input_value()) == (fault, typed)
        assert "«" not in said(page) or f"«{typed}»" in said(page), fault  # no answer to an older text
        assert page.locator(".coach b, .guard b, .coach img").count() == 0, fault
        assert page.evaluate("said").count(NONE) <= 1, fault
        goal.press_sequentially("em")
        typed += "em"
        page.get_by_role("button", name="Till dina svar").click()
        expect(page.locator('[data-review="main_goal"] .review-answer')).to_have_text(typed)
        show_sheet(page)
        assert page.locator('[data-row="main_goal"] .sheet-answer').text_content() == typed, fault
        kept = json.loads(page.evaluate("localStorage.getItem('viktigast.plan')"))
        assert kept["plan"]["answers"]["main_goal"] == typed, fault
        document = save(page, tmp_path).read_text(encoding="utf-8")
        assert json.dumps(typed, ensure_ascii=False)[1:-1].replace("<", "\\u003c") in document, fault
    page.reload()
    page.goto(f"{site_url}forbered/#main_goal")
    expect(page.get_by_label(GOAL)).to_have_value(typed)
