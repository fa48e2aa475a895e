"""P7 on the pages.

Each says where its facts come from and when it is to be read again; every fact of the seeds is findable.

Knows the built pages and examples/seed_facts.toml. What stops the build is tested in test_markers.py and
test_content.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.publish.pages.readability import page_text
from tests.helpers.places import example, read_toml

WITHOUT_FACTS = {"404", "sok", "forbered", "blankt-underlag", "hela-underlaget", "verktyg/visning"}
"""They hold no facts of their own: the form and its papers have a source for each question in questions.toml."""

FACTS = read_toml(example("seed_facts.toml"))["fact"]


def pages(site: Path) -> dict[str, str]:
    """Every built page's HTML by address, without slashes at the ends."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html").removesuffix(".html").strip("/"): file.read_text(
            encoding="utf-8"
        )
        for file in site.rglob("*.html")
    }


def test_P7_every_page_has_sources_and_a_day_to_be_reviewed(site):
    for address, html in pages(site).items():
        if address not in WITHOUT_FACTS:
            assert len(re.findall(r'<section class="v-source"', html)) == 1, address
            assert re.search(r"Den ska granskas igen senast den \d+ \w+ 20\d\d", html), address


def test_P7_the_pages_without_sources_are_those_that_are_named(site):
    assert {address for address, html in pages(site).items() if "v-reviewed" not in html} == WITHOUT_FACTS


@pytest.mark.parametrize("seed", range(5))
def test_P7_every_fact_of_a_seed_is_where_we_say(site, seed):
    texts = {address: page_text(html) for address, html in pages(site).items()}
    facts = [fact for fact in FACTS if fact["seed"] == seed]
    missing = [
        f"{fact['page']}: {fact['fact']}"
        for fact in facts
        if not fact["says"] or not re.search(fact["says"], texts[fact["page"].strip("/")])
    ]
    assert missing == []
    assert len(facts) > 20


def test_P7_what_one_region_does_stands_as_that_regions(site):
    """Systems, forms, deadlines, who calls: as_local in the list.

    What is good practice anywhere may stand in shared text.
    """
    html = pages(site)
    for fact in FACTS:
        if fact.get("as_local", False):
            variants = re.findall(
                rf'<div class="v-local__variant" data-region="{fact["region"]}">(.*?)</div>',
                html[fact["page"].strip("/")],
                flags=re.S,
            )
            text = "\n".join(page_text(f"<article>{variant}</article>") for variant in variants)
            assert re.search(fact["says"], text), fact
