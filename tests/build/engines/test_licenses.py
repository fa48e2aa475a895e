"""licenses.txt: each part by others that is published has its notice, in the version that the lock files name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from builder.publish.engines import bundle, licenses


def locked(root: Path, package: str) -> str:
    """Return the version that the lock files name for "npm NAME" or "pip NAME"."""
    kind, name = package.split()
    if kind == "npm":
        lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
        return lock["packages"][f"node_modules/{name}"]["version"]
    pinned = (root / "requirements" / "site.txt").read_text(encoding="utf-8")
    return re.search(rf"^{name}==(\S+)", pinned, re.MULTILINE)[1]


@pytest.fixture(scope="module")
def whole_text() -> str:
    """licenses.txt, made once."""
    return licenses.licenses()


@pytest.mark.parametrize("part", licenses.PARTS, ids=lambda part: part.name)
def test_each_part_is_named_in_its_locked_version_with_its_licence(root, whole_text, part):
    version = licenses.version_of(part)
    if not part.package.startswith("in "):
        assert version == locked(root, part.package)
    assert f"\n{part.name} {version}, {part.home}\n" in whole_text
    assert re.search("licen[cs]e|permission|Redistribution", licenses.licence_of(part), re.IGNORECASE)


@pytest.mark.parametrize(("name", "package"), [("Pyodide", "pyodide"), ("Material for MkDocs", "mkdocs-material")])
def test_what_a_package_brings_along_has_its_own_version(name, package):
    brought = {part.name: licenses.version_of(part) for part in licenses.PARTS if part.package == f"in {package}"}
    assert brought
    assert licenses.version_of(next(part for part in licenses.PARTS if part.name == name)) not in brought.values()
    assert all(re.search(r"\d+\.\d+\.\d+", version) for version in brought.values())


def test_every_published_file_in_the_engines_and_the_themes_folder_has_a_notice_or_is_our_own(site):
    files = [path for folder in ("engine", "assets") for path in (site / folder).rglob("*") if path.is_file()]
    names = [path.relative_to(site).as_posix() for path in files if path.suffix not in (".br", ".gz")]
    assert len(names) > 12
    assert [name for name in names if not licenses.covered(name)] == []
    assert (site / "engine" / "licenses.txt").read_text(encoding="utf-8") == licenses.licenses()


def test_every_notice_belongs_to_a_file_that_is_published(site):
    for part in licenses.PARTS:
        assert all(list(site.glob(pattern)) for pattern in part.files), part.name
    used = {part.licence for part in licenses.PARTS}
    assert {f"notices/{path.name}" for path in licenses.NOTICES.iterdir()} <= used


def test_a_package_in_the_locking_script_without_a_notice_stops_the_build(node, monkeypatch, tmp_path):
    parts = [part for part in licenses.PARTS if part.package != "npm @scure/base"]
    monkeypatch.setattr(bundle, "PARTS", parts)
    monkeypatch.setattr(bundle, "make_brython", lambda *_: None)
    monkeypatch.setattr(bundle, "_make_pyodide", lambda *_: None)
    with pytest.raises(bundle.BundleError, match=r"npm @scure/base.*PARTS"):
        bundle.build_engines(tmp_path / "engine", cache=tmp_path / "cache")
