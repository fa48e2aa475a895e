"""Escaping: whatever is written comes out of the HTML as it was, as text and as an attribute, and is no markup."""

from hypothesis import example, given
from hypothesis import strategies as st

from builder.catalog_rest import CATALOG
from builder.markup import Html, element, escape, join
from builder.paper.plan import SPACE, new_plan
from builder.paper.sheet import sheet_html
from tests.examples.readers.naughty import STRINGS
from tests.helpers.reader import Page


def holds(text: str) -> None:
    page = Page(element("p", {"title": text}, text, "|"))
    assert ([one.start for one in page.elements], page.text, page.other) == ([("p", {"title": text})], text + "|", [])
    assert not set("<>\"'") & set(escape(text))


@given(st.text())
@example("<b>")
@example("a & b &amp; &lt")
def test_any_text_is_text(text):
    holds(text)


def test_every_naughty_string_is_text():
    for text in STRINGS:
        holds(text)


def test_what_is_html_already_is_not_escaped_again():
    assert join([Html("<b>"), "<b>"]) == "<b>&lt;b&gt;"


def test_P5_every_naughty_string_stands_on_the_sheet_and_none_is_markup():
    def sheet(texts):
        answers = {
            "main_goal": "\n".join(texts),
            "called": texts[-1],
            "sub_goals": [{"sub_goal": text, "when": text} for text in texts],
            "meeting_needs": ["breaks", *texts],
        }
        return Page(sheet_html({**new_plan(), "answers": answers}, CATALOG))

    strings = [text for text in STRINGS if text.strip(SPACE)]
    odd, plain = sheet(strings), sheet(["x"] * len(strings))
    assert [one.start for one in odd.elements] == [one.start for one in plain.elements]
    assert odd.other == plain.other
    for text in strings:
        assert text.strip(SPACE) in odd.text
