"""The meeting circle's live view in Chromium, by a clock that the tests set."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.chromium.conftest import AXE_TAGS

LIVE = "verktyg/visning/"
CONTRAST = [*AXE_TAGS, "wcag2aaa"]
PARTS = "start=13:00&delar=6,12,27,9,6"


@pytest.fixture
def view(new_context, site_url):
    """Open the live view at a time of the day: view("13:05:30", "start=13:00…")."""

    def open_it(time: str, query: str = PARTS, script: str = "", **options) -> Page:
        context = new_context(timezone_id="Europe/Stockholm", **options)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        moment = datetime.datetime.fromisoformat(f"2026-11-24T{time}+01:00")
        page.clock.install(time=moment - datetime.timedelta(seconds=1))
        page.clock.pause_at(moment)  # or it would go on while the page loads
        page.goto(f"{site_url}{LIVE}?{query}")
        return page

    return open_it


def shown(page: Page) -> str:
    return " ".join(page.locator(f"[data-{name}]").inner_text() for name in ("part-name", "count", "unit", "next"))


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("12:48:00", "Mötet börjar 13.00 12 minuter till start Först: Inledning, 6 min"),
        ("11:30:00", "Mötet börjar 13.00 1 tim 30 min till start Först: Inledning, 6 min"),
        ("13:00:00", "Inledning 6 minuter kvar Sedan: Aktuell situation, 13.06"),
        ("13:05:30", "Inledning 30 sekunder kvar Sedan: Aktuell situation, 13.06"),
        ("13:06:00", "Aktuell situation 12 minuter kvar Sedan: Behov, 13.18"),
        ("13:43:59", "Behov 2 minuter kvar Sedan: Sammanfattning, 13.45"),
        ("13:44:59", "Behov 1 sekund kvar Sedan: Sammanfattning, 13.45"),
        ("13:55:00", "Avslutning 5 minuter kvar Sista delen. Mötet slutar 14.00."),
        ("14:00:00", "Tiden är slut 0 minuter kvar Mötet skulle sluta 14.00."),
    ],
)
def test_the_view_says_which_part_is_on_how_long_it_has_left_and_what_comes_next(view, time, expected):
    assert shown(view(time)) == expected


def test_the_view_goes_on_by_itself_and_past_midnight(view):
    page = view("23:58:50", "start=23:55&delar=4,6,20,5,5")
    assert shown(page).startswith("Inledning 10 sekunder")
    page.clock.run_for(11_000)
    assert shown(page).startswith("Aktuell situation 6 minuter")
    page.clock.run_for(6 * 60_000)
    assert shown(page).startswith("Behov 20 minuter")
    expect(page.locator(".circle-arc.is-now")).to_have_attribute("data-part", "needs")


def test_begin_now_starts_the_meeting_and_survives_a_reload(view):
    page = view("10:07:42", "delar=6,12,27,9,6&region=halland")
    assert shown(page).startswith("Mötet är inte i gång 60 minuter")
    page.get_by_role("button", name="Börja nu").click()
    assert shown(page).startswith("Inledning 6 minuter kvar")
    assert page.url.endswith("?start=10:07:42&delar=6,12,27,9,6&region=halland")
    expect(page.get_by_role("button", name="Börja nu")).to_be_hidden()
    page.clock.run_for(5 * 60_000)
    page.reload()
    assert shown(page).startswith("Inledning 60 sekunder kvar")


@pytest.mark.parametrize(
    "query",
    ["start=25:00", "start=snart", "delar=1,2,3", "delar=0,12,27,9,6", "delar=99,99,99,99,99", "delar=1,1,1,1,1"],
)
def test_a_bad_address_gets_words_and_a_way_back(view, query):
    page = view("13:00:00", query)
    expect(page.get_by_role("alert")).to_contain_text("Adressen gick inte att läsa")
    expect(page.locator("[data-stage]")).to_be_hidden()
    page.get_by_role("link", name="Tillbaka").click()
    expect(page.get_by_role("heading", level=1, name="Mötescirkeln")).to_be_visible()


def test_only_a_change_of_part_is_announced(view):
    page = view("13:04:58")
    page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => said.push(document.querySelector('[aria-live]').textContent))
        .observe(document.querySelector('[aria-live]'), { childList: true, characterData: true, subtree: true });
    }""")
    page.clock.run_for(90_000)
    assert page.evaluate("said") == ["Aktuell situation"]
    assert page.locator("[aria-live]").count() == 1


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(navigator, 'wakeLock', { value: { request: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } })",
        "delete Navigator.prototype.wakeLock",
    ],
    ids=["refused", "missing"],
)
def test_a_screen_that_cannot_be_kept_awake_is_no_fault(view, script):
    page = view("13:01:00", script=script)
    assert shown(page).startswith("Inledning 5 minuter")


def test_the_screen_is_kept_awake_and_asked_for_again_when_the_page_comes_back(view):
    page = view(
        "13:01:00",
        script="window.asked = []; Object.defineProperty(navigator, 'wakeLock', { value: { request: async kind => { asked.push(kind) } } })",
    )
    assert page.evaluate("asked") == ["screen"]
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("asked") == ["screen", "screen"]


def test_the_policy_lets_the_page_keep_the_screen_awake(site):
    assert "screen-wake-lock=()" not in (site / "_headers").read_text(encoding="utf-8")


def test_P3_without_scripts_the_view_says_where_the_circle_is(open_page):
    page = open_page(LIVE, java_script_enabled=False)
    expect(page.get_by_text("Visningen behöver JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Tillbaka")).to_be_visible()


@pytest.mark.parametrize("time", ["12:48:00", "13:44:30", "13:07:00"])
def test_the_view_fits_its_screen(view, time):
    page = view(time)
    for width, height in [(1920, 1080), (1280, 800), (360, 740), (740, 360), (320, 640)]:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, height)
        if height > 360:
            assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), (width, height)


@pytest.mark.parametrize("query", [PARTS, "", "delar=1"])
def test_P9_the_view_has_no_axe_violations(view, axe_in_every_look, query):
    page = view("13:20:00", query)
    page.clock.resume()  # axe waits for timers
    assert axe_in_every_look(page, CONTRAST) == []
