"""The main job, end to end, as a person does it: from question to paper, to file and back."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from builder.paper.plan import data_in
from tests.chromium.conftest import AXE_TAGS
from tests.chromium.journey import (
    BORROWED,
    CORE,
    ODD,
    OWN,
    answer_core,
    begin,
    copied_text,
    save,
    show_sheet,
    told_text,
)

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.mark.whole_chromium
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["360", "1280"])
def test_P4_three_answers_and_the_sheet_is_finished(open_page, viewport, tmp_path):
    page = open_page("forbered/", viewport=viewport, large=True)
    begin(page)
    answer_core(page)
    expect(page.get_by_text("Du har svarat på de tre frågorna.")).to_be_visible()
    show_sheet(page)
    sheet = page.get_by_role("article")
    for answer in CORE.values():
        expect(sheet.get_by_text(answer)).to_be_visible()
    expect(sheet.get_by_text("Skrivet av mig själv,")).to_be_visible()
    assert sheet.get_by_role("heading", level=2).all_inner_texts() == [
        "Inledning",
        "Aktuell situation",
        "Behov",
        "Sammanfattning",
        "Avslutning",
    ]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_and_the_command_line_make_the_same_sheet(open_page, tmp_path, root):
    page = open_page("forbered/#help_needed")
    begin(page, writer="En närstående")
    page.get_by_role("button", name="Hoppa över").click()
    expect(page.get_by_label("Vad fungerar bra?")).to_be_visible()
    page.get_by_role("button", name="Hoppa över").click()
    page.get_by_label("Vad vill personen ska bli möjligt?").fill("gå  ut\n\nigen")
    page.get_by_role("button", name="Till dina svar").click()
    page.get_by_role("link", name="Svara Vilken hjälp tror personen").click()
    page.get_by_label("Vad?", exact=True).fill("Dusch")
    page.get_by_label("Hur ofta?").fill("varannan dag")
    page.get_by_role("button", name="Lägg till mer hjälp").click()
    page.get_by_role("group", name="Hjälp 2").get_by_label("Var?").fill("hemma")
    page.get_by_role("button", name="Till dina svar").click()
    page.get_by_role("link", name="Svara Hur vill personen träffas?").click()
    page.get_by_label("På plats").check()
    page.get_by_role("button", name="Till dina svar").click()
    page.get_by_role("link", name="Svara Vad behöver personen för att mötet").click()
    page.get_by_label("Tolk", exact=True).check()
    page.get_by_label("Pauser").check()
    page.get_by_role("button", name="Till dina svar").click()
    show_sheet(page)
    copied = copied_text(page)
    assert copied == told_text(save(page, tmp_path), root)
    assert "– Vad: Dusch\n  Hur ofta: varannan dag\n– Var: hemma" in copied
    assert "– Tolk\n– Pauser" in copied


def test_P12_saved_file_opens_again_and_holds_everything(open_page, tmp_path):
    page = open_page("forbered/")
    begin(page)
    answer_core(page, dict.fromkeys(CORE, ODD))
    show_sheet(page)
    file = save(page, tmp_path)
    saved = json.loads(data_in(file.read_text(encoding="utf-8")))
    assert list(saved["answers"].values()) == [ODD] * 4
    assert (saved["format"], saved["version"], saved["written_by"]) == ("viktigast", 1, "self")

    other = open_page("forbered/")
    other.get_by_label(BORROWED).check()
    other.get_by_label("Öppna en sparad fil").set_input_files(file)
    expect(other.get_by_text("Filen är öppnad.")).to_be_visible()
    other.get_by_role("link", name="Ändra Vad är viktigast för dig just nu?").click()
    assert other.get_by_label("Vad är viktigast för dig just nu?").input_value() == ODD


def test_saved_document_is_whole_alone_and_runs_nothing(open_page, new_context, tmp_path):
    page = open_page("forbered/")
    begin(page)
    answer_core(page, dict.fromkeys(CORE, "<img src=x onerror=alert(1)></script><script>alert(2)</script>"))
    show_sheet(page)
    file = save(page, tmp_path)
    alone = page.context.browser.new_context().new_page()
    alone.on("dialog", lambda dialog: pytest.fail(f"the saved document ran {dialog.message}"))
    alone.goto(file.as_uri())
    expect(alone.get_by_role("heading", level=1)).to_have_text("Mitt underlag till SIP-mötet")
    expect(alone.get_by_text("<img src=x onerror").first).to_be_visible()
    assert alone.evaluate("document.images.length + document.querySelectorAll('script:not([type])').length") == 0
    leaked = """() => new Promise((resolve) => {
      addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
      document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/" }));
      setTimeout(resolve, 5000, "not stopped");
    })"""
    assert alone.evaluate(leaked) == "img-src"
    alone.context.close()


def test_P5_the_sheet_and_the_fields_keep_the_words_as_typed(open_page):
    page = open_page("forbered/")
    begin(page)
    words = "jag vil KANSKE  inte  ha de sa.. \n\n- katten"
    answer_core(page, dict.fromkeys(CORE, words))
    show_sheet(page)
    assert page.locator("p.sheet-answer:visible").all_text_contents() == [words] * 4
    page.get_by_role("button", name="Till dina svar").click()
    page.get_by_role("link", name="Ändra Vad vill du ska bli möjligt?").click()
    assert page.get_by_label("Vad vill du ska bli möjligt?").input_value() == words


def test_200_000_characters_are_kept_shown_and_saved(open_page, tmp_path):
    page = open_page("forbered/")
    begin(page)
    long = "Jag är trött. " * 14_286
    answer_core(page, {**CORE, "Vad vill du ska bli möjligt?": long})
    show_sheet(page)
    assert long.strip() in page.get_by_role("article").text_content()
    assert json.loads(data_in(save(page, tmp_path).read_text(encoding="utf-8")))["answers"]["main_goal"] == long


def test_each_voluntary_question_is_reached_from_the_review_and_back(open_page):
    page = open_page("forbered/")
    begin(page)
    answer_core(page)
    links = page.get_by_role("link", name="Svara ").all_inner_texts()
    assert len(links) == 22
    for number in range(len(links)):
        page.get_by_role("link", name="Svara ").nth(number).click()
        page.locator(".step:visible").get_by_role("button", name="Till dina svar").click()
    expect(page.get_by_role("link", name="Svara ").last).to_be_focused()


def test_items_can_be_added_taken_away_and_had_back(open_page):
    page = open_page("forbered/#sub_goals")
    begin(page)
    page.goto(page.url.split("#")[0] + "#sub_goals")
    page.get_by_label("Vad vill du kunna eller prova?").fill("ett")
    page.get_by_role("button", name="Lägg till ett steg").click()
    second = page.get_by_role("group", name="Steg 2").get_by_label("Vad vill du kunna eller prova?")
    expect(second).to_be_focused()
    second.fill("två")
    page.get_by_role("button", name="Ta bort steg 1").click()
    expect(page.get_by_role("group", name="Steg 1").get_by_label("Vad vill du kunna eller prova?")).to_have_value("två")
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("group", name="Steg 1").get_by_label("Vad vill du kunna eller prova?")).to_have_value("ett")
    expect(page.get_by_role("group", name="Steg 2").get_by_label("Vad vill du kunna eller prova?")).to_have_value("två")


def test_the_skip_link_stays_on_the_step(open_page):
    page = open_page("forbered/")
    begin(page)
    page.get_by_label("Vad är viktigast för dig just nu?").fill("Morris")
    page.get_by_role("link", name="Gå till innehållet").press("Enter")
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value("Morris")
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_be_visible()


def test_an_answer_is_changed_from_the_review_and_one_comes_back_to_its_row(open_page):
    page = open_page("forbered/")
    begin(page)
    answer_core(page)
    page.get_by_role("link", name="Ändra Vad fungerar inte så bra?").click()
    expect(page.get_by_label("Vad fungerar inte så bra?")).to_be_focused()
    page.locator(".step:visible").get_by_role("button", name="Till dina svar").click()
    expect(page.get_by_role("link", name="Ändra Vad fungerar inte så bra?")).to_be_focused()


def test_P4_one_answer_a_step_is_enough(open_page):
    page = open_page("forbered/")
    begin(page)
    answer_core(page, {**CORE, "Vad fungerar inte så bra?": ""})
    expect(page.get_by_text("Du har svarat på de tre frågorna.")).to_be_visible()


def test_several_items_taken_away_are_had_back_one_by_one(open_page):
    page = open_page("forbered/")
    begin(page)
    page.goto(page.url.split("#")[0] + "#help_now")
    for number, who in enumerate(["Anna", "Bo", "Cilla"], start=1):
        if number > 1:
            page.get_by_role("button", name="Lägg till en kontakt").click()
        page.get_by_role("group", name=f"Kontakt {number}").get_by_label("Vem?").fill(who)
    page.get_by_role("button", name="Ta bort kontakt 3").click()
    page.get_by_role("button", name="Ta bort kontakt 1").click()
    expect(page.get_by_role("button", name="Ångra")).to_be_in_viewport()
    page.get_by_role("button", name="Ångra").click()
    page.get_by_role("button", name="Ångra").click()
    assert [
        page.get_by_role("group", name=f"Kontakt {number}").get_by_label("Vem?").input_value() for number in (1, 2, 3)
    ] == ["Anna", "Bo", "Cilla"]
    expect(page.get_by_role("button", name="Ångra")).to_have_count(0)


def test_the_device_comes_first(open_page):
    page = open_page("forbered/#main_goal")
    page.get_by_role("button", name="Börja").click()
    expect(page.get_by_text("Välj först vems telefon eller dator det är.")).to_be_visible()
    expect(page.get_by_label(BORROWED)).to_be_visible()
    expect(page.get_by_label(OWN)).to_be_focused()


def test_a_relative_comes_with_the_choice_made(open_page):
    page = open_page("forbered/?skriver=narstaende")
    expect(page.get_by_label("En närstående")).to_be_checked()
    page.get_by_label(BORROWED).check()
    page.get_by_role("button", name="Börja").click()
    expect(page.get_by_label("Vad är viktigast just nu för personen du skriver för?")).to_be_visible()


def test_the_browsers_back_button_goes_one_step_back_with_every_word(open_page):
    page = open_page("forbered/")
    begin(page)
    answer_core(page)
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Vad fungerar bra?")).to_have_value(CORE["Vad fungerar bra?"])


def test_keyboard_only_from_start_to_sheet(open_page):
    page = open_page("forbered/")
    keys = page.keyboard

    def tab_to(name):
        for _ in range(40):
            keys.press("Tab")
            label = page.evaluate(
                """() => { const it = document.activeElement;
                const label = it.labels?.[0] ?? it;
                return label.innerText?.trim() ?? ""; }"""
            )
            if label.startswith(name):
                return
        pytest.fail(f"{name} cannot be reached with the tab key")

    tab_to("Min egen")
    keys.press("Space")
    tab_to("Jag själv")
    keys.press("Space")
    tab_to("Börja")
    keys.press("Enter")
    tab_to("Vad är viktigast")
    keys.type("Morris")
    tab_to("Fortsätt")
    keys.press("Enter")
    tab_to("Vad fungerar bra")
    keys.type("maten")
    tab_to("Fortsätt")
    keys.press("Enter")
    tab_to("Vad vill du")
    keys.type("sova hemma")
    tab_to("Till dina svar")
    keys.press("Enter")
    tab_to("Visa papperet")
    keys.press("Enter")
    expect(page.get_by_role("article").get_by_text("sova hemma")).to_be_visible()
    tab_to("Vanlig")
    keys.press("ArrowDown")
    expect(page.get_by_label("Stor (16 punkter)")).to_be_checked()


STEPS = [
    "start",
    "matters_most",
    "works",
    "main_goal",
    "areas",
    "sub_goals",
    "own_part",
    "help_now",
    "help_needed",
    "meeting_people",
    "meeting_place",
    "meeting_needs",
    "limits",
    "my_questions",
    "review",
    "sheet",
]


def test_P9_axe_finds_nothing_on_any_step(open_page, axe_in_every_look):
    page = open_page("forbered/")
    begin(page)
    answer_core(page, {**CORE, "Vad vill du ska bli möjligt?": "Trygghet i hemmet"})
    page.goto(page.url.split("#")[0] + "#main_goal")
    page.get_by_label("Vad vill du ska bli möjligt?").press("End")
    page.get_by_label("Vad vill du ska bli möjligt?").type(" ")
    expect(page.get_by_text("Det är viktigt.")).to_be_visible(timeout=20_000)
    for step in STEPS:
        page.goto(page.url.split("#")[0] + "#" + step)
        assert axe_in_every_look(page, AXE_TAGS) == [], step
    page.get_by_role("button", name="Rensa allt").click()
    assert axe_in_every_look(page, AXE_TAGS) == []
