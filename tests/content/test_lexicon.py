"""The coach's words: the forms are Swedish, the packing is exact, and the core reads what the build packed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalog import CATALOG
from builder.coaching.tokens import Lexicon, read
from builder.publish.records.inflection import forms
from builder.publish.records.load import load_catalog
from tests.helpers import spelling

GROUPS = load_catalog()["word_groups"]
WORDS = Lexicon(CATALOG["lexicon"])
INFLECTED = [
    (group["id"], word, how)
    for group in GROUPS
    for key in ("lemmas", "last_parts")
    for how, words in group.get(key, {}).items()
    if how != "as_is"
    for word in words.split()
]


def groups_of(text):
    return [(word.text, word.groups) for word in read(text, WORDS)]


@pytest.mark.parametrize(
    ("word", "how", "made"),
    [
        ("insats", "en_er", "insats insatsen insatser insatserna"),
        ("terapi", "en_er", "terapi terapin terapier terapierna"),
        ("sköterska", "en_or", "sköterska sköterskan sköterskor sköterskorna"),
        ("kurator", "en_n", "kurator kuratorn kuratorer kuratorerna"),
        ("optiker", "er", "optiker optikern optikerna"),
        ("plåster", "ett", "plåster plåstret plåstren"),
        ("läkare", "are", "läkare läkaren läkarna"),
        ("stöd", "ett", "stöd stödet stöden"),
        ("schema", "ett", "schema schemat scheman schemana"),
        ("hjälpmedel", "ett", "hjälpmedel hjälpmedlet hjälpmedlen"),
        ("hem", "ett", "hem hemmet hemmen"),
        ("god_man", "as_is", "god man"),
    ],
)
def test_the_forms_of_a_class(word, how, made):
    assert [form for form in forms(word, how) if not form.endswith("s") or form == word] == made.split(" ") or (
        how == "as_is" and forms(word, how) == [made]
    )


def test_the_dictionary_knows_the_definite_form_of_every_inflected_word():
    """What hunspell does not know is inflected wrong, or a compound that it has not met."""
    unknown = [
        (word, form)
        for _, word, how in INFLECTED
        for form in forms(word, how)[1:2]
        if "-" not in word and not spelling.is_right(form)
    ]
    assert unknown == []


def test_the_core_unpacks_what_the_lexicon_says():
    for group in GROUPS:
        for how, words in group["lemmas"].items():
            for word in words.split():
                for form in forms(word, how):
                    if " " in form:
                        assert group["id"] in WORDS.phrases[" ".join(WORDS.standard(one) for one in form.split(" "))]
                    else:
                        assert group["id"] in WORDS.look_up(form), form


def test_a_word_counts_by_its_last_part_unless_the_whole_word_stands_there():
    assert "service" in WORDS.look_up("rullatorträningen")
    assert "service" not in WORDS.look_up("fotbollsträning")
    assert WORDS.look_up("qwertyuiop") == ()


def test_what_is_longer_than_a_word_is_in_no_group():
    assert "service" in WORDS.look_up("x" * 40 + "träning")
    assert WORDS.look_up("x" * 60 + "träning") == ()


@pytest.mark.parametrize("sign", ["\u00b2", "\u00b3", "\u2460", "\u00bd"])
def test_P8_a_raised_digit_alone_is_no_word_as_in_the_other_engine(sign):
    assert read(f"{sign} Hemmet", WORDS)[0].text == "hemmet"


def test_spoken_and_short_forms_are_read_as_what_they_stand_for():
    assert [groups for _, groups in groups_of("mej")] == [groups for _, groups in groups_of("mig")]
    assert "time" in dict(groups_of("tre ggr"))["ggr"]


def test_an_expression_is_one_word_and_does_not_reach_over_a_full_stop():
    assert "profession" in dict(groups_of("en god man"))["god man"]
    assert "god man" not in dict(groups_of("Maten är god. Man äter."))


def test_a_name_is_a_name_inside_a_sentence_and_not_first():
    assert dict(groups_of("hälsa på Zebulon"))["zebulon"] == ("name",)
    assert dict(groups_of("Zebulon"))["zebulon"] == ()


def test_no_word_stands_twice_in_a_class_and_none_has_a_sign_of_the_packing():
    for group in GROUPS:
        for words in (*group["lemmas"].values(), *group.get("last_parts", {}).values()):
            assert not re.search(r"[/|A-ZÅÄÖ]", words)


@given(st.text())
def test_the_words_lie_in_order_inside_the_text(text):
    last = 0
    for word in read(text, WORDS):
        assert last <= word.start < word.end <= len(text)
        last = word.end
