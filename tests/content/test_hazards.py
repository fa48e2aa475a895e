"""The hazard log: every hazard is guarded or says why not, the page shows all of it, and what it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from builder.publish.pages.hazards import by_seriousness
from builder.publish.pages.readability import page_text
from builder.publish.records.load import load_catalog

CATALOG = load_catalog()
HAZARDS = CATALOG["hazards"]


def named_tests(file: Path) -> frozenset[str]:
    """The names of a test file's tests, read without running it; none where there is no such file."""
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def missing(hazards: list[dict], root: Path) -> list[str]:
    """The tests that hazards name and that are not there. It says what to do: write the test, or correct its name."""
    named = [(hazard["id"], test, *test.split("::")) for hazard in hazards for test in hazard.get("tests", [])]
    return [f"{hazard}: {test}" for hazard, test, file, name in named if name not in named_tests(root / file)]


def test_every_test_that_a_hazard_names_is_there(root):
    assert missing(HAZARDS, root) == [], "write the test, or correct its name in builder/content/site/hazards.toml"


@pytest.mark.parametrize(
    "test",
    [
        "tests/test_made.py::test_it_held",
        "tests/test_gone.py::test_it_holds",
        "tests/test_made.py::helper",
        "tests/test_made.py::test_Odd",
    ],
)
def test_a_test_that_is_not_there_is_found_without_running_any(tmp_path, test):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_made.py").write_text(
        "raise SystemExit('never run')\ndef test_it_holds(): ...\ndef helper(): ...\nclass test_Odd: ...\n"
    )
    hazard = {"id": "ghost", "tests": ["tests/test_made.py::test_it_holds", test]}
    assert missing([hazard], tmp_path) == [f"ghost: {test}"]


def test_the_gravest_come_first_then_the_likeliest():
    order = [(hazard["severity"], hazard["likelihood"]) for hazard in by_seriousness(HAZARDS)]
    assert order == sorted(order, reverse=True)


def test_every_hazard_stands_on_the_page_once_with_all_that_it_says(site):
    html = (site / "om" / "risker" / "index.html").read_text(encoding="utf-8")
    text = page_text(html)
    assert re.findall(r'<h3 id="(\w+)"', html) == [hazard["id"] for hazard in by_seriousness(HAZARDS)]
    for hazard in HAZARDS:
        for key in ("title", "who", "do", "remains", "untested"):
            assert hazard.get(key, "") in text, f"{hazard['id']}: {key}"
        for test in hazard.get("tests", []):
            assert f"<code>{test}</code>" in html


def test_the_page_leads_to_those_of_which_most_is_left(site):
    html = (site / "om" / "risker" / "index.html").read_text(encoding="utf-8")
    listed = html.partition('id="storst"')[2].partition("<h2")[0]
    assert set(re.findall(r'href="#(\w+)"', listed)) == {hazard["id"] for hazard in HAZARDS if hazard["left"] == 3}


def test_at_least_25_hazards_have_a_test():
    assert sum("tests" in hazard for hazard in HAZARDS) >= 25


def test_no_question_asks_for_an_address_or_a_number_of_the_person():
    asked = CATALOG["questions"] + [field for question in CATALOG["questions"] for field in question.get("field", [])]
    words = re.compile(r"personnummer|\badress|telefonnummer|e-post", re.IGNORECASE)
    assert [
        one["id"] for one in asked if words.search(" ".join(str(one.get(key, "")) for key in ("ask", "hint", "paper")))
    ] == []
