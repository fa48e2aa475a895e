"""What a search puts first: trade words lead to the page that explains them, everyday words to the page for the person.

Knows the search page by label and role, and which page answers which word. How the list looks is test_site.py's.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

PERSON = [
    ("god man", "om-sip/samtycke/"),
    ("nej", "om-sip/samtycke/"),
    ("säga nej", "om-sip/samtycke/"),
    ("samtycke", "om-sip/samtycke/"),
    ("sjukhus", "om-sip/utskrivning/"),
    ("sjukhuset", "om-sip/utskrivning/"),
    ("barn", "om-sip/barn-och-unga/"),
    ("mamma", "om-sip/barn-och-unga/ narstaende/"),
    ("anhörig", "narstaende/"),
    ("rättighet", "om-sip/dina-rattigheter/"),
    ("1177", "om-sip/efter-motet/"),
]
STAFF = [
    ("samordningsansvarig", "personal/fast-vardkontakt/"),
    ("fast vårdkontakt", "personal/fast-vardkontakt/"),
    ("utskrivningsklar", "personal/utskrivning/ om-sip/utskrivning/"),
    ("rött spår", "personal/utskrivning/"),
    ("tolk", "personal/formote/ om-sip/motet/"),
    ("aktörsmöte", "personal/aktorsmote/"),
    ("kartläggning", "personal/formote/"),
    ("Prator", "personal/din-region/"),
    ("Lifecare", "personal/din-region/"),
    ("mötescirkel", "verktyg/motescirkeln/"),
    ("checklista", "verktyg/checklistor/"),
    ("kallelse", "personal/kalla/ verktyg/kallelse/"),
]


FINDS = ["samordningsansvar", "utskrivning", "skolan", "pappa", "mål", "tvångsvård", "Cosmic", "hemtjänst", "2017:612"]


def first_found(page: Page, typed: str) -> str:
    """Type a word and return the address that stands first, or "" when nothing is found."""
    status = page.get_by_role("status")
    page.get_by_label("Sökord").fill("")
    expect(status).to_be_empty()
    page.get_by_label("Sökord").fill(typed)
    expect(status).not_to_be_empty()
    links = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    return links.first.evaluate("link => link.href") if links.count() else ""


@pytest.mark.parametrize("expected", [PERSON, STAFF], ids=["person", "staff"])
def test_the_right_page_stands_first(open_page, site_url, expected):
    page = open_page("sok/")
    found = {typed: first_found(page, typed).removeprefix(site_url).split("#")[0] for typed, _ in expected}
    assert {typed: address for typed, address in found.items() if address not in dict(expected)[typed].split()} == {}


def test_words_that_people_use_find_something(open_page):
    page = open_page("sok/")
    assert [typed for typed in FINDS if not first_found(page, typed)] == []
    assert not first_found(page, "xyzåäö")
