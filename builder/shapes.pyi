"""The shapes of the plain data that the core passes around: records of the catalog, requests, findings, the plan.

For type checkers only. There is no module of this name at run time, since no engine has `typing`: the core imports
these names under `if TYPE_CHECKING:`. What a record must hold is checked in builder/publish/records, not here.
"""

from collections.abc import Callable
from typing import Any, NotRequired, TypeAlias, TypedDict

from typing_extensions import ReadOnly

Request: TypeAlias = dict[str, Any]
"""What comes in from outside. Nothing is known of it until it has been checked."""
Response: TypeAlias = dict[str, Any]
"""What an op answers; respond() in builder/respond.py lists the keys of each."""
Place: TypeAlias = tuple[int, int]
"""Where something is in a text: its first character, and the one after its last."""
Groups: TypeAlias = tuple[str, ...]
"""Groups of the lexicon, such as "doing" and "family"."""

# ---- the coach ----------------------------------------------------------------------------------------------------

class Rule(TypedDict):
    id: str
    finding: str
    strength: str
    check: str
    fields: list[str]
    ask: str
    ask_other: NotRequired[str]
    ask_staff: NotRequired[str]
    voices: NotRequired[list[str]]
    openers: NotRequired[list[str]]
    match: NotRequired[str]
    unless: NotRequired[str]
    key: NotRequired[list[str]]
    beside: NotRequired[list[str]]
    subject: NotRequired[list[str]]
    verb: NotRequired[list[str]]
    unless_words: NotRequired[list[str]]
    disarmed: NotRequired[bool]

class Finding(TypedDict):
    kind: str
    strength: str
    rule: str
    span: list[int]
    ask: NotRequired[str]
    openers: NotRequired[list[str]]

class Opener(TypedDict):
    id: str
    start: str
    join: str
    drops: list[str]
    whole: list[str]
    apart: NotRequired[str]
    verb_first: NotRequired[bool]
    clause_first: NotRequired[bool]

class PackedLexicon(TypedDict):
    endings: list[str]
    kinds: list[list[tuple[list[str], int]]]
    words: list[str]
    groups: list[list[str]]
    spoken: dict[str, str]
    phrases: list[str]
    last: list[str]
    first: list[str]

# ---- texts --------------------------------------------------------------------------------------------------------

Lists: TypeAlias = dict[str, str]
"""A guard's lists of words, by name, each with spaces between the words."""

class Guard(TypedDict):
    id: str
    ask: str
    lists: NotRequired[Lists]

class Guarded(TypedDict):
    kind: str
    span: list[int]

class Pronoun(TypedDict):
    jag: list[str]
    du: str

class DuWords(TypedDict):
    pronouns: list[Pronoun]
    lookalikes: list[dict[str, Any]]
    orders: list[dict[str, str]]
    requests: list[dict[str, str]]
    speech: list[dict[str, str]]
    already: list[str]
    shall: dict[str, str]
    notes: dict[str, str]
    lists: dict[str, list[str]]

# ---- the meeting --------------------------------------------------------------------------------------------------

class Part(TypedDict):
    id: str
    sv: str
    about: str
    rows: list[str]
    share: int

class RolePart(TypedDict):
    part: str
    says: list[str]
    asks: list[str]

class Role(TypedDict):
    id: str
    slug: str
    sv: str
    for_whom: str
    part: list[RolePart]

class CircleWords(TypedDict):
    title: str
    short: str
    span: str
    part_line: str
    part_line_one: str
    ours: str
    warnings: dict[str, str]

class TimedPart(TypedDict):
    id: str
    sv: str
    minutes: int
    start: str | None
    end: str | None

class Warning(TypedDict):
    id: str
    text: str

class Circle(TypedDict):
    minutes: int
    start: str | None
    end: str | None
    parts: list[TimedPart]
    warnings: list[Warning]

class Box(TypedDict):
    """Where something is drawn: the middle of a box, and its size."""

    x: int
    y: int
    width: int
    height: int

class Pill(Box):
    text: str

class NameBox(Box):
    lines: list[str]

class MiddleBox(NameBox):
    size: int

class Track(TypedDict):
    id: str
    sv: str
    days: int
    sentence: str

class Holiday(TypedDict):
    sv: str
    eve: bool
    dates: list[str]

class Day(TypedDict):
    date: str
    weekday: int
    week: int
    sentence: str
    notes: list[str]

# ---- the paper ----------------------------------------------------------------------------------------------------

Item: TypeAlias = dict[str, str]
Answer: TypeAlias = str | list[str] | list[Item]

class Plan(TypedDict):
    format: str
    version: int
    written_by: str
    answers: dict[str, Answer]
    marks: dict[str, Any]
    updated: str

class Option(TypedDict):
    id: str
    sv: str

class Field(TypedDict):
    id: str
    paper: str
    du_of: NotRequired[str]

class Question(TypedDict):
    """A question as the sheet shows it, or a note, which has no kind: room to write by hand."""

    id: str
    kind: NotRequired[str]
    paper: str
    paper_other: NotRequired[str]
    empty: NotRequired[str]
    lines: NotRequired[int]
    option: NotRequired[list[Option]]
    field: NotRequired[list[Field]]
    du_of: NotRequired[str]

FilledItem: TypeAlias = list[tuple[Field, str]]
Value: TypeAlias = str | list[str] | list[FilledItem] | None
"""What a row of the sheet shows; None where room is left for writing by hand."""

class Row(TypedDict):
    question: Question
    label: str
    value: Value
    lines: int

class SheetPart(TypedDict):
    id: str
    title: str
    about: str
    rows: list[Row]

# ---- the catalog --------------------------------------------------------------------------------------------------

class Months(TypedDict):
    names: list[str]
    long_date: str

class Writer(TypedDict):
    id: str
    voice: str
    sv: str
    paper: str

class Writers(TypedDict):
    option: list[Writer]

class MonthMessages(TypedDict):
    months: Months

class Messages(MonthMessages):
    writers: Writers
    sheet: dict[str, str]
    blank: dict[str, Any]

class HasMonths(TypedDict):
    """As much of the catalog as a date in words needs."""

    messages: ReadOnly[MonthMessages]

class CircleCatalog(TypedDict):
    """As much of the catalog as the meeting circle needs."""

    parts: list[Part]
    circle: CircleWords

class Catalog(CircleCatalog):
    rules: list[Rule]
    lexicon: PackedLexicon
    openers: list[Opener]
    guards: list[Guard]
    questions: list[Question]
    notes: list[Question]
    messages: Messages
    roles: list[Role]
    tracks: list[Track]
    holidays: list[Holiday]
    years: list[int]
    discharge: dict[str, Any]
    du_form: DuWords

Op: TypeAlias = Callable[[Request], Response]
