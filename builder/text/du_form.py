"""From jag to du: the same text, spoken to the person it is about.

Knows how a text is read word by word. Knows no Swedish: the pronouns, what only looks like one, direct speech, orders
and the sentences to say are records in content/coach/du_form.toml. Suggests, never decides: the person's text is not
touched.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from builder.shapes import DuWords

LONGEST = 5_000
"""Characters. A longer text is no goal; it gets no suggestion, and no pattern runs on it. A slow phone takes seconds
for more."""

NEAR = 48
"""Characters on each side of a word that tell what it is."""
FAR = 240
"""Characters on each side that count as the same sentence."""

_WORD = re.compile(r"[\w\u0300-\u036f]+(?:[-'\u2019][\w\u0300-\u036f]+)*")
_ENDS = ".!?\u2026:;()"
_NO_BREAK = re.compile("[^\n]")
PATTERNS = ("match", "unless", "match_before", "match_after", "unless_before", "unless_after")
"""Keys of a record that hold patterns."""

_ready: dict[str, Any] = {}


def filled(pattern: str, lists: dict[str, list[str]]) -> str:
    """The pattern with every {name} replaced by the words of that list."""
    for name, words in lists.items():
        pattern = pattern.replace("{" + name + "}", "|".join(words))
    return pattern


class _Patterns:
    """A record's patterns by their key, each made when first asked for: a phone takes a second to make them all."""

    def __init__(self, record: dict[str, str], lists: dict[str, list[str]], exact: bool = False) -> None:
        """Keep the record and the lists; exact tells capitals from small letters."""
        self.record, self.lists, self.exact = record, lists, exact
        self.made: dict[str, re.Pattern[str]] = {}

    def __contains__(self, key: str) -> bool:
        """Whether the record has this pattern."""
        return key in self.record

    def __getitem__(self, key: str) -> re.Pattern[str]:
        """Return a pattern of the record, compiled."""
        if key not in self.made:
            self.made[key] = re.compile(filled(self.record[key], self.lists), 0 if self.exact else re.IGNORECASE)
        return self.made[key]


def _tools(words: DuWords) -> dict[str, Any]:
    """The content made ready to use. Made once, since the content does not change."""
    if _ready.get("of") is not words:
        lists = words["lists"]
        apart: dict[str, list[tuple[bool, _Patterns]]] = {}
        for record in words["lookalikes"]:
            for word in record["forms"]:
                exact = record.get("exact", False)
                apart.setdefault(word, []).append((exact, _Patterns(record, lists, exact)))
        _ready.update(
            {
                "of": words,
                "du_by": {jag: record["du"] for record in words["pronouns"] for jag in record["jag"]},
                "already": words["already"],
                "vill_by": words["shall"],
                "speech": [_Patterns(record, lists, True) for record in words["speech"]],
                "lookalikes": apart,
                "orders": [_Patterns(record, lists) for record in words["orders"]],
                "requests": [_Patterns(record, lists) for record in words["requests"]],
            }
        )
    return _ready


def _fits(patterns: _Patterns, before: str, after: str) -> bool:
    """Every pattern of a record says yes to the text around the word, and no exception does."""
    return (
        ("match_before" not in patterns or patterns["match_before"].search(before) is not None)
        and ("match_after" not in patterns or patterns["match_after"].match(after) is not None)
        and ("unless_before" not in patterns or patterns["unless_before"].search(before) is None)
        and ("unless_after" not in patterns or patterns["unless_after"].match(after) is None)
    )


def _seen(text: str, tools: dict[str, Any]) -> str:
    """The text with direct speech and addresses made into signs that say nothing; every other sign keeps its place."""
    for patterns in tools["speech"]:
        pieces, done = [], 0
        for found in patterns["match"].finditer(text):
            if "unless" in patterns and patterns["unless"].search(found[0]):
                continue
            start, end = found.span(patterns["match"].groups)  # the only group, or everything
            pieces += [text[done:start], _NO_BREAK.sub("_", text[start:end])]
            done = end
        text = "".join(pieces) + text[done:]
    return text


def _looks_like(word: str, seen: str, start: int, end: int, tools: dict[str, Any]) -> bool:
    """The word is spelled as a pronoun but is something else here."""
    before, after = seen[max(0, start - NEAR) : start], seen[end : end + NEAR]
    exactly = [patterns for exact, patterns in tools["lookalikes"].get(word, []) if exact]
    freely = [patterns for exact, patterns in tools["lookalikes"].get(word.lower(), []) if not exact]
    return any(_fits(patterns, before, after) for patterns in exactly + freely)


def _is_order(seen: str, start: int, end: int, tools: dict[str, Any]) -> bool:
    """The word for shall stands in a main clause of the person's own, where with *du* it would be an order."""
    first = max(seen.rfind(sign, max(0, start - FAR), start) for sign in _ENDS)
    before = seen[max(first + 1, start - FAR) : start]
    ends = [at for at in (seen.find(sign, end, end + FAR) for sign in _ENDS + "\n") if at >= 0]
    after = seen[end : min(ends, default=end + FAR) + 1]
    return any(_fits(patterns, before, after) for patterns in tools["orders"])


def _in_capitals_of(old: str, new: str) -> str:
    if len(old) > 1 and old == old.upper():
        return new.upper()
    return new[0].upper() + new[1:] if old[0] == old[0].upper() else new


def du_form(text: str, words: DuWords) -> tuple[str | None, str | None]:
    """Return (the text in du-form, None), or (None, the key of a note or None) when there is nothing to suggest.

    Only pronouns and the word for shall are replaced, each by one word; everything else stays, sign by sign. Notes:
    "already_du" when the text already speaks to a du, "to_others" when it asks others for something, which would turn
    into an order to the person. No note when there is no jag in it, or it is longer than LONGEST.
    """
    body = text.strip()
    if len(body) > LONGEST:
        return None, None
    tools = _tools(words)
    seen = _seen(body, tools)
    found = []
    for match in _WORD.finditer(seen):
        word, (start, end) = match[0], match.span()
        low = word.lower()
        if low in tools["already"] and not _looks_like(word, seen, start, end, tools):
            return None, "already_du"
        if low in tools["du_by"]:
            if not _looks_like(word, seen, start, end, tools):
                found.append((start, end, tools["du_by"][low]))
        elif low in tools["vill_by"] and _is_order(seen, start, end, tools):
            found.append((start, end, tools["vill_by"][low]))
    if not found:
        return None, None
    if any(patterns["match"].search(seen) for patterns in tools["requests"]):
        return None, "to_others"
    offset = len(text) - len(text.lstrip())
    pieces, done = [], 0
    for start, end, new in found:
        pieces += [text[done : offset + start], _in_capitals_of(body[start:end], new)]
        done = offset + end
    return "".join(pieces) + text[done:], None
