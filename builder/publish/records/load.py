"""Reads content/*.toml: one source for the core, the pages, the tools, the form and the tests.

Knows how a file becomes checked records. A fault stops the build and says file, record and remedy. Decides nothing
about what is shown; what a record holds stands in schema.py, what spans records in checks.py.
"""

from __future__ import annotations

import datetime
import functools
import tomllib
from pathlib import Path

from builder.coaching.coach import RULE_KEYS
from builder.publish.records.checks import check_content
from builder.publish.records.inflection import pack_lexicon
from builder.publish.records.schema import KINDS, SHAPES, WORDS, ContentError, Kind
from builder.text.du_form import PATTERNS

CONTENT = Path(__file__).parents[2] / "content"


def content_file(name: str, folder: Path = CONTENT) -> Path:
    """Return the path of a file of records, in whichever folder of content/ it lies. Raises ContentError where there is none or several."""
    found = sorted(folder.glob(f"*/{name}"))
    if len(found) != 1:
        problem, remedy = (
            ("is not there.", "Put it back.") if not found else ("stands in several folders.", "Keep one of them.")
        )
        raise ContentError(name, "the whole file", problem, remedy)
    return found[0]


def _read(file: str, folder: Path) -> dict:
    try:
        return tomllib.loads(content_file(file, folder).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(file, "the whole file", f"is not TOML: {error}.", "Mend the line it names.") from error


def _records(data: dict, kind: Kind, file: str) -> list[dict]:
    seen: set[tuple[str, str]] = set()
    for number, record in enumerate(data.get(kind.name, []), start=1):
        name = f"[[{kind.name}]] {record.get(kind.id) or 'number ' + str(number)}"
        if missing := sorted(kind.must - record.keys()):
            raise ContentError(file, name, f"lacks {', '.join(missing)}.", "Write it in the record.")
        if unknown := sorted(record.keys() - kind.must - kind.may):
            raise ContentError(
                file, name, f"has unknown keys {', '.join(unknown)}.", "Correct the spelling or take them out."
            )
        _check_values(record, kind, file, name)
        for key in (kind.id, "slug"):
            if key in record:
                if (key, record[key]) in seen:
                    raise ContentError(file, name, f"stands twice, by its {key}.", f"Give one of them another {key}.")
                seen.add((key, record[key]))
        for inner in kind.nested.values():
            _records(record, inner, f"{file}, {name}")
    return data.get(kind.name, [])


def _check_values(record: dict, kind: Kind, file: str, name: str) -> None:
    """Every value has its key's type (True is no number), and no text or list is empty."""
    for key in record.keys() - kind.nested.keys():
        value, shape = record[key], SHAPES.get(key, str)
        shapes = shape if isinstance(shape, tuple) else (shape,)
        if type(value) not in shapes:
            words = " or ".join(one.__name__ for one in shapes)
            raise ContentError(
                file,
                name,
                f"has {key} = {value!r}, which is no {words}.",
                "Write text with quotes; numbers, dates, true and false without.",
            )
        if isinstance(value, (str, list)) and not (value.strip() if isinstance(value, str) else value):
            raise ContentError(file, name, f"has an empty {key}.", "Fill it in, or take the key out.")


def load_content(folder: Path = CONTENT, today: datetime.date | None = None) -> dict:
    """Return all content, checked: a list of records for each kind in schema.py, under its key; messages;
    pages; the words of passphrases; words by file.

    today: the day that review dates are held against; the clock's unless given.
    """
    files = {file: _read(file, folder) for file in sorted({kind.file for kind in KINDS})}
    known = {kind.name for kind in KINDS} | {"words", "years"}
    for file, data in files.items():
        if odd := sorted(data.keys() - known):
            raise ContentError(
                file, ", ".join(odd), "is no kind of record.", "Correct the spelling, or add it to schema.py."
            )
    content: dict = {kind.key: _records(files[kind.file], kind, kind.file) for kind in KINDS}
    content["messages"] = _read("messages.toml", folder)
    content["pages"] = _read("pages.toml", folder)
    content["phrase_words"] = _read("phrase.toml", folder)["words"]
    content["years"] = files["holidays.toml"].get("years")
    content["words"] = {name: files[f"{name}.toml"].get("words", {}) for name in WORDS}
    check_content(content, today or datetime.date.today())
    return content


@functools.cache
def load_catalog() -> dict:
    """Return the checked content of this source tree. Read once; treat it as read-only."""
    return load_content()


@functools.cache
def core_catalog() -> dict:
    """Return what the core reads, and no more, since every engine downloads it: rules without their reasons and examples,
    questions as the sheet shows them, and the few messages that stand on the sheet. Treat it as read-only."""
    content = load_catalog()
    return {
        "rules": [
            _only(
                rule,
                {
                    "id",
                    "finding",
                    "strength",
                    "check",
                    "fields",
                    "voices",
                    "ask",
                    "ask_other",
                    "ask_staff",
                    "openers",
                    *RULE_KEYS,
                },
            )
            for rule in content["rules"]
        ],
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
            "orders": [_only(record, set(PATTERNS)) for record in content["du_orders"]],
            "requests": [_only(record, set(PATTERNS)) for record in content["du_requests"]],
            "speech": [_only(record, set(PATTERNS)) for record in content["du_speech"]],
            **content["words"]["du_form"]["core"],
        },
    }


def _core_question(question: dict) -> dict:
    kept = _only(question, {"id", "kind", "paper", "paper_other", "empty", "lines", "option", "field", "du_of"})
    if "field" in kept:
        kept["field"] = [_only(field, {"id", "paper", "du_of"}) for field in kept["field"]]
    return kept


def _only(record: dict, keys: set[str]) -> dict:
    return {key: value for key, value in record.items() if key in keys}
