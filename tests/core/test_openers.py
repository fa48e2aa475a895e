"""Answers to openers, put together: the person's own words, and only the joints altered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalog import CATALOG
from builder.coaching.openers import LONGEST, joined
from builder.coaching.tokens import Lexicon
from builder.publish.records.load import load_catalog
from builder.respond import respond

OPENERS = load_catalog()["openers"]
BY_ID = {opener["id"]: opener for opener in OPENERS}
WORDS = Lexicon(CATALOG["lexicon"])


def sentence(**answers):
    return respond({"op": "compose", "answers": answers})["sentence"]


@pytest.mark.parametrize("opener", OPENERS, ids=lambda opener: opener["id"])
def test_the_examples_give_the_sentence_that_is_published(opener):
    assert [sentence(**{opener["id"]: answer}) for answer in opener["answers"]] == opener["sentences"]


@pytest.mark.parametrize(
    "answer",
    ["laga mat", "Laga mat.", "jag vill laga mat", "Jag vill kunna laga mat", "att kunna laga mat", " kunna laga mat "],
)
def test_an_answer_that_begins_as_the_sentence_does_is_joined_without_saying_it_twice(answer):
    assert sentence(able=answer) == "Jag vill kunna laga mat."


@pytest.mark.parametrize(
    "answer",
    ["\u0130", "\u0130x y", "\U0001f600 laga mat", "\u202e\u05e9\u05dc\u05d5\u05dd", "a\u0308ta", "{answer}", "<b>&"],
)
def test_P5_odd_letters_stand_in_the_sentence_as_they_were_written(answer):
    assert joined(answer, BY_ID["able"], WORDS)[0] == answer


def test_several_answers_become_one_sentence_in_the_order_of_the_openers():
    assert (
        sentence(when="På morgonen.", able="gå ut med hunden", **{"with": "Med Olle"})
        == "Jag vill kunna gå ut med hunden med Olle på morgonen."
    )


def test_a_name_and_a_word_in_capitals_keep_them():
    assert sentence(**{"with": "Olle"}) == "Jag vill vara tillsammans med Olle."
    assert sentence(able="SJUNGA i kör") == "Jag vill kunna SJUNGA i kör."


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"able": "Promenader i skogen", "with": "hunden"},
            "Promenader i skogen. Jag vill vara tillsammans med hunden.",
        ),
        (
            {"able": "Jag vill att dottern hälsar på", "rid": "oron"},
            "Jag vill att dottern hälsar på. Jag vill slippa oron.",
        ),
        ({"able": "inte ramla"}, "Inte ramla."),
        (
            {"able": "gå ut. Gärna snart", "with": "Olle"},
            "Jag vill kunna gå ut. Gärna snart. Jag vill vara tillsammans med Olle.",
        ),
        ({"able": "sjunga!", "rid": "Värken"}, "Jag vill kunna sjunga! Jag vill slippa värken."),
        ({"able": "baka", "with": "Helst med Karin"}, "Jag vill kunna baka. Helst med Karin."),
        ({"able": "baka", "with": "ensam", "rid": "ha ont"}, "Jag vill kunna baka. Ensam. Jag vill slippa ha ont."),
        ({"rid": "att dom bråkar"}, "Jag vill slippa att dom bråkar."),
        (
            {"able": "gå ut", "notice": "då är jag gladare"},
            "Jag vill kunna gå ut. Så märker jag att det har blivit bättre: då är jag gladare.",
        ),
        ({"able": "Att jag vill kunna åka buss"}, "Jag vill kunna åka buss."),
    ],
)
def test_an_answer_that_does_not_fit_stands_as_it_was_written(answers, said):
    assert sentence(**answers) == said


@pytest.mark.parametrize("answer", ["vet inte", "Jag vet inte", "inget", "Ingen aning.", "nej", "–", "???"])
@pytest.mark.parametrize("opener", BY_ID)
def test_an_answer_that_says_nothing_yet_is_left_out(opener, answer):
    assert sentence(**{opener: answer}) == ""
    assert sentence(**{"able": "sjunga", opener: answer}) == ("" if opener == "able" else "Jag vill kunna sjunga.")


def test_every_pair_of_answers_is_joined_without_losing_a_word():
    for first in OPENERS:
        for second in OPENERS:
            said = sentence(**{opener["id"]: opener["answers"][0] for opener in (first, second)})
            assert first["answers"][0] in said
            assert second["answers"][0] in said
            assert said[0].isupper()
            assert said[-1] == "."
            assert ".." not in said


@pytest.mark.parametrize(
    "answers", [{}, {"able": ""}, {"able": " . "}, {"able": 3}, {"fly": "x"}, {"able": "x" * (LONGEST + 1)}]
)
def test_nothing_answered_gives_nothing(answers):
    assert respond({"op": "compose", "answers": answers}) == {"op": "compose", "sentence": ""}


@pytest.mark.parametrize("answers", [None, "laga mat", ["able"]])
def test_a_wrong_request_is_answered_not_raised(answers):
    assert respond({"op": "compose", "answers": answers}) == {"error": "bad_request"}


@given(st.text(max_size=60), st.sampled_from(OPENERS))
def test_inside_an_answer_nothing_is_altered(answer, opener):
    put, apart = joined(answer, opener, WORDS)
    assert len(put) <= len(answer)
    assert put[1:] in answer
    if put:
        assert put[1:] in sentence(**{opener["id"]: answer})
    if apart:
        assert put == answer.strip().rstrip(" .,;:")
