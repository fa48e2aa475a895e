"""What the coach's page says about how often it is right, counted again; and the aims that it must hold."""

from __future__ import annotations

import tomllib

import pytest

from builder.publish.records.load import load_catalog
from tests.examples.readers.goals import measure
from tests.helpers.places import EXAMPLES, example, read_toml

COUNTS = load_catalog()["coach_counts"]
KINDS = {"empty", "support_not_goal", "vague", "problem_not_goal", "staff_language", "command", "someone_elses"}
SITUATIONS = {
    "older",
    "discharge",
    "psychiatry",
    "substance",
    "child",
    "parent",
    "disability",
    "work",
    "crisis",
    "relative",
}


def goals(file: str) -> list[dict]:
    return read_toml(example(file))["goal"]


FILES = sorted(
    path.name for path in EXAMPLES.rglob("goals*.toml") if "goal" in tomllib.loads(path.read_text(encoding="utf-8"))
)
EVERY = [goal for file in FILES for goal in goals(file)]


@pytest.mark.parametrize("row", COUNTS, ids=lambda row: row["id"])
def test_the_page_says_what_is_counted(row):
    counts, _ = measure(goals(row["file"]))
    found = {
        "bad_goals": counts["bad"],
        "right": counts["asked for a right reason"],
        "asked": counts["asked at all"],
        "good_goals": counts["good"],
        "disturbed": counts["good disturbed"],
    }
    assert {key: row[key] for key in found} == found


def test_every_file_of_goals_is_counted():
    assert sorted(row["file"] for row in COUNTS) == FILES


@pytest.mark.parametrize("row", COUNTS, ids=lambda row: row["id"])
def test_few_good_goals_are_disturbed(row):
    assert row["disturbed"] <= 0.03 * row["good_goals"]


def test_the_goals_are_many_and_of_every_kind_and_situation():
    good = [goal for goal in EVERY if goal["label"] == "good"]
    assert len(EVERY) >= 300
    assert 0.45 <= len(good) / len(EVERY) <= 0.55
    assert {goal["label"] for goal in EVERY} == KINDS | {"good"}
    assert {goal["situation"] for goal in EVERY} == SITUATIONS
    assert {goal["voice"] for goal in EVERY} == {"self", "other"}


def test_no_goal_stands_twice():
    texts = [goal["text"].strip().lower() for goal in EVERY]
    assert len(texts) == len(set(texts))
