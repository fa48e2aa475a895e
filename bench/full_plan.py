"""A full plan: every field of the form as it stands, 500 characters each; and what an engine is asked about it.

Knows the shapes of answers. Does not know any question: they come from the content.
"""

from __future__ import annotations

from pathlib import Path

from builder.publish.records.load import load_catalog

LENGTH = 500
TEXT = (Path(__file__).parent / "text.txt").read_text(encoding="utf-8")[:LENGTH]
"""Plain sentences that the coach has nothing to say about, so that every rule is tried to the end."""


def answer(question: dict) -> str | list:
    """A full answer to one question: all that can be chosen is chosen, a list has its first item."""
    kind = question["kind"]
    if kind == "list":
        return [{field["id"]: TEXT for field in question["field"]}]
    if kind == "choices":
        return [option["id"] for option in question["option"]]
    return question["option"][0]["id"] if kind == "choice" else TEXT


def full_plan() -> dict:
    """A plan in the format of a saved file, with every question answered."""
    answers = {question["id"]: answer(question) for question in load_catalog()["questions"]}
    return {
        "format": "viktigast",
        "version": 1,
        "written_by": "self",
        "answers": answers,
        "marks": {},
        "updated": "2026-11-24",
    }


def requests() -> dict[str, dict]:
    """What is asked of an engine, by the name it has in the table."""
    coach = {"op": "coach", "text": TEXT, "voice": "self"}
    return {
        "coach, main goal": coach | {"field": "main_goal"},
        "coach, sub-goal": coach | {"field": "sub_goal"},
        "du-form": {"op": "du", "text": TEXT},
        "personal data": {"op": "guard", "text": TEXT},
        "sheet": {"op": "sheet", "plan": full_plan(), "as": "html"},
    }
