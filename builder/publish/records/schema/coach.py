"""The records of content/coach/: the rules, the words they know, openers, the guard, du-form, examples and counts.

Knows what each kind must hold and may hold. Closed choices that the code has too are held against it in
shared_names.py. Knows no Swedish but the two words that du-form is named by.
"""

import datetime
from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta

from builder.publish.records.schema.types import (
    Count,
    Flag,
    GroupId,
    Id,
    ListedPattern,
    Maybe,
    OpenerId,
    Pattern,
    Record,
    Some,
    SourceId,
    Text,
    Voice,
    filled_in,
    table,
    texts,
)

GoalField = Literal["main_goal", "sub_goal"]
Finding = Literal[
    "empty",
    "support_not_goal",
    "vague",
    "problem_not_goal",
    "staff_language",
    "command",
    "someone_elses",
    "same_as_main",
    "no_step",
    "not_seen",
]
Check = Literal[
    "whole",
    "pattern",
    "made_of",
    "mostly",
    "begins",
    "speaks",
    "says",
    "leads",
    "denies",
    "tells",
    "shorthand",
    "lacks",
    "same",
]


Ask = Annotated[str, filled_in("word")]
WithAnswer = Annotated[
    str,
    Meta(
        pattern=r"\{answer\}",
        description="What stands around an answer: {answer} is its place.",
        extra={
            "says": "has a {key} without a place for the answer.",
            "remedy": "Write {answer} where the answer goes.",
            "holes": ("answer",),
        },
    ),
]


class Rule(Record, kw_only=True):
    """A rule of the goal coach, with its question, its reason and its examples."""

    id: Id
    title: Text
    finding: Finding
    strength: Literal["ask", "tip"]
    check: Check
    fields: Some[GoalField]
    voices: Maybe[Some[Voice]] = UNSET
    match: Maybe[Pattern] = UNSET
    unless: Maybe[Pattern] = UNSET
    key: Maybe[Some[GroupId]] = UNSET
    beside: Maybe[Some[GroupId]] = UNSET
    subject: Maybe[Some[GroupId]] = UNSET
    verb: Maybe[Some[GroupId]] = UNSET
    unless_words: Maybe[Some[GroupId]] = UNSET
    disarmed: Maybe[Flag] = UNSET
    openers: Maybe[Some[OpenerId]] = UNSET
    ask: Ask
    ask_other: Maybe[Ask] = UNSET
    ask_staff: Maybe[Ask] = UNSET
    why: Text
    source: SourceId
    bad: Some[Text]
    good: Some[Text]


class Inflected(Record, kw_only=True):
    """Words by how they are inflected, with spaces between. inflection.py says what each class is."""

    as_is: Maybe[Text] = UNSET
    en_ar: Maybe[Text] = UNSET
    en_or: Maybe[Text] = UNSET
    en_er: Maybe[Text] = UNSET
    en_n: Maybe[Text] = UNSET
    are: Maybe[Text] = UNSET
    er: Maybe[Text] = UNSET
    ett: Maybe[Text] = UNSET


class Group(Record, kw_only=True):
    """A group of the coach's words: what they have in common, and why the coach needs to know them."""

    id: Id
    sv: Text
    about: Text
    source: SourceId
    lemmas: Inflected
    last_parts: Maybe[Inflected] = UNSET
    first_parts: Maybe[Text] = UNSET


class Spoken(Record, kw_only=True):
    """A word, and how it is written by those who write as they speak."""

    named_by: ClassVar[tuple[str, ...]] = ("standard",)
    standard: Text
    said: Text


class Opener(Record, kw_only=True):
    """A small question that leads on from a finding, and how its answer becomes a sentence."""

    id: Id
    verb_first: Maybe[Flag] = UNSET
    clause_first: Maybe[Flag] = UNSET
    ask: Text
    ask_other: Maybe[Text] = UNSET
    ask_staff: Maybe[Text] = UNSET
    start: WithAnswer
    join: WithAnswer
    apart: Maybe[WithAnswer] = UNSET
    drops: Some[Text]
    whole: Some[Text]
    why: Text
    source: SourceId
    answers: Some[Text]
    sentences: Some[Text]


GoalsFile = Annotated[
    str,
    Meta(
        pattern=r"^[a-z_]+\.toml$",
        extra={"says": "has the {key} {value!r}.", "remedy": "Name a file in tests/examples/goals."},
    ),
]


class CoachCount(Record, kw_only=True):
    """How the coach did on a file of labelled goals."""

    id: Id
    sv: Text
    file: GoalsFile
    bad_goals: Count
    right: Count
    asked: Count
    good_goals: Count
    disturbed: Count
    measured: datetime.date
    source: SourceId


class Guard(Record, tag_field="id", kw_only=True):
    """What every kind of personal data has. builder/text/personal_data.py has a function that finds each."""

    title: Text
    ask: Text
    why: Text
    source: SourceId
    bad: Some[Text]
    good: Some[Text]


class PersonalNumberGuard(Guard, tag="personal_number", kw_only=True):
    """Personal numbers; needs no words."""


class PhoneLists(Record, kw_only=True):
    """Words with spaces between, by what they tell of a number."""

    areas: Text
    mobile: Text
    public: Text
    not_after: Text


class PhoneGuard(Guard, tag="phone", kw_only=True):
    """Phone numbers, by how they begin."""

    lists: PhoneLists


class EmailLists(Record, kw_only=True):
    """Words with spaces between, by what they tell of an address."""

    domains: Text


class EmailGuard(Guard, tag="email", kw_only=True):
    """E-mail addresses."""

    lists: EmailLists


class AddressLists(Record, kw_only=True):
    """Words with spaces between, by what they tell of a street or a town."""

    streets: Text
    streets_capital: Text
    after_first: Text
    first: Text
    after_names: Text
    not_streets: Text
    counted: Text
    between: Text
    not_towns: Text
    not_after: Text


class AddressGuard(Guard, tag="address", kw_only=True):
    """Streets with a number, and postal codes with a town."""

    lists: AddressLists


class GoalExample(Record, kw_only=True):
    """A goal of Halland's, and whether the source calls it good."""

    id: Id
    field: GoalField
    verdict: Literal["good", "bad"]
    text: Text
    why: Text
    better: Maybe[Text] = UNSET
    source: SourceId


class Pair(Record, kw_only=True):
    """A text, and what it becomes."""

    named_by: ClassVar[tuple[str, ...]] = ()
    jag: Text
    du: Text


class PairOrNone(Record, kw_only=True):
    """A text, and what it becomes; without `du` there is no suggestion."""

    named_by: ClassVar[tuple[str, ...]] = ()
    jag: Text
    du: Maybe[Text] = UNSET


class Pronoun(Record, kw_only=True):
    """The forms of a pronoun, and the one that takes their place."""

    id: Id
    jag: Some[Text]
    du: Text
    why: Text
    source: SourceId
    pair: Some[Pair]


class Lookalike(Record, kw_only=True):
    """What is spelled as a pronoun and is none: which words, and what is around them."""

    id: Id
    title: Text
    forms: Some[Text]
    exact: Maybe[Flag] = UNSET
    match_before: Maybe[ListedPattern] = UNSET
    match_after: Maybe[ListedPattern] = UNSET
    unless_before: Maybe[ListedPattern] = UNSET
    unless_after: Maybe[ListedPattern] = UNSET
    why: Text
    source: SourceId
    pair: Some[Pair]


class Order(Record, kw_only=True):
    """Where the word for shall would become an order, and another word takes its place."""

    id: Id
    title: Text
    match_before: ListedPattern
    match_after: Maybe[ListedPattern] = UNSET
    unless_before: Maybe[ListedPattern] = UNSET
    unless_after: Maybe[ListedPattern] = UNSET
    why: Text
    source: SourceId
    pair: Some[Pair]


class Request(Record, kw_only=True):
    """What asks something of others, so that there is no suggestion."""

    id: Id
    title: Text
    match: ListedPattern
    why: Text
    source: SourceId
    pair: Some[PairOrNone]


class Speech(Record, kw_only=True):
    """What somebody else has said, or is called, and stays as it is."""

    id: Id
    title: Text
    match: ListedPattern
    unless: Maybe[ListedPattern] = UNSET
    why: Text
    source: SourceId
    pair: Some[Pair]


RULES = table("Rules", "The goal coach's rules, in the order in which it asks.", rule=Some[Rule])
LEXICON = table("Lexicon", "The goal coach's words.", group=Some[Group], spoken=Some[Spoken])
OPENERS = table("Openers", "Small questions that lead on.", opener=Some[Opener])
COACH_COUNTS = table("CoachCounts", "How often the coach is right.", count=Some[CoachCount])
GUARD_KINDS = (PersonalNumberGuard, PhoneGuard, EmailGuard, AddressGuard)
GUARD = table(
    "Guards",
    "What counts as personal data, in the order in which it is asked about.",
    guard=Some[PersonalNumberGuard | PhoneGuard | EmailGuard | AddressGuard],
)
GOALS = table("Goals", "Good and less good goals.", example=Some[GoalExample])
DU_FORM = table(
    "DuForm",
    "From jag to du.",
    words=table(
        "DuFormWords",
        "What the core gets besides the rules.",
        core=table(
            "DuFormCore",
            "Words and sentences for du-form.",
            already=Some[Text],
            shall=dict[Text, Text],
            notes=texts("DuFormNotes", "already_du to_others"),
            lists=dict[Id, Some[Text]],
        ),
    ),
    pronoun=Some[Pronoun],
    lookalike=Some[Lookalike],
    order=Some[Order],
    request=Some[Request],
    speech=Some[Speech],
)
