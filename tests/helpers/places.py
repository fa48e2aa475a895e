"""Where things lie in the source tree, and how the tests read them. Knows folders and TOML, and no test."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
EXAMPLES = TESTS / "examples"
BUILDER = ROOT / "builder"
CONTENT = BUILDER / "content"
THEME = BUILDER / "shell" / "theme"
"""What MkDocs publishes as it is: templates, scripts, style sheets and pictures."""

HOUSE = ("builder", "tools", "bench", "tests")
"""The folders that hold our own code."""


def example(name: str) -> Path:
    """Return the path of a file in examples/, in whichever folder there it lies."""
    (found,) = EXAMPLES.rglob(name)
    return found


def read_toml(path: Path) -> dict:
    """Return what a TOML file holds."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
