"""Reads and checks content/*.toml: one source for the core, the pages, the form and the tests.

Knows what every record must hold. A fault stops the build and says file, record and remedy. Decides nothing about
what is shown.
"""

from __future__ import annotations

import datetime
import functools
import re
import tomllib
from pathlib import Path

from builder.coach import CHECKS

CONTENT = Path(__file__).parent.parent / "content"
FINDINGS = ("empty", "support_not_goal", "vague", "problem_not_goal", "staff_language", "command", "someone_elses")
KINDS = ("text", "line", "choice", "choices", "list")

# For every kind of record: the keys it must have, and those it may have. Written once, checked for each record.
_RECORDS = {
    "source": ({"id", "title", "publisher", "region", "date", "read"}, {"link"}),
    "term": ({"code", "sv", "plain", "source"}, set()),
    "area": ({"id", "ibic", "sv", "idea", "source"}, {"idea_other"}),
    "part": ({"id", "sv", "share", "about", "rows", "source"}, set()),
    "note": ({"id", "paper", "lines", "source"}, {"paper_other"}),
    "topic": ({"id", "core", "minutes", "sv"}, {"sv_other"}),
    "question": (
        {"id", "topic", "kind", "ask", "paper", "empty", "source"},
        {"ask_other", "hint", "hint_other", "paper_other", "lines", "coach", "ideas", "item", "field", "option", "way_in"},
    ),
    "rule": (
        {"id", "title", "finding", "strength", "check", "fields", "match", "ask", "why", "source", "bad", "good"},
        {"ask_other", "unless", "voices"},
    ),
}


class ContentError(Exception):
    """A record in content/ is wrong. Says which file and record, and what to do. Nobody catches it: the build stops."""

    def __init__(self, file: str, record: str, problem: str, remedy: str):
        super().__init__(f"content/{file}, {record}: {problem} {remedy}")


def _read(file: str, folder: Path) -> dict:
    try:
        return tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(file, "the whole file", f"is not TOML: {error}.", "Mend the line it names.") from error


def _records(data: dict, kind: str, file: str) -> list[dict]:
    must, may = _RECORDS[kind]
    key = "code" if kind == "term" else "id"
    seen: set[str] = set()
    for record in data[kind]:
        name = f"[[{kind}]] {record.get(key, '(without ' + key + ')')}"
        if missing := sorted(must - record.keys()):
            raise ContentError(file, name, f"lacks {', '.join(missing)}.", "Write it in the record.")
        if unknown := sorted(record.keys() - must - may):
            raise ContentError(file, name, f"has unknown keys {', '.join(unknown)}.", "Correct the spelling or take them out.")
        if record[key] in seen:
            raise ContentError(file, name, "stands twice.", "Give one of them another id.")
        seen.add(record[key])
    return data[kind]


def _check_sources(content: dict) -> None:
    known = {source["id"] for source in content["sources"]}
    for kind, file in (("terms", "glossary"), ("areas", "areas"), ("parts", "circle"), ("notes", "circle"), ("rules", "rules"), ("questions", "questions")):
        for record in content[kind]:
            for sourced in (record, *record.get("way_in", [])):
                if sourced["source"] not in known:
                    raise ContentError(
                        f"{file}.toml", str(record.get("id", record.get("code"))), f"names the source {sourced['source']!r}, which sources.toml lacks.", "Add the source or correct the id."
                    )
    for source in content["sources"]:
        if not isinstance(source["read"], datetime.date):
            raise ContentError("sources.toml", source["id"], "has a read that is no date.", "Write it as 2026-11-24, without quotes.")


def _check_questions(content: dict) -> None:
    topics = {topic["id"] for topic in content["topics"]}
    for question in content["questions"]:
        if question["topic"] not in topics:
            raise ContentError("questions.toml", question["id"], f"belongs to the unknown topic {question['topic']!r}.", "Add the topic or correct the id.")
        if question["kind"] not in KINDS:
            raise ContentError("questions.toml", question["id"], f"has the unknown kind {question['kind']!r}.", f"Use one of {', '.join(KINDS)}.")
        needs = {"list": "field", "choice": "option", "choices": "option"}.get(question["kind"])
        if needs and not question.get(needs):
            raise ContentError("questions.toml", question["id"], f"is a {question['kind']} without {needs}s.", f"Add [[question.{needs}]].")
    rows = [row for part in content["parts"] for row in part["rows"]]
    known = [record["id"] for record in content["questions"] + content["notes"]]
    if sorted(rows) != sorted(known):
        odd = sorted(set(rows) ^ set(known)) or sorted({row for row in rows if rows.count(row) > 1})
        raise ContentError("circle.toml", ", ".join(odd), "must stand in exactly one part's rows.", "Add it to a part, or take it out.")
    shares = [part["share"] for part in content["parts"]]
    if sum(shares) != 100 or max(content["parts"], key=lambda part: part["share"])["id"] != "needs":
        raise ContentError("circle.toml", "[[part]]", "the shares must sum to 100, with needs the largest.", "Correct the shares.")


def _check_rules(content: dict) -> None:
    for rule in content["rules"]:
        for key, allowed in (("finding", FINDINGS), ("check", tuple(CHECKS)), ("strength", ("ask", "tip"))):
            if rule[key] not in allowed:
                raise ContentError("rules.toml", rule["id"], f"has the unknown {key} {rule[key]!r}.", f"Use one of {', '.join(allowed)}.")
        for key in ("match", "unless"):
            try:
                re.compile(rule.get(key, ""))
            except re.error as error:
                raise ContentError("rules.toml", rule["id"], f"{key} is no pattern: {error}.", "Mend the pattern.") from error
        if not rule["bad"] or not rule["good"]:
            raise ContentError("rules.toml", rule["id"], "lacks examples.", "Add at least one bad and one good.")


def load_content(folder: Path = CONTENT) -> dict:
    """Return all content, checked: sources, terms, areas, parts, notes, topics, questions, rules (lists of dicts) and messages."""
    circle, questions = _read("circle.toml", folder), _read("questions.toml", folder)
    content = {
        "sources": _records(_read("sources.toml", folder), "source", "sources.toml"),
        "terms": _records(_read("glossary.toml", folder), "term", "glossary.toml"),
        "areas": _records(_read("areas.toml", folder), "area", "areas.toml"),
        "parts": _records(circle, "part", "circle.toml"),
        "notes": _records(circle, "note", "circle.toml"),
        "topics": _records(questions, "topic", "questions.toml"),
        "questions": _records(questions, "question", "questions.toml"),
        "rules": _records(_read("rules.toml", folder), "rule", "rules.toml"),
        "messages": _read("messages.toml", folder),
    }
    _check_sources(content)
    _check_questions(content)
    _check_rules(content)
    return content


@functools.cache
def load_catalog() -> dict:
    """Return the checked content of this source tree. Read once; treat it as read-only."""
    return load_content()


def core_catalog() -> dict:
    """Return what the core reads, and no more, since every engine downloads it: rules without their reasons and examples,
    questions as the sheet shows them, and the few messages that stand on the sheet."""
    content = load_catalog()
    return {
        "rules": [_only(rule, {"id", "finding", "strength", "check", "fields", "match", "unless", "voices", "ask", "ask_other"}) for rule in content["rules"]],
        "questions": [_core_question(question) for question in content["questions"]],
        "notes": [_only(note, {"id", "paper", "paper_other", "lines"}) for note in content["notes"]],
        "parts": [_only(part, {"id", "sv", "about", "rows"}) for part in content["parts"]],
        "messages": _only(content["messages"], {"months", "writers", "sheet", "blank"}),
    }


def _core_question(question: dict) -> dict:
    kept = _only(question, {"id", "kind", "paper", "paper_other", "empty", "lines", "option", "field"})
    if "field" in kept:
        kept["field"] = [_only(field, {"id", "paper"}) for field in kept["field"]]
    return kept


def _only(record: dict, keys: set[str]) -> dict:
    return {key: value for key, value in record.items() if key in keys}
