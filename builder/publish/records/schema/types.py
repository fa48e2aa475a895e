"""What the kinds of record have in common: texts, names, addresses, references, and how a kind is written down.

Knows types, and the words for what is wrong with a value that does not fit one. Knows no kind of record and no file.

A type carries what msgspec does not know in its `extra`:
  says, remedy   what is wrong with a value that does not fit, and what to do; {key} and {value} are filled in
  ref            content keys (or names of references.py) one of which must have a record of that name
  also           names that are right too: those that the code itself gives
  once           no two records of a list may have the same value
  flag           left out or true, never false: templates ask whether the key is there
  holes          the names that the program fills in where a text has them in braces; without it, none
  pattern        a regular expression, with the lists of du_form.toml filled in where it is "lists"
  day            a date, or words where the document carries none
"""

from typing import Annotated, Any, ClassVar, Literal, TypeAlias, TypeVar, cast

from msgspec import Meta, Struct, UnsetType, defstruct

T = TypeVar("T")

Maybe: TypeAlias = T | UnsetType
"""A key that may be left out; its default is UNSET."""


class Record(Struct, forbid_unknown_fields=True, kw_only=True):
    """One table in a TOML file. A key that no field has is a fault."""

    named_by: ClassVar[tuple[str, ...]] = ("id",)
    """The keys that together name a record, which no other in its list may share; () where records need no name."""


EMPTY = {"says": "has an empty {key}.", "remedy": "Fill it in, or take the key out."}
Text = Annotated[str, Meta(pattern=r"\S", extra=EMPTY)]
Some = Annotated[list[T], Meta(min_length=1)]
"""A list that is not empty."""
Count = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]

_ID = {"says": "has the {key} {value!r}.", "remedy": "Use a to z, digits and _ only, in English."}
_ID_PATTERN = "^[a-z0-9]+([_-][a-z0-9]+)*$"
_ID_IS = "The record's name, for other records, anchors and saved files. Never changed."
Id = Annotated[str, Meta(pattern=_ID_PATTERN, description=_ID_IS, extra=_ID)]
ListId = Annotated[
    str, Meta(pattern=_ID_PATTERN, description=_ID_IS, extra=_ID | {"ref": ("buttons_of_lists",), "also": ()})
]
Slug = Annotated[
    str,
    Meta(
        pattern="^[a-z]+(-[a-z]+)*$",
        description="The last part of a published address. Never changed.",
        extra={
            "says": "has the {key} {value!r}.",
            "remedy": "Use a to z and - only; no published address has other letters.",
            "once": True,
        },
    ),
]
RegionSlug = Annotated[
    str,
    Meta(
        pattern="^[a-z]+$",
        description="The region in an address: ?region=slug. Never changed.",
        extra={
            "says": "has the {key} {value!r}.",
            "remedy": "Use a to z only; js/region.js takes nothing else from an address.",
            "once": True,
        },
    ),
]
Url = Annotated[
    str,
    Meta(
        pattern="^https://[!-~]+$",
        description="An address outside the site.",
        extra={
            "says": "has a {key} that is no address: {value!r}.",
            "remedy": "Write it with https://, without spaces, and with other letters than a to z as % and two digits.",
        },
    ),
]
TestName = Annotated[
    str,
    Meta(
        pattern=r"^tests/[a-z_/]+\.py::test_\w+$",
        extra={
            "says": "names the test {value!r}, which is no name of one.",
            "remedy": "Write it as tests/file.py::test_name.",
        },
    ),
]
Flag = Annotated[
    bool,
    Meta(
        description="true, or left out.",
        extra={
            "flag": True,
            "says": "has {key} = false.",
            "remedy": "Take the key out; where it is left out, it is no.",
        },
    ),
]
Dated = Annotated[
    Any,
    Meta(
        description="The day, without quotes; or words, where the document carries none.",
        extra_json_schema={"type": "string", "minLength": 1},
        extra={"day": True},
    ),
]
Pattern = Annotated[str, Meta(pattern=r"\S", description="A regular expression.", extra=EMPTY | {"pattern": "plain"})]
ListedPattern = Annotated[
    str,
    Meta(
        pattern=r"\S",
        description="A regular expression; {name} is any word of the list of that name in words.core.lists.",
        extra=EMPTY | {"pattern": "lists"},
    ),
]


def _ref(*kinds: str, also: tuple[str, ...] = ()) -> Meta:
    return Meta(
        pattern=r"\S",
        description=f"The name of a record: one of {' or '.join(kinds)}.",
        extra=EMPTY | {"ref": kinds, "also": also},
    )


READ_GROUPS = ("name", "number")
"""Groups that builder/coaching/tokens.py itself puts words in; the lexicon has none of these."""

SourceId = Annotated[str, _ref("sources")]
ShortSourceId = Annotated[str, _ref("short_sources")]
TopicId = Annotated[str, _ref("topics")]
QuestionId = Annotated[str, _ref("questions")]
ListQuestionId = Annotated[str, _ref("list_questions")]
SiblingId = Annotated[str, _ref("siblings")]
GroupId = Annotated[str, _ref("word_groups", also=READ_GROUPS)]
OpenerId = Annotated[str, _ref("openers")]
PartId = Annotated[str, _ref("parts")]
RowId = Annotated[str, _ref("questions", "notes")]
RegionId = Annotated[str, _ref("regions")]
LocalTopicId = Annotated[str, _ref("local_topics")]
LinkGroupId = Annotated[str, _ref("link_groups")]
Page = Annotated[str, _ref("pages")]


Voice = Literal["self", "other", "staff"]
"""Who a text is said to: the person, somebody who writes for the person, or staff who write with the person."""


def table(name: str, about: str, /, **fields: Any) -> type[Record]:
    """Return the type of a table whose keys are all needed."""
    made = defstruct(
        name,
        list(fields.items()),
        bases=(Record,),
        kw_only=True,
        forbid_unknown_fields=True,
        namespace={"__doc__": about},
    )
    return cast(type[Record], made)


def filled_in(*holes: str) -> Meta:
    """Return what is noted on a text in which the program fills in what the names in braces say."""
    return Meta(
        pattern=r"\S",
        description=f"The program fills in {', '.join(f'{{{hole}}}' for hole in holes)}.",
        extra=EMPTY | {"holes": holes},
    )


def _text(key: str) -> tuple[str, Any]:
    name, _, holes = key.rstrip("}").partition("{")
    return name, Annotated[str, filled_in(*holes.split(","))] if holes else Text


def texts(name: str, keys: str, /, **others: Any) -> type[Record]:
    """Return the type of a table of sentences: a text for every key, and what the others are.

    A key is followed by what the program fills in: "step{number,count}".
    """
    about = "Sentences by their key. Every key is needed, and no other is known."
    return table(name, about, **dict(map(_text, keys.split())), **others)
