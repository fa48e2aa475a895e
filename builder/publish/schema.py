"""What every record in content/*.toml must hold and may hold, as one table.

Knows file names and keys. Does not read any file; load.py does, and checks.py holds what spans several records.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of record: [[name]] in a file, listed under `key` in the content."""

    file: str
    name: str
    key: str
    must: frozenset[str]
    may: frozenset[str] = frozenset()
    nested: dict[str, Kind] = {}
    """Lists of records inside a record, by the key they stand under."""
    id: str = "id"
    """The key that names a record; "" for records that need no name of their own."""


def _kind(file: str, name: str, key: str, must: str, may: str = "", nested: dict[str, Kind] | None = None, id: str = "id") -> Kind:
    inner = nested or {}
    return Kind(f"{file}.toml", name, key, frozenset(must.split()), frozenset(may.split()) | inner.keys(), inner, id)


def _inner(name: str, must: str, may: str = "", id: str = "id") -> Kind:
    return _kind("", name, name, must, may, id=id)


KINDS = (
    _kind("sources", "source", "sources", "id title publisher region date read review", "link seen note replaces group"),
    _kind("links", "group", "link_groups", "id sv"),
    _kind("links", "link", "links", "id group title url publisher region seen", "note"),
    _kind("decisions", "decision", "decisions", "id title text why date", "source sources"),
    _kind("glossary", "term", "terms", "code sv plain source", "region", id="code"),
    _kind("areas", "area", "areas", "id ibic sv idea source", "idea_other"),
    _kind("circle", "part", "parts", "id sv share about rows source"),
    _kind("circle", "note", "notes", "id paper lines source", "paper_other"),
    _kind("roles", "role", "roles", "id slug sv for_whom source", nested={"part": _inner("part", "part says asks", id="part")}),
    _kind("questions", "topic", "topics", "id core minutes sv", "sv_other"),
    _kind(
        "questions", "question", "questions", "id topic kind ask paper empty source",
        "ask_other hint hint_other paper_other lines coach ideas item field option way_in",
    ),
    _kind(
        "rules", "rule", "rules", "id title finding strength check fields match ask why source bad good",
        "ask_other unless voices",
    ),
    _kind("regions", "region", "regions", "id slug sv system about source"),
    _kind("regions", "topic", "local_topics", "id sv"),
    _kind("regions", "local", "locals", "topic region text source", id=""),
    _kind("talk", "talk", "talk", "id moment kind text source", "note"),
    _kind("plan_contents", "content", "plan_contents", "id sv required plain where source", "sources"),
    _kind("goals", "example", "goal_examples", "id field verdict text why source", "better"),
    _kind(
        "checklists", "checklist", "checklists", "id slug sv intro page source", "step",
        nested={"item": _kind("", "item", "item", "id group text who source", "local", {"link": _inner("link", "page text", id="page")})},
    ),
    _kind("discharge", "track", "tracks", "id sv region days rule sentence source"),
    _kind("holidays", "holiday", "holidays", "id sv rule eve dates source"),
    _kind("hazards", "hazard", "hazards", "id title who severity likelihood left do remains", "tests untested"),
    _kind("sesjalv", "attempt", "attempts", "id sv technical"),
    _kind("invitation", "field", "invitation_fields", "id sv kind paper source", "hint lines options"),
)  # fmt: skip

SHAPES = (
    {key: list for key in "asks bad dates fields good option options rows says sources tests voices way_in".split()}
    | {key: bool for key in "coach core eve".split()}
    | {key: int for key in "days left likelihood lines minutes severity share step".split()}
    | {key: datetime.date for key in "read review seen".split()}
    | {"date": (datetime.date, str), "field": (list, str)}
)
"""What a key's value is in every kind of record, where it is no text."""

WORDS = ("regions", "checklists", "roles", "discharge", "invitation", "sesjalv")
"""Files with a [words] table: what a tool's buttons and messages say."""
