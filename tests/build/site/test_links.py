"""Every link of the built site: inside it leads to a page and a place that are there, outside it to an address we answer for.

Knows the built pages, links.toml and sources.toml. Asks nobody on the net: the day an address was last seen stands in the records.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import pytest

HOME = "https://site.test/"
CONTENT = Path(__file__).parents[3] / "builder" / "content"


class Link(NamedTuple):
    page: str
    """The page's address within the site, such as om/kallor/."""
    href: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hrefs: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.places.add(values["id"])
        if tag == "a" and "href" in values:
            self.hrefs.append(values["href"])


@pytest.fixture(scope="module")
def places(site: Path) -> dict[str, set[str]]:
    """The ids of every page, by address within the site."""
    return {address: reader.places for address, reader in _read(site)}


@pytest.fixture(scope="module")
def links(site: Path) -> list[Link]:
    return [Link(address, href) for address, reader in _read(site) for href in reader.hrefs]


def _read(site: Path) -> Iterator[tuple[str, _Links]]:
    for file in sorted(site.rglob("*.html")):
        reader = _Links()
        reader.feed(file.read_text(encoding="utf-8"))
        yield file.relative_to(site).as_posix().removesuffix("index.html"), reader


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
            if not there or target.fragment and unquote(target.fragment) not in places.get(path, set()):
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
        assert parts.scheme == "https" and "." in parts.netloc and not parts.fragment, address
        assert address.isascii() and not re.search(r"\s", address), address


def test_no_link_is_told_only_by_its_address(site):
    """A link's text says where it leads; the address itself may stand as code."""
    bare = re.compile(r"<a [^>]*>\s*(?:https?://|www\.)[^<]*</a>")
    assert {
        file: bare.findall(html)
        for file in site.rglob("*.html")
        if bare.search(html := file.read_text(encoding="utf-8"))
    } == {}
