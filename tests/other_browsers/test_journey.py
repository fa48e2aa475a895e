"""The whole journey in Firefox and WebKitGTK: from the first choice to the paper, to the file and back."""

from __future__ import annotations

import base64
import io
import json

import pypdf
import pytest

from builder.paper.plan import data_in
from tests.other_browsers.hands import every_field, find, press, said, sees, tick, until, write, written
from tests.other_browsers.journey import BORROWED, CORE, OWN, SECRET, VAGUE, answer_core, begin

GOAL = "Vad vill du ska bli möjligt?"
ANSWERS = {question: f"{SECRET} åäö é {number}\n<b>rad</b> & två" for number, question in enumerate(CORE)}


def test_P4_three_answers_make_a_paper_that_can_be_printed_saved_and_opened_again(
    tab, home, saved_file, browser, tmp_path
):
    tab.get(home.url + "forbered/")
    begin(tab)
    answer_core(tab, ANSWERS)
    sees(tab, "Du har svarat på de tre frågorna.")

    press(tab, "Svara Vilken hjälp tror du", role="link")
    write(tab, "Vad?", "Dusch")
    press(tab, "Lägg till mer hjälp")
    write(tab, "Vad?", "Handla", within=find(tab, "group", "Hjälp 2"))
    press(tab, "Till dina svar")
    press(tab, "Svara Hur vill du träffas?", role="link")
    tick(tab, "På plats")
    press(tab, "Till dina svar")
    press(tab, "Svara Vad behöver du för att mötet", role="link")
    tick(tab, "Pauser", role="checkbox")
    press(tab, "Till dina svar")

    press(tab, "Visa papperet")
    tick(tab, "Stor (16")
    paper = until(lambda: find(tab, "article", "").text, "the paper is shown")
    for part in (*ANSWERS.values(), "Dusch", "Handla", "På plats", "Pauser", "Skrivet av mig själv"):
        assert part in paper
    if browser == "Firefox":  # WebKitGTK's driver cannot print
        pdf = pypdf.PdfReader(io.BytesIO(base64.b64decode(tab.print_page())))
        printed = " ".join(page.extract_text() for page in pdf.pages)
        assert SECRET in printed
        assert "Handla" in printed
        assert "Spara som fil" not in printed

    press(tab, "Spara som fil")
    file = saved_file().rename(tmp_path / "sparad.html")
    assert json.loads(data_in(file.read_text(encoding="utf-8")))["answers"]["main_goal"] == ANSWERS[GOAL]

    press(tab, "Rensa allt")
    press(tab, "Ja, rensa allt")
    sees(tab, "Allt är borttaget från den här sidan.")
    assert SECRET not in every_field(tab) + tab.page_source + tab.execute_script("return JSON.stringify(localStorage)")

    emoji = ANSWERS[GOAL].replace("é", "😀")
    file.write_text(file.read_text(encoding="utf-8").replace("é", "😀"), encoding="utf-8")
    tick(tab, BORROWED)
    find(tab, "file", "Öppna en sparad fil").send_keys(str(file))
    sees(tab, "Filen är öppnad.")
    press(tab, "Ändra Vad vill du ska bli möjligt?", role="link")
    assert written(tab, GOAL) == emoji

    tab.get(file.as_uri())
    assert emoji in said(tab)
    assert not [request for request in home.asked if "Morris" in request or "4711" in request]


@pytest.mark.parametrize(
    ("engine", "gone"), [("Brython", "engine/pyodide-start.mjs"), ("Pyodide", "engine/brython.js")]
)
def test_P8_each_engine_alone_asks_about_the_goal_and_leaves_the_words(tab, home, engine, gone):
    home.gone.add(gone)
    tab.get(home.url + "forbered/")
    begin(tab)
    press(tab, "Hoppa över")
    find(tab, "textbox", "Vad fungerar bra?")
    press(tab, "Hoppa över")
    write(tab, GOAL, VAGUE)
    sees(tab, "Det är viktigt.")
    assert written(tab, GOAL) == VAGUE
    press(tab, "Behåll som det är")
    sees(tab, "Den får stå som den är.")
    assert not [request for request in home.asked if "Trygghet" in request]


def test_P3_without_any_engine_the_paper_is_made_all_the_same(tab, home):
    home.gone |= {"engine/brython.js", "engine/pyodide-start.mjs"}
    tab.get(home.url + "forbered/")
    begin(tab, OWN)
    sees(tab, "Hjälpen finns inte i den här webbläsaren, allt annat fungerar.")
    answer_core(tab)
    press(tab, "Visa papperet")
    for answer in CORE.values():
        sees(tab, answer)
