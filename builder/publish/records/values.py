"""Walks through a file of records along its type: every value with the record it is in and what its type says of it.

Knows how a place in a file is named for the one who mends it. Knows no kind of record, and no rule.
"""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

from msgspec import inspect

from builder.publish.records.schema.files import FILES

WHOLE = "the whole file"
Where = tuple[str, ...]
"""The tables around a value, outermost first: ("[[question]] sub_goals", "[[field]] first_step")."""


class Value(NamedTuple):
    """One text, number, day or yes in a file; a list has one for each of its members."""

    file: str
    where: Where
    key: str
    value: Any
    extra: dict[str, Any]
    """What the type says that msgspec does not know; schema/types.py names the keys."""
    siblings: frozenset[str]
    """The names of the records in the same list as the value's own."""

    @property
    def record(self) -> str:
        """The record as it is named in a message."""
        return named(self.where)


class Records(NamedTuple):
    """One list of records in a file, with the type of its members."""

    file: str
    where: Where
    key: str
    records: list[dict[str, Any]]
    kind: inspect.Type


def named(where: Where) -> str:
    """Return a place as it is named in a message."""
    return ", ".join(where) or WHOLE


def into_table(where: Where, key: str) -> Where:
    """Return the place of a table within a place."""
    if where and where[-1].startswith("[") and not where[-1].startswith("[["):
        return (*where[:-1], f"{where[-1][:-1]}.{key}]")
    return (*where, f"[{key}]")


def into_record(where: Where, key: str, record: Any, number: int, kind: inspect.Type) -> Where:
    """Return the place of a record in a list: by its name, else by its number, which begins with 1."""
    name = " ".join(str(record[part]) for part in named_by(kind) if isinstance(record, dict) and record.get(part))
    return (*where, f"[[{key}]] {name or f'number {number}'}")


def named_by(kind: inspect.Type) -> tuple[str, ...]:
    """Return the keys that name a record of the type."""
    if isinstance(kind, inspect.UnionType):
        kind = kind.types[0]
    return tuple(getattr(kind.cls, "named_by", ())) if isinstance(kind, inspect.StructType) else ()


_NOTHING: dict[str, Any] = {}
_RECORD = (inspect.StructType, inspect.UnionType)


def bare(kind: inspect.Type) -> tuple[inspect.Type, dict[str, Any]]:
    """Return a type without what is noted on it, and the notes."""
    if not isinstance(kind, inspect.Metadata):
        return kind, _NOTHING
    inner, extra = bare(kind.type)
    return inner, extra | (kind.extra or {})


def is_record(kind: inspect.Type) -> bool:
    """Whether a bare type is a table of named keys, or one of several such."""
    return isinstance(kind, _RECORD)


def chosen(kind: inspect.Type, record: Any) -> inspect.StructType | None:
    """Return the type of a record out of one or several; None where its tag is missing or unknown."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    for one in kinds:
        if isinstance(one, inspect.StructType) and (
            one.tag_field is None or (isinstance(record, dict) and record.get(one.tag_field) == one.tag)
        ):
            return one
    return None


@functools.cache
def types_of_files() -> dict[str, inspect.Type]:
    """Return the type of each file of records, taken apart."""
    return dict(zip(FILES, inspect.multi_type_info(FILES.values()), strict=True))


def walk(file: str, data: dict[str, Any]) -> list[Value | Records]:
    """Return every list of records in a file that fits its type, and every value, in the order of the type."""
    found: list[Value | Records] = []
    _Walk(file, found).into(types_of_files()[file], data, (), "", frozenset())
    return found


class _Walk(NamedTuple):
    file: str
    found: list[Value | Records]

    def into(self, kind: inspect.Type, data: Any, where: Where, key: str, siblings: frozenset[str]) -> None:
        """Add what is in a value: the value itself, where it holds no others."""
        kind, extra = bare(kind)
        if isinstance(kind, inspect.ListType):
            self._list(kind.item_type, data, where, key, siblings)
        elif isinstance(kind, inspect.DictType):
            inner = into_table(where, key)
            for name, value in data.items():
                self.into(kind.key_type, name, inner, "key", siblings)
                self.into(kind.value_type, value, inner, name, siblings)
        elif is_record(kind):
            struct = chosen(kind, data)
            inner = into_table(where, key) if key else where
            for field in struct.fields if struct else ():
                if field.encode_name in data:
                    self.into(field.type, data[field.encode_name], inner, field.encode_name, siblings)
        else:
            self.found.append(Value(self.file, where, key, data, extra, siblings))

    def _list(self, item: inspect.Type, data: list[Any], where: Where, key: str, siblings: frozenset[str]) -> None:
        item, extra = bare(item)
        if is_record(item):
            self.found.append(Records(self.file, where, key, data, item))
            names = frozenset(str(record.get("id", "")) for record in data)
            for number, record in enumerate(data, start=1):
                self.into(item, record, into_record(where, key, record, number, item), "", names)
        else:
            self.found.extend(Value(self.file, where, key, value, extra, siblings) for value in data)
