"""The records of content/form/: the questions, what stands around them, life areas, and the words of passphrases.

Knows what each kind must hold and may hold. Knows no Swedish.
"""

from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta

from builder.publish.records.schema.types import (
    Count,
    Flag,
    Id,
    ListId,
    ListQuestionId,
    Maybe,
    Positive,
    QuestionId,
    Record,
    SiblingId,
    Some,
    SourceId,
    Text,
    TopicId,
    Voice,
    table,
    texts,
)


class Area(Record, kw_only=True):
    """A life area of IBIC, in plain words: an idea card."""

    id: Id
    ibic: Text
    sv: Text
    idea: Text
    idea_other: Maybe[Text] = UNSET
    source: SourceId


class Topic(Record, kw_only=True):
    """One step on the screen."""

    id: Id
    core: bool
    minutes: Positive
    sv: Text
    sv_other: Maybe[Text] = UNSET


class WayIn(Record, kw_only=True):
    """What somebody may begin with, when a question is too large."""

    named_by: ClassVar[tuple[str, ...]] = ()
    text: Text
    text_other: Maybe[Text] = UNSET
    source: SourceId


class Option(Record, kw_only=True):
    """One choice of a question."""

    id: Id
    sv: Text


class Field(Record, kw_only=True):
    """One part of an item in a list question."""

    id: Id
    kind: Literal["text", "line"]
    ask: Text
    ask_other: Maybe[Text] = UNSET
    paper: Text
    coach: Maybe[Flag] = UNSET
    du_of: Maybe[SiblingId] = UNSET


class Question(Record, tag_field="kind", kw_only=True):
    """What every kind of question has."""

    id: Id
    topic: TopicId
    ask: Text
    ask_other: Maybe[Text] = UNSET
    hint: Maybe[Text] = UNSET
    hint_other: Maybe[Text] = UNSET
    paper: Text
    paper_other: Maybe[Text] = UNSET
    empty: Literal["lines", "omit", "never"]
    source: SourceId


class WrittenQuestion(Question, kw_only=True):
    """What every question has that is answered in one's own words."""

    lines: Positive
    coach: Maybe[Flag] = UNSET
    du_of: Maybe[QuestionId] = UNSET
    ideas: Maybe[Literal["areas"]] = UNSET
    way_in: Maybe[Some[WayIn]] = UNSET


class TextQuestion(WrittenQuestion, tag="text", kw_only=True):
    """A question with room for several lines."""


class LineQuestion(WrittenQuestion, tag="line", kw_only=True):
    """A question with room for one line."""


class ChoiceQuestion(Question, tag="choice", kw_only=True):
    """A question with one choice among several."""

    option: Some[Option]


class ChoicesQuestion(Question, tag="choices", kw_only=True):
    """A question with as many choices as one likes."""

    option: Some[Option]


class ListQuestion(Question, tag="list", kw_only=True):
    """A question with one answer or more, each in parts. Its button to add one is in messages.toml, [items]."""

    id: ListId
    item: Text
    field: Some[Field]


class Device(Record, kw_only=True):
    """Whose telephone or computer it is."""

    id: Literal["own", "borrowed"]
    sv: Text
    about: Text


class Writer(Record, kw_only=True):
    """Who writes."""

    id: Id
    voice: Literal["self", "other"]
    coach_voice: Maybe[Voice] = UNSET
    du_form: Maybe[Flag] = UNSET
    sv: Text
    paper: Text
    note: Maybe[Text] = UNSET


AREAS = table("Areas", "The idea cards.", area=Some[Area])
QUESTIONS = table(
    "Questions",
    "Every question of the form, by step.",
    topic=Some[Topic],
    question=Some[TextQuestion | LineQuestion | ChoiceQuestion | ChoicesQuestion | ListQuestion],
)
PhraseWord = Annotated[
    str,
    Meta(
        pattern="^[a-z]+$",
        extra={"says": "has the word {value!r}.", "remedy": "Use a to z only; not every keyboard has other letters."},
    ),
]
PhraseWords = Annotated[
    list[PhraseWord],
    Meta(
        min_length=1024,
        max_length=1024,
        extra={
            "says": "must have 1024 words, so that each is worth ten bits.",
            "remedy": "Add the missing ones, or take some out.",
        },
    ),
]
PHRASE = table("Phrase", "The words of which passphrases are made.", words=PhraseWords)
MESSAGES = table(
    "Messages",
    "What the form says besides its questions.",
    months=texts(
        "Months", "long_date{day,month,year}", names=Annotated[list[Text], Meta(min_length=12, max_length=12)]
    ),
    writers=texts("Writers", "question", option=Some[Writer]),
    devices=texts("Devices", "question hint", option=Some[Device]),
    form=texts(
        "Form",
        """title intro private late no_script minutes{minutes} minute step{number,count} optional_step begin
            next back skip to_review ways_in to_my_answers remove_item{item,number} removed_item{item} undo
            item_heading{item,number} choose_device choose_writer ideas""",
    ),
    items=dict[ListQuestionId, Text],
    review=texts(
        "Review", "title title_other done not_yet core more more_hint unanswered change answer show_sheet setup"
    ),
    sheet=texts(
        "Sheet",
        """title title_other file_title step_title step_title_other step_intro mine mine_other name_line
            date_line writer_line size size_12 size_16 size_20 print save saved{name} too_large save_borrowed
            copy_text copied copied_borrowed done_borrowed copy_by_hand copy_label print_hint data_note""",
    ),
    blank=texts("Blank", "title intro short to_whole whole to_short", item_room=Count),
    coach=texts("CoachMessages", "label keep kept why new_tab"),
    openers=texts("OpenerMessages", "open title hint made take taken before back back_empty returned"),
    guard=texts("GuardMessages", "keep"),
    du_form=texts(
        "DuFormMessages",
        """suggest suggested same beside take taken earlier nothing no_goal waiting no_engine sheet_intro
        sheet_intro_other sheet_add sheet_added sheet_remove sheet_removed""",
    ),
    engine=texts("Engine", "title ready loading none progress{loaded,total} progress_label"),
    spelling=texts("Spelling", "show about"),
    file=texts(
        "File",
        """open open_hint opened partly opened_choose replace_title replace replace_yes replace_no too_large not_ours
        broken newer unreadable""",
    ),
    lock=texts(
        "Lock",
        """open title about lost phrase hint suggest short hide show save close empty locking saved{name}
            written_down file_name{date} is_locked of_file unlock cancel unlocking fits wrong changed broken
            other heavy memory failed unavailable""",
    ),
    storage=texts("Storage", "full elsewhere unreadable resumed resume_title resume_text resume_yes resume_no"),
    leave=texts(
        "Leave",
        """clear_all clear_title clear_text clear_yes clear_no cleared exit exit_hint idle_title idle_text idle_stay
        idle_cleared""",
    ),
)
