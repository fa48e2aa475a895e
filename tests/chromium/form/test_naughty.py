"""P1, P2, P5 and P12: strings that have broken other programs, in every question, through everything the page does with them.

The strings: ../naughty.py. What the engines answer to each of them: test_engines.py. Crafted files: test_crafted.py.
What the browser itself does to a text that is typed or pasted, the functions in_area, in_line and pasted say; the page
changes nothing.
"""

from __future__ import annotations

import json
import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from builder.paper.plan import data_in
from builder.publish.records.load import load_catalog
from builder.respond import respond
from tests.chromium.journey import BORROWED, OWN, begin, show_sheet
from tests.examples.readers.naughty import OWN as OUR_STRINGS
from tests.examples.readers.naughty import STRINGS

FIRST = "Vad är viktigast för dig just nu?"
QUESTIONS = load_catalog()["questions"]
NARROW = {"width": 360, "height": 740}


def in_area(text: str) -> str:
    """A text as a text area holds it: every kind of line break is one."""
    return re.sub("\r\n?", "\n", text)


def in_line(text: str) -> str:
    """A text as a line holds it: a line break is a space."""
    return re.sub("\r\n?|\n", " ", text)


def pasted(text: str) -> str:
    """A text that has been on the clipboard: half a character, which is none, is a question mark."""
    return in_area(re.sub("[\ud800-\udfff]", "\ufffd", text))


def plan_of(strings: list[str]) -> tuple[dict, dict]:
    """A plan with every string in every question that takes text, as a file, and as it is saved again.

    A text has them all, one to a line, each question beginning with another one. A list has each in a field of its own.
    """
    file, again = {}, {}
    for at, question in enumerate(QUESTIONS):
        if question["kind"] == "list":
            held = {field["id"]: in_line if field["kind"] == "line" else in_area for field in question["field"]}
            items = [
                dict(zip(held, strings[at : at + len(held)], strict=False)) for at in range(0, len(strings), len(held))
            ]
            file[question["id"]] = items
            again[question["id"]] = [
                {field: held[field](text) for field, text in item.items() if text} for item in items
            ]
        elif question["kind"] in ("text", "line"):
            hold = in_line if question["kind"] == "line" else in_area
            file[question["id"]] = "\n".join([*strings[at * 30 :], *strings[: at * 30]])
            again[question["id"]] = hold(file[question["id"]])
    rest = {"format": "viktigast", "version": 1, "written_by": "self", "marks": {}, "updated": "2026-11-24"}
    return {**rest, "answers": file}, {**rest, "answers": again}


def choose(page, plan: dict) -> None:
    # Not by label, nor below by role: with thousands of fields that takes Playwright half a minute.
    page.locator("#open-file").set_input_files(
        {"name": "x.html", "mimeType": "text/html", "buffer": json.dumps(plan).encode()}
    )


def go(page, step: str) -> None:
    page.evaluate("(id) => { location.hash = id; }", step)
    page.locator(f"#{step}").wait_for()


def says(page, words: str) -> None:
    expect(page.locator("[data-announce]")).to_contain_text(words)


def saved(page, folder) -> dict:
    with page.expect_download() as download:
        page.locator("[data-save]").click()
    download.value.save_as(folder / "saved.html")
    return json.loads(data_in((folder / "saved.html").read_text(encoding="utf-8")))


@pytest.fixture
def no_dialog(open_page):
    """Open the builder on a narrow page that no dialog of the browser's may come up on."""

    def make():
        page = open_page("forbered/", viewport=NARROW)
        page.on("dialog", lambda dialog: pytest.fail(f"the page ran {dialog.message}"))
        return page

    return make


def test_P2_P5_P12_every_string_in_every_question_is_kept_shown_copied_saved_and_opened_as_it_is(no_dialog, tmp_path):
    page = no_dialog()
    file, again = plan_of(STRINGS)
    page.get_by_label(OWN).check()
    choose(page, file)
    says(page, "Filen är öppnad.")
    for step in page.locator(".step").evaluate_all("(all) => all.map((step) => step.id)"):
        go(page, step)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], step
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.locator("[data-copy]").click()
    says(page, "Texten är kopierad.")
    assert page.evaluate("copied") == respond({"op": "sheet", "plan": again, "as": "text"})["sheet"]
    assert saved(page, tmp_path) == again

    page.reload()
    says(page, "Texten från förra gången är kvar.")
    assert saved(page, tmp_path) == again, "after a reload"

    go(page, "start")
    choose(page, again)
    page.locator("#replace-dialog [value=yes]").click()
    says(page, "Filen är öppnad.")
    go(page, "sheet")
    assert saved(page, tmp_path) == again, "opened once more"
    assert (
        page.evaluate("[document.title, location.search, document.cookie, window.name, history.state].join()")
        == "Ditt papper – Förbered ditt möte – Viktigast,,,,"
    )


TYPE_ALL = """([field, texts]) => {
  field.focus();
  return texts.map((text) => {
    field.select();
    document.execCommand(text === "" ? "delete" : "insertText", false, text);
    return field.value;
  });
}"""


def test_P5_every_string_that_is_typed_or_pasted_stands_in_the_field_as_it_was(no_dialog):
    page = no_dialog()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin(page, BORROWED)
    area = page.get_by_label(FIRST)
    assert page.evaluate(TYPE_ALL, [area.element_handle(), STRINGS]) == [in_area(text) for text in STRINGS]

    page.evaluate("(text) => navigator.clipboard.writeText(text)", "\n".join(STRINGS))
    area.fill("")
    area.press("ControlOrMeta+V")
    expect(area).not_to_have_value("")
    assert area.input_value() == pasted("\n".join(STRINGS))

    go(page, "meeting_place")
    line = page.get_by_label("Var känns det bra att ses?")
    assert page.evaluate(TYPE_ALL, [line.element_handle(), STRINGS]) == [
        in_line(text.rstrip("\r\n")) for text in STRINGS
    ]


def test_P6_odd_strings_print_within_the_paper(no_dialog):
    page = no_dialog()
    page.get_by_label(BORROWED).check()
    strings = [text for text in OUR_STRINGS if len(text) < 1000]
    choose(
        page,
        plan_of(strings)[0]
        | {"answers": {"matters_most": "\n".join(strings), "help_now": [{"who": text} for text in strings]}},
    )
    says(page, "Filen är öppnad.")
    show_sheet(page)
    page.emulate_media(media="print")
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    for words in ("<img src=x onerror=alert(1)>", "</script>", "]]>", "& &amp; &amp;amp;", "{{ 7*7 }}", "Meänkieli"):
        assert text.count(words) >= 2, words
    for sheet in pdf:
        content = sheet.get_textpage()
        boxes = [content.get_charbox(index) for index in range(content.count_chars())]
        assert all(left >= 20 and right <= 595 - 20 for left, _, right, _ in boxes if right > left)
