"""The markers in pages: what they become, and that a misspelt one stops the build."""

import re

import markdown
import pytest

from builder.publish.load import load_catalog
from builder.publish.markers import HTML, MARKDOWN, UnknownMarker

EXTENSIONS = ["builder.publish.markers", "attr_list", "tables"]


def render(text):
    return markdown.markdown(text, extensions=EXTENSIONS)


@pytest.mark.parametrize("name", [*HTML, *MARKDOWN])
def test_a_marker_becomes_its_content_and_nothing_of_it_is_left(name):
    html = render(f"# Rubrik\n\n<!-- builder:{name} -->\n\nSlut.")
    assert "builder:" + name not in html
    assert len(html) > 500
    assert html.endswith("<p>Slut.</p>")


def test_an_unknown_marker_stops_the_build_with_the_remedy():
    with pytest.raises(UnknownMarker, match="goal-rulez.*Use one of"):
        render("<!-- builder:goal-rulez -->")


def test_the_page_of_rules_has_an_anchor_for_every_rule():
    html = render("<!-- builder:goal-rules -->")
    assert re.findall(r'<h2 id="(\w+)"', html) == [rule["id"] for rule in load_catalog()["rules"]]


def test_the_page_of_rules_shows_every_example():
    html = render("<!-- builder:goal-rules -->")
    for rule in load_catalog()["rules"]:
        for example in rule["bad"] + rule["good"]:
            assert f"”{example}”" in html
