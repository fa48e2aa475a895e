"""What was wrong on the pages and in the records, held by its kind: the right fact is there with its source, the wrong one is not.

Knows the built pages and the records. The spelling and the reading ease of the same texts are in test_language.py, the
facts of the five documents in test_facts.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.paper.voice import long_date
from builder.publish.pages.readability import page_text
from builder.publish.records.load import load_catalog
from tests.helpers.places import CONTENT, ROOT, read_toml

CATALOG = load_catalog()
SOURCES = {source["id"]: source for source in CATALOG["sources"]}


def html_of(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def text_of(site: Path, address: str) -> str:
    """A page's text on one line, without soft hyphens."""
    return re.sub(r"\s+", " ", page_text(html_of(site, address)))


def addresses(site: Path) -> list[str]:
    return [file.parent.relative_to(site).as_posix() for file in sorted(site.rglob("index.html"))]


# --- A source without a date ---------------------------------------------------


def test_a_source_without_a_date_says_so_once(site):
    """605 times "okänt datum" on 42 pages hid the dates that were there."""
    assert [address for address in addresses(site) if "okänt datum" in html_of(site, address)] == []
    assert text_of(site, "om/kallor").count("har inget eget datum") == 1


def test_every_source_on_kallor_says_when_it_was_read(site):
    html = html_of(site, "om/kallor")
    for source in SOURCES.values():
        if source["id"] != "viktigast":
            title = re.escape(source["title"]).replace("&", "&amp;")
            [row] = [row for row in re.findall(r"<li>.*?</li>", html, re.S) if re.search(title + r"(</a>)?,", row)][:1]
            assert f"Läst {long_date(str(source['read']), CATALOG)}" in row, source["id"]


def test_a_source_with_a_date_of_its_own_keeps_it(site):
    assert "Riksförbundet Attention, 31 januari 2019" in text_of(site, "om/kallor")
