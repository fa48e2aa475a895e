"""The person's answers to small openers, put together into one sentence in the person's own voice.

Knows how an answer is joined to the words before it; the words themselves are records in content/openers.toml. Inside an
answer nothing is altered. At the joint: surrounding space and a last full stop go, an opening that the sentence already has
("jag vill", "att") goes, and a capital first letter becomes small when the lexicon knows the word, or the opener asks for a verb (verb_first):
a name keeps its capital.
"""

from __future__ import annotations

LONGEST = 500
"""Characters of one answer. A longer one is a story, and is left as it is, out of the sentence."""
_CLOSING = " .,;:"


def _without_opening(answer: str, drops: list) -> str:
    lowered = answer.lower()
    for opening in drops:
        rest = answer[len(opening) :]
        if lowered.startswith(opening + " ") and rest.strip():
            return rest.strip()
    return answer


def _small_start(answer: str, always: bool, lexicon) -> str:
    """The answer with its first letter small, unless its first word may be a name, or has more capitals."""
    first, small = answer.partition(" ")[0].strip(","), answer[:1].lower()
    if len(small) == 1 and first[1:] == first[1:].lower() and (always or lexicon.look_up(first.lower())):
        return small + answer[1:]
    return answer


def joined(answer: str, opener: dict, lexicon) -> str:
    """One answer as it is put into the sentence; "" when nothing is left to put in."""
    answer = answer.strip().rstrip(_CLOSING)
    if not answer or len(answer) > LONGEST:
        return ""
    return _small_start(_without_opening(answer, opener["drops"]), opener.get("verb_first", False), lexicon)


def compose(answers: dict, openers: list, lexicon) -> str:
    """Return the sentence made of the answers, by opener id, in the order of the openers; "" when nothing was answered."""
    sentence = ""
    for opener in openers:
        answer = answers.get(opener["id"])
        if not isinstance(answer, str):
            continue
        answer = joined(answer, opener, lexicon)
        if not answer:
            continue
        sentence += opener["join" if sentence else "start"].replace("{answer}", answer)
    if not sentence:
        return ""
    return sentence if sentence[-1] in "!?\u2026" else sentence + "."
