"""Holds each file of records against its type, and says what does not fit: file, record, fault and remedy.

Knows msgspec's messages and what they mean to the one who edits a record. Knows no kind of record.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

from builder.publish.records.read import ContentError
from builder.publish.records.schema.files import FILES
from builder.publish.records.values import (
    WHOLE,
    Where,
    bare,
    chosen,
    into_record,
    into_table,
    is_record,
    named,
    types_of_files,
)

_AS_THEY_ARE = (datetime.date, datetime.datetime, datetime.time)
"""What TOML itself knows: no text is taken for one of these."""
_FAULT = re.compile(r"(?P<fault>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>.*)`)?", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_WANTED = {
    "str": "text",
    "int": "a whole number",
    "bool": "true or false",
    "date": "a date",
    "array": "a list",
    "object": "a table",
}


def check_files(files: dict[str, dict[str, Any]]) -> None:
    """Raise ContentError at the first file that is missing, that nobody knows, or that does not fit its type."""
    for file in FILES:
        if file not in files:
            raise ContentError(file, WHOLE, "is not there.", "Put it back.")
    for file, data in files.items():
        if file not in FILES:
            raise ContentError(
                file, WHOLE, "is no file of records.", "Correct its name, or describe it in schema/files.py."
            )
        check_file(file, data)


def check_file(file: str, data: dict[str, Any]) -> None:
    """Raise ContentError at the first value in a file that does not fit."""
    if fault := _fault(data, FILES[file]):
        raise _told(file, data, fault) from None


def _fault(data: Any, kind: type[msgspec.Struct]) -> str:
    try:
        msgspec.convert(data, kind, builtin_types=_AS_THEY_ARE)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _told(file: str, data: dict[str, Any], fault: str) -> ContentError:
    found = _FAULT.fullmatch(fault)
    assert found is not None, fault
    where, key, value, kind = _place(file, data, _STEP.findall(found["path"] or ""), fault)
    if found["key"] and isinstance(kind, inspect.DictType):
        value = next(name for name in value if _fault(_with_only(data, where, name), FILES[file]) == fault)
        key, kind = "key", kind.key_type
    return ContentError(file, named(where) if where or not key else key, *_said(found["fault"], key, value, kind))


def _place(
    file: str, data: dict[str, Any], steps: Sequence[tuple[str, str]], fault: str
) -> tuple[Where, str, Any, inspect.Type]:
    """Where msgspec's path leads: the record, the key in it, its value and its type."""
    where: Where = ()
    value: Any = data
    key, kind = "", types_of_files()[file]
    for name, number in steps:
        inner, _ = bare(kind)
        if isinstance(inner, inspect.ListType):
            kind, value = inner.item_type, value[int(number)]
            if is_record(bare(kind)[0]):
                where = into_record(where, key, value, int(number) + 1, bare(kind)[0])
                key = ""
        elif isinstance(inner, inspect.DictType):
            key = next(one for one in value if _fault(_with_only(data, where, one), FILES[file]) == fault)
            kind, value = inner.value_type, value[key]
        else:
            struct = chosen(inner, value)
            fields = {field.encode_name: field.type for field in struct.fields} if struct else {}
            kind, key, value = fields.get(name, inner), name, value[name]
            if isinstance(value, dict) and (is_record(bare(kind)[0]) or isinstance(bare(kind)[0], inspect.DictType)):
                where = into_table(where, key)
    return where, key, value, kind


def _with_only(data: dict[str, Any], where: Where, name: str) -> dict[str, Any]:
    """Return a file's data where the table at a place has one key only: that is how a fault in a table is found."""
    copy = dict(data)
    table = copy
    for step in where[-1].strip("[]").split("."):
        table[step] = dict(table[step])
        table = table[step]
    only = {name: table[name]}
    table.clear()
    table.update(only)
    return copy


def _said(fault: str, key: str, value: Any, kind: inspect.Type) -> tuple[str, str]:
    """Return the problem and the remedy for one of msgspec's faults."""
    kind, extra = bare(kind)
    if fault.startswith(("Object contains unknown field", "Object missing required field")):
        return _keys(value, kind)
    if wanted := re.match(r"Expected `(\w+)`, got ", fault):
        return (
            f"has {key} = {written(value)}, which must be {_WANTED[wanted[1]]}.",
            "Write text with quotes; numbers, dates, true and false without.",
        )
    if fault.startswith("Invalid "):
        return f"has the unknown {key} {written(value)}.", f"Use one of {', '.join(_choices(kind))}."
    if "says" in extra:
        return extra["says"].format(key=key, value=value), extra["remedy"]
    if isinstance(value, list) and not value:
        return f"has an empty {key}.", "Fill it in, or take the key out."
    if isinstance(value, list):
        return f"has {len(value)} texts in {key}.", f"Write {fault.rpartition(' ')[2]}."
    return f"has {key} = {written(value)}.", f"{fault.replace('`int`', 'a number')}."


def written(value: Any) -> str:
    """Return a value as it is named in a message."""
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else str(value)


def _keys(record: dict[str, Any], kind: inspect.Type) -> tuple[str, str]:
    """Say which keys a record lacks, and which it has that nobody knows: one may be the other misspelt."""
    struct = chosen(kind, record)
    if struct is None:
        assert isinstance(kind, inspect.UnionType)
        tag = next(one.tag_field for one in kind.types if isinstance(one, inspect.StructType))
        return f"lacks {tag}.", f"Use one of {', '.join(_choices(kind))}."
    known = {field.encode_name for field in struct.fields} | {struct.tag_field}
    missing = [field.encode_name for field in struct.fields if field.required and field.encode_name not in record]
    unknown = [key for key in record if key not in known]
    problems = [f"lacks {', '.join(missing)}"] if missing else []
    problems += [f"has the unknown key {', '.join(unknown)}"] if unknown else []
    if not unknown:
        return f"{problems[0]}.", "Write it there."
    names = [str(key) for key in known if key]
    meant = missing or get_close_matches(unknown[0], names) or sorted(set(names) - record.keys())
    spelling = f"Correct the spelling ({', '.join(meant)}), or take it out." if meant else "Take it out."
    return f"{' and '.join(problems)}.", spelling


def _choices(kind: inspect.Type) -> list[str]:
    if isinstance(kind, inspect.LiteralType):
        return [str(value) for value in kind.values]
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return [str(one.tag) for one in kinds if isinstance(one, inspect.StructType)]
