"""The kinds of check that a rule of the goal coach can be.

Each looks at one text and gives the place of what it sees, or None.

Knows how a rule's record says what to look for (NEEDS). Knows no word and no pattern: they are records in
content/coach/rules.toml and content/coach/lexicon.toml. Does not know which rule goes first or what is asked
(builder/coaching/coach.py).
"""

from __future__ import annotations

import re

from builder.coaching.tokens import read
from builder.coaching.wish import has_wish

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.coaching.tokens import Lexicon
    from builder.shapes import Groups, Place, Rule

WHOLE = 120
"""Characters. No whole text that a pattern describes is longer."""
FEW = 6
"""Words. A longer delmål says enough to need no tip."""
NEARBY = 3
"""Words between a subject and its verb."""
FAMILIAR = 3
"""For `mostly`: at least three familiar words per unfamiliar one, and two `key` words if there is any unfamiliar
one."""
CAPITALS = 5
"""Letters. A longer word in capitals is a shout."""
SIGNS = 2
"""Signs of shorthand that are enough."""
TELLING = ("r", "s", "de", "te")
"""Last letters of a verb that tells how it is or was."""
SAID = ("own", "doing", "family", "me")
_SPACE = re.compile(r"\s+")
_compiled: dict[str, re.Pattern[str]] = {}
_familiar_groups: dict[str, frozenset[str]] = {}


def pattern(source: str) -> re.Pattern[str]:
    """Return a pattern that takes capitals and small letters alike, compiled once."""
    if source not in _compiled:
        _compiled[source] = re.compile(source, re.IGNORECASE)
    return _compiled[source]


class Goal:
    """One text to look at.

    Body without surrounding space, its words, where each group first stands, and whether a wish does.
    """

    def __init__(self, body: str, lexicon: Lexicon, main_goal: str = "") -> None:
        """Read the body.

        main_goal is the main goal's words, with a space between them, for a text that may repeat it.
        """
        self.body = body
        self.words = read(body, lexicon)
        self.first: dict[str, int] = {}
        for at in range(len(self.words)):
            for group in self.words[at].groups:
                self.first.setdefault(group, at)
        starts = [at for at in range(len(self.words)) if self.words[at].starts]
        self.heads = sorted(
            {
                *starts,
                *[
                    at + 1
                    for at in starts
                    if at + 1 < len(self.words) and not self.words[at].among(("infinitive_mark",))
                ],
            }
        )
        self.main_goal = main_goal
        self._wish: bool | None = None

    def wish(self) -> bool:
        """Tell whether a wish is anywhere in the text. Looked for once, when it is asked about."""
        if self._wish is None:
            self._wish = has_wish(self.words)
        return self._wish


def check_whole(rule: Rule, goal: Goal) -> Place | None:
    """The whole text is what the pattern describes, give or take white space and closing punctuation."""
    if len(goal.body) > WHOLE:
        return None
    core = _SPACE.sub(" ", goal.body)
    return (0, len(goal.body)) if pattern(rule["match"]).fullmatch(core.rstrip(" .!\u2026") or core) else None


def check_pattern(rule: Rule, goal: Goal) -> Place | None:
    """The pattern stands somewhere in the text: its span."""
    found = pattern(rule["match"]).search(goal.body)
    return found.span() if found else None


def first_of(goal: Goal, groups: list[str]) -> Place | None:
    """Return the place of the first word that is in any of the groups, or None."""
    places = [goal.first[group] for group in groups if group in goal.first]
    return (goal.words[min(places)].start, goal.words[min(places)].end) if places else None


def _named(goal: Goal, groups: list[str]) -> Place | None:
    """The first word of the first of the groups that is there: the one to quote."""
    for group in groups:
        if group in goal.first:
            word = goal.words[goal.first[group]]
            return (word.start, word.end)
    return None


def _familiar(rule: Rule) -> frozenset[str]:
    """The groups of `key` and `beside` together, made once for a rule."""
    return _familiar_groups.setdefault(rule["id"], frozenset(rule["key"] + rule["beside"]))


def check_made_of(rule: Rule, goal: Goal) -> Place | None:
    """Every word is in the groups `key` or `beside`, and at least one in `key`: its span.

    A closed world: a word we do not know is the person's own, and the rule is silent.
    """
    span = _named(goal, rule["key"])
    familiar = _familiar(rule)
    return None if span is None or [word for word in goal.words if not word.among(familiar)] else span


def check_mostly(rule: Rule, goal: Goal) -> Place | None:
    """The first word that says something is in `key`, no wish stands there, and most words are in `key` or `beside`."""
    if first_of(goal, rule["key"]) is None or goal.wish():
        return None
    familiar = _familiar(rule)
    odd = [word for word in goal.words if not word.among(familiar)]
    keys = [word for word in goal.words if word.among(rule["key"])]
    if len(odd) * (FAMILIAR + 1) > len(goal.words) or (odd and len(keys) < 2):
        return None
    return None if odd and odd[0].start < keys[0].start else _named(goal, rule["key"])


def check_begins(rule: Rule, goal: Goal) -> Place | None:
    """A sentence or clause begins with a word of `subject`, and a word of `verb` follows within a few words.

    Who does what.

    Without `verb`, a clause begins with a word of `subject`, or one stands after and.
    """
    words = goal.words
    if not [group for group in rule["subject"] if group in goal.first]:
        return None
    if "verb" not in rule:
        for at in range(len(words)):
            if (
                words[at].among(rule["subject"])
                and not words[at].among(("filler",))
                and (words[at].starts or words[at - 1].among(("and",)))
            ):
                return (words[at].start, words[at].end)
        return None
    for at in goal.heads:
        if words[at].among(rule["subject"]):
            for word in words[at + 1 : at + 1 + NEARBY]:
                if word.among(rule["verb"]):
                    return (words[at].start, word.end)
    return None


def check_speaks(rule: Rule, goal: Goal) -> Place | None:
    """A word of `key` stands in a text where no wish stands: its span."""
    span = first_of(goal, rule["key"])
    return None if span is None or goal.wish() else span


def check_leads(rule: Rule, goal: Goal) -> Place | None:
    """The first word that says something is in `key`, after nothing but words of `beside`, and there is no wish.

    What follows may be words we do not know: what the text is about was said first. Not where something is
    (placed), and not when the person is spoken of after it (me).
    """
    if first_of(goal, rule["key"]) is None:
        return None
    placed = False
    for at in range(len(goal.words)):
        word = goal.words[at]
        if word.among(rule["key"]):
            own = [after for after in goal.words[at + 1 :] if after.among(("me",))]
            return None if placed or own or goal.wish() else (word.start, word.end)
        if not word.among(rule["beside"]):
            return None
        placed = word.among(("placed",))
    return None


def check_denies(rule: Rule, goal: Goal) -> Place | None:
    """A word of `key` (not, never, nothing) follows a word of `beside` or a verb that tells, and there is no wish.

    First in a clause, or after and, it says what shall not be. After a verb it tells what is not.
    """
    if first_of(goal, rule["key"]) is None:
        return None
    for at in range(1, len(goal.words)):
        word, before = goal.words[at], goal.words[at - 1]
        if word.starts and word.among(("lacking",)) and at + 1 < len(goal.words) and goal.words[at + 1].text[-1] == "r":
            return None if goal.wish() else (word.start, goal.words[at + 1].end)
        if (
            word.among(rule["key"])
            and not word.starts
            and (before.among(rule["beside"]) or before.text.endswith(TELLING))
        ):
            return None if goal.wish() else (before.start, word.end)
    return None


def check_tells(rule: Rule, goal: Goal) -> Place | None:
    """The text begins with a word of `subject`, after at most a few words of `beside`, and no wish is in it.

    A verb that tells how something is, and is not in `verb`, follows at once.
    """
    words = goal.words
    for at in range(1, min(len(words), NEARBY + 1)):
        word, before = words[at], words[at - 1]
        tells = word.text.endswith(TELLING) and len(word.text) > 2
        if tells and not word.among(rule["verb"]) and not word.starts and before.among(rule["subject"]):
            return None if goal.wish() else (before.start, word.end)
        if not (before.among(rule["subject"]) or before.among(rule["beside"])):
            return None
    return None


def check_shorthand(rule: Rule, goal: Goal) -> Place | None:
    """Two or more signs of shorthand, and no wish.

    Signs are short words in capitals among small letters, a stop inside a sentence, words of `key`, and the pattern
    `match`.
    """
    body = goal.body
    if goal.wish():
        return None
    signs = [found.span() for found in pattern(rule["match"]).finditer(body)]
    for word in goal.words:
        raw = word.raw
        capitals = (
            2 <= len(raw) <= CAPITALS
            and raw.isalpha()
            and raw == raw.upper()
            and body != body.upper()
            and not word.among(SAID)
        )
        stopped = body[word.end : word.end + 2] == ". " and body[word.end + 2 : word.end + 3].islower()
        if capitals or stopped or word.among(rule["key"]):
            signs.append((word.start, word.end))
    return min(signs) if len(signs) >= SIGNS else None


def check_says(rule: Rule, goal: Goal) -> Place | None:
    """A word of `key` stands in the text, whatever else does: its span."""
    return first_of(goal, rule["key"])


def check_lacks(rule: Rule, goal: Goal) -> Place | None:
    """No word of `key` stands in the text, which is short and begins with no verb we do not know: the whole text."""
    if (
        not goal.words
        or len(goal.words) > FEW
        or first_of(goal, rule["key"])
        or (not goal.words[0].groups and goal.words[0].text.endswith("a"))
    ):
        return None
    return (0, len(goal.body))


def check_same(rule: Rule, goal: Goal) -> Place | None:
    """The text says the same as the main goal, word by word."""
    return (
        (0, len(goal.body)) if goal.words and goal.main_goal == " ".join([word.text for word in goal.words]) else None
    )


CHECKS: dict[str, Callable[[Rule, Goal], Place | None]] = {
    "whole": check_whole,
    "pattern": check_pattern,
    "made_of": check_made_of,
    "mostly": check_mostly,
    "begins": check_begins,
    "speaks": check_speaks,
    "says": check_says,
    "leads": check_leads,
    "denies": check_denies,
    "tells": check_tells,
    "shorthand": check_shorthand,
    "lacks": check_lacks,
    "same": check_same,
}
NEEDS: dict[str, Groups] = {
    "whole": ("match",),
    "pattern": ("match",),
    "made_of": ("key", "beside"),
    "mostly": ("key", "beside"),
    "begins": ("subject",),
    "speaks": ("key",),
    "says": ("key",),
    "leads": ("key", "beside"),
    "denies": ("key", "beside"),
    "tells": ("subject", "beside", "verb"),
    "shorthand": ("key", "match"),
    "lacks": ("key",),
    "same": (),
}
"""What a record needs for each kind of check."""
