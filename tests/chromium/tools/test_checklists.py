"""The checklists in Chromium: ticked, cleared, left, printed, in every region, with and without JavaScript."""

from __future__ import annotations

import io
import re

import pypdf
import pypdfium2
import pytest
from playwright.sync_api import expect

from builder.publish.records.load import load_catalog

CATALOG = load_catalog()
SLUGS = [checklist["slug"] for checklist in CATALOG["checklists"]]
COUNTS = {checklist["slug"]: len(checklist["item"]) for checklist in CATALOG["checklists"]}
SYSTEMS = {region["slug"]: region["system"] for region in CATALOG["regions"]}
CHOICES = ["", "allmant", *SYSTEMS]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]


def address(slug: str, region: str = "") -> str:
    return f"verktyg/checklistor/{slug}/" + (f"?region={region}" if region else "")


def foreign(region: str) -> re.Pattern[str]:
    """Finds the system names that a choice of region must not show."""
    own = SYSTEMS.get(region, "")
    names = sorted({name for name in SYSTEMS.values() if name != own}, key=len, reverse=True)
    return re.compile(
        r"\b(" + "|".join(re.escape(name) + (r"(?! SP)" if own == f"{name} SP" else "") for name in names) + r")\b"
    )


def print_page(page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, tagged=True)))


def printed(reader: pypdf.PdfReader) -> str:
    stream = io.BytesIO()
    reader.stream.seek(0)
    stream.write(reader.stream.read())
    return " ".join(
        " ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in pypdfium2.PdfDocument(stream.getvalue())
    )


@pytest.fixture
def checklist(open_page):
    return open_page(address("motet"))


def test_ticking_counts_at_once_and_is_said_when_the_ticking_rests(checklist):
    total = COUNTS["motet"]
    expect(checklist.locator("[data-count]")).to_have_text(f"0 av {total} klara")
    boxes = checklist.get_by_role("checkbox")
    checklist.evaluate("""() => { window.told = []; new MutationObserver(() => window.told.push(document.querySelector('[data-said]').textContent))
        .observe(document.querySelector('[data-said]'), {childList: true}); }""")
    for number in range(3):
        boxes.nth(number).check()
    expect(checklist.locator("[data-count]")).to_have_text(f"3 av {total} klara")
    assert checklist.evaluate("document.querySelector('progress').value") == 3
    expect(checklist.get_by_role("status")).to_have_text(f"3 av {total} klara")
    assert checklist.evaluate("window.told") == [f"3 av {total} klara"]
    boxes.nth(0).uncheck()
    expect(checklist.locator("[data-count]")).to_have_text(f"2 av {total} klara")


def test_a_tick_of_the_text_and_a_name_belong_to_the_same_item(checklist):
    checklist.get_by_text("Kom väl förberedd.").click()
    expect(checklist.get_by_role("checkbox").first).to_be_checked()
    name = checklist.get_by_label("Ansvarig").first
    expect(name).to_have_accessible_description("Kom väl förberedd.")


def test_clearing_empties_boxes_and_names_and_says_so(checklist):
    checklist.get_by_role("checkbox").nth(1).check()
    checklist.get_by_label("Ansvarig").nth(1).fill("Kim")
    checklist.get_by_role("button", name="Rensa").click()
    expect(checklist.get_by_role("status")).to_have_text("Listan är tom igen.")
    expect(checklist.locator("[data-count]")).to_have_text("Listan är tom igen.")
    assert checklist.locator("input:checked").count() == 0
    assert checklist.get_by_label("Ansvarig").nth(1).input_value() == ""
    assert checklist.evaluate("document.querySelector('progress').value") == 0


def test_p1_leaving_and_coming_back_or_reloading_leaves_nothing(checklist, site_url):
    for leave in (lambda: (checklist.goto(site_url + "om/kallor/"), checklist.go_back()), checklist.reload):
        checklist.get_by_role("checkbox").nth(2).check()
        checklist.get_by_label("Ansvarig").nth(2).fill("Kim")
        leave()
        expect(checklist.locator("[data-count]")).to_have_text(f"0 av {COUNTS['motet']} klara")
        assert checklist.locator("input:checked").count() == 0
        assert all(
            value == ""
            for value in checklist.locator("form input[type=text]").evaluate_all("fields => fields.map(it => it.value)")
        )


def test_p1_a_page_that_the_browser_keeps_when_it_is_left_is_empty(checklist):
    checklist.get_by_role("checkbox").nth(2).check()
    checklist.get_by_label("Ansvarig").nth(2).fill("Kim")
    checklist.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert checklist.locator("input:checked").count() == 0
    assert checklist.get_by_label("Ansvarig").nth(2).input_value() == ""
    expect(checklist.locator("[data-count]")).to_have_text(f"0 av {COUNTS['motet']} klara")


def test_the_print_buttons_above_and_below_print(checklist):
    checklist.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1 }; }")
    for button in checklist.get_by_role("button", name="Skriv ut").all():
        button.click()
    assert checklist.evaluate("window.printed") == 2


def test_p6_the_ring_around_what_has_the_focus_is_not_printed(checklist):
    box = checklist.get_by_role("checkbox").first
    box.focus()
    checklist.keyboard.press("Space")
    ring = "it => getComputedStyle(it).outlineStyle"
    assert box.evaluate(ring) == "solid"
    checklist.emulate_media(media="print")
    assert box.evaluate(ring) == "none"


def test_p1_nothing_is_stored_and_nothing_stands_in_the_address(checklist):
    before = checklist.url
    checklist.get_by_role("checkbox").first.check()
    checklist.get_by_label("Ansvarig").first.fill("Kim")
    checklist.keyboard.press("Enter")
    assert checklist.url == before
    assert checklist.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert "Kim" not in checklist.title()


def test_choosing_a_region_keeps_the_ticks(checklist):
    checklist.get_by_role("checkbox").first.check()
    checklist.get_by_label("Din region").select_option("blekinge")
    expect(checklist.get_by_role("checkbox").first).to_be_checked()
    expect(checklist.locator("[data-count]")).to_have_text(f"1 av {COUNTS['motet']} klara")


def test_the_page_works_by_keyboard_and_what_has_focus_is_never_covered(checklist):
    checklist.get_by_role("checkbox").nth(8).focus()
    checklist.keyboard.press("Space")
    expect(checklist.get_by_role("checkbox").nth(8)).to_be_checked()
    for _ in range(14):
        checklist.keyboard.press("Shift+Tab")
        assert checklist.evaluate("""() => {
            const focus = document.activeElement.getBoundingClientRect(), bar = document.querySelector('[data-bar]').getBoundingClientRect();
            return focus.top >= bar.bottom - 1 || focus.bottom <= bar.top + 1;
        }""")


def test_p3_without_javascript_boxes_tick_and_clear_and_no_dead_button_is_shown(open_page):
    page = open_page(address("forbered"), java_script_enabled=False)
    page.get_by_role("checkbox").first.check()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    expect(page.get_by_role("button", name="Skriv ut")).to_have_count(0)
    expect(page.locator("[data-bar]")).to_be_hidden()
    expect(page.get_by_text("Tryck på Rensa innan du lämnar sidan.")).to_be_visible()
    page.get_by_role("button", name="Rensa").click()
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    assert len(print_page(page).pages) <= 2


@pytest.mark.parametrize("slug", SLUGS)
def test_no_checklist_shows_another_regions_system_on_screen_or_paper(open_page, slug):
    """P6 too: in every choice of region it prints on one or two A4. An address with a region: test_region.py."""
    page = open_page(address(slug))
    for region in CHOICES:
        page.get_by_label("Din region").select_option(region)
        text = page.locator("form").inner_text()
        reader = print_page(page)
        if region:
            assert foreign(region).findall(text) == [], region
            paper, _, _ = printed(reader).partition("Källor")  # below it documents are named, and one names a system
            assert foreign(region).findall(paper) == [], region
            assert "Checklista" in paper
        if region in SYSTEMS and slug == "kalla":
            assert f"({SYSTEMS[region]})" in text
        assert len(reader.pages) <= 2, region
        assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {(595, 842)}


def test_p6_the_paper_has_items_roles_names_and_a_line_for_the_date_and_nothing_of_the_screen(open_page):
    page = open_page(address("avsluta", "orebro"))
    page.get_by_label("Ansvarig").nth(1).fill("Kim Ek")
    text = printed(print_page(page))
    for said in (
        "Checklista 6: Avsluta",
        "Datum",
        "Kim Ek",
        "Vem: Samordnaren.",
        "Lifecare SP",
        "Källor",
        *[item["group"] for item in CATALOG["checklists"][5]["item"]],
    ):
        assert said in text
    for screen in ("Rensa", "Skriv ut", "klara", "Din region", "Huvudmeny", "försvinner"):
        assert screen not in text


def test_p6_without_a_choice_the_paper_has_every_regions_variant(open_page):
    page = open_page(address("kalla"))
    text = printed(print_page(page))
    topics = {item["local"] for item in CATALOG["checklists"][2]["item"] if "local" in item}
    for local in CATALOG["locals"]:
        if local["topic"] in topics:
            assert " ".join(re.findall(r"\w+", local["text"])[:3]) in " ".join(re.findall(r"\w+", text))


def test_p6_a_ticked_box_is_ticked_on_paper_also_in_dark_mode(open_page):
    page = open_page(address("avsluta"), color_scheme="dark")
    before = printed(print_page(page)).split().count("X")
    page.get_by_role("checkbox").first.check()
    reader = print_page(page)
    assert printed(reader).split().count("X") == before + 1
    reader.stream.seek(0)
    pixels = bytes(pypdfium2.PdfDocument(reader.stream.read())[0].render(scale=1, grayscale=True).buffer)
    assert sum(pixel > 250 for pixel in pixels) > 0.8 * len(pixels)


def test_p9_axe_finds_nothing_where_items_are_ticked_and_named(checklist, axe_in_every_look):
    """Untouched lists are among the pages of test_site.py."""
    checklist.get_by_role("checkbox").first.check()
    checklist.get_by_label("Ansvarig").first.fill("Kim")
    assert axe_in_every_look(checklist, AXE_TAGS, widths=(1280,)) == []


def test_the_six_lists_lead_on_to_each_other(open_page):
    page = open_page("verktyg/checklistor/?region=halland")
    page.locator("main").get_by_role("link", name="Uppmärksamma behov").click()
    for slug in SLUGS[1:6]:
        expect(page.get_by_label("Din region")).to_have_value("halland")
        page.get_by_role("link", name="Nästa lista").click()
        expect(page).to_have_url(re.compile(rf"/{slug}/\?region=halland$"))
