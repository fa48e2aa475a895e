"""Set-up, locks and versions: what must hold before anything is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tools import lock_versions as locks
from tools import toolchain

ROOT = Path(__file__).resolve().parents[2]
LOCKED = re.compile(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\\n)?)+")
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NOT_IN_TREES = [  # in two parts each, so that this file passes its own test
    "pypi." + "org", "pythonhosted." + "org", "npmjs." + "org", "npmjs." + "com", "registry." + "npm",
    "/wo" + "rk/", "/op" + "t/", "/ro" + "ot/", ".py" + "env", "farm" + "-bench",
]  # fmt: skip


def tree() -> dict[str, str]:
    """Every text file that belongs to the project, by path; .gitignore decides, with or without git."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    found = {}
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in ignored and not name.endswith(".egg-info")]
        for path in (Path(folder) / name for name in names if name not in ignored):
            try:
                found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a picture
    return found


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_tree_names_no_registry_and_no_path_of_a_machine():
    found = [(path, word) for path, text in tree().items() for word in NOT_IN_TREES if word in text]
    assert found == []


def test_python_locks_hold_exact_versions_with_hashes():
    assert {lock.stem for lock in LOCKS} == set(locks.EXTRAS)
    for lock in LOCKS:
        for entry in re.split(r"\n(?=\S)", lock.read_text().strip()):
            assert LOCKED.fullmatch(entry), entry


def test_npm_lock_holds_exact_versions_with_hashes_and_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if name and not entry["integrity"].startswith("sha512-")]
    chosen = json.loads((ROOT / "package.json").read_text())
    for version in (chosen["dependencies"] | chosen["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)


def test_every_extra_is_locked():
    locked = {extra for extras in locks.EXTRAS.values() for extra in extras}
    assert locked == set(project()["optional-dependencies"])


def test_versions_of_the_engines_stand_in_one_place_each():
    (brython,) = re.findall(r'"brython==([\d.]+)"', (ROOT / "pyproject.toml").read_text())
    pyodide = json.loads((ROOT / "package.json").read_text())["dependencies"]["pyodide"]
    sources = tree()
    # Locks follow from the pins, and the benchmark's table records what was measured: neither is a pin.
    for lock in ("package-lock.json", "bench/RESULTS.md", *(f"requirements/{path.name}" for path in LOCKS)):
        del sources[lock]
    assert [path for path, text in sources.items() if brython in text] == ["pyproject.toml"]
    assert [path for path, text in sources.items() if pyodide in text] == ["package.json"]


def test_core_needs_nothing_but_python():
    assert project()["dependencies"] == []


def test_step_is_done_once_and_again_when_its_lock_changes(tmp_path, capsys):
    done = []
    for key in ("a", "a", "b"):
        toolchain.once(tmp_path / "stamp", key, "Working", lambda key=key: done.append(key))
    assert done == ["a", "b"]
    assert capsys.readouterr().out == "Working\nWorking\n"


def test_step_that_fails_is_tried_again(tmp_path):
    def fail():
        raise toolchain.ToolchainError("no network")

    stamp = tmp_path / "stamp"
    stamp.write_text("old")
    with pytest.raises(toolchain.ToolchainError):
        toolchain.once(stamp, "new", "Working", fail)
    assert not stamp.exists()


def test_python_without_venv_is_told_in_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(toolchain.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(toolchain, "set_up", lambda stage: toolchain.make_venv(tmp_path))
    assert toolchain.main(["site"]) == 1
    message = capsys.readouterr().err
    assert "python3-venv" in message
    assert message.count("\n") == 1


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v20.18.3", False), ("v20.19.0", True), ("v24.1.0", True), ("v9.11.2", False), (None, False)],
)
def test_old_or_missing_node_is_not_used(monkeypatch, version, enough):
    monkeypatch.setattr(toolchain, "output", lambda command, root: version if command[0] == "node" else "10.0.0")
    assert toolchain.has_node() is enough


def test_node_without_npm_is_not_used(monkeypatch):
    monkeypatch.setattr(toolchain, "output", lambda command, root: "v24.1.0" if command[0] == "node" else None)
    assert not toolchain.has_node()


def test_missing_node_comes_through_pip(tmp_path, monkeypatch):
    answers = iter([False, True])
    steps = []
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(toolchain, "has_node", lambda root: next(answers))
    monkeypatch.setattr(toolchain, "pip_install", lambda name, root: steps.append(name))
    monkeypatch.setattr(toolchain, "run", lambda command, root: steps.append(command[:2]))
    toolchain.get_node(tmp_path)
    toolchain.npm_install(tmp_path)
    assert steps == ["node", ["npm", "ci"]]


def test_serving_installs_no_checkers_and_takes_none_away(tmp_path, monkeypatch):
    steps = []
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(toolchain, "run", lambda command, root: steps.append("--omit=dev" in command))
    for stage in ("site", "site", "test", "site", "test"):
        toolchain.npm_install(tmp_path, stage)
    assert steps == [True, False]


def test_resolving_the_locks_anew_does_not_install_from_the_old_one(tmp_path, monkeypatch):
    steps = []
    for name in ("make_venv", "get_node", "npm_install", "get_chromium"):
        monkeypatch.setattr(toolchain, name, lambda root, name=name: steps.append(name))
    monkeypatch.setattr(toolchain, "pip_install", lambda stage, root: steps.append(stage))
    toolchain.set_up("lock", tmp_path)
    assert steps == ["make_venv", "lock", "get_node"]


def test_chromium_that_is_named_but_does_not_start_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(toolchain.ToolchainError, match="CHROMIUM"):
        toolchain.find_chromium()


@pytest.mark.parametrize(
    ("user", "works", "tried"),
    [
        (0, "apt-get", ["apt-get update", "apt-get install"]),
        (0, "playwright", ["apt-get update", "apt-get install", "playwright install"]),
        (1000, "playwright", ["playwright install"]),
    ],
)
def test_missing_chromium_comes_from_apt_or_from_playwright(monkeypatch, user, works, tried):
    ran = []

    def run(command, root, **env):
        start = command.index("-m") + 1 if "-m" in command else 0
        ran.append(" ".join(command[start : start + 2]))

    def there(name):
        return f"{name} install" in ran and works == name

    monkeypatch.setattr(toolchain, "run", run)
    monkeypatch.setattr(toolchain.os, "geteuid", lambda: user)
    monkeypatch.setattr(toolchain.shutil, "which", lambda name: name)
    monkeypatch.setattr(toolchain, "find_chromium", lambda: there("apt-get"))
    monkeypatch.setattr(toolchain, "has_playwright_chromium", lambda root: there("playwright"))
    toolchain.get_chromium()
    assert ran == tried


def test_chromium_that_cannot_be_had_is_told_with_its_remedy(monkeypatch):
    def run(command, root, **env):
        raise toolchain.ToolchainError("no network")

    monkeypatch.setattr(toolchain, "run", run)
    monkeypatch.setattr(toolchain, "find_chromium", lambda: None)
    monkeypatch.setattr(toolchain, "has_playwright_chromium", lambda root: False)
    with pytest.raises(toolchain.ToolchainError, match="CHROMIUM="):
        toolchain.get_chromium()


@pytest.mark.parametrize("fails", [False, True])
def test_headless_shell_is_asked_for_once_and_done_without_if_it_cannot_be_had(monkeypatch, tmp_path, fails):
    ran = []

    def run(command, root, **env):
        ran.append(command[-1])
        if fails and "install" in command:
            raise toolchain.ToolchainError("apt does not have it")

    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(toolchain, "run", run)
    monkeypatch.setattr(toolchain.os, "geteuid", lambda: 0)
    monkeypatch.setattr(toolchain.shutil, "which", lambda name: name)
    monkeypatch.setattr(toolchain, "find_headless_shell", lambda: None)
    monkeypatch.setattr(toolchain, "find_chromium", lambda: "chromium")
    for _ in range(2):
        toolchain.get_headless_shell(tmp_path)
    assert ran == ["-qq", "chromium-headless-shell"]


@pytest.mark.chromium
def test_chromium_that_is_named_is_the_one_for_all_tests(monkeypatch, tmp_path):
    shell = tmp_path / "chromium-headless-shell"
    shell.write_text("#!/bin/sh\necho Chromium\n")
    shell.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert toolchain.find_headless_shell() == str(shell)
    monkeypatch.setenv("CHROMIUM", "chromium")
    assert toolchain.find_headless_shell() is None


def test_make_without_a_python_says_what_is_needed():
    done = subprocess.run(["make", "serve", "PYTHON="], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode
    assert "Python 3.11 or newer is needed" in done.stderr
