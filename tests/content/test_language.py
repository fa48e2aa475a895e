"""The Swedish of all pages and records: spelled right, easy enough, no raised voice, no question in place of om.

Knows the built pages, content/*.toml and language/. Does not know what the pages are about.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from builder.publish.pages.readability import lix, page_text
from builder.publish.records.load import load_catalog
from builder.publish.records.rules_of_content import reading_limit
from tests.helpers import spelling
from tests.helpers.places import CONTENT, read_toml

HERE = Path(__file__).parent
LIMITS = load_catalog()["reading_limits"]

SHORTEST = 40
"""Words. In a text that is shorter than this, one long word decides the LIX."""
EXCEPTIONS = {
    record["page"]: record
    for record in tomllib.loads((HERE / "lix_exceptions.toml").read_text(encoding="utf-8")).get("exception", [])
}
WITH_EXAMPLES = [
    record
    for file, name in (("rules", "rule"), ("guard", "guard"))
    for record in read_toml(CONTENT / "coach" / f"{file}.toml")[name]
]
EXAMPLES = frozenset(text for record in WITH_EXAMPLES for text in record["bad"] + record["good"])


def pages(site: Path) -> dict[str, str]:
    """Every built page's HTML by address, without slashes at the ends."""
    found = {
        file.relative_to(site).as_posix().removesuffix("index.html").removesuffix(".html").strip("/"): file.read_text(
            encoding="utf-8"
        )
        for file in sorted(site.rglob("*.html"))
    }
    assert len(found) > 40, "the site is not built"
    return found


def records() -> dict[str, dict]:
    return {file.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(CONTENT.rglob("*.toml"))}


def test_every_word_on_the_pages_is_spelled_right(site):
    found = {
        address: spelling.wrong("\n".join(spelling.page_lines(html, EXAMPLES))) for address, html in pages(site).items()
    }
    assert {address: sorted(set(wrong)) for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("file", sorted(file.name for file in CONTENT.rglob("*.toml")))
def test_every_word_in_the_records_is_spelled_right(file):
    found = {where: spelling.wrong(text) for where, text in spelling.record_texts(records()[file])}
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "word",
    "samordningsanvarig utskrivnigsklar uppföljningsmötte vårdnadshavre samtyke kalelse närståend insattser "
    "upföljning tillgänglihet SIP:enn SIP-mötett".split(),
)
def test_a_misspelt_word_is_found(word):
    assert spelling.wrong(f"Vi ses på {word} i morgon.") == [word]


@pytest.mark.parametrize(
    "text",
    [
        "samordningsansvarig",
        "utskrivningsklar",
        "uppföljningsmötet",
        "slutenvård",
        "hälso- och sjukvård",
        "SIP:en",
        "SIP-mötets",
        "it-stödet",
        "Prator",
        "Se `kodd` och [sidan](../persnal/kalla.md#xyz) på www.exmpel.se",
    ],
)
def test_words_of_the_trade_and_addresses_are_let_through(text):
    assert spelling.wrong(text) == []


def test_our_own_words_are_sorted_and_each_is_needed(site):
    own = spelling.own_words()
    assert own == sorted(set(own), key=lambda word: (word.casefold(), word))
    used = set()
    for text in [line for html in pages(site).values() for line in spelling.page_lines(html, EXAMPLES)] + [
        text for file in records().values() for _, text in spelling.record_texts(file)
    ]:
        for word in spelling.words(text):
            used |= {word, word.removesuffix("s"), *re.split("[-:]", word)}
    lowered = {word.lower() for word in used}
    assert [word for word in own if word not in used and word.lower() not in lowered] == [], "used nowhere"
    assert [word for word in own if spelling.is_right(word, with_own=False)] == [], "known by the dictionary"


def test_every_page_is_easy_enough_to_read(site):
    hard = {}
    for address, html in pages(site).items():
        text = page_text(html)
        measured, highest = lix(text), EXCEPTIONS.get(address, {}).get("limit", reading_limit(address, LIMITS))
        if measured > highest and len(text.split()) > SHORTEST:
            hard[address] = f"{measured:.1f} > {highest}"
    assert hard == {}


def test_each_page_that_may_be_harder_still_is_and_says_why(site):
    html = pages(site)
    assert [address for address in EXCEPTIONS if lix(page_text(html[address])) <= reading_limit(address, LIMITS)] == []
    assert [address for address, record in EXCEPTIONS.items() if len(record["reason"]) < 20] == []


def test_each_explanation_in_the_glossary_is_easier_than_its_page():
    terms = records()["glossary.toml"]["term"]
    assert lix("\n".join(term["plain"] for term in terms)) <= 32


def sentences(html: str) -> list[str]:
    lines = [line for line in page_text(html).split("\n") if line.strip("”") not in EXAMPLES]
    return [part.strip() for line in lines for part in re.split(r"(?<=[.?!])\s+", line)]


def test_no_page_raises_its_voice(site):
    assert {
        address: loud
        for address, html in pages(site).items()
        if (loud := [part for part in sentences(html) if "!" in part])
    } == {}


VERB_FIRST = re.compile(
    r"(?!När |Hur |Var |Varför |Eller |Därför )[A-ZÅÄÖ][a-zåäö]*r (?:du|ni|hen|personen|barnet|någon)\b[^?]*\."
)


def test_a_condition_begins_with_om_and_not_as_a_question(site):
    """Är du under 18 ska … reads as a question until its end; Om du är under 18 … does not."""
    assert VERB_FIRST.fullmatch("Är du under 18 år ska en vuxen skriva under.")
    assert not VERB_FIRST.fullmatch("När du är klar kan du skriva ut.")
    assert {
        address: found
        for address, html in pages(site).items()
        if (found := [part for part in sentences(html) if VERB_FIRST.fullmatch(part)])
    } == {}


def test_no_word_stands_twice_in_a_row(site):
    twice = re.compile(r"\b([a-zåäö]+) \1\b", re.IGNORECASE)
    assert {
        address: found
        for address, html in pages(site).items()
        if (found := [match[0] for line in page_text(html).split("\n") for match in twice.finditer(line)])
    } == {}
