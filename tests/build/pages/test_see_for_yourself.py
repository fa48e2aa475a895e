"""The page Se själv tells how to verify a copy: its commands, run as they stand there, do what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def commands(root: Path) -> list[str]:
    """The commands under the heading, in their order: the first checks, the second finds what does not belong."""
    part = (
        (root / "docs" / "om" / "se-sjalv.md")
        .read_text(encoding="utf-8")
        .partition("{ #kopia }")[2]
        .partition("\n## ")[0]
        .partition("\n### ")[0]
    )
    found = re.findall(r"^    (\S.*)$", part, re.MULTILINE)
    assert len(found) == 2
    on_mac = re.findall("`(shasum .*?)`", part)
    return [found[0], found[1], *on_mac]


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return shutil.copytree(site, tmp_path / "copy")


def run(command: str, folder: Path) -> str:
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True).stdout


def test_a_true_copy_gives_no_answer(commands, copy):
    for command in commands:
        if shutil.which(command.split()[0].strip("(")) or command.startswith("("):
            assert run(command, copy) == "", command


def test_what_has_been_changed_or_added_is_named(commands, copy):
    (copy / "js" / "builder.js").write_text("changed")
    (copy / "js" / "extra.js").write_text("added")
    check, stray, *on_mac = commands
    assert run(check, copy) == "js/builder.js: FAILED\n"
    assert run(stray, copy) == "js/extra.js\n"
    for command in on_mac:
        if shutil.which("shasum"):
            assert run(command, copy) == "js/builder.js: FAILED\n"
