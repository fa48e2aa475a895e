"""The signs of a wish: each sign of the module's own page is heard in its sentence, and in no sentence without it."""

from __future__ import annotations

import re

import pytest

from builder.catalog import CATALOG
from builder.coaching import wish
from builder.coaching.tokens import Lexicon, read

LEXICON = Lexicon(CATALOG["lexicon"])
SIGNS = dict(re.findall(r'^  ([a-z_]+) {2,}[^"]*?"([^"]+)"', wish.__doc__ or "", re.MULTILINE))
"""Sign → its sentence, as the module's page gives them."""


def signs_in(text: str) -> set[str]:
    """The names of all signs that a text shows."""
    words = read(text, LEXICON)
    found = set()
    for at, word in enumerate(words):
        if not wish.is_sign(words, at):
            continue
        rest = wish._after(words, at)
        named = {group for group in word.groups if group in wish.SEES and wish.SEES[group](words, at, rest)}
        found |= named or {"begins"}
    return found


def test_the_page_names_every_sign():
    assert set(SIGNS) == {*wish.SEES, "begins"}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_heard_in_its_sentence(sign):
    assert signs_in(SIGNS[sign]) == {sign}
    assert wish.has_wish(read(SIGNS[sign], LEXICON))


@pytest.mark.parametrize(
    "text", ["Trygghet i hemmet.", "Nedsatt syn.", "Hemtjänst två gånger om dagen.", "Det är tungt på kvällen."]
)
def test_a_text_without_a_sign_is_no_wish(text):
    assert signs_in(text) == set()
