"""The markers in pages: what they become, and that a misspelt or outdated one stops the build."""

import re

import markdown
import pytest

from builder.publish.pages.markers import HTML, MARKDOWN, MarkerError
from builder.publish.records.load import load_catalog

EXTENSIONS = ["builder.publish.pages.markers", "attr_list", "tables"]
WORDS = {  # what a marker must say after its name
    "local": "who_calls",
    "talk": "story",
    "du-rules": "pronouns",
    "checklist": "motet",
    "checklist-index": "steps",
    "see-for-yourself": "stored",
    "facts": 'sources="visam" reviewed="2026-11-24" review="2999-01-01"',
}
FACTS = '<!-- builder:facts sources="{}" reviewed="2026-11-24" review="{}" -->'


def render(text):
    return markdown.markdown(text, extensions=EXTENSIONS)


@pytest.mark.parametrize("name", [*HTML, *MARKDOWN])
def test_a_marker_becomes_its_content_and_nothing_of_it_is_left(name):
    html = render(f"# Rubrik\n\n<!-- builder:{name} {WORDS.get(name, '')} -->\n\nSlut.")
    assert "builder:" + name not in html
    assert len(html) > 400
    assert html.endswith("<p>Slut.</p>")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!-- builder:goal-rulez -->", "goal-rulez.*Use one of"),
        ("<!-- builder:local weather -->", "weather"),
        ("<!-- builder:talk lunch -->", "lunch"),
        ("<!-- builder:local -->", "topic"),
        ("<!-- builder:local consent closed -->", "neither open"),
        (FACTS.format("hearsay", "2999-01-01"), "hearsay"),
        (FACTS.format("visam", "2026-02-30"), "cannot be made"),
        (FACTS.format("visam", "2020-01-01"), "reviewed by 2020-01-01"),
        ("Enligt 2 kap. 7 § socialtjänstlagen", "repealed"),
        ("SoL (2001:453)", "repealed"),
        ("Enligt 2 kap.\n7 § socialtjänstlagen", "repealed"),
        ("Enligt 2&nbsp;kap. 7&nbsp;§", "repealed"),
        ("Läs det här. <!-- builder:talk story -->", "alone on a line"),
        ("<!-- builder:talk story --> Läs det här.", "alone on a line"),
        ("<!-- builder:talk story --> <!-- builder:talk needs -->", "alone on a line"),
        ("<!-- builder: talk story -->", "alone on a line"),
        ("<!-- Builder:talk story -->", "alone on a line"),
        ("<!-- builder:talk\nstory -->", "alone on a line"),
        ("- Punkt\n\n    <!-- builder:talk story -->", "alone on a line"),
        ("Skriv `<!-- builder:talk story -->` i sidan.", "alone on a line"),
        (FACTS.format(" ", "2999-01-01"), "at least one source"),
        (FACTS.replace("2026-11-24", "2998-01-01").format("visam", "2997-01-01"), "before it was reviewed"),
    ],
)
def test_p7_what_nobody_can_make_stops_the_build_with_the_remedy(text, told):
    with pytest.raises(MarkerError, match=told):
        render(text)


def test_p7_a_pages_facts_name_publisher_region_and_date_of_each_source():
    html = render(FACTS.format("visam checklista viktigast", "2999-01-01"))
    for said in ("Region Örebro län, ViSam", "Blekinge.", "granskad den 24 november 2026", "egna"):
        assert said in html


def test_the_page_of_rules_has_an_anchor_for_every_rule():
    html = render("<!-- builder:goal-rules -->")
    assert re.findall(r'<h3 id="(\w+)"', html) == [rule["id"] for rule in load_catalog()["rules"]]


def test_the_page_of_rules_shows_every_example():
    html = render("<!-- builder:goal-rules -->")
    for rule in load_catalog()["rules"]:
        for example in rule["bad"] + rule["good"]:
            assert f"”{example}”" in html


def test_every_variant_of_a_topic_stands_in_the_page_without_scripts():
    for topic in load_catalog()["local_topics"]:
        html = render(f"<!-- builder:local {topic['id']} -->")
        shown = re.findall('<div class="v-local__variant" data-region="([a-z]+)">', html)
        assert shown == [
            local["region"]
            for region in load_catalog()["regions"]
            for local in load_catalog()["locals"]
            if (local["topic"], local["region"]) == (topic["id"], region["id"])
        ]
        assert shown, topic["id"]


def test_a_system_name_stands_hidden_for_each_region_and_is_kept_out_of_the_search():
    html = render("I it-stödet{system} finns planen.")
    spans = re.findall(
        r'<span data-region="(\w+)" data-region-word data-search-exclude hidden> \(([^)]+)\)</span>', html
    )
    assert spans == [(region["id"], region["system"]) for region in load_catalog()["regions"]]


@pytest.mark.parametrize(
    "text",
    ["12 kap. 7 § patientlagen", "2 kap. 17 §", "2 kap. 8 §", "kl. 2:7", "10 kap. 8–9 §§ socialtjänstlagen (2025:400)"],
)
def test_p7_other_paragraphs_are_let_through(text):
    assert render(text)
