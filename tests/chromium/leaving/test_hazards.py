"""What the page says and marks against hazards that it cannot stop: paper, file, clipboard, translation."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.chromium.journey import BORROWED, CORE, OWN, answer_core, begin, save, show_sheet


@pytest.fixture
def sheet(new_context, site_url):
    """Answer the three questions on a device and show the paper: sheet(OWN)."""

    def show(device: str):
        page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
        page.goto(f"{site_url}forbered/")
        begin(page, device)
        answer_core(page)
        show_sheet(page)
        return page

    return show


@pytest.mark.parametrize("device", [OWN, BORROWED])
def test_what_printing_saving_and_copying_leave_behind_is_said_where_it_is_done(sheet, tmp_path, device):
    page = sheet(device)
    expect(page.get_by_text("Glöm inte att hämta papperet i skrivaren.")).to_be_visible()
    save(page, tmp_path)
    expect(page.get_by_text("Den kan läsas av alla som kommer åt den.")).to_be_visible()
    borrowed = expect(page.get_by_text("Filen ligger kvar på den lånade telefonen eller datorn."))
    borrowed.to_be_visible() if device == BORROWED else borrowed.to_have_count(0)
    page.get_by_role("button", name="Kopiera som text").click()
    expect(page.get_by_text("Texten är kopierad.")).to_be_visible()
    borrowed = expect(page.get_by_text("Den ligger kvar i telefonens eller datorns urklipp"))
    borrowed.to_be_visible() if device == BORROWED else borrowed.to_have_count(0)


def test_the_paper_says_whose_it_is_and_that_it_is_not_the_plan(sheet):
    paper = sheet(OWN).get_by_role("article").filter(has_text="Mitt underlag till SIP-mötet")
    expect(paper).to_contain_text("Det här papperet är mitt. Du får läsa det om jag säger ja.")
    expect(paper).to_contain_text("Det är inte den samordnade planen")
    expect(paper).to_contain_text("Skrivet av mig själv")


def test_answers_are_marked_as_nothing_to_translate_where_they_are_checked(open_page):
    page = open_page("forbered/")
    begin(page)
    answer_core(page)
    for answer in CORE.values():
        shown = page.get_by_text(answer.split("\n")[0]).and_(page.locator(":visible"))
        assert shown.evaluate("it => it.translate") is False
