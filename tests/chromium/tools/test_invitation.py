"""The invitation in Chromium: form to paper, printed, cleared, and blank without scripts."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from builder.publish.records.load import load_catalog
from tests.chromium.conftest import AXE_TAGS

TOOL = "verktyg/kallelse/"
CONTRAST = [*AXE_TAGS, "wcag2aaa"]
CONTENT = load_catalog()
FIELDS = CONTENT["invitation_fields"]
WORDS = CONTENT["words"]["invitation"]
TYPED = [field for field in FIELDS if field["kind"] in ("line", "text", "list")]


@pytest.fixture
def invitation(open_page) -> Page:
    return open_page(TOOL)


def paper(page: Page):
    return page.get_by_role("region", name="Kallelse till SIP-möte")


def written(page: Page, field: str):
    return page.locator(f"dd[data-paper={field}]")


def fill_all(page: Page) -> None:
    for field in TYPED:
        page.get_by_label(field["sv"], exact=True).fill(f"Rad om {field['id']}")
    page.get_by_label("Dag", exact=True).fill("2026-12-01")
    page.get_by_label("Mötet börjar").fill("13:00")
    page.get_by_label("Mötet slutar").fill("14:00")
    page.get_by_label("På plats").check()
    page.get_by_label("Personen har sagt ja").check()


def pdf(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, tagged=True)))


def text_of(page: Page) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in pdf(page).pages).split())


def test_what_is_written_stands_on_the_paper(invitation):
    fill_all(invitation)
    for field in TYPED:
        expect(written(invitation, field["id"])).to_have_text(f"Rad om {field['id']}")
    expect(written(invitation, "date")).to_have_text("tisdag 1 december 2026")
    expect(written(invitation, "start")).to_have_text("13.00")
    expect(written(invitation, "end")).to_have_text("14.00")
    assert invitation.locator(".is-ticked").all_inner_texts() == [
        "På plats",
        "Personen har sagt ja till att bjuda in dem som står här.",
    ]


def test_a_list_has_a_point_for_each_line_and_a_text_keeps_its_lines(invitation):
    invitation.get_by_label("Vilka som är inbjudna").fill("Arbetsterapeut\n\n  Kim Ek, boendestöd \n")
    assert written(invitation, "invited").get_by_role("listitem").all_inner_texts() == [
        "Arbetsterapeut",
        "Kim Ek, boendestöd",
    ]
    invitation.get_by_label("Varför ni möts").fill("En\nTvå")
    assert written(invitation, "why").inner_text() == "En\nTvå"


def test_what_is_written_is_text_and_never_markup(invitation):
    for field in TYPED:
        invitation.get_by_label(field["sv"], exact=True).fill("<img src=x onerror=alert(1)> & <b>fet</b>")
        expect(written(invitation, field["id"])).to_have_text("<img src=x onerror=alert(1)> & <b>fet</b>")
    assert paper(invitation).locator("img, b").count() == 0


def test_an_emptied_field_is_lines_to_write_on_again(invitation):
    before = written(invitation, "questions").locator(".invitation-line").count()
    assert before > 1
    invitation.get_by_label("Frågor som mötet ska ta upp").fill("Vem?")
    expect(written(invitation, "questions").locator(".invitation-line")).to_have_count(0)
    invitation.get_by_label("Frågor som mötet ska ta upp").fill("  \n ")
    expect(written(invitation, "questions").locator(".invitation-line")).to_have_count(before)


@pytest.mark.parametrize("kind", WORDS["form"]["audiences"])
def test_the_advice_is_for_the_one_it_is_sent_to(invitation, kind):
    invitation.get_by_label(WORDS["form"]["audiences"][kind]).check()
    shown = paper(invitation).get_by_role("heading", level=4)
    assert shown.all_inner_texts() == [WORDS["paper"]["advice"][kind]["title"]]


def test_the_person_gets_the_builders_own_address_without_the_regions_choice(open_page, site_url):
    page = open_page(f"{TOOL}?region=blekinge#skriv")
    page.get_by_label("Den som mötet gäller").check()
    expect(paper(page)).to_contain_text(f"sidan Viktigast ({site_url}forbered/).")


def test_the_address_is_right_under_a_sub_path(chromium, nested_url):
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(nested_url + TOOL)
        page.get_by_label("Den som mötet gäller").check()
        expect(paper(page)).to_contain_text(f"({nested_url}forbered/)")


def test_the_paper_says_that_it_is_no_plan_and_has_no_place_to_type_the_persons_name(invitation):
    expect(paper(invitation)).to_contain_text("Det här är en kallelse, inte själva planen.")
    expect(paper(invitation)).to_contain_text("Mötet gäller")
    assert invitation.get_by_label("Vem mötet gäller").count() == 0


def test_p1_nothing_stands_in_the_address_or_title_nothing_is_stored_or_sent(invitation):
    before, sent = (invitation.url, invitation.title()), []
    invitation.on("request", lambda request: sent.append(request.url))
    fill_all(invitation)
    invitation.get_by_label("Till", exact=True).press("Enter")
    assert (invitation.url, invitation.title()) == before
    assert sent == []
    assert invitation.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_p1_clearing_leaving_and_reloading_leave_nothing(invitation, site_url):
    for leave in (
        lambda: invitation.get_by_role("button", name="Rensa").click(),
        lambda: (invitation.goto(site_url + "om/kallor/"), invitation.go_back()),
        invitation.reload,
    ):
        fill_all(invitation)
        invitation.get_by_label("En närstående").check()
        expect(paper(invitation)).to_contain_text("Rad om")
        leave()
        expect(paper(invitation)).not_to_contain_text("Rad om")
        expect(paper(invitation)).not_to_contain_text("december")
        assert invitation.locator(".is-ticked").count() == 0
        values = invitation.locator(
            ".invitation-form :is(textarea, input:not([type=radio], [type=checkbox]))"
        ).evaluate_all("fields => fields.map(field => field.value)")
        assert set(values) == {""}
        expect(paper(invitation).get_by_role("heading", level=4)).to_have_text("Till dig som kommer från en verksamhet")


def test_p1_a_page_that_the_browser_keeps_when_it_is_left_is_empty(invitation):
    fill_all(invitation)
    invitation.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    expect(paper(invitation)).not_to_contain_text("Rad om")
    assert invitation.get_by_label("Till", exact=True).input_value() == ""


def test_a_year_with_too_many_digits_stands_as_it_is_written(invitation):
    fill_all(invitation)
    invitation.get_by_label("Dag", exact=True).evaluate(
        "it => { it.value = '20266-12-01'; it.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    invitation.get_by_label("Vem som kallar", exact=True).fill("Vårdcentralen")
    expect(paper(invitation)).to_contain_text("20266-12-01")
    expect(paper(invitation)).to_contain_text("Vårdcentralen")


def test_clearing_is_said(invitation):
    fill_all(invitation)
    invitation.get_by_role("button", name="Rensa").click()
    expect(invitation.get_by_role("status")).to_have_text("Kallelsen är tom igen.")
    invitation.get_by_label("Till", exact=True).fill("A")
    expect(invitation.get_by_role("status")).to_be_empty()


def test_the_print_button_prints(invitation):
    invitation.evaluate("() => { window.print = () => { window.printed = true }; }")
    invitation.get_by_role("button", name="Skriv ut").click()
    assert invitation.evaluate("window.printed") is True


def test_p3_without_scripts_the_paper_is_a_blank_form_and_no_dead_field_is_shown(open_page):
    page = open_page(TOOL, java_script_enabled=False)
    expect(page.locator(".invitation-form")).to_be_hidden()
    for field in FIELDS:
        expect(paper(page)).to_contain_text(field["paper"])
    expect(paper(page)).to_contain_text("Till dig som mötet gäller")
    expect(paper(page)).to_contain_text("Till dig som kommer från en verksamhet")
    expect(paper(page)).to_contain_text("på sidan Viktigast.")
    assert len(pdf(page).pages) == 1


@pytest.mark.parametrize("audience", WORDS["form"]["audiences"])
def test_p6_the_invitation_is_one_a4_filled_in_or_not(invitation, audience):
    invitation.get_by_label(WORDS["form"]["audiences"][audience]).check()
    for fill in (lambda page: None, fill_all):
        fill(invitation)
        [sheet] = pdf(invitation).pages
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)


def test_p6_only_the_paper_is_printed_also_in_dark_mode(open_page):
    page = open_page(TOOL, color_scheme="dark")
    fill_all(page)
    text = text_of(page)
    assert text.removeprefix("sida 1 av 1 ").startswith(
        "Kallelse till SIP-möte SIP betyder samordnad individuell plan."
    )
    for screen in (
        "Rensa",
        "Skriv ut",
        "Din region",
        "Huvudmeny",
        "personnummer",
        "Källor",
        "Så här blir papperet",
        "Blekinge",
    ):
        assert screen not in text
    pixels = bytes(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0].render(scale=1, grayscale=True).buffer)
    assert sum(pixel > 250 for pixel in pixels) > 0.8 * len(pixels)


def test_p6_a_long_text_flows_on_to_more_pages_and_loses_nothing(invitation):
    invitation.get_by_label("Frågor som mötet ska ta upp").fill(
        "\n".join(f"Fråga {number}: vad behövs hemma?" for number in range(1, 121))
    )
    invitation.get_by_label("Varför ni möts").fill("x" * 400)
    text = text_of(invitation)
    assert [number for number in range(1, 121) if f"Fråga {number}:" not in text] == []
    assert text.replace(" ", "").count("x") >= 400
    assert "sida 2 av" in text


def test_a_regions_own_form_stands_on_the_page_for_that_region_only(open_page):
    assert "blanketten Kallelse och samtycke" in open_page(f"{TOOL}?region=blekinge").locator("main").inner_text()
    assert "blanketten" not in open_page(f"{TOOL}?region=orebro").locator("main").inner_text()


def test_p9_axe_finds_nothing_and_the_page_fits(invitation, axe_in_every_look):
    fill_all(invitation)
    invitation.get_by_label("Varför ni möts").fill("y" * 200)
    assert axe_in_every_look(invitation, CONTRAST) == []


def test_p9_each_field_is_reached_by_the_keyboard_in_order(invitation):
    invitation.get_by_label("En verksamhet").focus()
    reached = []
    for _ in range(40):
        invitation.keyboard.press("Tab")
        name = invitation.evaluate(
            "document.activeElement.closest('.invitation-form') ? document.activeElement.name || document.activeElement.textContent : null"
        )
        if name is None:
            break
        if name not in reached:
            reached.append(name)
    assert reached == [*(field["id"] for field in FIELDS if field["kind"] != "hand"), "Skriv ut", "Rensa"]
