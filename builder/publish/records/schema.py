"""What every record in content/*.toml must hold and may hold, as one table.

Knows file names and keys, and the error that a fault in any of them is. Does not read any file; load.py does, and
checks.py holds what spans several records.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple


class ContentError(Exception):
    """A record in content/ is wrong. Says which file and record, and what to do. Nobody catches it: the build stops."""

    def __init__(self, file: str, record: str, problem: str, remedy: str):
        super().__init__(f"content/{file}, {record}: {problem} {remedy}")


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


def _kind(
    file: str, name: str, key: str, must: str, may: str = "", nested: dict[str, Kind] | None = None, id: str = "id"
) -> Kind:
    inner = nested or {}
    return Kind(f"{file}.toml", name, key, frozenset(must.split()), frozenset(may.split()) | inner.keys(), inner, id)


def _inner(name: str, must: str, may: str = "", id: str = "id") -> Kind:
    return _kind("", name, name, must, may, id=id)


_PAIR = _inner("pair", "jag", "du", id="")

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
        "ask_other hint hint_other paper_other lines coach du_of ideas item field option way_in",
    ),
    _kind(
        "rules", "rule", "rules", "id title finding strength check fields ask why source bad good",
        "ask_other ask_staff unless voices match key beside subject verb unless_words disarmed openers",
    ),
    _kind("lexicon", "group", "word_groups", "id sv about source lemmas", "last_parts first_parts"),
    _kind("lexicon", "spoken", "spoken", "standard said", id="standard"),
    _kind("openers", "opener", "openers", "id ask start join drops whole why source answers sentences", "ask_other ask_staff verb_first clause_first apart"),
    _kind("coach_counts", "count", "coach_counts", "id sv file bad_goals right asked good_goals disturbed measured source"),
    _kind("guard", "guard", "guards", "id title ask why source bad good", "lists"),
    _kind("regions", "region", "regions", "id slug sv system about source", "du_form"),
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
    _kind("du_form", "pronoun", "du_pronouns", "id jag du why source", nested={"pair": _PAIR}),
    _kind("du_form", "lookalike", "du_lookalikes", "id title forms why source", "exact match_before match_after unless_before unless_after", {"pair": _PAIR}),
    _kind("du_form", "order", "du_orders", "id title match_before why source", "match_after unless_before unless_after", {"pair": _PAIR}),
    _kind("du_form", "request", "du_requests", "id title match why source", nested={"pair": _PAIR}),
    _kind("du_form", "speech", "du_speech", "id title match why source", "unless", {"pair": _PAIR}),
    _kind("hazards", "hazard", "hazards", "id title who severity likelihood left do remains", "tests untested"),
    _kind("sesjalv", "attempt", "attempts", "id sv technical"),
    _kind("invitation", "field", "invitation_fields", "id sv kind paper source", "hint lines options"),
)  # fmt: skip

SHAPES = (
    {
        key: list
        for key in "answers asks bad beside dates drops fields forms good key openers option options rows says sentences sources subject tests unless_words verb voices way_in whole".split()
    }
    | {key: bool for key in "clause_first coach core disarmed du_form eve exact verb_first".split()}
    | {
        key: int
        for key in "asked bad_goals days disturbed good_goals left likelihood lines minutes right severity share step".split()
    }
    | {key: datetime.date for key in "measured read review seen".split()}
    | {key: dict for key in "last_parts lemmas lists".split()}
    | {"date": (datetime.date, str), "field": (list, str), "jag": (list, str)}
)
"""What a key's value is in every kind of record, where it is no text."""

WORDS = ("regions", "checklists", "roles", "discharge", "invitation", "du_form", "sesjalv")
"""Files with a [words] table: what a tool's buttons and messages say."""
