"""Which Swedish words are spelled wrong: hunspell with the Swedish dictionary, and our own short list.

Knows hunspell, tests/content/words.txt, and what in a page or a record is text for people. Does not know any page.
Left out by rule: code and addresses, what is marked as another language, texts in a record's technical keys, and the
coach's examples (bad and good in rules.toml), which are people's own words and may be misspelt on purpose.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from hunspell import Hunspell

from tests.helpers.reader import Element, Page, Text

ROOT = Path(__file__).resolve().parents[2]
DICTIONARY = ROOT / "node_modules" / "dictionary-sv"
OWN = ROOT / "tests" / "content" / "words.txt"

LEFT_OUT_TAGS = {"script", "style", "code", "pre"}
LEFT_OUT_CLASSES = {"v-words"}
"""The coach's word lists, which hold misspelt and spoken words too."""
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder"}
TECHNICAL_KEYS = set(
    "addresses already "
    "answers bad beside check coach coach_voice code core drops du du_of empty exact field fields file "
    "finding forms good group id ideas jag join key kind last_parts first_parts lemmas sentences link lists local "
    "local_only match match_after match_before moment openers page pair part read required role rows said share "
    "slug source sources standard start step strength subject technical tests topic unless unless_after "
    "unless_before unless_words url value verb verdict voice voices way_in where_to years".split()
)
"""Keys whose values are for the program, or are the coach's examples."""

_ADDRESS = re.compile(
    r"\]\([^)\s]*\)|https?://\S+|\b(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:se|org|nu|md|toml|pdf|docx|html)\b\S*|[\w.]+@[\w.]+"
)
_CODE = re.compile(r"`[^`]*`|<[^>]+>|\{[^}]*\}|&\w+;")
_WORD = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+)*(?:-(?=[\s,.)]))?")
_ENDING = re.compile(r"(?:e?ns?|s|er|ar|erna|arna|or|orna|ts?|et)")


@functools.cache
def own_words() -> list[str]:
    """The lines of words.txt, in their order, without remarks."""
    lines = [line.split("#")[0].strip() for line in OWN.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line]


@functools.cache
def dictionary(with_own: bool = True) -> Hunspell:
    """Hunspell with the Swedish dictionary, and our own words unless told otherwise."""
    speller = Hunspell("index", hunspell_data_dir=str(DICTIONARY))
    for word in own_words() if with_own else ():
        speller.add(word)
    return speller


@functools.cache
def is_right(word: str, with_own: bool = True) -> bool:
    """Whether a word is spelled right, alone, as SIP:en, or as the hälso- in hälso- och sjukvård."""
    speller = dictionary(with_own)
    if word.endswith("-"):
        return speller.spell(word[:-1]) or speller.spell(word[:-1] + "vård")
    own = own_words() if with_own else []  # asked first, since hunspell forbids some words even when they are added
    if word in own or word.removesuffix("s") in own or speller.spell(word):
        return True
    short, colon, ending = word.partition(":")
    if colon:
        return bool(_ENDING.fullmatch(ending)) and is_right(short, with_own)
    return "-" in word and all(is_right(part, with_own) for part in word.split("-"))


def words(text: str) -> list[str]:
    """The words of a text, without addresses, code and placeholders."""
    return _WORD.findall(_CODE.sub(" ", _ADDRESS.sub(" ", text)).replace("\N{SOFT HYPHEN}", ""))


def wrong(text: str) -> list[str]:
    """The words of a text that are spelled wrong, in order."""
    return [word for word in words(text) if not is_right(word)]


def _counts(element: Element) -> bool:
    """Whether an element's text is Swedish for people, as far as its own tag says."""
    return (
        element.tag not in LEFT_OUT_TAGS
        and not LEFT_OUT_CLASSES & set(element.get("class").split())
        and element.get("lang", "sv").startswith("sv")
    )


def page_lines(html: str, examples: frozenset[str] = frozenset()) -> list[str]:
    """The text of a built page, a line for each element, without the coach's examples.

    With the attributes that are read aloud.
    """
    lines, last = [], None
    for part in Page(html).parts:
        if isinstance(part, Text):
            if all(map(_counts, part.within)):
                # A line for each element, but one for what stands on both sides of a comment.
                if part.within == last and lines:
                    lines[-1] += part.data
                else:
                    lines.append(part.data)
            last = part.within
        else:
            last = None
            if all(map(_counts, (*part.within, part))):
                lines += [part.get(name) for name in SPOKEN_ATTRIBUTES & part.attributes.keys()]
                lines += [part.get("content")] if part.get("name") == "description" else []
    lines = [" ".join(line.split()) for line in lines]
    return [line for line in lines if line and line.strip("”") not in examples]


def record_texts(value: object, names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(where, text) for every text for people in a record or a list of records."""
    if isinstance(value, dict):
        for key, child in value.items():
            if key not in TECHNICAL_KEYS and not (
                key == "region" and str(child).islower()
            ):  # a region's id, not its name
                yield from record_texts(child, (*names, str(key)))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            name = child.get("id", child.get("code", str(number))) if isinstance(child, dict) else str(number)
            yield from record_texts(child, (*names, str(name)))
    elif isinstance(value, str):
        yield "/".join(names), value
