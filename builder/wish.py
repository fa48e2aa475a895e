"""Whether a person's own wish stands in a text: what disarms the rules that look at parts of it.

Knows the groups of the lexicon that carry a wish. Knows no words and no rule. A wish is, stated:
  1. something to keep, get back, be rid of or do oneself (group keep)
  2. a purpose: so that, although, with the help of (purpose), unless what follows is staff's task (staff_purpose)
  3. to be able, to dare, to manage (ability), unless it is negated
  4. a verb of wanting, or jag/vi with a verb of intending, whose complement is not just a service or a big word
  5. a sentence that begins with doing something (doing), or with an unknown verb in the infinitive
  6. a sentence that begins with what shall not be (negation and a state or a trouble), or with what somebody else shall do
When in doubt there is a wish, and the coach stays silent.
"""

from __future__ import annotations

SKIPPED = frozenset(("filler", "time", "number", "me", "third", "home", "setting", "name", "empty_with"))
NO_WISH = frozenset(("take", "daily", "service", "care", "aid", "place", "profession", "org", "handling", "medicine", "vague", "vaguely", "official", "symptom", "diagnosis", "imperative"))
SIGNS = frozenset(("keep", "purpose", "ability", "want", "will", "doing", "infinitive_mark", "negation"))
AHEAD = 8
"""Words that may stand between a verb of wanting and what is wanted."""
OWN = frozenset(("doing", "ability", "keep", "purpose", "own"))


def _leads_to_own(words: list) -> bool:
    """Whether the first word that says something is the person's own: a verb of doing, or a word we do not know."""
    for word in words:
        if word.among(OWN):
            return True
        if word.among(NO_WISH):
            return False
        if not word.among(SKIPPED):
            return True
    return False


def _negated(words: list, at: int) -> bool:
    return at > 0 and words[at - 1].among(("negation",))


def _starts(words: list, at: int) -> bool:
    return bool(words[at].starts) or (words[at - 1].among(("infinitive_mark",)) and bool(words[at - 1].starts))


def _is_sign(words: list, at: int) -> bool:
    word = words[at]
    if not word.starts and not word.among(SIGNS):
        return False
    rest = words[at + 1 : at + 1 + AHEAD]
    if word.among(("keep",)):
        return True
    if word.among(("purpose",)):
        return not (rest and rest[0].among(("staff_purpose",)))
    if word.among(("ability",)):
        return not _negated(words, at) and not (word.among(("vague",)))
    if word.among(("want",)):
        return not _negated(words, at) and (not rest or rest[0].among(("infinitive_mark", "negation")) or _leads_to_own(rest))
    if word.among(("will",)):
        near = [one for one in (words[at - 1 : at] + rest[:1]) if one.among(("me", "org", "profession", "place"))]
        return (bool(near) or word.starts in ("text", "sentence")) and _leads_to_own(rest)
    if not _starts(words, at):
        return False
    if word.among(("doing",)):
        return True
    if word.among(("negation",)):
        return bool(rest) and (rest[0].among(("plain", "symptom")) or rest[0].among(OWN) or (rest[0].groups == () and rest[0].text.endswith("a")))
    if word.among(("infinitive_mark",)) and rest and rest[0].among(("third", "name", "profession", "org", "family", "someone")):
        return True
    if word.among(("infinitive_mark",)) or (word.starts and word.among(("take",)) and not word.among(("vague",))):
        return _leads_to_own(rest) and not word.among(("third",))
    return bool(word.starts) and word.groups == () and word.text.endswith("a") and len(word.text) > 3 and not (rest and rest[0].among(("state",)))


def has_wish(words: list) -> bool:
    """Whether a wish stands anywhere in the words."""
    for at in range(len(words)):
        if _is_sign(words, at):
            return True
    return False
