"""What must hold between records: references, sources, dates, repealed law, patterns.

Knows the content's rules. Does not read files; a single record's keys are schema.py's.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from builder.publish.records.coach_checks import check_coach
from builder.publish.records.repealed_law import REMEDY, repealed
from builder.publish.records.schema import KINDS, ContentError

QUESTION_KINDS = ("text", "line", "choice", "choices", "list")
INVITATION_KINDS = ("line", "text", "list", "date", "time", "choice", "check", "hand")
MOMENTS = ("opening", "story", "situation", "needs", "planning", "summary", "control", "follow_up")
EVERYWHERE = "allmant"
"""The address's word for no region; no region may have it as its own."""

_FILES = {kind.key: kind.file for kind in KINDS}


def _file(key: str) -> str:
    return _FILES.get(key, f"{key}.toml")


def check_content(content: dict, today: datetime.date) -> None:
    """Raise ContentError at the first fault; today is the day that review dates are held against."""
    _check_sources(content, today)
    _check_law(content)
    _check_questions(content)
    _check_circle(content)
    check_coach(content)
    _check_regions(content)
    _check_holidays(content)
    _check_choices(content)


def _named(record: dict) -> str:
    return str(
        record.get("id")
        or record.get("code")
        or " ".join(str(record.get(key, "")) for key in ("topic", "region", "part")).strip()
    )


def _walk(value, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict]]:
    """Every dict within a value, with the names of the records around it, outermost first."""
    if isinstance(value, dict):
        here = (*names, _named(value)) if _named(value) else names
        yield here, value
        value = list(value.values())
        names = here
    if isinstance(value, list):
        for child in value:
            yield from _walk(child, names)


def _texts(content: dict, key: str) -> Iterator[tuple[str, str, str, str]]:
    """Every text under a key of the content, also those in lists: its file, its record, its field and itself."""
    tables = content[key].items() if key == "words" else [(_file(key).removesuffix(".toml"), content[key])]
    for file, table in tables:
        for names, record in _walk(table):
            for field, value in record.items():
                for text in value if isinstance(value, list) else [value]:
                    if isinstance(text, str):
                        yield f"{file}.toml", ", ".join(names) or f"[{key}]", field, text


def _check_sources(content: dict, today: datetime.date) -> None:
    known = {source["id"] for source in content["sources"]}
    for key in _FILES:
        for names, record in _walk(content[key]):
            cited = [record["source"]] if isinstance(record.get("source"), str) else []
            for source in cited + list(record.get("sources", [])):
                if source not in known:
                    raise ContentError(
                        _file(key),
                        ", ".join(names),
                        f"names the source {source!r}, which sources.toml lacks.",
                        "Add the source or correct the id.",
                    )
    for decision in content["decisions"]:
        if type(decision["date"]) is not datetime.date:  # schema.py lets a date be words, for a source's
            raise ContentError(
                "decisions.toml",
                decision["id"],
                "has a date that is no date.",
                "Write it as 2026-11-24, without quotes.",
            )
        if not decision.keys() & {"source", "sources"}:
            raise ContentError(
                "decisions.toml",
                decision["id"],
                "has no source.",
                "Write source or sources; what we decided ourselves has the source viktigast.",
            )
    for file, record, key in [("sources.toml", source, "link") for source in content["sources"]] + [
        ("links.toml", link, "url") for link in content["links"]
    ]:
        if not re.fullmatch(r"https://\S+", record.get(key, "https://none")):
            raise ContentError(
                file, record["id"], f"has a {key} that is no address.", "Write it with https:// and without spaces."
            )
    for source in content["sources"]:
        if ("link" in source) != ("seen" in source):
            raise ContentError(
                "sources.toml",
                source["id"],
                "must have both link and seen, or neither.",
                "Write the day the link was last seen.",
            )
        if source["review"] < today:
            raise ContentError(
                "sources.toml",
                source["id"],
                f"was to be reviewed by {source['review']}.",
                "Read the source again, correct what it says, and set read and review.",
            )
        if source["review"] <= source["read"]:
            raise ContentError(
                "sources.toml", source["id"], "is to be reviewed before it was read.", "Correct read or review."
            )


def _check_law(content: dict) -> None:
    for key in content:
        for file, where, field, text in _texts(content, key):
            if repealed(text) and (key, field) != ("sources", "replaces"):  # only there may the old law be named
                raise ContentError(file, where, "cites a repealed law.", REMEDY)


def _check_questions(content: dict) -> None:
    for question in content["questions"]:
        needs = {"list": "field", "choice": "option", "choices": "option"}.get(question["kind"])
        if needs and not question.get(needs):
            raise ContentError(
                "questions.toml",
                question["id"],
                f"is a {question['kind']} without {needs}s.",
                f"Add [[question.{needs}]].",
            )


def _check_circle(content: dict) -> None:
    rows = [row for part in content["parts"] for row in part["rows"]]
    known = [record["id"] for record in content["questions"] + content["notes"]]
    if sorted(rows) != sorted(known):
        odd = sorted(set(rows) ^ set(known)) or sorted({row for row in rows if rows.count(row) > 1})
        raise ContentError(
            "circle.toml", ", ".join(odd), "must stand in exactly one part's rows.", "Add it to a part, or take it out."
        )
    shares = [part["share"] for part in content["parts"]]
    if sum(shares) != 100 or max(content["parts"], key=lambda part: part["share"])["id"] != "needs":
        raise ContentError(
            "circle.toml", "[[part]]", "the shares must sum to 100, with needs the largest.", "Correct the shares."
        )
    order = [part["id"] for part in content["parts"]]
    for role in content["roles"]:
        if [part["part"] for part in role.get("part", [])] != order:
            raise ContentError(
                "roles.toml",
                role["id"],
                "must have the circle's five parts in their order.",
                f"Write {', '.join(order)}.",
            )


def _check_regions(content: dict) -> None:
    for region in content["regions"]:
        if not re.fullmatch("[a-z]+", region["slug"]):
            raise ContentError(
                "regions.toml",
                region["id"],
                f"has the slug {region['slug']!r}.",
                "Use a to z only; js/region.js takes nothing else from an address.",
            )
    if EVERYWHERE in {region["slug"] for region in content["regions"]}:
        raise ContentError(
            "regions.toml", EVERYWHERE, "is the address's word for no region.", "Give the region another slug."
        )
    seen = set()
    for local in content["locals"]:
        if (local["topic"], local["region"]) in seen:
            raise ContentError("regions.toml", _named(local), "stands twice.", "Put both texts into one record.")
        seen.add((local["topic"], local["region"]))
    _no_names_in_shared_text(content)


def _no_names_in_shared_text(content: dict) -> None:
    """What is said to everyone names no region's system."""
    systems = re.compile(
        r"\b("
        + "|".join(sorted((re.escape(region["system"]) for region in content["regions"]), key=len, reverse=True))
        + r")\b"
    )
    for key in (
        "checklists",
        "talk",
        "plan_contents",
        "roles",
        "questions",
        "rules",
        "guards",
        "parts",
        "notes",
        "invitation_fields",
        "tracks",
        "messages",
        "pages",
        "words",
    ):
        for file, where, _, text in _texts(content, key):
            if (found := systems.search(text)) and (key, file) != ("words", "regions.toml"):
                raise ContentError(
                    file,
                    where,
                    f"names {found[0]} in a text for everyone.",
                    "Write {system}, or put it in regions.toml.",
                )


def _check_holidays(content: dict) -> None:
    if not isinstance(content["years"], list) or [type(year) for year in content["years"]] != [int, int]:
        raise ContentError("holidays.toml", "years", "is not a first and a last year.", "Write years = [2026, 2036].")
    first, last = content["years"]
    for holiday in content["holidays"]:
        if [getattr(day, "year", None) for day in holiday["dates"]] != list(range(first, last + 1)):
            raise ContentError(
                "holidays.toml",
                holiday["id"],
                f"must have one date for each year from {first} to {last}, in order.",
                "Write the missing dates without quotes, or correct years.",
            )


def _check_choices(content: dict) -> None:
    """Keys with few values, and keys that name another record."""

    def ids(key: str) -> tuple[str, ...]:
        return tuple(record["id"] for record in content[key])

    items = [item for checklist in content["checklists"] for item in checklist.get("item", []) if "local" in item]
    allowed = (
        ("questions", content["questions"], "topic", ids("topics")),
        ("questions", content["questions"], "kind", QUESTION_KINDS),
        ("regions", content["locals"], "region", ids("regions")),
        ("regions", content["locals"], "topic", ids("local_topics")),
        ("checklists", items, "local", ids("local_topics")),
        ("discharge", content["tracks"], "region", ids("regions")),
        ("invitation", content["invitation_fields"], "kind", INVITATION_KINDS),
        ("talk", content["talk"], "moment", MOMENTS),
        ("talk", content["talk"], "kind", ("opener", "follow_up", "control", "say")),
        ("plan_contents", content["plan_contents"], "required", ("law", "practice")),
        ("goals", content["goal_examples"], "field", ("main_goal", "sub_goal")),
        ("goals", content["goal_examples"], "verdict", ("good", "bad")),
        ("links", content["links"], "group", ids("link_groups")),
    )
    for file, records, key, values in allowed:
        for record in records:
            if record[key] not in values:
                raise ContentError(
                    f"{file}.toml",
                    _named(record),
                    f"has the unknown {key} {record[key]!r}.",
                    f"Use one of {', '.join(values)}.",
                )
