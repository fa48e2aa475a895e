"""The meeting circle's page in Chromium: with and without scripts, and on paper. The live view: test_live.py."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from builder.catalog_rest import CATALOG
from tests.chromium.conftest import AXE_TAGS
from tests.chromium.journey import rests

TOOL = "verktyg/motescirkeln/"
CONTRAST = [*AXE_TAGS, "wcag2aaa"]
A4, A3 = (595, 842), (842, 1191)  # points


def ready(page: Page) -> Page:
    """Wait until an engine has drawn the circle."""
    expect(page.locator("[data-status] p").first).to_contain_text("minuter", timeout=30_000)
    return page


def times(page: Page) -> list[str]:
    return page.locator(".circle-agenda [data-time]").all_text_contents()


def pages_of(page: Page) -> list[pypdf.PageObject]:
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages


def size_of(page: pypdf.PageObject) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


# ---- the tool ------------------------------------------------------------------------------------------------------


def test_start_and_length_give_clock_times(open_page):
    page = ready(open_page(TOOL))
    page.get_by_label("Mötet börjar").fill("13:00")
    expect(page.locator("[data-status]")).to_contain_text("13.00–14.00")
    assert times(page) == [
        "13.00–13.06, 6 min",
        "13.06–13.18, 12 min",
        "13.18–13.45, 27 min",
        "13.45–13.54, 9 min",
        "13.54–14.00, 6 min",
    ]
    expect(page.get_by_label("Mötet slutar")).to_have_value("14:00")
    expect(page.get_by_role("img", name="Mötescirkel, 60 minuter")).to_be_visible()


def test_an_end_gives_the_length_also_past_midnight(open_page):
    page = ready(open_page(f"{TOOL}?start=23:30"))
    page.get_by_label("Mötet slutar").fill("00:15")
    expect(page.locator("[data-status]")).to_contain_text("45 minuter, 23.30–00.15")
    expect(page.get_by_label("Minuter, 15 till 240")).to_have_value("45")


def test_edited_minutes_leave_the_rest_to_the_needs_and_can_be_undone(open_page):
    page = ready(open_page(TOOL))
    page.get_by_label("Inledning").fill("10")
    page.get_by_label("Inledning").blur()
    expect(page.locator("#circle-needs")).to_have_text("23")
    page.get_by_label("Minuter, 15 till 240").fill("90")
    page.get_by_label("Minuter, 15 till 240").blur()
    expect(page.locator("#circle-needs")).to_have_text("53")
    page.get_by_role("button", name="Använd vårt förslag").click()
    expect(page.locator("#circle-needs")).to_have_text("40")
    expect(page.get_by_label("Inledning")).to_have_value("9")


def test_what_is_being_typed_is_not_rewritten_until_it_is_done(open_page):
    page = ready(open_page(TOOL))
    field = page.get_by_label("Aktuell situation")
    field.click()
    field.press("ControlOrMeta+a")
    field.press_sequentially("50", delay=400)
    expect(page.locator("[data-status]")).to_contain_text("Behov ska vara den längsta delen")
    expect(field).to_have_value("50")
    field.press("Tab")
    expect(field).not_to_have_value("50")
    minutes = [int(value) for value in re.search(r"delar=([\d,]+)", page.url)[1].split(",")]
    assert sum(minutes) == 60
    assert minutes[2] == max(minutes)


def test_a_late_answer_to_an_older_question_is_not_shown(new_context, site_url):
    context = new_context(clock=True)
    context.add_init_script("""
      const send = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message) {
        if (message.request?.minutes === 30) setTimeout(() => { send.call(this, message); window.late = true; }, 3500);
        else send.call(this, message);
      };""")
    page = context.new_page()
    page.goto(site_url + TOOL)
    ready(page)
    for length in ("30", "90"):
        page.get_by_label("Minuter, 15 till 240").fill(length)
        page.clock.run_for(1_000)
    rests(page)
    expect(page.locator("[data-status]")).to_contain_text("90 minuter")
    rests(page, 1_500)
    assert page.evaluate("window.late")
    expect(page.locator("[data-status]")).to_contain_text("90 minuter")


@pytest.mark.parametrize(
    ("length", "said"),
    [
        ("40", "fler än fyra"),
        ("20", "mindre än 30 minuter"),
        ("9", "mellan 15 och 240 minuter"),
        ("", "går inte att läsa"),
    ],
)
def test_short_and_impossible_meetings_are_told_in_words(open_page, length, said):
    page = ready(open_page(TOOL))
    page.get_by_label("Minuter, 15 till 240").fill(length)
    expect(page.locator("[data-status]")).to_contain_text(said)


def test_the_settings_stand_in_the_address_and_come_back(open_page):
    page = ready(open_page(f"{TOOL}?region=blekinge"))
    page.get_by_label("Mötet börjar").fill("09:15")
    page.get_by_label("Avslutning").fill("10")
    page.get_by_label("Avslutning").blur()
    page.get_by_label("Visa orden för").select_option("ungdom")
    page.get_by_label("A3").check()
    expect(page.locator("#circle-needs")).to_have_text("23")
    expect(page).to_have_url(re.compile(r"\?start=09:15&delar=6,12,23,9,10&roll=ungdom&papper=a3&region=blekinge"))
    before = times(page)
    page.reload()
    ready(page)
    assert times(page) == before
    expect(page.get_by_role("heading", name="Ungdom")).to_be_visible()
    expect(page.get_by_label("A3")).to_be_checked()
    expect(page.get_by_role("link", name="Öppna visningen")).to_have_attribute(
        "href", "../visning/?start=09:15&delar=6,12,23,9,10&region=blekinge"
    )
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length + document.cookie.length")
        == 0
    )


def test_minutes_in_the_address_that_are_our_suggestion_follow_the_length(open_page):
    page = ready(open_page(f"{TOOL}?delar=6,12,27,9,6"))
    page.get_by_label("Minuter, 15 till 240").fill("90")
    page.get_by_label("Minuter, 15 till 240").blur()
    expect(page.get_by_label("Inledning")).to_have_value("9")


@pytest.mark.parametrize(
    "query",
    ["start=25:00", "delar=1,2,3", "delar=1,1,1,1,1", "delar=a,b,c,d,e", "roll=kung", "delar=999,999,999,999,999"],
)
def test_a_bad_address_is_told_and_our_suggestion_stands(open_page, query):
    page = ready(open_page(f"{TOOL}?{query}"))
    expect(page.locator("[data-status]")).to_contain_text("Adressen gick inte att läsa")
    expect(page.locator("#circle-needs")).to_have_text("27")


def test_P3_without_scripts_all_roles_and_the_table_stand_there(open_page):
    page = open_page(TOOL, java_script_enabled=False)
    expect(page.locator("form.circle-form")).to_be_hidden()
    expect(page.get_by_role("img", name="Mötescirkel, 60 minuter")).to_be_visible()
    for role in CATALOG["roles"]:
        expect(page.get_by_role("heading", name=role["sv"], exact=True)).to_be_visible()
    assert page.locator(".circle-table tbody tr").nth(2).locator("td").all_text_contents() == ["13", "20", "27", "40"]


def test_P3_without_an_engine_the_page_says_so_and_roles_can_be_printed(open_without_engines):
    page = open_without_engines(TOOL)
    page.clock.run_for(200_000)
    expect(page.locator("[data-status]")).to_contain_text("kan inte räknas om")
    expect(page.locator("form.circle-form")).to_be_hidden()
    page.get_by_label("Visa orden för").select_option("aldre")
    assert len(pages_of(page)) == 2


# ---- paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", [role["slug"] for role in CATALOG["roles"]])
def test_P6_each_role_is_two_pages_that_turn_before_the_needs(open_page, slug):
    page = ready(open_page(f"{TOOL}?start=13:00&roll={slug}"))
    first, second = pages_of(page)
    assert size_of(first) == A4
    assert "Aktuell situation" in first.extract_text()
    assert "13.18–13.45" not in first.extract_text()
    assert "13.18–13.45, 27 min" in second.extract_text()


def prints(page: Page, button: str) -> list[pypdf.PageObject]:
    """What is on paper when a print button is pressed: the page's state at that moment, as a PDF."""
    page.evaluate("() => { window.print = () => { window.printed = document.documentElement.className }; }")
    page.get_by_role("button", name=button).click()
    page.evaluate("document.documentElement.className = printed")
    return pages_of(page)


def test_P6_the_whole_set_is_sixteen_pages(open_page):
    page = ready(open_page(f"{TOOL}?start=13:00&roll=vuxen"))
    sheets = prints(page, "Skriv ut de valda")
    assert len(sheets) == 16
    for role, sheet in zip(CATALOG["roles"], sheets[::2], strict=True):
        assert sheet.extract_text().startswith(role["sv"])


def test_P6_a_set_holds_the_roles_that_are_ticked_whichever_is_shown(open_page):
    page = ready(open_page(f"{TOOL}?start=13:00&roll=ungdom"))
    chosen = [CATALOG["roles"][0]["sv"], CATALOG["roles"][1]["sv"], CATALOG["roles"][4]["sv"]]
    for role in CATALOG["roles"]:
        page.get_by_role("checkbox", name=role["sv"], exact=True).set_checked(role["sv"] in chosen)
    sheets = prints(page, "Skriv ut de valda")
    assert len(sheets) == 6
    for name, sheet in zip(chosen, sheets[::2], strict=True):
        assert sheet.extract_text().startswith(name)


def test_P6_a3_is_the_same_two_pages_larger(open_page):
    page = ready(open_page(f"{TOOL}?start=13:00&roll=ordforande"))
    page.get_by_label("A3").check()
    sheets = prints(page, "Skriv ut den här rollen")
    assert [size_of(sheet) for sheet in sheets] == [A3, A3]


def test_P6_a_meeting_with_odd_minutes_is_two_pages_too(open_page):
    page = ready(open_page(f"{TOOL}?start=13:00&delar=13,12,14,12,9&roll=ordforande"))
    assert len(pages_of(page)) == 2


def test_P6_without_scripts_each_role_begins_a_page(open_page):
    sheets = [sheet.extract_text() for sheet in pages_of(open_page(TOOL, java_script_enabled=False))]
    for role in CATALOG["roles"]:
        assert len([sheet for sheet in sheets if sheet.startswith((role["sv"] + "\n", role["sv"]))]) >= 1, role["sv"]


# ---- for everyone --------------------------------------------------------------------------------------------------


def test_P9_the_tool_has_no_axe_violations_and_fits(open_page, axe_in_every_look):
    page = ready(open_page(f"{TOOL}?start=13:00&delar=13,12,14,12,9&roll=foralder"))
    assert axe_in_every_look(page, CONTRAST) == []


def test_P9_the_tool_can_be_used_by_keyboard(open_page):
    page = ready(open_page(TOOL))
    page.get_by_label("Mötet börjar").focus()
    reached = []
    for _ in range(40):
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    for wanted in (
        "circle-end",
        "circle-length",
        "circle-opening",
        "circle-closing",
        "Använd vårt förslag",
        "Öppna visningen",
        "circle-role",
        "Skriv ut den här rollen",
    ):
        assert wanted in reached


def test_P9_controls_are_large_enough_to_touch(open_page):
    page = ready(open_page(TOOL, viewport={"width": 360, "height": 740}))
    small = page.evaluate("""() => [...document.querySelectorAll('.circle-form input, .circle-print select, .circle .v-button, .circle-print .v-button')]
      .filter(element => element.offsetParent && element.getBoundingClientRect().height < 44).map(element => element.id || element.textContent)""")
    assert small == []
