"""The maps in the tree's English texts: every path that they name is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.places import HOUSE, ROOT

ROOTS = (ROOT, ROOT / "builder", ROOT / "builder" / "shell" / "theme", ROOT / "builder" / "shell" / "theme" / "js")
"""Paths in the maps begin at the top of the tree, in the program, in the theme or among its scripts."""
MADE = ("site/", "engine/licenses.txt", ".venv", ".cache", "node_modules", "js/name.js", "headers/")
"""What a build makes, and what a recipe tells the reader to make."""
MAPS = [*sorted(ROOT.glob("*.md")), *sorted(path for room in HOUSE for path in (ROOT / room).rglob("README.md"))]


def paths_in(text: str) -> Iterator[str]:
    """What is written as code and looks like a path: it has a slash, and no space or placeholder."""
    for quoted in re.findall(r"`([^`\n]+)`", text):
        for word in quoted.split():
            if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", word) and "/" in word and "name" not in word.lower():
                yield word


def test_a_path_is_told_from_other_code() -> None:
    assert list(
        paths_in("`a/b.py` `a/` `x=1` `docs/…/x.md` `make test` `tool/name.py` `python -m pytest tests/a.py`")
    ) == [
        "a/b.py",
        "a/",
        "tests/a.py",
    ]


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_on_a_map_is_there(path: Path) -> None:
    lost = [
        named
        for named in paths_in(path.read_text(encoding="utf-8"))
        if not named.startswith(MADE) and not any((root / named).exists() for root in (*ROOTS, path.parent))
    ]
    assert lost == []
