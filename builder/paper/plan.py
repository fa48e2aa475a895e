"""The plan: what a person has answered, and the format it is saved in.

Knows the format, its versions and what counts as answered. Does not parse JSON, read files or know any question.

A plan is {"format": "viktigast", "version": 1, "written_by": id, "answers": {question id: answer},
"marks": {}, "updated": "YYYY-MM-DD" or ""}. An answer is a text, a list of option ids, or a list of
{field id: text}. Documented for others in docs/om/filformat.md.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from builder.shapes import Answer, Plan, Question

FORMAT = "viktigast"
VERSION = 1
LARGEST_FILE = 5_000_000
"""Bytes. A larger file is not from here."""
DEEPEST = 100
"""Levels of lists and objects in each other. A plan has four; what is much deeper could be opened and not saved
again."""

SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What counts as white space around an answer: what JavaScript's trim() takes away, so that the page and the core
agree."""

_START, _END = '<script type="application/json" id="viktigast-plan">', "</script>"
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def new_plan() -> Plan:
    """Return a plan with nothing in it."""
    return {"format": FORMAT, "version": VERSION, "written_by": "", "answers": {}, "marks": {}, "updated": ""}


def data_in(document: str) -> str | None:
    r"""Return the JSON text inside a saved HTML document, or None when there is none.

    The shell writes every "<" of the JSON as \u003c, so the first closing tag is the right one.
    """
    start = document.find(_START)
    end = document.find(_END, start) if start >= 0 else -1
    return document[start + len(_START) : end] if end >= 0 else None


def read_plan(data: Any) -> tuple[Plan, None] | tuple[None, str]:
    """Return (plan, None), or (None, problem) where problem is "not_ours", "newer" or "broken".

    data is anything that a JSON reader can give. Keys we do not know are kept, so that nothing is lost on the
    way through an older page.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None, "not_ours"
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, (int, float)) or version < 1 or version % 1 != 0:
        return None, "broken"
    if version > VERSION:
        return None, "newer"
    plan: Any = new_plan()
    plan.update(data)
    if _is_deeper(data, DEEPEST):
        return None, "broken"
    if not isinstance(plan["answers"], dict) or not isinstance(plan["marks"], dict):
        return None, "broken"
    if not isinstance(plan["written_by"], str) or not isinstance(plan["updated"], str):
        return None, "broken"
    for answer in plan["answers"].values():
        if not _is_answer(answer):
            return None, "broken"
    if not _DATE.fullmatch(plan["updated"]):
        plan["updated"] = ""
    return plan, None


def _is_deeper(value: object, levels: int) -> bool:
    """Tell whether lists and objects lie more than so many levels in each other."""
    inner = [value]
    for _ in range(levels + 1):
        held = [one for one in inner if isinstance(one, (dict, list))]
        inner = [one for outer in held for one in (outer.values() if isinstance(outer, dict) else outer)]
    return inner != []


def _is_answer(answer: object) -> bool:
    if isinstance(answer, str):
        return True
    return isinstance(answer, list) and all([isinstance(one, str) or _is_item(one) for one in answer])


def _is_item(item: object) -> bool:
    return isinstance(item, dict) and all([isinstance(value, str) for value in item.values()])


def answered(answer: object) -> bool:
    """Tell whether anything but white space was written or chosen."""
    if isinstance(answer, str):
        return answer.strip(SPACE) != ""
    if isinstance(answer, dict):
        return any([answered(value) for value in answer.values()])
    if isinstance(answer, list):
        return any([answered(one) for one in answer])
    return False


def answer_of(plan: Plan, question: Question) -> Answer:
    """Return the plan's answer in the shape that the question asks for: a text, option ids or items.

    An answer of another shape (a file that somebody has edited) counts as none.
    """
    answer = plan["answers"].get(question["id"])
    kind = question["kind"]
    if kind == "list":
        items = answer if isinstance(answer, list) else []
        return [item for item in items if isinstance(item, dict) and answered(item)]
    if kind == "choices":
        return [one for one in answer if isinstance(one, str)] if isinstance(answer, list) else []
    return answer if isinstance(answer, str) else ""
