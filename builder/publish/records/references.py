"""What names something must name something that is there: one walk over all values whose type is a reference.

Knows how a reference, a name that must be given once, a flag and what the program fills in are noted on a type
(schema/types.py), and where the things are that are named. Knows no rule between records.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

from builder.publish.records.read import CONTENT, RECORDS, ContentError
from builder.publish.records.values import Records, Value, bare, chosen, into_record, named, named_by

DOCS = CONTENT.parents[1] / "docs"
SHORT = 12
"""So many names a remedy lists; of more it names those that are alike."""


class Target(NamedTuple):
    """What a reference may name, and what is said where it names nothing."""

    names: frozenset[str]
    problem: str
    remedy: str
    alike: bool = True
    """Whether the remedy goes on with names that may have been meant."""


def check_values(values: Iterable[Value | Records], content: dict[str, Any]) -> None:
    """Raise ContentError at the first name that is given twice, reference to nothing, or value that a note forbids."""
    targets = _targets(content)
    for found in values:
        if isinstance(found, Records):
            _check_names(found)
        else:
            _check_value(found, targets)


def _targets(content: dict[str, Any]) -> dict[str, Target]:
    targets = {
        key: Target(
            frozenset(str(record["id"]) for record in content[key] if "id" in record),
            "has the unknown {key} {value!r}.",
            f"Correct the name, or add [[{table}]] to content/{file}.",
        )
        for key, (file, table) in RECORDS.items()
    }
    targets["list_questions"] = Target(
        frozenset(question["id"] for question in content["questions"] if question["kind"] == "list"),
        "has words for {value!r}, which is no list question.",
        "Correct the name, or take the words out.",
    )
    targets["buttons_of_lists"] = Target(
        frozenset(content["messages"]["items"]),
        "is a list question without words for adding one more.",
        "Write the words under its id in content/form/messages.toml, [items].",
        alike=False,
    )
    targets["short_sources"] = Target(
        frozenset(content["words"]["checklists"]["sources"]),
        "has the {key} {value!r}, which has no short name.",
        "Correct the id, or give the source a short name in content/meeting/checklists.toml, [words.sources].",
        alike=False,
    )
    targets["pages"] = Target(
        frozenset(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")),
        "names the page {value!r}, which docs/ lacks.",
        "Name a file in docs/, as personal/kalla.md.",
    )
    return targets


def _check_names(found: Records) -> None:
    """Hold that no two records of a list share their name, or a value whose type says `once`."""
    keys = named_by(found.kind)
    alone = {
        (field.encode_name,)
        for field in getattr(chosen(found.kind, found.records[0]), "fields", ())
        if bare(field.type)[1].get("once")
    }
    for together in [keys, *sorted(alone)]:
        seen = set()
        for number, record in enumerate(found.records, start=1):
            name = tuple(record.get(key) for key in together)
            if together and name in seen:
                where = into_record(found.where, found.key, record, number, found.kind)
                spelled = " and ".join(together)
                raise ContentError(
                    found.file,
                    named(where),
                    f"is there twice, by its {spelled}.",
                    f"Give one of them another {spelled}.",
                )
            seen.add(name)


def _check_value(found: Value, targets: dict[str, Target]) -> None:
    extra, value = found.extra, found.value
    if "flag" in extra and value is False:
        raise _fault(found, extra["says"], extra["remedy"])
    if "day" in extra and not (type(value) is datetime.date or (isinstance(value, str) and value.strip())):
        raise _fault(
            found,
            "has {key} = {value!r}, which must be a date or words.",
            "Write the day as 2026-11-24, without quotes.",
        )
    if isinstance(value, str) and "pattern" not in extra and ("{" in value or "}" in value):
        _check_holes(found, extra.get("holes", ()))
    if "ref" in extra and value not in extra["also"]:
        possible = [targets[kind] for kind in extra["ref"] if kind != "siblings"]
        names = found.siblings if "siblings" in extra["ref"] else frozenset()
        if value not in names and not any(value in target.names for target in possible):
            target = possible[0] if possible else Target(names, "has the unknown {key} {value!r}.", "Correct the name.")
            alike = _alike(value, names.union(*(one.names for one in possible))) if target.alike else ""
            raise _fault(found, target.problem, target.remedy + alike)


def _check_holes(found: Value, holes: tuple[str, ...]) -> None:
    """Hold that a text has nothing in braces but what the program fills in."""
    known = [f"{{{hole}}}" for hole in holes]
    for odd in re.findall(r"\{[^{}]*\}|[{}]", found.value):
        if odd not in known:
            raise ContentError(
                found.file,
                found.record,
                f"has {odd} in {found.key}, which nothing fills in.",
                f"Use {' or '.join(known)}." if known else "Write it without braces.",
            )


def _fault(found: Value, problem: str, remedy: str) -> ContentError:
    return ContentError(found.file, found.record, problem.format(key=found.key, value=found.value), remedy)


def _alike(name: str, names: frozenset[str]) -> str:
    close = sorted(names) if len(names) <= SHORT else get_close_matches(name, sorted(names))
    return f" There is {', '.join(close)}." if close else ""
