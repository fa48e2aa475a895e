"""A text as words: each with its place in the text and the groups of the lexicon it belongs to.

Knows how the build packs the lexicon (publish/records/inflection.py) and unpacks it once, at the first text. Knows no
Swedish beyond DEFINITE, and no rule. Everything is linear in the text's length.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from builder.shapes import Groups, PackedLexicon

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[-:'\u2019\u2013][^\W_]+)*|\d+|[^\s\w]|\n|\w+")
_ENDS_SENTENCE = '.!?\u2026;:\n\u2022*("\u201d\u201c'
LONGEST_WORD = 60
"""Characters. What is longer is no word, and is in no group."""
DEFINITE = ("en", "et", "rna")
"""Endings of a thing that is known (the dog, the house): first in a sentence such a word is taken for no name."""
SET_APART = ("keep", "purpose", "doing", "ability")
"""Groups whose expressions say something else than their words do."""
_FIRST_PART = 3
"""Letters that must stand before a last part, so that the last part itself is not found twice."""


class Word:
    """One word or one expression.

    Text is lower case; starts tells where it stands: "text", "sentence", "clause" or "".
    """

    def __init__(self, text: str, start: int, end: int, starts: str, raw: str) -> None:
        """Keep a word as it is read. raw is the word as written; its groups come later."""
        self.text = text
        self.start = start
        self.end = end
        self.starts = starts
        self.raw = raw
        self.groups: Groups = ()

    def among(self, groups: Container[str]) -> bool:
        """Whether the word is in any of the groups."""
        for group in self.groups:
            if group in groups:
                return True
        return False


class Lexicon:
    """The packed lexicon, unpacked. look_up(word) and phrase(words) give groups; () for what it does not know."""

    def __init__(self, packed: PackedLexicon) -> None:
        """Unpack what pack_lexicon() in publish/records/inflection.py made."""
        endings = [frozenset(ends.split("|")) for ends in packed["endings"]]
        groups = [tuple(names) for names in packed["groups"]]
        self.longest_ending = max([len(ending) for ends in endings for ending in ends])
        self.spoken = packed["spoken"]
        self.known: dict[str, Groups] = {}
        self.stems: dict[str, list[tuple[Groups, frozenset[str]]]] = {}
        self.longest: dict[str, int] = {}
        self.openings: set[str] = set()
        for kind, words in zip(packed["kinds"], packed["words"]):  # noqa: B905 (of equal length; Brython has no strict)
            readings = [(tuple(names), endings[number]) for names, number in kind]
            self.stems.update(dict.fromkeys(words.split(" "), readings))
        self.phrases = _spread(groups, packed["phrases"])
        self.last = _spread(groups, packed["last"])
        self.begins = _spread(groups, packed["first"])
        for phrase in self.phrases:
            single = phrase.split(" ")
            pair = single[0] + " " + single[1]
            self.openings.add(single[0])
            self.longest[pair] = max(self.longest.get(pair, 0), len(single))

    def standard(self, word: str) -> str:
        """Return the written form of a spoken or misspelt word; other words as they are."""
        return self.spoken.get(word, word)

    def look_up(self, word: str) -> Groups:
        """The groups of a word as it is written.

        Those of its last part, else its first, when the word itself is in none.
        """
        if word not in self.known:
            if len(self.known) > 4000:
                self.known = {}
            self.known[word] = self._groups(word) if len(word) <= LONGEST_WORD else ()
        return self.known[word]

    def _groups(self, word: str) -> Groups:
        found: list[str] = []
        for written in (word, self.standard(word)):
            for cut in range(max(1, len(written) - self.longest_ending), len(written) + 1):
                for names, ends in self.stems.get(written[:cut], ()):
                    if written[cut:] in ends:
                        found += [group for group in names if group not in found]
            if written == self.standard(word):
                break
        if not found and "-" in word.strip("-"):
            tail = word.strip("-").rpartition("-")[2]
            return self.last.get(tail) or self._groups(tail)
        if not found:
            for cut in range(len(word) - 1):
                if (cut == 0 or cut >= _FIRST_PART) and word[cut:] in self.last:
                    return self.last[word[cut:]]
            for cut in range(len(word) - _FIRST_PART, _FIRST_PART, -1):
                if word[:cut] in self.begins:
                    return self.begins[word[:cut]]
        return tuple(found)


def _spread(groups: list[Groups], lists: list[str]) -> dict[str, Groups]:
    """The words of each list with the groups at its place."""
    table: dict[str, Groups] = {}
    for names, words in zip(groups, lists):  # noqa: B905 (of equal length; Brython has no strict)
        if words:
            table.update(dict.fromkeys(words.split("|"), names))
    return table


def _is_name(word: Word, following: list[Word]) -> bool:
    """An unknown word with a capital, inside a sentence or as the one a sentence is about."""
    if word.groups or not word.raw[:1].isupper() or word.raw[1:] != word.raw[1:].lower():
        return False
    if not word.starts or word.starts == "clause":
        return True
    return (
        bool(following) and following[0].among(("will", "think", "take", "want")) and not word.text.endswith(DEFINITE)
    )


def _shared_groups(words: list[Word], lexicon: Lexicon, already: Groups) -> Groups:
    """The groups that every word of an expression is in: the expression is in them too."""
    first = lexicon.look_up(words[0].text)
    others = [lexicon.look_up(word.text) for word in words[1:]]
    return tuple([group for group in first if group not in already and all([group in groups for groups in others])])


def _expression(single: list[Word], standard: list[str], at: int, lexicon: Lexicon) -> tuple[int, Groups]:
    """The longest expression that begins at a word and reaches over no full stop.

    How many words, and its groups; or 1 and ().
    """
    longest = lexicon.longest.get(" ".join(standard[at : at + 2]), 1)
    for size in range(min(longest, len(single) - at), 1, -1):
        groups = lexicon.phrases.get(" ".join(standard[at : at + size]))
        if groups and not [word for word in single[at + 1 : at + size] if word.starts == "sentence"]:
            apart = [group for group in groups if group in SET_APART]
            return size, groups if apart else groups + _shared_groups(single[at : at + size], lexicon, groups)
    return 1, ()


def read(text: str, lexicon: Lexicon) -> list[Word]:
    """Return the text's words in order, expressions as one. Numbers are in the group "number", names in "name"."""
    single = []
    starts = "text"
    for found in _TOKEN.finditer(text):
        token = found[0]
        first = token[0]
        if not (first.isalpha() or first.isdecimal()) and token != "&":
            if token in _ENDS_SENTENCE and starts != "text":
                starts = "sentence"
            elif token in ",-\u2013/" and starts == "":
                starts = "clause"
            continue
        lowered = token.lower()
        if not token.isalpha():
            lowered = lowered.replace(".", "").replace("\u2019", "'").replace("\u2013", "-")
        single.append(Word(lowered, found.start(), found.end(), starts, token))
        starts = ""
    standard = [lexicon.spoken.get(word.text, word.text) for word in single]
    words = []
    at = 0
    while at < len(single):
        word = single[at]
        taken = 1
        groups: Groups = ()
        if standard[at] in lexicon.openings:
            taken, groups = _expression(single, standard, at, lexicon)
        if taken > 1:
            end = single[at + taken - 1].end
            word = Word(" ".join(standard[at : at + taken]), word.start, end, word.starts, text[word.start : end])
        word.groups = groups or (("number",) if word.text[0].isdecimal() else lexicon.look_up(word.text))
        words.append(word)
        at += taken
    for at in range(len(words)):
        if words[at].groups == () and _is_name(words[at], words[at + 1 : at + 2]):
            words[at].groups = ("name",)
    return words
