"""Reads content/ as plain dicts, and selects what the core gets of it.

Knows which file holds which records. Needs nothing but Python, since the command line reads through here too. Checks
nothing but that the files are there and are TOML: load.py holds them against schema/, for the build and the tests.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from builder.coaching.coach import RULE_KEYS
from builder.publish.records.inflection import pack_lexicon
from builder.text.du_form import PATTERNS

CONTENT = Path(__file__).parents[2] / "content"

RECORDS = {
    "areas": ("form/areas.toml", "area"),
    "topics": ("form/questions.toml", "topic"),
    "questions": ("form/questions.toml", "question"),
    "rules": ("coach/rules.toml", "rule"),
    "word_groups": ("coach/lexicon.toml", "group"),
    "spoken": ("coach/lexicon.toml", "spoken"),
    "openers": ("coach/openers.toml", "opener"),
    "coach_counts": ("coach/coach_counts.toml", "count"),
    "guards": ("coach/guard.toml", "guard"),
    "goal_examples": ("coach/goals.toml", "example"),
    "du_pronouns": ("coach/du_form.toml", "pronoun"),
    "du_lookalikes": ("coach/du_form.toml", "lookalike"),
    "du_orders": ("coach/du_form.toml", "order"),
    "du_requests": ("coach/du_form.toml", "request"),
    "du_speech": ("coach/du_form.toml", "speech"),
    "parts": ("meeting/circle.toml", "part"),
    "notes": ("meeting/circle.toml", "note"),
    "roles": ("meeting/roles.toml", "role"),
    "regions": ("meeting/regions.toml", "region"),
    "local_topics": ("meeting/regions.toml", "topic"),
    "locals": ("meeting/regions.toml", "local"),
    "talk": ("meeting/talk.toml", "talk"),
    "plan_contents": ("meeting/plan_contents.toml", "content"),
    "checklists": ("meeting/checklists.toml", "checklist"),
    "tracks": ("meeting/discharge.toml", "track"),
    "holidays": ("meeting/holidays.toml", "holiday"),
    "invitation_fields": ("meeting/invitation.toml", "field"),
    "sources": ("site/sources.toml", "source"),
    "link_groups": ("site/links.toml", "group"),
    "links": ("site/links.toml", "link"),
    "decisions": ("site/decisions.toml", "decision"),
    "terms": ("site/glossary.toml", "term"),
    "hazards": ("site/hazards.toml", "hazard"),
    "reading_limits": ("site/reading.toml", "limit"),
    "attempts": ("site/sesjalv.toml", "attempt"),
}
"""Where the records of each key of the content lie: the file, and the name of their tables in it."""

WORDS = {
    "regions": "meeting/regions.toml",
    "checklists": "meeting/checklists.toml",
    "roles": "meeting/roles.toml",
    "discharge": "meeting/discharge.toml",
    "invitation": "meeting/invitation.toml",
    "du_form": "coach/du_form.toml",
    "sesjalv": "site/sesjalv.toml",
}
"""The files with a [words] table: what a tool's buttons and messages say. By the name under `words` in the content."""

MESSAGES, PAGES, PHRASE, HOLIDAYS = (
    "form/messages.toml",
    "site/pages.toml",
    "form/phrase.toml",
    "meeting/holidays.toml",
)


class ContentError(Exception):
    """A record in content/ is wrong. Says which file and record, and what to do. Nobody catches it: the build stops."""

    def __init__(self, file: str, record: str, problem: str, remedy: str):
        """Take the file's path in content/, the record's place in it, and two sentences."""
        super().__init__(f"content/{file}, {record}: {problem} {remedy}")


def content_file(name: str, folder: Path = CONTENT) -> Path:
    """Return the path of a file of records, in whichever folder of content/ it lies."""
    (found,) = folder.glob(f"*/{name}")
    return found


def read_files(folder: Path = CONTENT) -> dict[str, dict[str, Any]]:
    """Return what each file of records holds, by its path in the folder. Raises ContentError where one is no TOML."""
    files = {}
    for path in sorted(folder.glob("*/*.toml")):
        file = path.relative_to(folder).as_posix()
        try:
            files[file] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ContentError(file, "the whole file", f"is not TOML: {error}.", "Mend the line it names.") from None
    return files


def content_of(files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return all content: the records of each key of RECORDS, messages, pages, phrase words, years, words by file."""
    content: dict[str, Any] = {key: files[file].get(table, []) for key, (file, table) in RECORDS.items()}
    content["messages"] = files[MESSAGES]
    content["pages"] = files[PAGES]
    content["phrase_words"] = files[PHRASE]["words"]
    content["years"] = files[HOLIDAYS]["years"]
    content["words"] = {name: files[file]["words"] for name, file in WORDS.items()}
    return content


@functools.cache
def source_files() -> dict[str, dict[str, Any]]:
    """Return what the files of this source tree hold. Read once; treat it as read-only."""
    return read_files()


def core_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return what the core reads, and no more, since every engine downloads it.

    Rules without their reasons and examples, questions as the sheet shows them, and the few messages of the sheet.
    """
    rule_keys = {"id", "finding", "strength", "check", "fields", "voices", "ask", "ask_other", "ask_staff", "openers"}
    return {
        "rules": [_only(rule, rule_keys | {*RULE_KEYS}) for rule in content["rules"]],
        "lexicon": pack_lexicon(content["word_groups"], content["spoken"]),
        "openers": [
            _only(opener, {"id", "start", "join", "apart", "drops", "whole", "verb_first", "clause_first"})
            for opener in content["openers"]
        ],
        "guards": [_only(record, {"id", "ask", "lists"}) for record in content["guards"]],
        "questions": [_core_question(question) for question in content["questions"]],
        "notes": [_only(note, {"id", "paper", "paper_other", "lines"}) for note in content["notes"]],
        "parts": [_only(part, {"id", "sv", "about", "rows", "share"}) for part in content["parts"]],
        "messages": _only(content["messages"], {"months", "writers", "sheet", "blank"}),
        "roles": [_only(role, {"id", "slug", "sv", "for_whom", "part"}) for role in content["roles"]],
        "circle": content["words"]["roles"]["core"],
        "tracks": [_only(track, {"id", "sv", "days", "sentence"}) for track in content["tracks"]],
        "holidays": [
            {**_only(holiday, {"sv", "eve"}), "dates": [str(day) for day in holiday["dates"]]}
            for holiday in content["holidays"]
        ],
        "years": content["years"],
        "discharge": content["words"]["discharge"]["core"],
        "du_form": {
            "pronouns": [_only(record, {"jag", "du"}) for record in content["du_pronouns"]],
            "lookalikes": [_only(record, {"forms", "exact", *PATTERNS}) for record in content["du_lookalikes"]],
            "orders": [_only(record, {*PATTERNS}) for record in content["du_orders"]],
            "requests": [_only(record, {*PATTERNS}) for record in content["du_requests"]],
            "speech": [_only(record, {*PATTERNS}) for record in content["du_speech"]],
            **content["words"]["du_form"]["core"],
        },
    }


@functools.cache
def read_core() -> dict[str, Any]:
    """Return what the core gets of this source tree, unchecked: the command line has no msgspec. Read-only."""
    return core_of(content_of(source_files()))


def _core_question(question: dict[str, Any]) -> dict[str, Any]:
    kept = _only(question, {"id", "kind", "paper", "paper_other", "empty", "lines", "option", "field", "du_of"})
    if "field" in kept:
        kept["field"] = [_only(field, {"id", "paper", "du_of"}) for field in kept["field"]]
    return kept


def _only(record: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key in keys}
