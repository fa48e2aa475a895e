"""The goal coach: which of the rules see something to ask about in a goal.

Knows the kinds of check and nothing about Swedish: every pattern, word and question is a record in content/rules.toml
and content/lexicon.toml. Finds, never judges, and changes nothing.
"""

from __future__ import annotations

import re

from builder.wish import has_wish
from builder.words import read

LONGEST = 2000
"""Characters. A longer text is a story and no goal; the coach leaves it alone, and no pattern runs on it."""

VOICES = ("self", "other", "staff")
WHOLE = 120
"""Characters. No whole text that a pattern describes is longer."""
FEW = 6
"""Words. A longer delmål says enough to need no tip."""
NEARBY = 3
"""Words between a subject and its verb."""
FAMILIAR = 3
"""In what is `mostly` of the rule's words, the familiar ones are at least this many to every word that is not; and with any
such word, `key` stands there twice."""
_SPACE = re.compile(r"\s+")
_compiled: dict = {}
_familiar_groups: dict = {}


def _pattern(source: str) -> re.Pattern:
    if source not in _compiled:
        _compiled[source] = re.compile(source, re.IGNORECASE)
    return _compiled[source]


class Goal:
    """One text to look at: body without surrounding space, its words, where each group first stands, and whether a wish does."""

    def __init__(self, body: str, lexicon, main_goal: str = ""):
        self.body = body
        self.words = read(body, lexicon)
        self.first = {}
        for at in range(len(self.words)):
            for group in self.words[at].groups:
                self.first.setdefault(group, at)
        starts = [at for at in range(len(self.words)) if self.words[at].starts]
        self.heads = sorted({*starts, *[at + 1 for at in starts if at + 1 < len(self.words) and not self.words[at].among(("infinitive_mark",))]})
        self.main_goal = main_goal
        self._wish = None

    def wish(self) -> bool:
        if self._wish is None:
            self._wish = has_wish(self.words)
        return self._wish


def check_whole(rule: dict, goal: Goal) -> tuple | None:
    """The whole text is what the pattern describes, give or take white space and closing punctuation."""
    if len(goal.body) > WHOLE:
        return None
    core = _SPACE.sub(" ", goal.body)
    return (0, len(goal.body)) if _pattern(rule["match"]).fullmatch(core.rstrip(" .!\u2026") or core) else None


def check_pattern(rule: dict, goal: Goal) -> tuple | None:
    """The pattern stands somewhere in the text: its span."""
    found = _pattern(rule["match"]).search(goal.body)
    return found.span() if found else None


def _first(goal: Goal, groups: list) -> tuple | None:
    places = [goal.first[group] for group in groups if group in goal.first]
    return (goal.words[min(places)].start, goal.words[min(places)].end) if places else None


def _familiar(rule: dict) -> frozenset:
    """The groups of `key` and `beside` together, made once for a rule."""
    return _familiar_groups.setdefault(rule["id"], frozenset(rule["key"] + rule["beside"]))


def check_made_of(rule: dict, goal: Goal) -> tuple | None:
    """Every word is in the groups `key` or `beside`, and at least one in `key`: its span.

    A closed world: a word we do not know is the person's own, and the rule is silent.
    """
    span = _first(goal, rule["key"])
    familiar = _familiar(rule)
    return None if span is None or [word for word in goal.words if not word.among(familiar)] else span


def check_mostly(rule: dict, goal: Goal) -> tuple | None:
    """The first word that says something is in `key`, no wish stands there, and most words are in `key` or `beside`."""
    if _first(goal, rule["key"]) is None or goal.wish():
        return None
    familiar = _familiar(rule)
    odd = [word for word in goal.words if not word.among(familiar)]
    keys = [word for word in goal.words if word.among(rule["key"])]
    if len(odd) * (FAMILIAR + 1) > len(goal.words) or (odd and len(keys) < 2):
        return None
    return None if odd and odd[0].start < keys[0].start else (keys[0].start, keys[0].end)


def check_begins(rule: dict, goal: Goal) -> tuple | None:
    """A sentence or clause begins with a word of `subject`, and a word of `verb` follows within a few words: who does what.

    Without `verb`, the text itself begins with a word of `subject`.
    """
    words = goal.words
    if "verb" not in rule:
        return (words[0].start, words[0].end) if words and words[0].among(rule["subject"]) else None
    if not [group for group in rule["subject"] if group in goal.first]:
        return None
    for at in goal.heads:
        if words[at].among(rule["subject"]):
            for word in words[at + 1 : at + 1 + NEARBY]:
                if word.among(rule["verb"]):
                    return (words[at].start, word.end)
    return None


def check_speaks(rule: dict, goal: Goal) -> tuple | None:
    """A word of `key` stands in a text where no wish stands: its span."""
    span = _first(goal, rule["key"])
    return None if span is None or goal.wish() else span


def check_says(rule: dict, goal: Goal) -> tuple | None:
    """A word of `key` stands in the text, whatever else does: its span."""
    return _first(goal, rule["key"])


def check_lacks(rule: dict, goal: Goal) -> tuple | None:
    """No word of `key` stands in the text, which is short and begins with no verb we do not know: the whole text."""
    if not goal.words or len(goal.words) > FEW or _first(goal, rule["key"]) or (not goal.words[0].groups and goal.words[0].text.endswith("a")):
        return None
    return (0, len(goal.body))


def check_same(rule: dict, goal: Goal) -> tuple | None:
    """The text says the same as the main goal, word by word."""
    return (0, len(goal.body)) if goal.words and goal.main_goal == " ".join([word.text for word in goal.words]) else None


CHECKS = {
    "whole": check_whole,
    "pattern": check_pattern,
    "made_of": check_made_of,
    "mostly": check_mostly,
    "begins": check_begins,
    "speaks": check_speaks,
    "says": check_says,
    "lacks": check_lacks,
    "same": check_same,
}
NEEDS = {
    "whole": ("match",),
    "pattern": ("match",),
    "made_of": ("key", "beside"),
    "mostly": ("key", "beside"),
    "begins": ("subject",),
    "speaks": ("key",),
    "says": ("key",),
    "lacks": ("key",),
    "same": (),
}
"""What a record needs for each kind of check."""
RULE_KEYS = ("match", "unless", "key", "beside", "subject", "verb", "unless_words", "disarmed")
"""What of a record the checks read."""


def _sees(rule: dict, goal: Goal) -> tuple | None:
    span = CHECKS[rule["check"]](rule, goal)
    if span is None or ("unless" in rule and _pattern(rule["unless"]).search(goal.body)):
        return None
    if "unless_words" in rule and _first(goal, rule["unless_words"]):
        return None
    return None if rule.get("disarmed") and goal.wish() else span


def coach(text: str, field: str, rules: list, lexicon, voice: str = "self", main_goal: str = "") -> list:
    """Return the findings for one goal, at most one of a kind, the one to ask about first.

    field is "main_goal" or "sub_goal"; voice is "self", "other" when somebody writes for the person, or "staff" when staff
    write with the person. A finding is {"kind", "strength": "ask" | "tip", "rule", "span": [start, end]} with the span in
    characters (code points) of the text as given. White space around the text changes nothing but the span's offset.
    """
    body = text.strip()
    if len(body) > LONGEST:
        return []
    offset = len(text) - len(text.lstrip())
    same = " ".join([word.text for word in read(main_goal, lexicon)]) if main_goal and len(main_goal) <= LONGEST else ""
    goal = Goal(body, lexicon, same)
    asks, tips, kinds = [], [], []
    for rule in rules:
        if rule["finding"] in kinds or field not in rule["fields"] or voice not in rule.get("voices", VOICES):
            continue
        span = _sees(rule, goal)
        if span is None:
            continue
        kinds.append(rule["finding"])
        start, end = span
        finding = {"kind": rule["finding"], "strength": rule["strength"], "rule": rule["id"], "span": [start + offset, end + offset]}
        (asks if rule["strength"] == "ask" else tips).append(finding)
    return asks + tips
