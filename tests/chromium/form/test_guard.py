"""P1 and P5: the quiet question about a personal number, a phone number and the like, below any free text."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from builder.respond import respond
from tests.chromium.journey import BORROWED, begin, clear_all, rests

FIRST, WELL, GOAL = "Vad är viktigast för dig just nu?", "Vad fungerar bra?", "Vad vill du ska bli möjligt?"
NUMBER, PHONE = "Jag är född 19900602-2397", "Ring min dotter på 070-174 06 05"
KEEP = "Det ska stå kvar"


def asked(text):
    """What the core asks about a text."""
    return respond({"op": "guard", "text": text})["ask"]


def guard(page):
    return page.locator(".step:visible").get_by_role("status").filter(has_text=KEEP)


@pytest.fixture
def page(open_page):
    page = open_page("forbered/", clock=True)
    begin(page, BORROWED)
    expect(page.get_by_text("Hjälpen är igång.")).to_be_visible(timeout=20_000)
    return page


def test_P5_it_is_asked_below_the_field_and_the_text_stays(page):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_contain_text(asked(NUMBER), timeout=10_000)
    expect(page.get_by_label(FIRST)).to_have_value(NUMBER)
    expect(page.get_by_label(FIRST)).to_be_focused()


def test_it_is_put_away_for_good_by_the_keyboard_and_the_focus_goes_back_to_the_text(page):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    guard(page).get_by_role("button", name=KEEP).press("Enter", timeout=10_000)
    expect(guard(page)).to_have_count(0)
    expect(page.get_by_label(FIRST)).to_be_focused()
    for text in (NUMBER + " i Malmö", "Hem", NUMBER):
        page.get_by_label(FIRST).fill(text)
        rests(page)
        expect(guard(page)).to_have_count(0)


def test_it_goes_when_the_number_goes_and_does_not_come_back(page):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_be_visible(timeout=10_000)
    page.get_by_label(FIRST).fill("Jag är född 1990")
    rests(page)
    expect(guard(page)).to_have_count(0)
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_have_count(0)


def test_it_stays_and_is_not_said_again_while_one_writes_on(page):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_be_visible(timeout=10_000)
    page.evaluate(
        """() => {
        window.changes = 0;
        new MutationObserver(() => changes++).observe(document.querySelector(".guard:not(:empty)"), { childList: true, subtree: true });
      }"""
    )
    page.get_by_label(FIRST).fill(NUMBER + " och bor i Malmö")
    rests(page)
    expect(guard(page)).to_be_visible()
    assert page.evaluate("changes") == 0


def test_another_kind_is_asked_about_when_the_first_has_been_put_away(page):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    guard(page).get_by_role("button", name=KEEP).click(timeout=10_000)
    page.get_by_label(FIRST).fill(f"😀 {NUMBER}. {PHONE}")
    rests(page)
    expect(guard(page)).to_contain_text(asked(PHONE))


def test_each_field_is_asked_about_for_itself(page):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    guard(page).get_by_role("button", name=KEEP).click(timeout=10_000)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label(WELL).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_have_count(1)


def test_the_coach_and_the_guard_have_a_place_each(page, axe):
    page.goto(page.url.split("#")[0] + "#main_goal")
    page.get_by_label(GOAL).fill("Trygghet i hemmet")
    rests(page)
    expect(page.locator(".coach-ask")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Visa några små frågor").click()
    small = page.get_by_role("group", name="Små frågor").get_by_role("textbox").first
    small.fill(PHONE)
    rests(page)
    expect(guard(page)).to_contain_text(asked(PHONE))
    expect(page.locator(".coach-ask")).to_be_visible()
    assert axe(page) == []
    guard(page).get_by_role("button", name=KEEP).click()
    expect(small).to_be_focused()
    expect(page.locator(".coach-ask")).to_be_visible()


def test_dates_times_doses_and_money_are_left_alone(page):
    for text in (
        "Jag är född den 2 juni 1990",
        "Mötet är 2026-11-24 kl. 10.30",
        "Alvedon 500 mg, 2 tabletter kl 08 och 20",
        "1 200 kr i månaden",
    ):
        page.get_by_label(FIRST).fill(text)
        rests(page)
        expect(guard(page)).to_have_count(0)


def test_clearing_takes_the_question_away_and_forgets_what_was_asked(page):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_be_visible(timeout=10_000)
    clear_all(page)
    begin(page, BORROWED)
    expect(guard(page)).to_have_count(0)
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_be_visible(timeout=20_000)


def test_opening_a_file_takes_the_question_away_and_forgets_what_was_asked(page, tmp_path):
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_be_visible(timeout=10_000)
    file = tmp_path / "plan.json"
    file.write_text('{"format": "viktigast", "version": 1, "answers": {"matters_most": "Hem"}}', encoding="utf-8")
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("Öppna en sparad fil").set_input_files(file)
    page.get_by_role("button", name="Öppna filen").click()
    expect(page.get_by_text("Filen är öppnad.")).to_be_visible()
    page.goto(page.url.split("#")[0] + "#matters_most")
    expect(page.get_by_label(FIRST)).to_have_value("Hem")
    expect(guard(page)).to_have_count(0)
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_be_visible(timeout=10_000)


def test_P1_nothing_is_sent_when_it_looks(page):
    sent = []
    page.wait_for_load_state("networkidle")
    page.get_by_label(FIRST).fill("Hem")
    rests(page)
    page.wait_for_load_state("networkidle")
    page.on(
        "request", lambda request: request.url.endswith("js/offline.js") or sent.append(request.url)
    )  # that comes when all is still
    page.get_by_label(FIRST).fill(NUMBER)
    rests(page)
    expect(guard(page)).to_be_visible(timeout=10_000)
    assert sent == []


def test_every_free_text_has_a_place_of_its_own_to_be_asked_in(page):
    fields = page.locator("#builder textarea[name]:not([data-before] *), #builder input[type=text][name]")
    places = fields.evaluate_all("all => all.map(one => one.parentElement.querySelector(':scope > .guard'))")
    assert len(places) > 30
    assert fields.evaluate_all(
        "all => new Set(all.map(one => one.parentElement.querySelector(':scope > .guard'))).size"
    ) == len(places)
    assert fields.evaluate_all("all => all.every(one => one.parentElement.querySelector(':scope > .guard'))")


def test_without_an_engine_nothing_is_asked_and_the_text_stays(open_without_engines):
    page = open_without_engines("forbered/")
    begin(page, BORROWED)
    page.get_by_label(FIRST).fill(NUMBER)
    for _ in range(4):
        page.clock.fast_forward("01:01")
    expect(page.get_by_label(FIRST)).to_have_value(NUMBER)
    expect(guard(page)).to_have_count(0)
