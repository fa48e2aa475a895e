"""The choice of region: it stands in the address, follows to the next page, and shows no other region's words.

Knows regions.toml and the built pages. Checklists have more of their own in test_checklists.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from builder.publish.records.load import load_catalog

REGIONS = load_catalog()["regions"]
CHOICES = [region["slug"] for region in REGIONS]
SYSTEMS = {region["slug"]: region["system"] for region in REGIONS}
LONG_PAGE = "personal/kalla/"


def pages_with_local(site: Path) -> list[str]:
    found = sorted(
        file.parent.relative_to(site).as_posix() + "/"
        for file in site.rglob("index.html")
        if "data-region=" in file.read_text(encoding="utf-8")
    )
    assert len(found) > 15
    return found


def others(slug: str) -> re.Pattern[str]:
    """Finds any other region's system name; a name that begins another is not taken for it."""
    own = SYSTEMS.get(slug, "")
    names = sorted({name for name in SYSTEMS.values() if name != own}, key=len, reverse=True)
    return re.compile(
        r"\b("
        + "|".join(
            re.escape(name) + (f"(?!{re.escape(own.removeprefix(name))})" if own.startswith(name) else "")
            for name in names
        )
        + r")\b"
    )


def read(page) -> str:
    """What a reader sees of the page's own text, without its sources."""
    return page.locator("main").evaluate("""main => {
      const copy = [];
      const walk = (node) => {
        if (node.nodeType === 3) copy.push(node.data);
        else if (node.nodeType === 1 && !node.matches('.v-source, [data-region-choice], select') && node.checkVisibility()) node.childNodes.forEach(walk);
      };
      walk(main);
      return copy.join(' ');
    }""")


@pytest.mark.parametrize("slug", [*CHOICES, "allmant"])
def test_no_page_shows_another_regions_system(site, open_page, site_url, slug):
    page = open_page()
    wrong = {}
    for path in pages_with_local(site):
        if path in ("personal/din-region/", "om/ordlista/"):  # they name every region on purpose
            continue
        page.goto(f"{site_url}{path}?region={slug}")
        if found := others(slug).findall(read(page)):
            wrong[path] = found
    assert wrong == {}


def test_without_a_choice_every_variant_stands_there_with_and_without_javascript(open_page):
    for options in ({}, {"java_script_enabled": False}):
        page = open_page(LONG_PAGE, **options)
        for region in REGIONS:
            if page.locator(f'.v-local [data-region="{region["id"]}"]').count():
                expect(page.locator(f'.v-local [data-region="{region["id"]}"]').first).to_be_visible()
        expect(page.locator("[data-region-word]:visible")).to_have_count(0)


def test_the_choice_is_hidden_without_javascript(open_page):
    page = open_page(LONG_PAGE, java_script_enabled=False)
    expect(page.locator("#region")).to_be_hidden()


def test_choosing_changes_the_page_and_the_address_and_stores_nothing(open_page):
    page = open_page(LONG_PAGE)
    general = page.locator(".v-lead").inner_text()
    steps = page.evaluate("history.length")
    page.get_by_label("Din region").select_option("Blekinge")
    expect(page).to_have_url(re.compile(r"\?region=blekinge$"))
    assert page.evaluate("history.length") == steps  # Back leads to the page before, not through every choice
    expect(page.locator(".v-local__variant:visible .v-local__region").first).to_have_text("Blekinge")
    expect(page.locator('[data-region="orebro"]:visible')).to_have_count(0)
    expect(page.get_by_text("i it-stödet (Prator)")).to_be_visible()
    assert page.locator(".v-lead").inner_text() == general
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.reload()
    expect(page.get_by_label("Din region")).to_have_value("blekinge")
    page.get_by_label("Din region").select_option("Alla regioner")
    expect(page).to_have_url(re.compile(r"/personal/kalla/$"))
    expect(page.locator('.v-local [data-region="orebro"]').first).to_be_visible()


def test_the_choice_follows_to_the_next_page_and_into_what_a_search_finds(open_page):
    page = open_page(f"{LONG_PAGE}?region=orebro")
    for name, path in {"Verktyg": "verktyg", "Sök": "sok"}.items():
        page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name=name).click()
        expect(page).to_have_url(re.compile(rf"/{path}/\?region=orebro$"))
        page.wait_for_load_state()  # before a page is drawn nothing can be typed into it, though a test believes so
    page.get_by_label("Sökord").fill("kallelse")
    page.locator(".v-search__list a").first.click()
    expect(page).to_have_url(re.compile(r"\?region=orebro(#|$)"))


def test_only_what_holds_everywhere_leaves_no_empty_boxes(open_page):
    page = open_page(f"{LONG_PAGE}?region=allmant")
    expect(page.locator(".v-local:visible")).to_have_count(0)
    expect(page.get_by_label("Din region")).to_have_value("allmant")


@pytest.mark.parametrize(
    "odd", ["?region=gotland", "?region=%3Cscript%3E", "?region=", "?region=blekinge&region=orebro"]
)
def test_an_odd_choice_hides_nothing_that_is_general(open_page, odd):
    page = open_page(f"{LONG_PAGE}{odd}")
    expect(page.locator(".v-lead")).to_be_visible()
    expect(page.locator(".v-local__variant:visible").first).to_be_visible()


def test_every_page_with_local_text_lets_the_reader_choose(site):
    for path in pages_with_local(site):
        assert "data-region-choice" in (site / path / "index.html").read_text(encoding="utf-8"), path


def test_a_regions_name_for_its_system_is_found_also_where_it_begins_another():
    assert others("orebro").findall("i Lifecare SP och i Lifecare") == ["Lifecare"]
    assert others("halland").findall("i Lifecare SP och i Lifecare") == ["Lifecare SP"]
    assert others("allmant").findall("Prator, Lifecare SP") == ["Prator", "Lifecare SP"]


def test_no_page_names_a_system_in_its_prose_but_the_one_about_regions(root):
    """What only follows a choice comes in through markers and {system}, so a page without any choice is clean too."""
    names = re.compile(r"\b(" + "|".join(map(re.escape, sorted(set(SYSTEMS.values()), key=len, reverse=True))) + r")\b")
    pages = {
        file.relative_to(root / "docs").as_posix(): file.read_text(encoding="utf-8")
        for file in (root / "docs").rglob("*.md")
    }
    assert [path for path, text in pages.items() if names.search(text)] == ["personal/din-region.md"]


def test_no_link_to_the_outside_and_none_within_the_page_gets_the_region(open_page):
    page = open_page("personal/din-region/?region=orebro")
    links = page.evaluate(
        "[...document.links].map(link => [link.getAttribute('href'), link.origin === location.origin])"
    )
    assert [href for href, inside in links if "region=orebro" in href and (not inside or href.startswith("#"))] == []
    assert len([href for href, inside in links if inside and "region=orebro" in href]) > 20
    page = open_page("om/lankar/?region=orebro")
    assert (
        page.evaluate(
            "[...document.links].filter(link => link.origin !== location.origin && link.search.includes('region=')).length"
        )
        == 0
    )
    assert page.evaluate("[...document.links].filter(link => link.origin !== location.origin).length") > 10


def test_other_settings_in_a_link_are_left_as_they_are_written(open_page):
    page = open_page("verktyg/motescirkeln/?start=13:00&region=halland")
    link = page.get_by_role("link", name="Öppna visningen")
    expect(link).to_have_attribute("href", re.compile("start=13:00"), timeout=30_000)
    link.focus()
    expect(link).to_have_attribute("href", "../visning/?start=13:00&delar=6,12,27,9,6&region=halland")
