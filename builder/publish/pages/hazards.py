"""The hazard log: each hazard as Markdown for its page, gravest first, with the tests that guard it.

Knows hazards.toml and which tests there are, by reading the test files without running them. A hazard whose test is not
there stops the build. Does not know whether a test passes; `make test` says that.
"""

from __future__ import annotations

import ast
import functools
from pathlib import Path

from builder.markup import element
from builder.publish.records.schema import ContentError

ROOT = Path(__file__).resolve().parents[3]
STEPS = (1, 2, 3)
"""How bad, how likely and how much is left: 3 is most."""


@functools.cache
def named_tests(file: Path) -> frozenset[str]:
    """The names of a test file's tests; none where there is no such file."""
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def check_hazards(hazards: list[dict], root: Path = ROOT) -> None:
    """Raise ContentError at the first fault: a step that is none, a hazard without tests or reason, a test that is not there."""

    def stop(problem: str, remedy: str) -> None:
        raise ContentError("hazards.toml", hazard["id"], problem, remedy)

    for hazard in hazards:
        for key in ("severity", "likelihood", "left"):
            if hazard[key] not in STEPS:
                stop(f"has {key} = {hazard[key]}.", "Write 1, 2 or 3; 3 is most.")
        if not hazard.keys() & {"tests", "untested"}:
            stop("has no test and does not say why.", "Name tests that guard it, or say in untested why nothing can.")
        for test in hazard.get("tests", []):
            file, _, name = str(test).partition("::")
            if not name or name not in named_tests(root / file):
                stop(
                    f"names the test {test!r}, which is not there.",
                    "Write the test, or correct its name: tests/file.py::test_name.",
                )


def by_seriousness(hazards: list[dict]) -> list[dict]:
    """Gravest first, of those the likeliest, of those what is left most of; else as they stand in the file."""
    return sorted(hazards, key=lambda hazard: (-hazard["severity"], -hazard["likelihood"], -hazard["left"]))


def hazard_log(content: dict) -> str:
    """The whole log: what most is left of, then every hazard under how bad it is. Raises ContentError as check_hazards does."""
    words, hazards = content["pages"]["hazards"], by_seriousness(content["hazards"])
    check_hazards(hazards)
    most = [f"- [{hazard['title']}](#{hazard['id']})" for hazard in hazards if hazard["left"] == STEPS[-1]]
    tests = {test for hazard in hazards for test in hazard.get("tests", [])}
    blocks = [
        words["summary"].format(hazards=len(hazards), tests=len(tests)),
        f"## {words['most']} {{ #storst }}",
        words["most_intro"],
        "\n".join(most),
    ]
    for step in reversed(STEPS):
        graded = [hazard for hazard in hazards if hazard["severity"] == step]
        if graded:
            blocks += [
                f"## {words['severities'][step - 1]} {{ #grad-{step} }}",
                *(_hazard(hazard, words) for hazard in graded),
            ]
    return "\n\n".join(blocks) + "\n\n<!-- builder/content/site/hazards.toml -->\n"


def _hazard(hazard: dict, words: dict) -> str:
    judged = words["judged"].format(
        who=hazard["who"],
        likely=words["likelihoods"][hazard["likelihood"] - 1],
        left=words["lefts"][hazard["left"] - 1],
    )
    told = [judged, f"**{words['do']}** {hazard['do']}", f"**{words['remains']}** {hazard['remains']}"]
    told += [f"**{words['untested']}** {hazard['untested']}"] if "untested" in hazard else []
    told += [_folded(hazard["tests"], words)] if "tests" in hazard else []
    return f"### {hazard['title']} {{ #{hazard['id']} }}\n\n" + "\n\n".join(told)


def _folded(tests: list[str], words: dict) -> str:
    """The tests' names, which say in English what they hold, in a box that opens."""
    rows = [element("li", {}, element("code", {}, test)) for test in tests]
    summary = words["test"] if len(tests) == 1 else words["tests"].format(count=len(tests))
    return str(
        element(
            "details",
            {"class": "v-tests", "data-search-exclude": True},
            element("summary", {}, summary),
            element("ul", {}, *rows),
        )
    )
