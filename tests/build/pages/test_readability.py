"""LIX, and which of a page's text it counts."""

from __future__ import annotations

import pytest

from builder.publish.pages.readability import lix, page_text

PAGE = """<html><body><nav>Huvudmenyn räknas inte</nav><main><article class="v-prose">
<h1>Samtycke</h1><p>Du säger ja. Eller <a href="#">nej</a>.</p>
<ul><li>Ett</li><li>Två<br>tre</li></ul>
<p>I it-stödet<span data-region="a" data-region-word hidden> (Prator)</span> finns planen.</p>
<div class="v-region"><label>Din region</label></div><script>var långtnamn</script>
<section class="v-source"><h2>Källor</h2><p>Hälso- och sjukvårdslagen</p></section>
<p>Slut.</p></article><p>utanför</p></main></body></html>"""


def test_the_article_is_read_a_line_for_each_block_without_sources_menus_and_hidden_names():
    assert page_text(PAGE).split("\n") == [
        "Samtycke",
        "Du säger ja. Eller nej.",
        "Ett",
        "Två",
        "tre",
        "I it-stödet finns planen.",
        "Slut.",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 0),
        ("Du säger ja.", 3),  # 3 words, 1 sentence, none long
        ("Du säger ja. Eller nej.", 2.5),
        ("Samtycke\nDu säger ja", 2 + 25),  # 4 words, 2 sentences, 1 of 4 over six letters
        ("Kl. 13.30 börjar vi", 3 / 2),  # a full stop within a figure ends nothing
    ],
)
def test_lix_is_words_a_sentence_and_the_share_of_long_words(text, value):
    assert lix(text) == pytest.approx(value, abs=0.01)


def test_six_letters_are_not_long_and_seven_are():
    assert lix("mötets") == 1
    assert lix("mötetsa") == 101
