"""P2 and P12: saving to a file and opening it again, and files that are broken, too large, newer or not ours."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from builder.paper.plan import data_in
from tests.chromium.journey import BORROWED, SECRET, begin, save, show_sheet
from tests.helpers.places import example, read_toml

CASES = read_toml(example("files.toml"))["file"]
PROBLEMS = {
    "not_ours": "Det här är inte en fil som är sparad härifrån.",
    "broken": "Filen går inte att läsa.",
    "newer": "Filen är sparad med en nyare version",
}


def test_clear_all_takes_what_the_page_does_not_show_too(open_page, tmp_path):
    page = open_page("forbered/")
    page.get_by_label(BORROWED).check()
    page.get_by_label("Jag själv", exact=True).check()
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x", "mimeType": "text/html", "buffer": CASES[2]["data"].encode()}
    )
    expect(page.get_by_text("En del av filen går inte att visa här.")).to_be_visible()
    page.get_by_role("button", name="Rensa allt").click()
    page.get_by_role("button", name="Ja, rensa allt").click()
    expect(page.get_by_role("status").get_by_text("Allt är borttaget från den här sidan.")).to_be_visible()
    begin(page, BORROWED)
    page.goto(page.url.split("#")[0] + "#sheet")
    assert "många" not in save(page, tmp_path).read_text(encoding="utf-8")


def test_P12_options_and_fields_we_do_not_know_follow_along_and_unticked_ones_do_not(open_page, tmp_path):
    plan = {
        "format": "viktigast",
        "version": 1,
        "updated": "2026-03-01",
        "answers": {"meeting_needs": ["interpreter", "future"], "sub_goals": [{"sub_goal": "gå ut", "priority": "1"}]},
    }
    page = open_page("forbered/")
    page.get_by_label(BORROWED).check()
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x", "mimeType": "text/html", "buffer": json.dumps(plan).encode()}
    )
    page.get_by_role("link", name="Ändra Vad behöver du för att mötet").click()
    page.get_by_label("Tolk", exact=True).uncheck()
    page.get_by_label("Pauser").check()
    page.get_by_role("button", name="Till dina svar").click()
    expect(page.get_by_text("gå ut").first).to_be_visible()
    show_sheet(page)
    saved = json.loads(data_in(save(page, tmp_path).read_text(encoding="utf-8")))
    assert saved["answers"] == {
        "meeting_needs": ["breaks", "future"],
        "sub_goals": [{"sub_goal": "gå ut", "priority": "1"}],
    }
    assert "Tolk" not in page.get_by_role("article").inner_text()


def test_the_sheet_bears_the_day_of_writing_not_of_printing(open_page):
    page = open_page("forbered/")
    page.get_by_label(BORROWED).check()
    plan = {"format": "viktigast", "version": 1, "updated": "2026-03-01", "answers": {"main_goal": "hem"}}
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x", "mimeType": "text/html", "buffer": json.dumps(plan).encode()}
    )
    show_sheet(page)
    expect(page.get_by_role("article").get_by_text("1 mars 2026")).to_be_visible()


def test_a_file_with_a_thousand_items_opens(open_page):
    page = open_page("forbered/")
    page.get_by_label(BORROWED).check()
    plan = {
        "format": "viktigast",
        "version": 1,
        "answers": {"help_now": [{"who": str(number)} for number in range(1000)]},
    }
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x", "mimeType": "text/html", "buffer": json.dumps(plan).encode()}
    )
    expect(page.get_by_role("heading", name="Kontrollera dina svar")).to_be_visible()


def test_what_could_not_be_opened_again_is_not_saved(open_page):
    page = open_page("forbered/")
    page.get_by_label(BORROWED).check()
    data = json.dumps({"format": "viktigast", "version": 1, "answers": {"later": "x" * 4_995_000}})
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x", "mimeType": "text/html", "buffer": data.encode()}
    )
    show_sheet(page)
    page.get_by_role("button", name="Spara som fil").click()
    expect(page.get_by_text("Texten är för lång för att sparas")).to_be_visible()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_file_is_opened_or_refused_with_a_clear_word(open_page, case):
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x.html", "mimeType": "text/html", "buffer": case["data"].encode()}
    )
    if "problem" in case:
        expect(page.get_by_text(PROBLEMS[case["problem"]])).to_be_visible()
        page.goto(page.url.split("#")[0] + "#matters_most")
        expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET)
    else:
        page.get_by_role("button", name="Öppna filen").click()
        expect(page.get_by_text("Filen är öppnad.")).to_be_visible()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * 5_000_001, "Filen är för stor"),
        (b"\x00\xff\xfe", PROBLEMS["not_ours"]),
        (b"{", PROBLEMS["broken"]),
        (b"", PROBLEMS["not_ours"]),
        (b"<html>", PROBLEMS["not_ours"]),
    ],
)
def test_other_bad_files_are_refused_too(open_page, content, said):
    page = open_page("forbered/")
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x.html", "mimeType": "text/html", "buffer": content}
    )
    expect(page.get_by_text(said)).to_be_visible()


def test_opening_a_file_over_text_can_be_declined(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x", "mimeType": "text/html", "buffer": CASES[1]["data"].encode()}
    )
    page.get_by_role("button", name="Behåll texten här").click()
    page.goto(page.url.split("#")[0] + "#matters_most")
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET)


def test_P12_answers_we_do_not_know_go_back_into_the_file(open_page, tmp_path):
    page = open_page("forbered/")
    page.get_by_label(BORROWED).check()
    page.get_by_label("Öppna en sparad fil").set_input_files(
        {"name": "x", "mimeType": "text/html", "buffer": CASES[2]["data"].encode()}
    )
    show_sheet(page)
    assert '"hopes":"många"' in save(page, tmp_path).read_text(encoding="utf-8")
