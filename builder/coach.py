"""The goal coach: which of the rules see something to ask about in a goal.

Knows the kinds of check and nothing about Swedish: every pattern, word and question is a record in
content/rules.toml. Finds, never judges; the question is put on at the edge (respond.py).
"""

from __future__ import annotations

import re

LONGEST = 2000
"""Characters. A longer text is a story and no goal; the coach leaves it alone, and no pattern runs on it."""

VOICES = ("self", "other")
_SPACE = re.compile(r"\s+")
_compiled: dict = {}


def _pattern(source: str) -> re.Pattern:
    if source not in _compiled:
        _compiled[source] = re.compile(source, re.IGNORECASE)
    return _compiled[source]


def check_whole(rule: dict, text: str) -> tuple | None:
    """The whole text is what the pattern describes, give or take white space and closing punctuation."""
    core = _SPACE.sub(" ", text)
    return (0, len(text)) if _pattern(rule["match"]).fullmatch(core.rstrip(" .!…") or core) else None


def check_pattern(rule: dict, text: str) -> tuple | None:
    """The pattern stands somewhere in the text: its span."""
    found = _pattern(rule["match"]).search(text)
    return found.span() if found else None


CHECKS = {"whole": check_whole, "pattern": check_pattern}


def coach(text: str, field: str, rules: list, voice: str = "self") -> list:
    """Return the findings for one goal, the one to ask about first.

    field is "main_goal" or "sub_goal"; voice is "self", or "other" when somebody writes for the person. A finding is {"kind", "strength": "ask" | "tip", "rule", "span": [start, end]}
    with the span in characters (code points) of the text as given. White space around the text changes nothing
    but the span's offset.
    """
    body = text.strip()
    if len(body) > LONGEST:
        return []
    offset = len(text) - len(text.lstrip())
    findings = []
    for rule in rules:
        if field not in rule["fields"] or voice not in rule.get("voices", VOICES):
            continue
        span = CHECKS[rule["check"]](rule, body)
        if span is None or ("unless" in rule and _pattern(rule["unless"]).search(body)):
            continue
        start, end = span
        findings.append(
            {
                "kind": rule["finding"],
                "strength": rule["strength"],
                "rule": rule["id"],
                "span": [start + offset, end + offset],
            }
        )
    return findings
