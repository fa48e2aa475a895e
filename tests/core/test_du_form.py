"""The du-form on labelled pairs, on its records' own pairs, and on any text.

Knows builder/text/du_form.py and the records. examples/du_form/du_pairs.toml is read by the engines' tests as well.
"""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.publish.records.load import core_catalog, load_catalog
from builder.respond import respond
from builder.text.du_form import LONGEST, du_form
from tests.helpers.places import EXAMPLES, example, read_toml

WORDS = core_catalog()["du_form"]
CATALOG = load_catalog()
RECORDS = [
    record
    for key in ("du_pronouns", "du_lookalikes", "du_orders", "du_requests", "du_speech")
    for record in CATALOG[key]
]
PAIRS = read_toml(example("du_pairs.toml"))["pair"]
FILES = sorted(EXAMPLES.rglob("du_pairs*.toml"))


def du(text: str) -> str | None:
    return du_form(text, WORDS)[0]


# ---- labelled pairs ----------------------------------------------------------------------------------------------


def test_every_seen_pair_is_exact():
    made = [(pair["jag"], du(pair["jag"]), pair.get("du")) for pair in PAIRS]
    assert [one for one in made if one[1] != one[2]] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_at_least_97_of_100_labelled_pairs_are_exact(file):
    pairs = tomllib.loads(file.read_text(encoding="utf-8"))["pair"]
    wrong = [pair["jag"] for pair in pairs if du(pair["jag"]) != pair.get("du")]
    assert len(wrong) <= 0.03 * len(pairs), wrong


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_a_record_does_what_its_pairs_say(record):
    for pair in record["pair"]:
        assert du(pair["jag"]) == pair.get("du")


@pytest.mark.parametrize("key", ["pronouns", "lookalikes", "orders", "requests", "speech"])
def test_every_record_is_needed_by_its_own_pairs(key):
    """Without a record, one of its pairs comes out otherwise."""
    records = CATALOG[f"du_{key}"]
    for number, record in enumerate(records):
        words = {**WORDS, key: WORDS[key][:number] + WORDS[key][number + 1 :]}
        assert any(du_form(pair["jag"], words)[0] != pair.get("du") for pair in record["pair"]), record["id"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag vill att min man och jag ska få sova i samma rum", "Du vill att din man och du ska få sova i samma rum"),
        ("Ska jag klara trappan behöver jag träna", "Ska du klara trappan behöver du träna"),
        ("När värken har släppt ska jag vandra", "När värken har släppt vill du vandra"),
        ("Hela vår familj är trött", "Hela er familj är trött"),
        (
            "Tidigt i vår, när snön går bort, vill jag till min stuga",
            "Tidigt i vår, när snön går bort, vill du till din stuga",
        ),
        ("Jag vill träna så att\njag ska orka", "Du vill träna så att\ndu ska orka"),
        ("Jag Vill Hem Till Min Katt", "Du Vill Hem Till Din Katt"),
        (
            "Efter operationen ska min fru och jag åka till Kreta",
            "Efter operationen vill din fru och du åka till Kreta",
        ),
        ("ja har ont, det vill ja inte ha", "du har ont, det vill du inte ha"),
        ("Ge mina barn en trygg uppväxt", "Ge dina barn en trygg uppväxt"),
        ("Sluta skada mig själv", "Sluta skada dig själv"),
        ("jag-form", None),
        ("minst, jaga, vila, vid, migrän", None),
    ],
)
def test_what_decides_is_the_words_around(text, expected):
    assert du(text) == expected


# ---- notes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Du vill att jag vilar", "already_du"),
        ("Vad tycker DU om min plan?", "already_du"),
        ("Hjälp mig med mina räkningar", "to_others"),
        ("Slippa ont", None),
        ("", None),
        ("Läkaren sa ”du klarar det”", None),
        ("jag " * LONGEST, None),
    ],
)
def test_a_text_that_gets_no_suggestion_may_get_a_note(text, note):
    assert du_form(text, WORDS) == (None, note)


def test_the_answer_carries_the_sentence():
    assert respond({"op": "du", "text": "Jag vill hem"}) == {"op": "du", "du": "Du vill hem", "note": None}
    assert respond({"op": "du", "text": "Du vill hem"}) == {
        "op": "du",
        "du": None,
        "note": WORDS["notes"]["already_du"],
    }


@pytest.mark.parametrize(
    "request_", [{"op": "du"}, {"op": "du", "text": None}, {"op": "du", "text": 3}, {"op": "du", "text": ["jag"]}]
)
def test_a_wrong_request_is_answered_not_raised(request_):
    assert respond(request_) == {"error": "bad_request"}


# ---- any text ----------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"\w+|\W")
_MAPPED = {jag: record["du"] for record in WORDS["pronouns"] for jag in record["jag"]} | WORDS["shall"]
LISTED = sorted({word for words in WORDS["lists"].values() for word in words} | set(_MAPPED))
WORD = st.sampled_from([*LISTED, "hus", "trappan", "barn", "kl", "30", "åka"])
PIECE = (
    WORD
    | WORD.map(str.upper)
    | WORD.map(lambda word: word[:1].upper() + word[1:])
    | st.sampled_from([*".,!?:;–-\"”»«'(/&", "\n", "\n\n", "\n– ", "\n- ", "du", "Du", "\u0308", "😀"])
    | st.text(max_size=3)
)
TEXT = st.lists(PIECE, max_size=25).map(" ".join) | st.text(max_size=60)


def in_capitals_of(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[0].upper() + new[1:] if old[0].isupper() else new


@given(TEXT)
def test_p5_only_listed_words_ever_differ_and_keep_their_capitals(text):
    suggestion, note = du_form(text, WORDS)
    assert note in (None, *WORDS["notes"])
    if suggestion is None:
        return
    assert note is None
    assert suggestion != text
    old, new = _TOKEN.findall(text), _TOKEN.findall(suggestion)
    assert len(old) == len(new)
    for before, after in zip(old, new, strict=True):
        assert after in (before, in_capitals_of(before, _MAPPED.get(before.lower(), before)))


@given(TEXT)
def test_p5_a_du_form_is_not_swapped_again(text):
    suggestion = du(text)
    assert suggestion is None or du(suggestion) is None


@given(TEXT, st.text(alphabet=" \t\n\u00a0\u2003", max_size=4), st.text(alphabet=" \t\n\u00a0\u2003", max_size=4))
def test_p5_white_space_around_changes_nothing(text, before, after):
    body = text.strip()
    alone, note = du_form(body, WORDS)
    assert du_form(before + body + after, WORDS) == (alone and before + alone + after, note)


@given(
    st.sampled_from(["Jag vill hem", "Min son sa", "jag hör"]),
    st.lists(WORD, min_size=1, max_size=6).map(" ".join),
    st.sampled_from(["“”", "””", '""', "»»", "«»", "»«", "„”", "''", "’’"]),
)
def test_p5_direct_speech_stays_sign_by_sign(own, others, marks):
    said = f"{marks[0]}{others}{marks[1]}"
    assert said in du(f"{own} {said} till mig")


def test_a_longer_text_than_a_goal_gets_no_suggestion():
    text = ("Jag vill hem. " * LONGEST)[:LONGEST]
    assert du(text[: LONGEST - 4] + " mig").endswith(" dig")
    assert du_form(text + " mig", WORDS) == (None, None)
