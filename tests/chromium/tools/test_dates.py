"""The date help's page in Chromium: answers, what is wrong, nothing kept, with and without scripts and engines."""

from __future__ import annotations

import io

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.chromium.conftest import AXE_TAGS

TOOL = "verktyg/datumhjalp/"
CONTRAST = [*AXE_TAGS, "wcag2aaa"]
PHONE = {"width": 320, "height": 640}


def answer(page: Page):
    return page.get_by_role("status")


def count(page: Page, discharge: str = "", track: str = "", ready: str = "") -> None:
    """Fill in what is given, and ask."""
    page.get_by_label("Dag för utskrivning").fill(discharge)
    if track:
        page.get_by_label(track, exact=True).check()
    page.get_by_label("Dag för meddelandet").fill(ready)
    page.get_by_role("button", name="Räkna ut").click()


def said(page: Page, sentence: str) -> None:
    expect(answer(page)).to_contain_text(sentence, timeout=30_000)


def test_a_discharge_and_a_track_give_the_latest_day(open_page):
    page = open_page(TOOL)
    count(page, "2026-12-01", "Grönt spår")
    said(page, "Mötet ska hållas senast tisdag 29 december 2026, vecka 53.")
    expect(answer(page)).to_contain_text(
        "Din regions egen rutin går först. Spåren och deras tider gäller i Örebro län."
    )
    expect(answer(page)).not_to_contain_text("Närmaste vardag")


def test_a_holiday_is_warned_about_and_both_days_are_answered(open_page):
    page = open_page(TOOL)
    count(page, "2026-11-28", "Gult spår", "2026-11-26")
    said(page, "Den dagen är lördag och annandag jul.")
    said(page, "Närmaste vardag före är onsdag 23 december 2026.")
    said(page, "Kallelsen ska vara skickad senast söndag 29 november 2026, vecka 48.")


def test_the_message_alone_gives_the_day_of_the_call(open_page):
    page = open_page(TOOL)
    count(page, ready="2026-12-01")
    said(page, "Kallelsen ska vara skickad senast fredag 4 december 2026")
    expect(answer(page)).not_to_contain_text("Mötet ska")


@pytest.mark.parametrize(
    ("given", "sentence", "invalid"),
    [
        ((), "Skriv dagen för utskrivningen", ["discharge"]),
        (("2026-12-01",), "Välj ett spår", []),
        (("2020-12-01", "Rött spår"), "Vi har helgdagar för åren 2026 till 2036", []),
    ],
)
def test_what_cannot_be_answered_is_told_and_the_field_is_marked(open_page, given, sentence, invalid):
    page = open_page(TOOL)
    count(page, *given)
    said(page, sentence)
    assert page.locator("[aria-invalid]").evaluate_all("fields => fields.map(({name}) => name)") == invalid


def test_a_half_written_day_is_no_day(open_page):
    page = open_page(TOOL)
    page.get_by_label("Dag för utskrivning").focus()
    page.keyboard.type("12")
    page.get_by_label("Grönt spår").check()
    page.get_by_role("button", name="Räkna ut").click()
    said(page, "Dagen för utskrivningen finns inte i kalendern.")
    expect(page.get_by_label("Dag för utskrivning")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Dag för utskrivning").fill("2026-12-01")
    expect(answer(page)).to_be_empty()
    expect(page.get_by_label("Dag för utskrivning")).not_to_have_attribute("aria-invalid", "true")


def test_an_answer_goes_when_the_question_changes_and_comes_only_when_asked_for(open_page):
    page = open_page(TOOL)
    count(page, "2026-12-01", "Grönt spår")
    said(page, "29 december")
    page.get_by_label("Rött spår").check()
    expect(answer(page)).to_be_empty()
    page.get_by_role("button", name="Räkna ut").click()
    said(page, "före hemgången, alltså senast tisdag 1 december 2026")


def test_the_keyboard_is_enough_and_the_focus_stays(open_page):
    page = open_page(TOOL)
    page.get_by_label("Dag för utskrivning").fill("2026-12-01")
    page.get_by_label("Grönt spår").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Gult spår")).to_be_checked()
    page.keyboard.press("Enter")
    said(page, "29 december")
    expect(page.get_by_label("Gult spår")).to_be_focused()


def test_p1_nothing_stands_in_the_address_nothing_is_stored_or_sent(open_page):
    page = open_page(TOOL)
    before, sent = page.url, []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    count(page, "2027-03-14", "Grönt spår", "2027-03-13")
    said(page, "11 april 2027")
    assert page.url == before
    assert [request for request in sent if "2027" in request or "None" not in request] == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_p1_clearing_leaving_and_reloading_leave_nothing(open_page, site_url):
    page = open_page(TOOL)
    for leave in (
        lambda: page.get_by_role("button", name="Rensa").click(),
        lambda: (page.goto(site_url + "om/kallor/"), page.go_back()),
        page.reload,
    ):
        count(page, "2026-12-01", "Grönt spår", "2026-12-01")
        said(page, "29 december")
        leave()
        expect(answer(page)).not_to_contain_text("december")
        assert page.locator("form.dates-form input[type=date]").evaluate_all(
            "fields => fields.map(field => field.value)"
        ) == ["", ""]
        assert page.locator("form.dates-form input:checked").count() == 0


def test_p1_a_page_that_the_browser_keeps_when_it_is_left_is_empty(open_page):
    page = open_page(TOOL)
    count(page, "2026-12-01", "Grönt spår")
    said(page, "Mötet ska hållas senast")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert page.get_by_label("Dag för utskrivning").input_value() == ""
    expect(answer(page)).not_to_contain_text("2026")


def test_p3_without_scripts_rules_examples_and_holidays_stand_there(open_page):
    page = open_page(TOOL, java_script_enabled=False)
    expect(page.locator(".dates-form")).to_be_hidden()
    expect(page.get_by_text("Gå fyra rader ner, till samma veckodag.")).to_be_visible()
    expect(page.get_by_role("table", name="Fyra exempel")).to_contain_text(
        "Mötet ska hållas senast tisdag 29 december 2026, vecka 53."
    )
    expect(page.get_by_role("table", name="Helgdagar och tre aftnar").locator("tbody tr")).to_have_count(16)


def test_p3_without_an_engine_the_page_says_that_the_text_is_enough(open_without_engines):
    page = open_without_engines(TOOL)
    count(page, "2026-12-01", "Grönt spår")
    page.clock.run_for(200_000)
    said(page, "Reglerna och exemplen längre ner räcker")
    expect(page.locator(".dates-form")).to_be_hidden()


def test_p6_on_paper_the_answer_and_the_rules_stand_without_the_form(open_page):
    page = open_page(TOOL, color_scheme="dark")
    count(page, "2026-12-01", "Grönt spår")
    said(page, "29 december")
    text = " ".join(
        " ".join(
            sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        ).split()
    )
    for there in ("Mötet ska hållas senast tisdag 29 december 2026", "Gå fyra rader ner", "midsommarafton"):
        assert there in text
    for gone in ("Räkna ut Rensa", "står inte i adressen"):
        assert gone not in text


@pytest.mark.parametrize("region", ["blekinge", "halland", "cosmic", "allmant"])
def test_another_regions_choice_still_says_whose_the_tracks_are(open_page, region):
    page = open_page(f"{TOOL}?region={region}")
    expect(page.get_by_role("heading", name="Mötets dag: Örebro län")).to_be_visible()
    expect(page.get_by_role("group", name="Spår (Örebro län)")).to_be_visible()


def test_p9_axe_finds_nothing_and_the_page_fits(open_page, axe_in_every_look):
    page = open_page(TOOL)
    count(page, "2026-11-28", "Gult spår", "2026-11-30")
    said(page, "annandag jul")
    assert axe_in_every_look(page, CONTRAST) == []
    page.get_by_label("Dag för utskrivning").fill("")
    page.get_by_label("Dag för meddelandet").fill("")
    page.get_by_role("button", name="Räkna ut").click()
    said(page, "Skriv dagen")
    assert axe_in_every_look(page, CONTRAST) == []


def test_p9_what_is_pressed_is_large_enough(open_page):
    page = open_page(TOOL, viewport=PHONE)
    for name in ("Räkna ut", "Rensa"):
        assert page.get_by_role("button", name=name).bounding_box()["height"] >= 44
    for field in page.locator(".dates-form input[type=date]").all():
        assert field.bounding_box()["height"] >= 44
