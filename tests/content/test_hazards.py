"""The hazard log: every hazard is guarded or says why not, the page shows all of it, and what is wrong stops the build."""

from __future__ import annotations

import re

import pytest

from builder.publish.pages.hazards import by_seriousness, check_hazards, hazard_log, named_tests
from builder.publish.pages.readability import page_text
from builder.publish.records.load import load_catalog
from builder.publish.records.schema import ContentError

CATALOG = load_catalog()
HAZARDS = CATALOG["hazards"]
GOOD = {"id": "ghost", "severity": 1, "likelihood": 2, "left": 3, "tests": ["tests/test_made.py::test_it_holds"]}


@pytest.fixture
def tree(tmp_path):
    """A source tree with one test in it."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_made.py").write_text(
        "raise SystemExit('never run')\ndef test_it_holds(): ...\ndef helper(): ...\nclass test_Odd: ...\n"
    )
    return tmp_path


def test_a_hazard_with_its_test_passes_and_the_test_is_not_run(tree):
    check_hazards([GOOD], tree)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"tests": ["tests/test_made.py::test_it_held"]},
            "'tests/test_made.py::test_it_held', which is not there. Write the test",
        ),
        ({"tests": ["tests/test_gone.py::test_it_holds"]}, "not there"),
        ({"tests": ["tests/test_made.py::helper"]}, "not there"),
        ({"tests": ["tests/test_made.py::test_Odd"]}, "not there"),
        ({"tests": ["tests/test_made.py"]}, "not there"),
        ({"tests": ["tests/test_made.py::test_it_holds", "tests/test_made.py::test_more"]}, "test_more"),
        ({"severity": 4}, "severity = 4. Write 1, 2 or 3"),
        ({"likelihood": 0}, "likelihood = 0"),
        ({"left": -1}, "left = -1"),
    ],
)
def test_a_fault_stops_the_build_with_file_record_and_remedy(tree, change, said):
    with pytest.raises(ContentError, match=f"content/site/hazards.toml, ghost: .*{re.escape(said)}"):
        check_hazards([GOOD | change], tree)


def test_a_hazard_without_a_test_says_why(tree):
    without = {key: value for key, value in GOOD.items() if key != "tests"}
    check_hazards([without | {"untested": "Because."}], tree)
    with pytest.raises(ContentError, match="ghost: has no test and does not say why"):
        check_hazards([without], tree)


def test_the_page_cannot_be_made_while_a_hazard_lacks_its_test():
    with pytest.raises(ContentError, match="ghost"):
        hazard_log(CATALOG | {"hazards": [*HAZARDS, HAZARDS[0] | GOOD]})


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


def test_the_tests_of_this_tree_are_found_by_reading(root):
    assert "test_the_tests_of_this_tree_are_found_by_reading" in named_tests(
        root / "tests" / "content" / "test_hazards.py"
    )
    assert named_tests(root / "tests" / "gone.py") == frozenset()
