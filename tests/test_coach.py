"""The coach on the seeds' own table, on the rules' examples and on odd text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.coach import LONGEST, coach
from builder.publish.load import load_catalog
from builder.respond import FIELDS, respond

EXAMPLES = Path(__file__).parent / "examples"
RULES = load_catalog()["rules"]
SEED_GOALS = tomllib.loads((EXAMPLES / "seed_goals.toml").read_text(encoding="utf-8"))["goal"]
LEFT_ALONE = tomllib.loads((EXAMPLES / "goals_left_alone.toml").read_text(encoding="utf-8"))["goals"]
BAD = [(rule["id"], text) for rule in RULES for text in rule["bad"]]
GOOD = [text for rule in RULES for text in rule["good"]] + LEFT_ALONE


def kinds(text, field="main_goal"):
    return [finding["kind"] for finding in coach(text, field, RULES)]


def test_the_seed_table_is_whole():
    assert len(SEED_GOALS) == 17


@pytest.mark.parametrize("goal", SEED_GOALS, ids=lambda goal: goal["text"])
def test_seed_goal(goal):
    assert kinds(goal["text"], goal["field"]) == goal["kinds"]


@pytest.mark.parametrize(("rule", "text"), BAD)
@pytest.mark.parametrize("field", FIELDS)
def test_a_rule_sees_its_bad_examples(rule, text, field):
    assert rule in [finding["rule"] for finding in coach(text, field, RULES)]


@pytest.mark.parametrize("text", GOOD)
@pytest.mark.parametrize("field", FIELDS)
def test_good_goals_are_left_alone_by_every_rule(text, field):
    assert coach(text, field, RULES) == []


def test_the_first_finding_is_the_first_rule_in_the_order_of_the_records():
    order = [rule["id"] for rule in RULES]
    found = [order.index(finding["rule"]) for finding in coach("Du får hemtjänst x3", "sub_goal", RULES)]
    assert found == sorted(found)


def test_a_finding_points_at_the_words():
    text = "  Patienten vill hem "
    [finding] = coach(text, "sub_goal", RULES)
    start, end = finding["span"]
    assert text[start:end] == "Patienten"


def test_a_story_is_no_goal():
    assert coach("Du ska " + "ha det bra. " * LONGEST, "main_goal", RULES) == []


def test_the_question_speaks_to_the_one_who_writes():
    request = {"op": "coach", "field": "main_goal", "text": "Nedsatt syn"}
    [to_the_person] = respond(request)["findings"]
    [to_the_relative] = respond({**request, "voice": "other"})["findings"]
    assert " du " in to_the_person["ask"]
    assert " personen " in to_the_relative["ask"]


@pytest.mark.parametrize("text", ["Mamma vill bo kvar hemma", "Min man vill komma hem från sjukhuset"])
def test_a_relatives_own_words_for_the_person_are_no_one_elses_goal(text):
    assert coach(text, "main_goal", RULES, "other") == []


@given(st.text(), st.sampled_from(FIELDS))
def test_p5_any_text_gets_findings_inside_itself_and_nothing_else(text, field):
    response = respond({"op": "coach", "field": field, "text": text})
    assert set(response) == {"op", "findings"}
    for finding in response["findings"]:
        start, end = finding["span"]
        assert 0 <= start <= end <= len(text)
        assert finding["ask"].endswith("?")
        assert set(finding) == {"kind", "strength", "rule", "span", "ask"}


@given(st.sampled_from([text for _, text in BAD] + GOOD), st.text(alphabet=" \t\n", max_size=4), st.text(alphabet=" \t\n", max_size=4))
def test_white_space_around_a_goal_changes_nothing(text, before, after):
    assert kinds(before + text + after) == kinds(text)


@pytest.mark.parametrize("request_", [None, [], {}, {"op": "fly"}, {"op": "coach"}, {"op": "coach", "field": "x", "text": "a"}, {"op": "coach", "field": "main_goal", "text": 3}, {"op": "sheet", "plan": 3}, {"op": ["coach"]}])
def test_a_wrong_request_is_answered_not_raised(request_):
    assert set(respond(request_)) == {"error"}
