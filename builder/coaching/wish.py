"""Whether a text holds a wish of the person's own. Where there is one, the coach is silent.

Knows groups of the lexicon (`content/coach/lexicon.toml`). Knows no word, no rule and no question.

Rules of this module
  1. In doubt there is a wish: an unneeded question about a real wish is worse than a missed one.
  2. A sign is decided from at most AHEAD words to the right and as many to the left, within one sentence.
  3. A word that no group knows counts as the person's own, never as a service or a complaint.

Theory of operation
`tokens.read` turns a text into words; each word has its groups, its place, and `starts`: what begins with the word
("text", "sentence", "clause", or ""). `has_wish` goes through the words and asks at each: is a wish visible here? Only
words that start something, that belong to SIGNS, or that come second in a clause are asked about. SEES names, for each
group of SIGNS, the function that looks around the word. `_begins` is asked where none of them said yes.

The signs, each with a sentence that has no other
  keep             something to keep, get back, be rid of or do oneself, unless the clause tells how things are or have
                   been.  "Få vara ifred."
  purpose          so that, in order to, although; unless what follows is a task of staff (staff_purpose).
                   "Hjälp hemma så att jag hinner med barnen."
  ability          to be able, to dare, to manage; unless negated.  "Orka hela dagen."
  want             a verb of wanting whose complement is not only a service or a big word.  "Jag vill simma."
  will             jag or vi with a verb of intending, and a complement as for want.  "Jag tänker sälja bilen."
  begins           a clause that begins with doing something, with being somebody, or with an unknown verb in the
                   infinitive.  "Baka bröd."
  negation         a clause that begins with what shall not be, or says that something shall not or must not be.
                   "Inte flytta."
  infinitive_mark  a sentence that begins with what somebody else shall do.  "Att Elsa hälsar på."
  contact          contact with somebody who is close, and no staff in the text.  "Mer kontakt med Lisa."
  as_that          how help is given: a help that does or is something.  "Personal som lyssnar."

Change together: a new sign needs its group in SIGNS, its function in SEES, a line above, and examples in
`tests/examples/goals/` that the sign must hear and leave alone; a group that is named here must be in the lexicon, or
the build stops. The rules that a wish disarms are those with `disarmed = true` in `content/coach/rules.toml`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.coaching.tokens import Word

SKIPPED = frozenset(("filler", "time", "number", "me", "third", "home", "setting", "name", "empty_with"))
HELP = frozenset(("service", "care", "aid", "place", "profession", "org", "handling", "medicine"))
NO_WISH = HELP | frozenset(("take", "daily", "vague", "vaguely", "official", "symptom", "diagnosis", "imperative"))
SIGNS = frozenset(
    ("keep", "purpose", "ability", "want", "will", "doing", "infinitive_mark", "negation", "contact", "as_that")
)
AHEAD = 8
"""Words that may stand between a verb of wanting and what is wanted."""
NEAR = 4
"""Words that may stand between a contact and whom it is with."""
OWN = frozenset(("doing", "ability", "keep", "purpose", "own"))
OTHERS = frozenset(("third", "name", "profession", "org", "family", "someone"))
TASKS = frozenset(("handling", "care", "staff_purpose", "take", "daily"))
ASKED = frozenset(("org", "profession", "filler"))
ARRANGED = frozenset(("handling", "take"))
CHOICE = frozenset(("name", "placed", "filler"))
TELLS = frozenset(("state", "symptom", "told"))
SAYS_HOW = frozenset(("handling", "care", "daily", "service", "take", "state", "home", "time"))


def _leads_to_own(words: list[Word]) -> bool:
    """Whether the first word that says something is the person's own: a verb of doing, or a word we do not know."""
    for word in words:
        if word.among(OWN):
            return True
        if word.among(("filler",)):
            continue
        if word.among(NO_WISH):
            return False
        if not word.among(SKIPPED):
            return True
    return False


def _after(words: list[Word], at: int) -> list[Word]:
    """The words after a word up to the next sentence, at most AHEAD of them."""
    rest = words[at + 1 : at + 1 + AHEAD]
    for place in range(len(rest)):
        if rest[place].starts == "sentence":
            return rest[:place]
    return rest


def _negated(words: list[Word], at: int) -> bool:
    return at > 0 and words[at - 1].among(("negation",))


def _starts(words: list[Word], at: int) -> bool:
    return bool(words[at].starts) or (words[at - 1].among(("infinitive_mark",)) and bool(words[at - 1].starts))


def _infinitive(word: Word) -> bool:
    """What may be a verb in the infinitive, as far as its last letter tells."""
    return word.among(("plain", "ability")) or (word.text[-1] == "a" and not word.among(("state",)))


def _unknown_verb(word: Word) -> bool:
    return word.text[-1] == "a" and word.text[-3:] != "rna" and len(word.text) > 3


def _told(words: list[Word], at: int) -> bool:
    """Whether the clause up to a word tells how it is or has been, and no wanting stands in it."""
    if words[at].starts:
        return at + 1 < len(words) and words[at + 1].among(("symptom", "diagnosis"))
    for place in range(at - 1, max(-1, at - 1 - AHEAD), -1):
        if words[place].among(("want", "will", "doing", "ability", "infinitive_mark", "plain")):
            return False
        if words[place].among(TELLS):
            return True
        if words[place].starts or words[place].among(("conjunction",)):
            return False
    return False


def _turned(words: list[Word], at: int) -> bool:
    """Whether jag follows the verb and what is wanted stands before it.

    A word of the person's own, in the same clause.
    """
    for place in range(at - 1, max(-1, at - 1 - AHEAD), -1):
        if words[place].among(OWN) or words[place].groups in ((), ("name",)):
            return True
        if words[place].starts or words[place].among(("conjunction",)):
            return False
    return False


def _keeps(words: list[Word], at: int, rest: list[Word]) -> bool:
    return not _told(words, at)


def _leads_on(words: list[Word], at: int, rest: list[Word]) -> bool:
    return not (rest and rest[0].among(("staff_purpose", "official")))


def _is_able(words: list[Word], at: int, rest: list[Word]) -> bool:
    if _negated(words, at) or words[at].among(("vague",)):
        return False
    asks = words[at].text.endswith("kunna") and bool(rest) and rest[0].among(("take",)) and " " not in rest[0].text
    return not asks or _leads_to_own(rest[1:])


def _wants(words: list[Word], at: int, rest: list[Word]) -> bool:
    if _negated(words, at):
        return False
    said = rest
    if rest and rest[0].among(("me", "third")):
        if _turned(words, at) or (rest[0].among(("third",)) and at > 0 and words[at - 1].starts):
            return True
        said = rest[1:]
    while said and said[0].among(("take",)):
        said = said[1:]
    if (
        len(said) > 2
        and said[0].among(("infinitive_mark",))
        and said[1].among(ASKED)
        and said[2].among(ARRANGED)
        and said[2].text[-1] in "rs"
    ):
        return False
    return not said or said[0].among(("infinitive_mark", "negation")) or _leads_to_own(said)


def _shall(words: list[Word], at: int, rest: list[Word]) -> bool:
    if rest and rest[0].among(("negation",)):
        return True
    if rest and rest[0].among(("me",)) and _turned(words, at):
        return True
    if (
        at > 0
        and words[at - 1].among(("profession", "org"))
        and rest
        and rest[0].among(("take",))
        and [one for one in rest[1:3] if one.among(("me",))]
    ):
        return True
    if (
        at > 0
        and words[at - 1].among(("conjunction",))
        and [word for word in rest[:3] if word.groups in ((), ("name",))]
    ):
        return True
    if (
        at > 0
        and words[at - 1].among(("me",))
        and len(rest) > 1
        and rest[0].among(("placed",))
        and rest[1].groups in ((), ("name",))
    ):
        return True
    near = [one for one in (words[at - 1 : at] + rest[:1]) if one.among(("me", "org", "profession", "place"))]
    return (bool(near) or words[at].starts in ("text", "sentence")) and _leads_to_own(rest)


def _loose(word: Word) -> bool:
    """Conjunction or filler, not a verb or subject.

    After one, "inte" and an infinitive say what the person does not want ("och inte äta ensam").
    """
    return (
        word.among(("conjunction", "filler"))
        and not word.among(("state", "me", "third", "will"))
        and word.text[-1] != "r"
    )


def _shall_not(words: list[Word], at: int, rest: list[Word]) -> bool:
    """What shall not be.

    At the start of a clause, with an infinitive, a trouble or a help; or something that must not be done.
    """
    if not rest:
        return False
    if at > 1 and words[at - 1].among(("must", "will")) and not words[at - 2].among(("me", "third")):
        return _infinitive(rest[0]) or rest[0].text[-2:] == "as"
    if _loose(words[at - 1]) and _infinitive(rest[0]):
        return True
    if not _starts(words, at) or (len(rest) > 1 and rest[1].among(("state",)) and not rest[1].starts):
        return False
    if words[at].starts == "clause" and rest[0].among(CHOICE):
        return True
    if words[at].text[-1] != "e" and [word for word in rest[:2] if word.among(HELP)]:
        return True
    return rest[0].among(("plain", "symptom")) or rest[0].among(OWN) or _infinitive(rest[0])


def _others_do(words: list[Word], at: int, rest: list[Word]) -> bool:
    """The infinitive mark: somebody else shall do something, or the person does something of one's own.

    At the start of a clause, somebody else or an infinitive that leads to the person's own follows. Inside a clause,
    the person has help to do something of life, and no other help, staff or papers are named.
    """
    if not words[at].starts:
        helped = (
            at > 0 and words[at - 1].among(HELP) and bool(rest) and _infinitive(rest[0]) and not rest[0].among(TASKS)
        )
        return helped and not [
            word for word in rest if word.among(HELP) or (word.among(("setting",)) and not word.among(("family",)))
        ]
    if rest and rest[0].among(("me",)):
        return _leads_to_own([word for word in rest if not word.among(("take",))])
    return (bool(rest) and rest[0].among(OTHERS)) or _leads_to_own(rest)


def _close(words: list[Word], at: int, rest: list[Word]) -> bool:
    """Contact with somebody who is close, and no staff or place in the text."""
    return bool([word for word in rest[:NEAR] if word.among(("family", "name")) or word.groups == ()]) and not [
        word for word in words if word.among(("profession", "place", "org")) and not word.among(("family",))
    ]


def _says_how(words: list[Word], at: int, rest: list[Word]) -> bool:
    """A help that (as_that) is or does something of its own: how help is given."""
    helped = (
        at > 0
        and not _told(words, at)
        and (words[at - 1].among(HELP) or words[at - 1].among(("someone",)) or (at == 1 and words[0].groups == ()))
    )
    said = [word for word in rest if not word.among(("filler",))]
    return helped and bool(said) and not said[0].among(SAYS_HOW)


SEES: dict[str, Callable[[list[Word], int, list[Word]], bool]] = {
    "keep": _keeps,
    "purpose": _leads_on,
    "ability": _is_able,
    "want": _wants,
    "will": _shall,
    "negation": _shall_not,
    "infinitive_mark": _others_do,
    "contact": _close,
    "as_that": _says_how,
}
"""What each kind of sign needs around it."""


def _begins(words: list[Word], at: int, rest: list[Word]) -> bool:
    """Whether a clause begins with doing something or being somebody."""
    word = words[at]
    if not _starts(words, at):
        return False
    if word.among(("doing",)):
        return True
    if word.among(("plain",)) and not word.among(("take",)):
        named = [one for one in rest if not one.among(("filler", "me"))]
        return bool(named) and (
            named[0].among(("name", "family", "own", "doing", "keep"))
            or (not named[0].among(NO_WISH) and not named[0].among(SKIPPED))
        )
    if word.among(("take",)):
        return (
            not word.among(("vague", "state"))
            and word.text[-1] != "r"
            and (_leads_to_own(rest) or (bool(rest) and " " in word.text and rest[0].among(("name",))))
        )
    return (
        bool(word.starts)
        and word.groups == ()
        and _unknown_verb(word)
        and not (rest and rest[0].among(("state", "body")))
    )


def is_sign(words: list[Word], at: int) -> bool:
    """Whether a wish shows at a word."""
    word = words[at]
    if not word.starts and not word.among(SIGNS) and not (at > 0 and words[at - 1].starts):
        return False
    rest = _after(words, at)
    for group in word.groups:
        if group in SEES and SEES[group](words, at, rest):
            return True
    return _begins(words, at, rest)


def has_wish(words: list[Word]) -> bool:
    """Whether a wish stands anywhere in the words."""
    for at in range(len(words)):
        if is_sign(words, at):
            return True
    return False
