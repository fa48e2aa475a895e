"""P1: the browser's spell-check is off until the person turns it on, and what it may cost is said beside the switch."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.chromium.conftest import AXE_TAGS
from tests.chromium.journey import BORROWED, OWN, begin, clear_all

FIRST, WELL = "Vad är viktigast för dig just nu?", "Vad fungerar bra?"
SHOW = "Visa stavfel"


def checked(page: Page) -> set[bool]:
    """What the fields of the form ask the browser for, as it understands them."""
    return set(page.locator("#builder [spellcheck][name]").evaluate_all("all => all.map((field) => field.spellcheck)"))


def to_step(page: Page, step: str) -> None:
    page.goto(page.url.split("#")[0] + "#" + step)


def test_it_is_off_until_it_is_chosen_in_every_field_and_in_one_that_comes_later(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    switch = page.get_by_label(SHOW)
    expect(switch).not_to_be_checked()
    expect(switch).to_have_accessible_description(
        "Då letar webbläsaren efter fel. En del webbläsare skickar det du skriver till företaget som gör dem. Valet gäller tills sidan stängs eller rensas."
    )
    assert checked(page) == {False}
    page.get_by_label(FIRST).fill("hejj")
    switch.check()
    assert checked(page) == {True}
    assert set(
        page.locator("#builder [spellcheck]:not([name])").evaluate_all("all => all.map((field) => field.spellcheck)")
    ) == {False}, "a passphrase"
    to_step(page, "help_now")
    page.get_by_role("button", name="Lägg till en kontakt").click()
    later = page.get_by_role("group", name="Kontakt 2").get_by_label("Vem?")
    later.fill("Bo")
    assert later.evaluate("field => field.spellcheck") is True
    switch.uncheck()
    assert checked(page) == {False}
    assert set(
        page.locator("#builder [writingsuggestions]").evaluate_all(
            "all => all.map((field) => field.getAttribute('writingsuggestions'))"
        )
    ) == {"false"}


def test_a_field_that_was_taken_away_meanwhile_follows_when_it_comes_back(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    to_step(page, "help_now")
    page.get_by_role("button", name="Lägg till en kontakt").click()
    page.get_by_label(SHOW).check()
    page.get_by_role("button", name="Ta bort kontakt 2").click()
    page.get_by_label(SHOW).uncheck()
    page.get_by_role("button", name="Ångra").click()
    field = page.get_by_role("group", name="Kontakt 2").get_by_label("Vem?")
    field.focus()
    assert field.evaluate("field => field.spellcheck") is False


def test_it_is_kept_nowhere_and_off_again_for_the_next_person(open_page):
    page = open_page("forbered/")
    begin(page, OWN)
    page.get_by_label(SHOW).check()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.get_by_label(FIRST).fill("katten")
    clear_all(page)
    begin(page, OWN)
    expect(page.get_by_label(SHOW)).not_to_be_checked()
    assert checked(page) == {False}
    page.get_by_label(SHOW).check()
    page.get_by_label(FIRST).fill("katten")
    page.reload()
    assert checked(page) == {False}
    expect(page.get_by_label(SHOW)).not_to_be_checked()


def test_the_switch_stands_where_something_is_written_and_not_in_the_way_of_the_first_choice(open_page, axe):
    page = open_page("forbered/", viewport={"width": 360, "height": 740})
    switch = page.get_by_label(SHOW)
    expect(switch).to_be_hidden()
    begin(page, BORROWED)
    expect(switch).to_be_visible()
    assert switch.evaluate("box => box.closest('.choice').getBoundingClientRect().height") >= 44
    assert axe(page, [*AXE_TAGS, "wcag2aaa"]) == []
    switch.press("Space")
    expect(switch).to_be_checked()
    for step in ("review", "sheet", "start"):
        to_step(page, step)
        expect(switch).to_be_hidden()


def test_P3_without_scripts_it_is_off_and_there_is_no_switch(open_page):
    page = open_page("forbered/", java_script_enabled=False)
    expect(page.get_by_label(WELL)).to_have_attribute("spellcheck", "false")
    expect(page.get_by_label(SHOW)).to_be_hidden()


def test_a_file_that_is_opened_leaves_the_switch_and_the_size_as_they_are(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label(SHOW).check()
    to_step(page, "sheet")
    page.get_by_label("Extra stor (20 punkter)").check()
    to_step(page, "start")
    plan = '{"format": "viktigast", "version": 1, "written_by": "self", "answers": {"matters_most": "Katten"}}'
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "a.html", "mimeType": "text/html", "buffer": plan.encode()}
    )
    expect(page.get_by_role("heading", name="Kontrollera dina svar")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.size") == "20"
    to_step(page, "matters_most")
    expect(page.get_by_label(SHOW)).to_be_checked()
    assert checked(page) == {True}
    to_step(page, "sheet")
    expect(page.get_by_label("Extra stor (20 punkter)")).to_be_checked()
