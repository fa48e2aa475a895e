"""P1: no field for text, on any page, asks the browser to remember, check, suggest or translate what is typed."""

from __future__ import annotations

from html.parser import HTMLParser

NO_TEXT = {"checkbox", "radio", "file", "date", "time", "number", "hidden", "button", "submit", "reset"}
ASKED = {"autocomplete": "off", "spellcheck": "false", "writingsuggestions": "false"}
ASKED_OF_EXTENSIONS = {"data-gramm": "false", "data-enable-grammarly": "false", "data-lt-active": "false"}
NEVER_SHOWN = {"password"}
"""Browsers neither check nor suggest anything there."""


class Fields(HTMLParser):
    """Collects the fields for text of a page, those in templates too."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.forms: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag == "textarea" or (tag == "input" and named.get("type", "text") not in NO_TEXT):
            self.found.append(named)
        if tag == "form":
            self.forms.append(named)


def test_p1_every_field_for_text_on_every_page_says_no_to_memory_spell_check_and_suggestions(site):
    count = 0
    for page in sorted(site.rglob("*.html")):
        for field in Fields(page.read_text(encoding="utf-8")).found:
            count += 1
            asked = {} if field.get("type") in NEVER_SHOWN else ASKED | ASKED_OF_EXTENSIONS
            assert {name: field.get(name) for name in asked} == asked, f"{page}: {field}"
    assert count > 80


def test_p1_no_form_has_an_address_to_send_to(site):
    for page in sorted(site.rglob("*.html")):
        for form in Fields(page.read_text(encoding="utf-8")).forms:
            assert "action" not in form, f"{page}: {form}"
            assert form.get("method") == "dialog" or form.get("autocomplete") == "off", f"{page}: {form}"
