"""`make check`: every check that needs neither browser nor built site, one line for each.

Knows the commands and that they are independent. Does not know what they find. A fault in a record ends it at once,
since everything else fails with it. Else all steps run, what a failing one said is shown whole, and the exit status
tells whether there was any.
`python -m tools.check NAME …` runs some of them; .pre-commit-config.yaml and `make test-js` do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import NamedTuple

from tools.toolchain import ROOT, tool_path

NPM = "node_modules/.bin"
ENGLISH = ("*.md", ".ci", "Makefile", "bench", "builder", "pyproject.toml", "tests", "tools")
"""What codespell reads; [tool.codespell] in pyproject.toml leaves the Swedish out."""
NOT_HERE = "site or chromium or others or heavy"
"""Markers of the tests that `make test` runs besides; tests/helpers/needs.py sets them."""
NOT_IMPORTED = (
    "tests/chromium",
    "tests/other_browsers",
    "tests/build/engines/test_age.py",
    "tests/tools/test_bench.py",
)
"""Tests that import packages which requirements/check.txt does not have. All of them are among NOT_HERE."""

CORE = (
    "tests/core",
    "tests/content/test_coach_counts.py",
    "tests/content/test_lexicon.py",
)
"""The tests of the core, which alone are measured: tracing doubles the time of what it follows."""


AT_ONCE = 3
"""Steps at a time: one more than the cores that are promised, so that none is idle while the last step runs."""


class Step(NamedTuple):
    """A check: its name, and the command that fails when something is found."""

    name: str
    command: tuple[str, ...]


def python(*words: str) -> tuple[str, ...]:
    """Return a command of this environment's Python."""
    return (sys.executable, "-m", *words)


RECORDS = Step("records", python("builder.publish", "records"))
"""Runs alone, and first: with a fault in a record nearly every test fails, and none says as well what is wrong."""


def kept(tool: str) -> tuple[str, ...]:
    """Return the words that let a tool of npm remember files without faults, by what the files hold."""
    return ("--cache", "--cache-strategy=content", f"--cache-location=.cache/{tool}")


def steps() -> list[Step]:
    """Return all steps, the longest first."""
    left_out = [f"--ignore={path}" for path in NOT_IMPORTED]
    # A process and not two workers: each worker would collect all tests again. Examples are few; make test draws all.
    pytest = ("pytest", "-q", "-n0", "--hypothesis-profile=few", "-m", f"not ({NOT_HERE})")
    coverage = ("--cov", "--cov-report=term-missing:skip-covered")
    return [
        RECORDS,
        Step("tests", python(*pytest, *left_out, *(f"--ignore={path}" for path in CORE))),
        Step("test-core", python(*pytest, *coverage, *CORE)),
        Step("mypy", python("mypy")),
        Step("eslint", (f"{NPM}/eslint", "--max-warnings=0", *kept("eslint"), ".")),
        Step("tsc", (f"{NPM}/tsc", "--build")),
        Step("test-js", ("node", "--test-reporter=spec", "tests/js/every.mjs")),
        Step("stylelint", (f"{NPM}/stylelint", "--max-warnings=0", *kept("stylelint"), "builder/**/*.css")),
        Step("codespell", python("codespell_lib", *ENGLISH)),
        Step("ruff-format", python("ruff", "format", "--check", "--quiet", "--diff", ".")),
        Step("ruff", python("ruff", "check", "--quiet", ".")),
    ]


def run(step: Step) -> tuple[bool, float, str]:
    """Run a step; return whether it found nothing, its seconds and what it said."""
    began = time.monotonic()
    try:
        done = subprocess.run(
            step.command,
            cwd=ROOT,
            env={**os.environ, "PATH": tool_path(), "NO_MKDOCS_2_WARNING": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="backslashreplace",
        )
        fine, said = done.returncode == 0, done.stdout
    except OSError as error:
        fine, said = False, f"{error}\n"
    return fine, time.monotonic() - began, said


def check(chosen: Sequence[Step]) -> int:
    """Run steps, AT_ONCE of them at a time, and print a line for each as it ends; return the exit status."""
    began, failed = time.monotonic(), []
    if RECORDS in chosen:
        fine, seconds, said = run(RECORDS)
        print(f"{'ok  ' if fine else 'FAIL'}  {RECORDS.name:12}{seconds:5.1f} s", flush=True)
        if not fine:
            print(f"{said}\nmake check: mend the record first; nothing else has been looked at.", file=sys.stderr)
            return 1
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        running = {pool.submit(run, step): step for step in chosen if step != RECORDS}
        for future in as_completed(running):
            name = running[future].name
            fine, seconds, said = future.result()
            print(f"{'ok  ' if fine else 'FAIL'}  {name:12}{seconds:5.1f} s", flush=True)
            if not fine:
                failed.append(name)
                print(said, flush=True)
    print(f"{'ok  ' if not failed else 'FAIL'}  {'all':12}{time.monotonic() - began:5.1f} s", flush=True)
    if failed:
        print(f"make check: {', '.join(failed)} failed; what was found is above.", file=sys.stderr)
    return 1 if failed else 0


def main(names: Sequence[str]) -> int:
    """Run the named steps, or all."""
    table = {step.name: step for step in steps()}
    if unknown := [name for name in names if name not in table]:
        print(f"make check has no step {', '.join(unknown)}; it has {', '.join(table)}.", file=sys.stderr)
        return 2
    return check([table[name] for name in names] or list(table.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
