"""Names that the code and the records share, held against both: a name that only one of them knows stops the build.

Knows where in the code each set of names is. The lexicon's groups are strings wherever the coach asks whether a word is
among them, so they are read from the source.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from builder.coaching import openers, rule_checks, tokens, wish
from builder.coaching.coach import VOICES
from builder.publish.records.inflection import CLASSES
from builder.publish.records.read import ContentError
from builder.publish.records.schema import coach as schema
from builder.publish.records.schema.types import READ_GROUPS, Voice
from builder.text.personal_data import GUARDS

READERS = (wish, rule_checks, openers, tokens)
"""The modules that name groups of the lexicon."""


def check_shared_names(content: dict[str, Any]) -> None:
    """Raise ContentError at the first name that only the code, or only the records, know."""
    _same("coach/rules.toml", "check", get_args(schema.Check), rule_checks.CHECKS, "rule_checks.py, CHECKS")
    _same("coach/rules.toml", "voice", get_args(Voice), VOICES, "coach.py, VOICES")
    _same("coach/lexicon.toml", "class", schema.Inflected.__struct_fields__, CLASSES, "inflection.py, CLASSES")
    guards = [str(kind.__struct_config__.tag) for kind in schema.GUARD_KINDS]
    _same("coach/guard.toml", "guard", guards, GUARDS, "personal_data.py, GUARDS")
    _all_there("coach/guard.toml", "guard", GUARDS, [guard["id"] for guard in content["guards"]], "personal_data.py")
    groups = [group["id"] for group in content["word_groups"]]
    for module in READERS:
        path = Path(str(module.__file__))
        _all_there("coach/lexicon.toml", "group", groups_in(path), [*groups, *READ_GROUPS], path.name)
    findings = [rule["finding"] for rule in content["rules"]]
    _all_there("coach/rules.toml", "finding", get_args(schema.Finding), findings, "schema/coach.py, Finding")


def _same(file: str, noun: str, described: Iterable[str], known: Iterable[str], place: str) -> None:
    for name in sorted({*described} ^ {*known}):
        raise ContentError(
            file,
            f"{noun} {name!r}",
            f"is described in schema/ or known by the code ({place}), but not both.",
            "Write it in both, or in neither.",
        )


def _all_there(file: str, noun: str, needed: Iterable[str], there: Iterable[str], place: str) -> None:
    for name in sorted({*needed} - {*there}):
        raise ContentError(
            file,
            f"[[{noun}]] {name}",
            f"is not there, but {place} names it.",
            f"Add the record, or correct the name in {place}.",
        )


@functools.cache
def groups_in(path: Path) -> frozenset[str]:
    """Return the names of groups in a module's source.

    They are: what is given to a word's among(); what a word's groups, or one `group`, are compared with; and what is in
    the module's constants that are used so.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    return frozenset(name for node in ast.walk(tree) for used in _uses(node) for name in _strings(used, constants))


def _uses(node: ast.AST) -> list[ast.expr]:
    """Return what a piece of the program takes for groups."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "among":
        return node.args
    if isinstance(node, ast.Compare) and _is_groups(node.left):
        return node.comparators
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute) and _is_groups(node.targets[0]):
        return [node.value]
    return []


def _is_groups(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "groups") or (
        isinstance(node, ast.Name) and node.id in ("group", "groups")
    )


def _strings(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """Yield the texts in an expression and in constants that it names; not the key that a record is asked for."""
    if isinstance(node, ast.Subscript):
        return
    if isinstance(node, ast.Dict):
        for key in node.keys:
            if key:
                yield from _strings(key, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from _strings(constants[node.id], constants)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _strings(child, constants)
