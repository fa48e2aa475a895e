"""`make check`: a step that finds something is named, all steps run, and make test begins with it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.helpers import needs
from tools import check, toolchain

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()


def step(name: str, program: str) -> check.Step:
    """A step that runs a line of Python."""
    return check.Step(name, (sys.executable, "-c", program))


def made_by(target: str, *words: str) -> list[str]:
    """What make would do for a target."""
    done = subprocess.run(["make", "--dry-run", target, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if " -m " in line or "toolchain.py" in line]


# ---- steps -----------------------------------------------------------------------------------------------------------


def test_a_step_that_finds_something_is_named_with_all_that_it_said_and_the_others_run(capsys):
    broken = step("broken", "import sys; print('one'); print('two', file=sys.stderr); sys.exit(3)")
    assert check.check([step("first", ""), broken, step("last", "print('quiet')")]) == 1
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert [re.sub(r" +[\d.]+ s$", "", line) for line in lines if line.endswith(" s")] == [
        *sorted(["ok    first", "FAIL  broken", "ok    last"], key=lambda line: told.out.index(line)),
        "FAIL  all",
    ]
    assert {"one", "two"} <= set(lines)
    assert "quiet" not in told.out
    assert "broken failed" in told.err


def test_steps_that_find_nothing_are_a_line_each(capsys):
    assert check.check([step("one", "print('much')"), step("two", "")]) == 0
    assert [line.split()[:2] for line in sorted(capsys.readouterr().out.splitlines())] == [
        ["ok", "all"],
        ["ok", "one"],
        ["ok", "two"],
    ]


def test_a_program_that_is_not_there_is_a_failure_that_says_so(capsys):
    assert check.check([check.Step("gone", ("no-such-program",))]) == 1
    assert "no-such-program" in capsys.readouterr().out


def test_a_step_of_an_unknown_name_is_told_with_those_there_are(capsys):
    assert check.main(["fly"]) == 2
    assert "codespell" in capsys.readouterr().err


def test_the_steps_are_those_that_the_issue_names():
    assert {one.name for one in check.steps()} == {
        "records", "tests", "test-core", "mypy", "eslint", "tsc", "test-js", "stylelint", "codespell", "ruff-format",
        "ruff",
    }  # fmt: skip


@pytest.mark.parametrize("tool", ["eslint", "stylelint"])
def test_no_warning_is_let_through(tool):
    [command] = [one.command for one in check.steps() if one.name == tool]
    assert "--max-warnings=0" in command


def test_a_fault_in_a_record_ends_the_check_at_once(capsys, monkeypatch):
    fault = step("records", "import sys; sys.exit('content/form/areas.toml, home: lacks idea. Write it there.')")
    monkeypatch.setattr(check, "RECORDS", fault)
    assert check.check([fault, step("other", "print('much')")]) == 1
    told = capsys.readouterr()
    assert "content/form/areas.toml, home: lacks idea." in told.err
    assert "other" not in told.out


def test_the_gate_on_the_core_is_branch_coverage_of_97_per_cent():
    coverage = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]
    assert coverage["report"]["fail_under"] >= 97
    assert coverage["run"]["branch"] is True
    left_out = coverage["run"]["omit"]
    assert left_out == ["builder/publish/*", "builder/shell/*"]


def test_pre_commit_calls_the_same_commands():
    entries = re.findall(r"entry: (.+)", (ROOT / ".pre-commit-config.yaml").read_text())
    names = {one.name for one in check.steps()}
    assert entries
    for entry in entries:
        assert entry.startswith("make check")
        assert set("".join(re.findall('"(.+)"', entry)).split()) <= names


# ---- make ------------------------------------------------------------------------------------------------------------


def test_make_test_checks_first_and_then_runs_the_other_tests():
    stages = [re.search(r"toolchain\.py (\w+)|-m (tools\.check|pytest.*)", line) for line in made_by("test")]
    made = [stage[1] or stage[2] for stage in stages if stage]
    assert made[:3] == ["check", "tools.check", "test"]
    assert made[3].startswith("pytest")
    assert f'-m "{check.NOT_HERE} or property"' in made[3]


def test_tests_that_are_chosen_run_alone():
    [line] = [line for line in made_by("test", "ARGS=tests/core -k plan") if "pytest" in line]
    assert line.endswith("tests/core -k plan")
    assert not [line for line in made_by("test", "ARGS=tests/core") if "tools.check" in line]


def test_the_build_service_runs_all_tests():
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"


def test_checking_needs_no_browser_and_no_apt(monkeypatch, tmp_path):
    steps = []
    for name in ("make_venv", "get_node", "get_chromium", "get_headless_shell"):
        monkeypatch.setattr(toolchain, name, lambda root, name=name: steps.append(name))
    monkeypatch.setattr(toolchain, "pip_install", lambda stage, root: steps.append(f"pip {stage}"))
    monkeypatch.setattr(toolchain, "npm_install", lambda root, stage: steps.append(f"npm {stage}"))
    monkeypatch.setattr(toolchain, "run", lambda *command, **_: steps.append("run"))
    toolchain.set_up("check", tmp_path)
    assert steps == ["make_venv", "pip check", "get_node", "npm check"]


# ---- what a test needs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "need"),
    [
        (["node", "x.mjs"], "node"),
        (["/usr/bin/node", "--test"], "node"),
        (["node_modules/.bin/html-validate"], "node"),
        (["/x/playwright/driver/node", "run-driver"], "chromium"),
        ([sys.executable, "-m", "mkdocs", "build"], "site"),
        (["/usr/sbin/nginx", "-c", "x"], "others"),
        ([sys.executable, "-m", "builder", "coach"], None),
        ([sys.executable, "-m"], None),
        (["git", "node"], None),
    ],
)
def test_a_program_belongs_to_a_need(command, need):
    assert needs.need_of_command(command) == need


MADE = """
import subprocess
import pytest

@pytest.fixture
def node(): return "node"
@pytest.fixture
def site(): return "site"
@pytest.fixture
def deep(site): return site

def start(): subprocess.run(["node", "--version"], stdout=subprocess.DEVNULL)

def test_plain(): pass
def test_starts_and_says_so(node): start()
def test_starts_and_says_nothing(): start()
def test_has_a_site(deep): pass
def test_gets_a_site_by_its_name(request): request.getfixturevalue("deep")
"""


def made_run(folder: Path, *words: str) -> str:
    """Run tests that are made for the purpose, with the plugin; return what pytest said."""
    (folder / "test_made.py").write_text(MADE)
    (folder / "conftest.py").write_text("from tests.helpers import needs\npytest_configure = needs.register\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-rA", "--rootdir", folder, *words]
    env = {"PYTHONPATH": str(ROOT), "PATH": toolchain.tool_path(), "COLUMNS": "200"}
    done = subprocess.run([*command, folder / "test_made.py"], cwd=folder, env=env, capture_output=True, text=True)
    return done.stdout


@pytest.mark.usefixtures("node")
@pytest.mark.heavy  # starts pytest
def test_a_test_that_uses_more_than_it_says_fails(tmp_path):
    told = made_run(tmp_path)
    assert set(re.findall(r"^FAILED .*::(\w+)", told, re.MULTILINE)) == {
        "test_starts_and_says_nothing",
        "test_gets_a_site_by_its_name",
    }
    assert "is not marked 'node'" in told
    assert "is not marked 'site'" in told


@pytest.mark.heavy  # starts pytest
def test_markers_come_from_what_a_test_asks_for(tmp_path):
    assert "1 passed, 4 deselected" in made_run(tmp_path, "-m", "site and node")
    told = made_run(tmp_path, "-m", "(node and not site) or (nothing and not node)", "-k", "plain or so")
    assert set(re.findall(r"^PASSED .*::(\w+)", told, re.MULTILINE)) == {"test_plain", "test_starts_and_says_so"}
