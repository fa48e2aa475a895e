"""JSON Schemas of the files of records: an editor offers the keys, says what each means, and marks what does not fit.

Knows where the schemas lie and how a TOML file names its own. An editor sees one file at a time: references and what
must hold between records are for the build alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from builder.publish.records.read import CONTENT
from builder.publish.records.schema.files import FILES

SCHEMAS = CONTENT / "schemas"


def schema_file(file: str) -> str:
    """Return the path within schemas/ of the schema of a file: form/areas.toml has form/areas.schema.json."""
    return file.removesuffix(".toml") + ".schema.json"


def first_line(file: str) -> str:
    """Return the first line of a file of records, by which editors find its schema."""
    return f"#:schema ../schemas/{schema_file(file)}"


def schemas() -> dict[str, str]:
    """Return every schema as text, by its path within schemas/."""
    made = {}
    for file, kind in FILES.items():
        schema = {"$schema": "http://json-schema.org/draft-07/schema#", **msgspec.json.schema(kind)}
        made[schema_file(file)] = json.dumps(schema, indent=1) + "\n"
    return made


def write_schemas(folder: Path = SCHEMAS) -> None:
    """Write every schema into a folder, and take away those of files that are gone."""
    made = schemas()
    for old in folder.rglob("*.schema.json"):
        if old.relative_to(folder).as_posix() not in made:
            old.unlink()
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
