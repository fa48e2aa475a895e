"""The du-form tool in Chromium: a text with jag in, and one with du to change and copy out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.chromium.conftest import AXE_TAGS

TOOL = "verktyg/du-form/"
CONTRAST = [*AXE_TAGS, "wcag2aaa"]
ENGINE = 30_000  # ms for an engine to come


def change(page: Page, text: str) -> None:
    page.get_by_label("Texten med jag").fill(text)
    page.get_by_role("button", name="Byt till du").click()


def test_a_text_gets_its_du_form_beside_it_to_change_and_copy(open_page):
    page = open_page(TOOL)
    change(page, "Jag vill åka buss.\n\nMin dotter följer med mig.")
    result = page.get_by_label("Texten med du")
    expect(result).to_have_value("Du vill åka buss.\n\nDin dotter följer med dig.", timeout=ENGINE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    result.press("End")
    result.type(" Ofta.")
    page.get_by_role("button", name="Kopiera texten").click()
    expect(page.get_by_role("status")).to_contain_text("Texten är kopierad.")
    assert page.evaluate("navigator.clipboard.readText()") == result.input_value()


def test_where_copying_is_refused_the_text_is_marked(open_page):
    page = open_page(TOOL)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    change(page, "Jag vill sova")
    expect(page.get_by_label("Texten med du")).to_have_value("Du vill sova", timeout=ENGINE)
    page.get_by_role("button", name="Kopiera texten").click()
    expect(page.get_by_role("status")).to_contain_text("Texten är markerad")
    assert page.evaluate("getSelection().toString()") == "Du vill sova"


def test_what_was_changed_in_the_tool_can_be_had_back(open_page):
    page = open_page(TOOL)
    result = page.get_by_label("Texten med du")
    change(page, "Jag vill sova")
    expect(result).to_have_value("Du vill sova", timeout=ENGINE)
    result.fill("Du vill sova gott")
    page.get_by_label("Texten med jag").fill("Jag vill baka")
    expect(page.get_by_role("status")).to_contain_text("Du har ändrat den första texten.")
    page.get_by_role("button", name="Byt till du").click()
    expect(result).to_have_value("Du vill baka")
    page.get_by_role("button", name="Ångra").press("Enter")
    expect(result).to_have_value("Du vill sova gott")
    expect(result).to_be_focused()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Du ska söka jobb", re.compile(r"\bdu\b", re.IGNORECASE)),
        ("Slippa ont", "hittade inga ord att byta"),
        (" ", "Skriv eller klistra in"),
    ],
)
def test_the_tool_says_why_nothing_was_changed(open_page, text, said):
    page = open_page(TOOL)
    change(page, text)
    expect(page.get_by_role("status")).to_contain_text(said, timeout=ENGINE)
    expect(page.get_by_role("status")).not_to_contain_text("Här är texten")
    expect(page.get_by_label("Texten med du")).to_have_value("")


def test_p1_the_tool_keeps_and_sends_nothing(open_page, site_url):
    page = open_page(TOOL)
    before, sent = page.url, []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    for leave in (
        lambda: page.get_by_role("button", name="Rensa").click(),
        lambda: (page.goto(site_url + "om/kallor/"), page.go_back()),
        page.reload,
        lambda: page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))"),
    ):
        change(page, "Jag vill träffa Morris")
        expect(page.get_by_label("Texten med du")).to_have_value("Du vill träffa Morris", timeout=ENGINE)
        assert page.url == before
        leave()
        expect(page.get_by_label("Texten med jag")).to_have_value("")
        expect(page.get_by_label("Texten med du")).to_have_value("")
    assert [request for request in sent if "Morris" in request or "None" not in request] == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_p3_without_an_engine_the_tool_says_that_the_rules_are_enough(open_without_engines):
    page = open_without_engines(TOOL)
    change(page, "Jag vill sova")
    page.clock.run_for(200_000)
    expect(page.get_by_role("status")).to_contain_text("med hjälp av reglerna längre ner.")
    expect(page.get_by_label("Texten med jag")).to_have_value("Jag vill sova")


def test_p3_without_scripts_the_rules_stand_there(open_page):
    page = open_page(TOOL, java_script_enabled=False)
    expect(page.locator(".dutool-form")).to_be_hidden()
    expect(page.get_by_role("table", name="Orden som byts")).to_contain_text("Du vill hem")
    expect(page.get_by_role("table", name="När ska blir vill")).to_be_visible()
    expect(page.get_by_role("heading", name="En vilja är ingen order")).to_be_visible()


def test_p9_axe_finds_nothing_on_the_tool_and_it_fits(open_page, axe_in_every_look):
    page = open_page(TOOL)
    change(page, "Jag vill sova")
    expect(page.get_by_label("Texten med du")).to_have_value("Du vill sova", timeout=ENGINE)
    page.get_by_label("Texten med du").fill("Du vill sova gott " * 20)
    change(page, "Jag vill baka")
    expect(page.get_by_role("button", name="Ångra")).to_be_visible()
    assert axe_in_every_look(page, CONTRAST) == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for name in ("Byt till du", "Rensa", "Kopiera texten", "Ångra"):
            assert page.get_by_role("button", name=name).bounding_box()["height"] >= 44
