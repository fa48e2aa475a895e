"""P1: no field for text, on any page, asks the browser to remember, check, suggest or translate what is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.reader import Page

NO_TEXT = {"checkbox", "radio", "file", "date", "time", "number", "hidden", "button", "submit", "reset"}
ASKED = {"autocomplete": "off", "spellcheck": "false", "writingsuggestions": "false"}
ASKED_OF_EXTENSIONS = {"data-gramm": "false", "data-enable-grammarly": "false", "data-lt-active": "false"}
NEVER_SHOWN = {"password"}
"""Browsers neither check nor suggest anything there."""


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {file: Page(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}


def test_p1_every_field_for_text_on_every_page_says_no_to_memory_spell_check_and_suggestions(pages):
    count = 0
    for file, page in pages.items():
        for field in page.of("textarea", "input"):  # those in templates too
            kind = field.attributes.get("type", "text")
            if field.tag == "textarea" or kind not in NO_TEXT:
                count += 1
                asked = {} if kind in NEVER_SHOWN else ASKED | ASKED_OF_EXTENSIONS
                assert asked.items() <= field.attributes.items(), f"{file}: {field.attributes}"
    assert count > 80


def test_p1_no_form_has_an_address_to_send_to(pages):
    for file, page in pages.items():
        for form in page.of("form"):
            assert "action" not in form.attributes, f"{file}: {form.attributes}"
            assert form.get("method") == "dialog" or form.get("autocomplete") == "off", f"{file}: {form.attributes}"
