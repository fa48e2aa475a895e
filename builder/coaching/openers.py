"""The person's answers to small openers, put together into one or a few sentences in the person's own voice.

Knows how an answer is joined to the words before it; the words themselves are records in content/coach/openers.toml.
Inside an answer nothing is altered. At the joint: surrounding space and closing punctuation go, an opening that the
sentence already has ("jag vill", "att") goes, and a capital first letter becomes small when the lexicon knows the word,
or the opener asks for a verb (verb_first): a name keeps its capital. An answer that cannot go on the opener's sentence
is never bent to fit: it stands as it was written, in a sentence of its own (apart). An answer that says nothing yet is
left out.
"""

from __future__ import annotations

from builder.coaching.tokens import Lexicon, Word, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.shapes import Opener

LONGEST = 500
"""Characters of one answer. A longer one is a story, and is left as it is, out of the sentence."""
_SPACE_AND_STOPS = " .,;:"
_NO_WORDS = " .,;:!?-\u2013\u2026"
_ENDS = (".", "!", "?", "\u2026")
FIRST_WORDS = 3
"""A verb that an opener asks for stands among the first words."""
VERBS = ("doing", "ability", "plain", "take")
NO_VERBS = ("me", "third", "home", "filler", "vague", "vaguely", "family", "setting", "time")
"""Groups of words that are no verb, whatever they end in."""


def _without_openings(answer: str, drops: list[str]) -> tuple[str, str]:
    """The answer without the openings that the sentence has, and the last of these ("" when it had none)."""
    dropped = ""
    at = 0
    while at < len(drops):
        rest = answer[len(drops[at]) :].strip()
        if answer.lower().startswith(drops[at] + " ") and rest:
            answer, dropped, at = rest, drops[at], 0
        else:
            at += 1
    return answer, dropped


def _small_start(answer: str, always: bool, lexicon: Lexicon) -> str:
    """The answer with its first letter small, unless its first word may be a name, or has more capitals."""
    first, small = answer.partition(" ")[0].strip(","), answer[:1].lower()
    if len(small) == 1 and first[1:] == first[1:].lower() and (always or lexicon.look_up(first.lower())):
        return small + answer[1:]
    return answer


def _large_start(answer: str) -> str:
    large = answer[:1].upper()
    return large + answer[1:] if len(large) == 1 else answer


def _begins_with(answer: str, openings: list[str]) -> bool:
    lowered = answer.lower().replace(",", " ") + " "
    return bool([opening for opening in openings if lowered.startswith(opening + " ")])


def _says_nothing(words: list[Word]) -> bool:
    """Only words for not knowing, or a bare no."""
    if not words or [word for word in words if not word.among(("empty", "empty_with"))]:
        return False
    return bool([word for word in words if word.among(("empty", "negation", "lacking"))])


def _is_verb(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word, or the first word of an expression, is a verb in its basic form."""
    head = word.text.partition(" ")[0]
    groups = lexicon.look_up(head)
    if word.among(VERBS) or [group for group in groups if group in VERBS]:
        return True
    return head.endswith("a") and not [group for group in groups if group in NO_VERBS]


def _fits(answer: str, dropped: str, opener: Opener, lexicon: Lexicon) -> bool:
    """Whether an answer can go on the opener's sentence."""
    if dropped and opener["start"].lower().endswith(" " + dropped + " {answer}"):
        return True
    whole = _begins_with(answer, opener["whole"])
    if opener.get("clause_first"):
        return whole
    return not whole and (
        not opener.get("verb_first")
        or bool([word for word in read(answer, lexicon)[:FIRST_WORDS] if _is_verb(word, lexicon)])
    )


def joined(answer: str, opener: Opener, lexicon: Lexicon) -> tuple[str, bool]:
    """One answer as it is put into the sentence, "" when nothing is left to put in; and whether it stands apart."""
    answer = answer.strip().rstrip(_SPACE_AND_STOPS)
    if not answer.strip(_NO_WORDS) or len(answer) > LONGEST or _says_nothing(read(answer, lexicon)):
        return "", False
    short, dropped = _without_openings(answer, opener["drops"])
    if not _fits(short, dropped, opener, lexicon):
        return answer, True
    return _small_start(short, opener.get("verb_first", False), lexicon), False


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(_ENDS) else sentence + "."


def compose(answers: dict[str, object], openers: list[Opener], lexicon: Lexicon) -> str:
    """Return the sentences made of the answers, by opener id, in the order of the openers.

    "" when nothing was answered.
    """
    sentence = ""
    closed = False
    for opener in openers:
        given = answers.get(opener["id"])
        if not isinstance(given, str):
            continue
        answer, apart = joined(given, opener, lexicon)
        if not answer:
            continue
        if apart or closed or not sentence:
            start = opener.get("apart", "{answer}") if apart else opener["start"]
            sentence = (_ended(sentence) + " " if sentence else "") + _large_start(start.replace("{answer}", answer))
        else:
            sentence += opener["join"].replace("{answer}", answer)
        # What is more than one sentence, or stands apart, is not gone on with.
        closed = apart or bool([end for end in _ENDS if end + " " in answer or sentence.endswith(end)])
    return _ended(sentence) if sentence else ""
