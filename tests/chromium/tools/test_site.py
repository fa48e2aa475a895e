"""The pages around the form: the start page's doors, colours, type, narrow screens, search, and no scripts at all.

Knows the built site by role and label. Does not know the builder's steps; see test_journey.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.chromium.conftest import AXE_TAGS

DOCS = Path(__file__).resolve().parents[3] / "docs"
ALL_PAGES = sorted(
    file.relative_to(DOCS).as_posix().removesuffix(".md").removesuffix("index").rstrip("/")
    for file in DOCS.rglob("*.md")
)
READING_PAGES = [
    f"{address}/".lstrip("/")
    for address in ALL_PAGES
    if address not in ("forbered", "blankt-underlag", "hela-underlaget")
] + ["404.html"]
"""Every page but the form and its papers, which have tests of their own."""
PHONE = {"width": 320, "height": 640}

DOORS = [
    ("Jag ska ha en SIP", "Förbered ditt möte"),
    ("Jag är närstående", "För dig som är närstående"),
    ("Jag arbetar med SIP", "För dig som arbetar med SIP"),
]


@pytest.mark.parametrize(("door", "heading"), DOORS)
def test_p3_each_door_leads_where_it_says_without_javascript(open_page, door, heading):
    page = open_page(java_script_enabled=False)
    page.get_by_role("main").get_by_role("link", name=door).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_p3_the_blank_sheet_is_one_link_away_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.get_by_role("link", name="blankt underlag att skriva ut").click()
    expect(page).to_have_url(re.compile("/blankt-underlag/$"))


def test_the_relatives_button_opens_the_form_for_a_relative(open_page):
    page = open_page("narstaende/")
    link = page.get_by_role("link", name="Börja skriva")
    expect(link).to_have_attribute("href", "../forbered/?skriver=narstaende")


def test_the_doors_lead_right_under_a_sub_path(chromium, nested_url):
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(nested_url)
        page.get_by_role("link", name="Jag är närstående").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("För dig som är närstående")
        page.get_by_role("link", name="Viktigast", exact=True).click()
        expect(page).to_have_url(nested_url)


def test_what_a_sip_is_takes_four_sentences(open_page):
    text = open_page().locator(".v-facts").inner_text()
    assert len(re.findall(r"[.!?](?=\s|$)", text)) == 4


@pytest.mark.parametrize("path", READING_PAGES)
def test_p9_text_has_aaa_contrast_and_axe_finds_nothing(open_page, axe_in_every_look, path):
    """And nothing is wider than a narrow phone."""
    page = open_page(path)
    assert axe_in_every_look(page, [*AXE_TAGS, "wcag2aaa"], widths=(1280,)) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", ["", "om/integritet/"])
def test_p9_the_open_menu_on_a_phone_is_accessible(open_page, axe, path):
    page = open_page(path, viewport=PHONE)
    page.locator("summary", has_text="Meny").click()
    expect(page.get_by_role("navigation", name="Meny", exact=True)).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_p9_body_text_is_at_least_18_px_and_lines_are_short(open_page, width):
    page = open_page("om/integritet/", viewport={"width": width, "height": 800})
    size, line = page.evaluate("""() => {
      const paragraph = document.querySelector("main p:not([class])");
      const size = parseFloat(getComputedStyle(paragraph).fontSize);
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      return [size, paragraph.getBoundingClientRect().width / size];
    }""")
    assert size >= 18
    assert line <= 45  # em; about 70 characters of running text


def test_p9_links_and_buttons_in_menus_are_at_least_44_px_high(open_page):
    page = open_page(viewport=PHONE)
    page.locator("summary", has_text="Meny").click()
    heights = page.locator("summary, nav a:visible, .v-doors li a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_p9_the_first_tab_stop_skips_to_the_content(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_reading_pages_run_no_script_but_the_choice_of_region_and_the_copy_for_offline(site: Path):
    for path in ["index.html", "narstaende/index.html", "personal/index.html", "om/integritet/index.html", "404.html"]:
        scripts = re.findall(r"<script[^>]*>", (site / path).read_text(encoding="utf-8"))
        assert [re.search(r"js/\w+\.js", script)[0] for script in scripts] == ["js/region.js", "js/offline.js"], path


@pytest.mark.parametrize("path", ["", "personal/kalla/", "verktyg/checklistor/motet/", "om-sip/bra-mal/"])
def test_p9_forced_colours_leave_no_text_or_choice_invisible(open_page, axe, path):
    page = open_page(path, forced_colors="active")
    assert axe(page) == []
    for control in page.locator("main a:visible, main button:visible, main select:visible, main input:visible").all():
        assert control.evaluate("it => getComputedStyle(it).color !== getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("tool", ["verktyg/datumhjalp/", "verktyg/du-form/"])
def test_no_engine_is_loaded_for_one_who_only_reads(open_page, site_url, tool):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url + tool, wait_until="networkidle")
    assert [url for url in asked if "/engine/" in url] == []


def test_every_page_has_a_title_and_a_description_of_its_own(site: Path):
    seen: dict[str, Path] = {}
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        title = re.search("<title>(.+?)</title>", html)
        description = re.search('<meta name="description" content="(.+?)">', html)
        assert title, file
        assert description, file
        assert title[1] not in seen, f"{file} and {seen.get(title[1])} have the same title"
        seen[title[1]] = file


def test_search_finds_swedish_word_forms_and_links_to_the_part(open_page, axe):
    page = open_page("sok/")
    page.get_by_label("Sökord").fill("tvångsvården")
    hit = page.get_by_role("link", name="När du skrivs ut från sjukhuset: Om du får tvångsvård")
    expect(hit).to_be_visible()
    assert axe(page) == []
    hit.click()
    expect(page).to_have_url(re.compile("/om-sip/utskrivning/#om-du-far-tvangsvard$"))


def test_search_says_when_nothing_is_found_and_survives_odd_input(open_page):
    page = open_page("sok/")
    status = page.get_by_role("status")
    for odd in ["xyzåäö", '"title:*+-^~', "<img src=x onerror=alert(1)>", "\N{WHITE SMILING FACE}"]:
        page.get_by_label("Sökord").fill(odd)
        page.get_by_role("button", name="Sök").click()
        expect(page.get_by_role("main").get_by_role("img")).to_have_count(0)
    page.get_by_label("Sökord").fill("xyzåäö")
    expect(status).to_have_text("Inga sidor hittades. Prova ett kortare ord.")
    page.get_by_label("Sökord").fill("")
    expect(status).to_be_empty()


@pytest.mark.parametrize("part", ["search/search_index.json", "workers/search.", "lunr.stemmer.support", "lunr.sv"])
def test_search_says_so_whichever_of_its_files_does_not_come(new_context, site_url, watcher, part):
    watcher.expect(part, "ERR_FAILED")
    context = new_context()
    context.route(f"**/*{part}*", lambda route: route.abort())
    page = context.new_page()
    page.goto(site_url + "sok/")
    expect(page.get_by_role("status")).to_have_text("Sökningen kunde inte laddas. Sidorna finns också i menyn.")


def test_search_without_javascript_says_so(open_page):
    page = open_page("sok/", java_script_enabled=False)
    expect(page.get_by_text("Sökningen behöver JavaScript.")).to_be_visible()
    expect(page.get_by_label("Sökord")).to_be_hidden()


def test_the_theme_still_ships_the_search_worker_that_we_ask(site: Path):
    address = re.search('data-worker="[./]*([^"]+)"', (site / "sok/index.html").read_text(encoding="utf-8"))
    assert address
    assert (site / address[1]).is_file()


def test_start_page_prints_black_on_white_without_the_frame(open_page):
    page = open_page(color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
