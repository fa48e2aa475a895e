"""The coach's words as the core reads them: every form of every word, made at build and packed small.

Knows Swedish inflection as far as the classes below go. Does not know what the groups are for
(content/coach/lexicon.toml) nor how a text is read (builder/coaching/tokens.py).

The classes, by what is put to the word:
  as_is   nothing; the word stands as it is, and an underscore is a space
  en_ar   tid-en, -ar; pojke: pojk-en, -ar        en_or   skola: skol-an, -or
  en_er   insats-en, -er; terapi: terapi-n, -er   are     läkare-n, läkare, läkarna
  en_n    kurator-n, -er                          er      optiker-n, optiker, -na
  ett     stöd-et, stöd-en; schema: -t, -n; hjälpmedel: hjälpmedl-et, hem: hemm-et, centrum: centr-et
All of them with the genitive's s.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar

_Key = TypeVar("_Key")

CONSONANTS = "bcdfghjklmnpqrstvwxz"
CLASSES = ("as_is", "en_ar", "en_or", "en_er", "en_n", "are", "er", "ett")


def _bare_forms(word: str, how: str) -> list[str]:
    stem = word[:-1]
    if how == "en_or":
        return [word, stem + "an", stem + "or", stem + "orna"]
    if how == "are":
        return [word, word + "n", stem + "na"]
    if how == "en_n":
        return [word, word + "n", word + "er", word + "erna"]
    if how == "er":
        return [word, word + "n", word + "na"]
    if how == "en_ar":
        stem = stem if word[-1] not in CONSONANTS else word
        return [word, stem + "en", stem + "ar", stem + "arna"]
    if how == "en_er":
        return [word, word + ("n" if word[-1] not in CONSONANTS else "en"), word + "er", word + "erna"]
    if word.endswith("um"):
        return [word, word[:-2] + "et", word[:-2] + "en", word[:-2] + "a"]
    if word.endswith(("el", "er")):
        return [word, word[:-2] + word[-1] + "et", word[:-2] + word[-1] + "en"]
    if word.endswith(("em", "am")) and not word.endswith("eam"):
        return [word, word + "met", word + "men"]
    if word[-1] not in CONSONANTS:
        return [word, word + "t", word + "n", word + "na"]
    return [word, word + "et", word + "en"]


def forms(word: str, how: str) -> list[str]:
    """Every form of a word of a class, the word itself first."""
    word = word.replace("_", " ")
    if how == "as_is":
        return [word]
    bare = _bare_forms(word, how)
    return list(dict.fromkeys(bare + [form + "s" for form in bare if not form.endswith(("s", "x", "z"))]))


def _lemmas(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(word, how) for how, words in table.items() for word in words.split()]


def _shared(words: list[str]) -> str:
    start = words[0]
    while not all(word.startswith(start) for word in words):
        start = start[:-1]
    return start


def pack_lexicon(groups: list[dict[str, Any]], spoken: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the lexicon as the core reads it.

    {"endings": ["", "|en|ens", …], "kinds": [[[groups, number of endings], …], …],
     "words": ["words of the first kind", …], "groups": [groups, …], "phrases": ["god man|…", …],
     "last": […], "first": […], "spoken": {"mej": "mig"}}
    Words are stems; each stem is there once, with all that it can be. phrases, last and first go by the lists in
    "groups". Expressions are packed with their words in standard form. The packing loses and adds nothing.
    """
    standard = {said: record["standard"] for record in spoken for said in record["said"].split()}
    endings: dict[str, int] = {"": 0}
    stems: dict[str, dict[int, list[str]]] = {}
    others: dict[str, dict[str, list[str]]] = {"phrases": {}, "last": {}, "first": {}}
    for group in groups:
        name = group["id"]
        for lemma, how in dict.fromkeys(_lemmas(group["lemmas"])):
            made = forms(lemma, how)
            if " " in made[0]:
                for form in made:
                    _put(others["phrases"], " ".join(standard.get(word, word) for word in form.split(" ")), name)
                continue
            start = _shared(made)
            number = endings.setdefault("|".join(form[len(start) :] for form in made), len(endings))
            _put(stems.setdefault(start, {}), number, name)
        for lemma, how in _lemmas(group.get("last_parts", {})):
            for form in forms(lemma, how):
                _put(others["last"], form, name)
        for part in group.get("first_parts", "").split():
            _put(others["first"], part, name)
    kinds: dict[str, list[str]] = {}
    for stem, readings in stems.items():
        kinds.setdefault(json.dumps([[names, number] for number, names in readings.items()]), []).append(stem)
    combinations = list(dict.fromkeys(tuple(names) for table in others.values() for names in table.values()))
    packed = {
        "endings": list(endings),
        "kinds": [json.loads(kind) for kind in kinds],
        "words": [" ".join(words) for words in kinds.values()],
        "groups": [list(names) for names in combinations],
        "spoken": standard,
    }
    for key, table in others.items():
        packed[key] = [
            "|".join(word for word, names in table.items() if tuple(names) == combination)
            for combination in combinations
        ]
    return packed


def _put(table: dict[_Key, list[str]], key: _Key, group: str) -> None:
    if group not in table.setdefault(key, []):
        table[key].append(group)
