"""P6, the paper: what comes out when somebody prints. Read from the PDF that Chromium makes."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.chromium.journey import BORROWED, CORE, answer_core, begin, show_sheet

A4 = (595, 842)  # points


def print_page(page) -> bytes:
    page.emulate_media(media="print")
    return page.pdf(prefer_css_page_size=True, tagged=True)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).replace(
        "\r\n", "\n"
    )


def tags(pdf: bytes) -> list[str]:
    """The structure types of a tagged PDF, in reading order."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.fixture
def sheet_page(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    answer_core(page)
    show_sheet(page)
    return page


@pytest.mark.parametrize("size", ["Vanlig (12", "Stor (16", "Extra stor (20"])
def test_P6_the_printed_sheet_is_tagged_a4_in_swedish_and_numbered(sheet_page, size):
    sheet_page.get_by_label(size).check()
    pdf = print_page(sheet_page)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("sv")
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {A4}
    for number in range(len(reader.pages)):
        assert f"sida {number + 1} av {len(reader.pages)}" in text_of(pdf)
    assert tags(pdf).count("/H1") == 1
    assert tags(pdf).count("/H2") == 5


def test_P6_the_text_is_there_in_reading_order_and_nothing_else(sheet_page):
    text = text_of(print_page(sheet_page)).replace("\n", " ")
    order = [
        "Mitt underlag",
        "Skrivet av mig själv,",
        "Inledning",
        "Katten ska vara kvar.",
        "Aktuell situation",
        "Grannen tittar in",
        "trappan, dushen.",
        "Behov",
        "Jag vill gå ut i trädgården",
        "Sammanfattning",
        "Avslutning",
        "mitt exemplar",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    for outside in ("Lämna sidan", "Spara som fil", "Hjälpen är", "Förbered ditt möte", "Viktigast"):
        assert outside not in text


@pytest.mark.parametrize("step", ["start", "matters_most", "help_needed", "review"])
def test_P6_printing_from_any_step_prints_the_finished_sheet(open_page, step):
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label("Vad är viktigast för dig just nu?").fill("Morris")
    page.goto(page.url.split("#")[0] + "#" + step)
    text = text_of(print_page(page))
    assert "Morris" in text
    assert "Be om svar på de här fyra" in text
    assert "Hoppa över" not in text


def test_P6_sizes_are_real_points_on_paper(sheet_page):
    for label, points in (("Vanlig (12", 12), ("Stor (16", 16), ("Extra stor (20", 20)):
        sheet_page.get_by_label(label).check()
        sheet_page.emulate_media(media="print")
        size = sheet_page.locator("p.sheet-answer:visible").first.evaluate(
            "(it) => parseFloat(getComputedStyle(it).fontSize)"
        )
        assert size == pytest.approx(points * 4 / 3, abs=0.1)
        sheet_page.emulate_media(media="screen")


def test_P6_no_line_is_cut_and_long_words_stay_on_the_paper(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    long = "x" * 400 + "\n" + "\n".join(f"rad {number}" for number in range(150))
    answer_core(page, {**CORE, "Vad fungerar bra?": long})
    show_sheet(page)
    pdf = print_page(page)
    text = text_of(pdf)
    assert text.replace("\n", "").count("x" * 400) == 1
    assert all(f"rad {number}\n" in text + "\n" for number in range(150))
    for sheet in pypdfium2.PdfDocument(pdf):
        content = sheet.get_textpage()
        boxes = [content.get_charbox(index) for index in range(content.count_chars())]
        assert all(
            left >= 28 and right <= A4[0] - 28 and bottom >= 20 and top <= A4[1] - 28
            for left, bottom, right, top in boxes
            if right > left
        )


def test_P6_a_short_sheet_fits_on_one_paper_printed_on_both_sides(sheet_page):
    assert len(pypdf.PdfReader(io.BytesIO(print_page(sheet_page))).pages) == 2


def test_P6_paper_is_black_on_white_in_dark_mode_too(open_page):
    page = open_page("forbered/", color_scheme="dark")
    begin(page, BORROWED)
    answer_core(page)
    show_sheet(page)
    pixels = bytes(pypdfium2.PdfDocument(print_page(page))[0].render(scale=1, grayscale=True).buffer)
    assert sum(pixel > 250 for pixel in pixels) > 0.85 * len(pixels)
    assert min(pixels) < 60


def test_P3_the_blank_sheet_prints_without_javascript(open_page):
    page = open_page("blankt-underlag/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Mitt underlag till SIP-mötet")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    pdf = page.pdf(prefer_css_page_size=True, tagged=True)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 2
    for words in ("Namn, om du vill", "Det här är viktigast för mig just nu", "Vem ringer jag om något inte fungerar?"):
        assert words in text_of(pdf)
    assert "Skriv ut och fyll i" not in text_of(pdf)
    page.get_by_label("Extra stor").check()
    page.emulate_media(media="print")
    assert (
        page.get_by_text("Det här är viktigast för mig just nu").evaluate(
            "(it) => parseFloat(getComputedStyle(it).fontSize)"
        )
        > 26
    )
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Till hela underlaget").click()
    page.wait_for_url("**/hela-underlaget/")
    assert "Tolk" in text_of(page.pdf(prefer_css_page_size=True))


def test_P3_without_javascript_the_form_prints_what_was_filled_in(open_page):
    page = open_page("forbered/", java_script_enabled=False)
    page.get_by_label("Vad är viktigast för dig just nu?").fill("Morris ska vara kvar\n" * 12)
    text = text_of(page.pdf(prefer_css_page_size=True))
    assert text.count("Morris ska vara kvar") == 12
    assert "Vad vill du ska bli möjligt?" in text


@pytest.mark.parametrize("path", ["om/integritet/", "om/se-sjalv/", "om/risker/", "om-sip/bra-mal/"])
def test_p6_no_sheet_of_a_reading_page_ends_with_a_heading(open_page, path):
    page = open_page(path)
    headings = {" ".join(text.split()) for text in page.locator("main :is(h2, h3, h4)").all_inner_texts()}
    *sheets, _ = pypdf.PdfReader(io.BytesIO(print_page(page))).pages
    assert sheets
    for sheet in sheets:
        last = [line for line in sheet.extract_text().splitlines() if line.strip() and not line.startswith("sida ")][-1]
        assert " ".join(last.split()) not in headings
