"""Every folder of tests is collected when pytest is given the whole of tests/."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest


def test_pytest_leaves_no_folder_out(root: Path, pytestconfig: pytest.Config) -> None:
    folders = {file.parent for file in (root / "tests").rglob("test_*.py")}
    left_out = [
        str(folder)
        for folder in folders
        for part in folder.relative_to(root).parts
        if any(fnmatch(part, pattern) for pattern in pytestconfig.getini("norecursedirs"))
    ]
    assert left_out == []
