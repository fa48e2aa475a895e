"""Other generators than MkDocs: one that makes the same pages, and folders as one leaves that lacks something."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.publish.__main__ import main


@pytest.fixture(scope="module")
def other(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as ProperDocs builds it, finished; after `site`, which has filled the caches."""
    folder = tmp_path_factory.mktemp("properdocs") / "site"
    for command in (
        ["properdocs", "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", str(folder)],
        ["builder.publish", "finish", str(folder)],
    ):
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        if command[0] == "properdocs":
            assert "python -m builder.publish finish" in done.stderr.strip().splitlines()[-1]
    return folder


def test_properdocs_gives_the_same_site_byte_by_byte(site, other):
    def contents(folder: Path) -> dict[str, bytes]:
        # The map for search engines is made by the generator, with the day of the build in it.
        paths = [
            path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(("sitemap", "SHA256"))
        ]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}

    ours, theirs = contents(site), contents(other)
    assert ours.keys() == theirs.keys()
    assert sorted(name for name, data in ours.items() if theirs[name] != data) == []


def test_a_folder_without_a_search_index_as_zensical_leaves_it_is_refused(site, tmp_path, capsys):
    folder = tmp_path / "site"
    for path in [*site.rglob("*.html"), *(site / "js").rglob("*.js")]:
        copy = folder / path.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, copy)
    assert main(["finish", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "search/search_index.json is missing" in said
    assert "ProperDocs" in said
    assert not (folder / "engine").exists()
