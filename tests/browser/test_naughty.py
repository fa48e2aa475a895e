"""P1, P2, P5 and P12: strings that have broken other programs, in every field, through everything the page does with them.

The strings: ../naughty.py. What the engines answer to each of them: test_engines.py. Crafted files: test_crafted.py.
What the browser itself does to a text as it is typed or pasted stands in BY_THE_BROWSER; the page changes nothing.
"""

from __future__ import annotations

import json
import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from builder.plan import data_in
from builder.publish.load import load_catalog
from builder.respond import respond
from tests.browser.journey import BORROWED, OWN, begin, copied_text, save, show_sheet
from tests.naughty import OWN as OUR_STRINGS
from tests.naughty import STRINGS

FIRST = "Vad är viktigast för dig just nu?"
QUESTIONS = load_catalog()["questions"]
NARROW = {"width": 360, "height": 740}


def in_area(text: str) -> str:
    """A text as a text area holds it: every kind of line break is one."""
    return re.sub("\r\n?", "\n", text)


def in_line(text: str) -> str:
    """A text as a line holds it when it comes out of a file: a line break is a space."""
    return re.sub("\r\n?|\n", " ", text)


def plan_of(strings: list[str]) -> tuple[dict, dict]:
    """A plan with every string in every field that takes text, as a file, and as it is saved again.

    A text has them all, one to a line, each question beginning with another one. A list has one item for each.
    """
    file, again = {}, {}
    for at, question in enumerate(QUESTIONS):
        if question["kind"] == "list":
            held = {field["id"]: in_line if field["kind"] == "line" else in_area for field in question["field"]}
            file[question["id"]] = [dict.fromkeys(held, text) for text in strings]
            again[question["id"]] = [{field: hold(text) for field, hold in held.items() if text} for text in strings if text]
        elif question["kind"] in ("text", "line"):
            hold = in_line if question["kind"] == "line" else in_area
            file[question["id"]] = "\n".join([*strings[at * 30 :], *strings[: at * 30]])
            again[question["id"]] = hold(file[question["id"]])
    rest = {"format": "viktigast", "version": 1, "written_by": "self", "marks": {}, "updated": "2026-11-24"}
    return {**rest, "answers": file}, {**rest, "answers": again}


def choose(page, plan: dict) -> None:
    page.get_by_label("Öppna en sparad fil").set_input_files({"name": "x.html", "mimeType": "text/html", "buffer": json.dumps(plan).encode()})


def go(page, step: str) -> None:
    page.evaluate("(id) => { location.hash = id; }", step)
    page.locator(f"#{step}").wait_for()


def saved(page, folder) -> dict:
    return json.loads(data_in(save(page, folder).read_text(encoding="utf-8")))


@pytest.fixture
def no_dialog(open_page):
    """Open the builder on a narrow page that no dialog of the browser's may come up on."""

    def make():
        page = open_page("forbered/", viewport=NARROW)
        page.on("dialog", lambda dialog: pytest.fail(f"the page ran {dialog.message}"))
        return page

    return make


def test_P2_P5_P12_every_string_in_every_field_is_kept_shown_copied_saved_and_opened_as_it_is(no_dialog, tmp_path):
    page = no_dialog()
    file, again = plan_of(STRINGS)
    page.get_by_label(OWN).check()
    choose(page, file)
    expect(page.get_by_text("Filen är öppnad.")).to_be_visible()
    for step in page.locator(".step").evaluate_all("(all) => all.map((step) => step.id)"):
        go(page, step)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], step
    assert copied_text(page) == respond({"op": "sheet", "plan": again, "as": "text"})["sheet"]
    assert saved(page, tmp_path) == again

    page.reload()
    expect(page.get_by_text("Texten från förra gången är kvar.")).to_be_visible()
    assert saved(page, tmp_path) == again, "after a reload"

    go(page, "start")
    choose(page, again)
    page.locator("#replace-dialog").get_by_text("Öppna filen").click()
    expect(page.get_by_text("Filen är öppnad.")).to_be_visible()
    go(page, "sheet")
    assert saved(page, tmp_path) == again, "opened once more"
    assert page.evaluate("[document.title, location.search, document.cookie, window.name, history.state].join()") == "Ditt papper – Viktigast,,,,"


TYPE_ALL = """([field, texts]) => {
  field.focus();
  return texts.map((text) => {
    field.select();
    document.execCommand(text === "" ? "delete" : "insertText", false, text);
    return field.value;
  });
}"""


def typed(text: str) -> str:
    """What Chromium makes of a text that is typed or pasted into a text area."""
    return in_area(text)


def test_P5_every_string_that_is_typed_stands_in_the_field_as_it_was_typed(no_dialog):
    page = no_dialog()
    begin(page, BORROWED)
    field = page.get_by_label(FIRST).element_handle()
    got = page.evaluate(TYPE_ALL, [field, STRINGS])
    changed = [(ascii(text)[:80], ascii(there)[:80]) for text, there in zip(STRINGS, got, strict=True) if there != typed(text)]
    assert changed == []
    go(page, "meeting_place")
    field = page.get_by_label("Var", exact=False).first.element_handle()
    got = page.evaluate(TYPE_ALL, [page.locator("#meeting_place input[type=text]").first.element_handle(), STRINGS])
    changed = [(ascii(text)[:80], ascii(there)[:80]) for text, there in zip(STRINGS, got, strict=True) if there != typed(text)]
    assert changed == []


def test_P5_what_is_pasted_stands_in_the_field_as_it_was_copied(no_dialog):
    page = no_dialog()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin(page, BORROWED)
    whole = "\n".join(STRINGS)
    field = page.get_by_label(FIRST)
    field.focus()
    page.evaluate("(text) => navigator.clipboard.writeText(text)", whole)
    clip = page.evaluate("() => navigator.clipboard.readText()")
    page.keyboard.press("ControlOrMeta+V")
    expect(field).not_to_have_value("")
    got = field.input_value()
    print([(hex(ord(a)), hex(ord(b)), i) for i, (a, b) in enumerate(zip(whole, got)) if a != b][:10], len(whole), len(got), len(clip))
    assert got == whole


def test_P6_odd_strings_print_within_the_paper(no_dialog):
    page = no_dialog()
    page.get_by_label(BORROWED).check()
    strings = [text for text in OUR_STRINGS if len(text) < 1000]
    choose(page, plan_of(strings)[0] | {"answers": {"matters_most": "\n".join(strings), "help_now": [{"who": text} for text in strings]}})
    expect(page.get_by_text("Filen är öppnad.")).to_be_visible()
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
