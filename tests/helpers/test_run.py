"""How a test run is set up: every folder is collected, and what all workers share is made once."""

from __future__ import annotations

import threading
from fnmatch import fnmatch
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.helpers.once import made_once


def test_pytest_leaves_no_folder_out(root: Path, pytestconfig: pytest.Config) -> None:
    folders = {file.parent for file in (root / "tests").rglob("test_*.py")}
    left_out = [
        str(folder)
        for folder in folders
        for part in folder.relative_to(root).parts
        if any(fnmatch(part, pattern) for pattern in pytestconfig.getini("norecursedirs"))
    ]
    assert left_out == []


def worker(base: Path, number: int) -> tuple[SimpleNamespace, SimpleNamespace]:
    """What pytest-xdist gives a worker: a sign that it is one, and a folder beside the others'."""
    own = base / f"popen-gw{number}"
    own.mkdir(exist_ok=True)
    return SimpleNamespace(workerinput={}), SimpleNamespace(getbasetemp=lambda: own)


def test_the_workers_of_a_run_share_one_folder_which_the_first_makes(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        folder.mkdir()

    got: list[Path] = []
    asking = [
        threading.Thread(target=lambda number=number: got.append(made_once(*worker(tmp_path, number), "it", make)))
        for number in range(4)
    ]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert got == [tmp_path / "it"] * 4
    assert made == [tmp_path / "it"]


def test_without_workers_the_folder_is_the_runs_own(tmp_path: Path) -> None:
    run = SimpleNamespace(), SimpleNamespace(getbasetemp=lambda: tmp_path)
    assert made_once(*run, "it", Path.mkdir) == tmp_path / "it"


def test_a_making_that_failed_is_tried_again_from_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        folder.mkdir()
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        made_once(*worker(tmp_path, 1), "it", fail)
    assert made_once(*worker(tmp_path, 2), "it", Path.mkdir).is_dir()
