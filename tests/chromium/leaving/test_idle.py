"""Idle clearing on a borrowed device: announced two minutes before without taking the focus, and put off by any sign of life."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.chromium.journey import BORROWED, SECRET, begin, everything_stored

FIRST = "Vad är viktigast för dig just nu?"
ASKED = "18:01"
CLEARED = "02:01"
FOCUSED = "document.activeElement.id"
KEYS = {
    "a": SECRET + "a", " ": SECRET + " ", "Enter": SECRET + "\n", "Backspace": SECRET[:-1],
    **dict.fromkeys(["Escape", "ArrowLeft", "Home", "PageUp", "Shift", "Control", "Alt", "F2", "Tab"], SECRET),
}  # fmt: skip
"""What the text is after each key: what it would be if nothing had been asked."""


@pytest.fixture
def page(new_context, site_url) -> Page:
    page = new_context(has_touch=True, viewport={"width": 360, "height": 740}).new_page()
    page.clock.install()
    page.goto(f"{site_url}forbered/")
    begin(page, BORROWED)
    write(page)
    return page


def write(page: Page) -> None:
    page.get_by_label(FIRST).fill(SECRET)
    page.get_by_label(FIRST).press("End")


def question(page: Page):
    return page.get_by_role("alert").get_by_role("dialog", name="Är du kvar?")


def wait_until_asked(page: Page) -> None:
    page.clock.fast_forward(ASKED)
    expect(question(page)).to_be_visible()


def test_it_is_asked_in_an_alert_that_says_what_will_happen_and_leaves_the_focus_where_it_is(page, axe):
    wait_until_asked(page)
    expect(page.get_by_role("alert")).to_contain_text("Annars tas texten bort om två minuter.")
    assert page.evaluate(FOCUSED) == "q-matters_most"
    topmost = "button => { const { x, y } = button.getBoundingClientRect(); return button.contains(document.elementFromPoint(x + 9, y + 9)); }"
    for name in ("Lämna sidan snabbt", "Rensa allt", "Jag är kvar"):
        assert page.get_by_role("button", name=name).evaluate(topmost), name
    assert axe(page) == []


def test_any_key_puts_it_off_and_does_what_it_always_does(page):
    for key, text in KEYS.items():
        write(page)
        wait_until_asked(page)
        page.keyboard.press(key)
        expect(question(page)).to_have_count(0)
        assert (key, page.get_by_label(FIRST).input_value()) == (key, text)
        page.clock.fast_forward(ASKED[:3] + "00")  # nobody is asked again before the time has passed anew
    page.clock.fast_forward("00:02")
    expect(question(page)).to_be_visible()
    page.clock.fast_forward(CLEARED)
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()


def test_touch_wheel_mouse_and_a_moved_focus_put_it_off_too(page):
    ways = {
        "tap": lambda: page.touchscreen.tap(180, 700),
        "wheel": lambda: (page.mouse.move(180, 700), page.mouse.wheel(0, 50)),
        "mouse": lambda: page.mouse.click(180, 700),
        "a screen reader that moves the focus": lambda: page.get_by_role("button", name="Fortsätt").evaluate(
            "button => button.focus()"
        ),
        "dictation": lambda: page.get_by_label(FIRST).evaluate(
            "field => field.dispatchEvent(new InputEvent('input', { bubbles: true }))"
        ),
        "the page is shown again": lambda: page.evaluate("document.dispatchEvent(new Event('visibilitychange'))"),
    }
    for name, way in ways.items():
        wait_until_asked(page)
        way()
        expect(question(page), name).to_have_count(0)
        page.clock.fast_forward(CLEARED)
        expect(page.get_by_label(FIRST), name).to_have_value(SECRET)
        page.keyboard.press("Shift")


@pytest.mark.parametrize("how", ["tap", "click", "Enter", " "])
def test_the_button_answers_and_nothing_below_it_is_pressed(page, how):
    wait_until_asked(page)
    stay = page.get_by_role("button", name="Jag är kvar")
    below = "button => { const { x, y } = button.getBoundingClientRect(); document.elementsFromPoint(x, y).at(-3).addEventListener('click', () => { document.title = 'pressed'; }); }"
    stay.evaluate(below)
    page.get_by_label(FIRST).evaluate(
        "field => field.addEventListener('mousedown', () => { document.title = 'pressed'; })"
    )
    if how in ("tap", "click"):
        getattr(stay, how)()
    else:
        stay.focus()
        page.keyboard.press(how)
    expect(question(page)).to_have_count(0)
    assert page.evaluate(FOCUSED) == "q-matters_most"
    assert page.get_by_label(FIRST).input_value() == SECRET
    page.clock.fast_forward(CLEARED)
    expect(page.get_by_label(FIRST)).to_have_value(SECRET)


def test_it_is_asked_in_reach_while_another_question_is_open_and_the_clearing_closes_both(page):
    page.get_by_role("button", name="Rensa allt").click()
    wait_until_asked(page)
    page.get_by_role("button", name="Jag är kvar").click()
    expect(question(page)).to_have_count(0)
    wait_until_asked(page)
    page.clock.fast_forward(CLEARED)
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert SECRET not in page.content() + page.evaluate(
        "[...document.querySelectorAll('textarea')].map((it) => it.value).join()"
    ) + everything_stored(page)


def test_clock_that_is_set_back_neither_clears_nor_stops_the_question(page):
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 - 30 * 24 * 3600)
    page.keyboard.press("a")
    expect(page.get_by_label(FIRST)).to_have_value(SECRET + "a")
    wait_until_asked(page)
    page.clock.fast_forward(CLEARED)
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()


def test_answer_within_two_minutes_of_the_question_counts_though_the_computer_slept_before_it(page):
    page.clock.set_system_time(
        page.evaluate("Date.now()") / 1000 + 60
    )  # a short sleep: the timer is late, by the clock
    wait_until_asked(page)
    page.clock.fast_forward("01:50")
    page.keyboard.press("a")
    expect(page.get_by_label(FIRST)).to_have_value(SECRET + "a")


def test_long_sleep_that_ends_when_the_question_is_due_clears_at_once(page):
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + 3600)
    page.clock.fast_forward(ASKED)
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_can_be_had_back_with_a_button_is_cleared_too(new_context, site_url):
    page = new_context().new_page()
    page.clock.install()
    page.goto(f"{site_url}forbered/")
    begin(page, BORROWED)
    page.goto(f"{site_url}forbered/#help_now")
    page.get_by_role("button", name="Lägg till en kontakt").click()
    page.get_by_role("group", name="Kontakt 2").get_by_label("Vem?").fill(SECRET)
    page.get_by_role("button", name="Ta bort kontakt 2").click()
    expect(page.get_by_role("button", name="Ångra")).to_be_visible()
    wait_until_asked(page)
    page.clock.fast_forward(CLEARED)
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()
    expect(page.get_by_role("button", name="Ångra")).to_have_count(0)
