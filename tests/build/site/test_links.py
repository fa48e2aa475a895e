"""Every link of the built site.

Inside it leads to a page and a place that are there, outside it to an address we answer for.

Knows the built pages, links.toml and sources.toml. Asks nobody on the net: the day an address was last seen stands in
the records.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.helpers.reader import Page

HOME = "https://site.test/"
CONTENT = Path(__file__).parents[3] / "builder" / "content"


class Link(NamedTuple):
    page: str
    """The page's address within the site, such as om/kallor/."""
    href: str


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Page]:
    """Every page, by address within the site."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): Page(file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def places(read: dict[str, Page]) -> dict[str, set[str]]:
    """The ids of every page, by address within the site."""
    return {address: {one.get("id") for one in page.elements} - {""} for address, page in read.items()}


@pytest.fixture(scope="module")
def links(read: dict[str, Page]) -> list[Link]:
    return [
        Link(address, one.get("href"))
        for address, page in read.items()
        for one in page.of("a")
        if "href" in one.attributes
    ]


def _outside(href: str) -> bool:
    return bool(re.match(r"[a-z]+:|//", href))


def _known() -> dict[str, str]:
    """Every address outside the site with the record that answers for it."""
    found = {}
    for file, kind, key in (("links.toml", "link", "url"), ("sources.toml", "source", "link")):
        for record in tomllib.loads((CONTENT / "site" / file).read_text(encoding="utf-8"))[kind]:
            if key in record:
                assert record[key] not in found, (
                    f"{file}: {record['id']} and {found[record[key]]} have the same address"
                )
                found[record[key]] = record["id"]
    return found


def test_every_link_within_the_site_leads_to_a_page_and_a_place_that_are_there(site, links, places):
    lost = []
    for link in links:
        if not _outside(link.href):
            target = urlsplit(urljoin(HOME + link.page, link.href))
            path = unquote(target.path.lstrip("/"))
            there = path in places if path == "" or path.endswith(("/", ".html")) else (site / path).is_file()
            if not there or (target.fragment and unquote(target.fragment) not in places.get(path, set())):
                lost.append(link)
    assert lost == []
    assert len(links) > 500


def test_every_link_out_of_the_site_stands_in_the_records(links):
    assert {link for link in links if _outside(link.href) and link.href not in _known()} == set()


def test_the_page_of_links_shows_every_address_of_the_records(links):
    shown = {link.href for link in links if link.page == "om/lankar/"}
    assert _known().keys() - shown == set()


def test_addresses_outside_are_safe_and_whole():
    for address in _known():
        parts = urlsplit(address)
        assert (parts.scheme, parts.fragment) == ("https", ""), address
        assert "." in parts.netloc, address
        assert address.isascii(), address
        assert not re.search(r"\s", address), address


def test_no_link_is_told_only_by_its_address(site):
    """A link's text says where it leads; the address itself may stand as code."""
    bare = re.compile(r"<a [^>]*>\s*(?:https?://|www\.)[^<]*</a>")
    assert {
        file: bare.findall(html)
        for file in site.rglob("*.html")
        if bare.search(html := file.read_text(encoding="utf-8"))
    } == {}
