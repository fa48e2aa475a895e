"""The save format: what is read, what is refused and why, and that nothing is lost on the way."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.paper.plan import answer_of, answered, data_in, new_plan, read_plan
from builder.publish.records.load import load_catalog
from tests.helpers.places import example, read_toml

CASES = read_toml(example("files.toml"))["file"]
QUESTIONS = load_catalog()["questions"]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_file_is_read_or_refused_for_a_reason(case):
    plan, problem = read_plan(json.loads(case["data"]))
    assert problem == case.get("problem")
    assert (plan is None) == ("problem" in case)


@given(json_values)
def test_anything_at_all_is_read_or_refused(value):
    plan, problem = read_plan(value)
    assert (plan is None) != (problem is None)


FEW = 4  # of a kind in each other: more of the same finds nothing new, and took ten seconds to make
items = st.dictionaries(st.text(), st.text(), max_size=FEW)
answers = st.text() | st.lists(st.text(), max_size=FEW) | st.lists(items, max_size=FEW)


@given(st.dictionaries(st.text(), answers, max_size=FEW))
def test_p2_every_answer_comes_through_unchanged(answers):
    plan, problem = read_plan({**new_plan(), "answers": answers, "from_the_future": [1]})
    assert problem is None
    assert plan["answers"] == answers
    assert plan["from_the_future"] == [1]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_p12_the_data_is_found_in_a_document_whatever_was_written(text):
    data = json.dumps({"answers": {"matters_most": text}}, ensure_ascii=False).replace("<", "\\u003c")
    document = f'<p>x</p><script type="application/json" id="viktigast-plan">{data}</script></body>'
    assert json.loads(data_in(document))["answers"]["matters_most"] == text


def test_a_document_without_a_plan_has_none():
    assert data_in("<html><script>1</script></html>") is None


def test_a_wrong_date_is_left_out_and_the_rest_is_read():
    plan, problem = read_plan({**new_plan(), "updated": "2026-13-01"})
    assert (plan["updated"], problem) == ("", None)


@pytest.mark.parametrize("answer", ["", "  \n", [], [""], [{}], [{"who": " "}], None, 3])
def test_white_space_is_no_answer(answer):
    assert not answered(answer)


def test_an_answer_of_the_wrong_shape_counts_as_none():
    plan = {
        **new_plan(),
        "answers": {
            question["id"]: [3, {"x": "y"}] if question["kind"] == "text" else "text" for question in QUESTIONS
        },
    }
    for question in QUESTIONS:
        if question["kind"] in ("text", "list", "choices"):
            assert not answered(answer_of(plan, question)), question["id"]
