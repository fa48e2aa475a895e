"""The goal coach: which of the rules see something to ask about in a goal, and in which order it would ask.

Knows which rules a field, a voice and a wish let through, and nothing about Swedish: every pattern, word and question
is a record in content/coach/rules.toml and content/coach/lexicon.toml. Finds, never judges, and changes nothing.
"""

from __future__ import annotations

from builder.coaching.rule_checks import CHECKS, Goal, first_of, pattern
from builder.coaching.tokens import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.coaching.tokens import Lexicon
    from builder.shapes import Finding, Place, Rule

LONGEST = 2000
"""Characters. A longer text is a story and no goal; the coach leaves it alone, and no pattern runs on it."""

VOICES = ("self", "other", "staff")
RULE_KEYS = ("match", "unless", "key", "beside", "subject", "verb", "unless_words", "disarmed")
"""What of a record the checks read."""


def _sees(rule: Rule, goal: Goal) -> Place | None:
    """Return where a rule sees something to ask about, or None."""
    span = CHECKS[rule["check"]](rule, goal)
    if span is None or ("unless" in rule and pattern(rule["unless"]).search(goal.body)):
        return None
    if "unless_words" in rule and first_of(goal, rule["unless_words"]):
        return None
    return None if rule.get("disarmed") and goal.wish() else span


def coach(
    text: str, field: str, rules: list[Rule], lexicon: Lexicon, voice: str = "self", main_goal: str = ""
) -> list[Finding]:
    """Return the findings for one goal, at most one of a kind, the one to ask about first.

    field is "main_goal" or "sub_goal"; voice is "self", "other" when somebody writes for the person, or "staff" when
    staff write with the person. A finding is {"kind", "strength": "ask" | "tip", "rule", "span": [start, end]} with the
    span in characters (code points) of the text as given. White space around the text changes nothing but the span's
    offset.
    """
    body = text.strip()
    if len(body) > LONGEST:
        return []
    offset = len(text) - len(text.lstrip())
    same = " ".join([word.text for word in read(main_goal, lexicon)]) if main_goal and len(main_goal) <= LONGEST else ""
    goal = Goal(body, lexicon, same)
    asks: list[Finding] = []
    tips: list[Finding] = []
    kinds = []
    for rule in rules:
        if rule["finding"] in kinds or field not in rule["fields"] or voice not in rule.get("voices", VOICES):
            continue
        span = _sees(rule, goal)
        if span is None:
            continue
        kinds.append(rule["finding"])
        start, end = span
        finding: Finding = {
            "kind": rule["finding"],
            "strength": rule["strength"],
            "rule": rule["id"],
            "span": [start + offset, end + offset],
        }
        (asks if rule["strength"] == "ask" else tips).append(finding)
    return asks + tips
