"""The operations that the first coach answer does not need: compose, guard, sheet, circle, meeting_date and du.

Knows which part answers which operation, and puts the sentences on. What a request and a response hold is in
respond.py, which imports this module when one of these operations is asked for.
"""

from __future__ import annotations

from builder.catalog_rest import CATALOG
from builder.coaching.openers import compose
from builder.lexicon import lexicon
from builder.meeting.circle import circle_text, plan_circle, role_of
from builder.meeting.circle_drawing import draw
from builder.meeting.discharge import meeting_date
from builder.paper.plan import read_plan
from builder.paper.sheet import sheet_html, sheet_text
from builder.text.du_form import du_form
from builder.text.personal_data import guard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from builder.shapes import Op, Request, Response


def _compose(request: Request) -> Response:
    answers = request.get("answers")
    if not isinstance(answers, dict):
        return {"error": "bad_request"}
    return {"op": "compose", "sentence": compose(answers, CATALOG["openers"], lexicon())}


def _guard(request: Request) -> Response:
    text = request.get("text")
    if not isinstance(text, str):
        return {"error": "bad_request"}
    found = guard(text, CATALOG["guards"])
    asks = [record["ask"] for record in CATALOG["guards"] if found and record["id"] == found[0]["kind"]]
    return {"op": "guard", "found": found, "ask": asks[0] if asks else ""}


def _sheet(request: Request) -> Response:
    plan, problem = read_plan(request.get("plan"))
    if plan is None:
        return {"error": problem}
    make = sheet_text if request.get("as") == "text" else sheet_html
    return {"op": "sheet", "sheet": make(plan, CATALOG)}


def _circle(request: Request) -> Response:
    kind, slug = request.get("as", "data"), request.get("role")
    role = role_of(slug, CATALOG)
    if kind not in ("svg", "text", "data") or (slug is not None and role is None):
        return {"error": "bad_request"}
    circle: Any = plan_circle(request, CATALOG)
    if "error" in circle:
        return {"error": circle["error"]}
    answer = {"op": "circle", **circle}
    if kind == "svg":
        answer["svg"] = draw(circle, role, CATALOG["circle"])
    if kind == "text":
        answer["text"] = circle_text(circle, role, CATALOG)
    return answer


def _meeting_date(request: Request) -> Response:
    answer = meeting_date(request, CATALOG)
    return answer if "error" in answer else {"op": "meeting_date", **answer}


def _du(request: Request) -> Response:
    text = request.get("text")
    if not isinstance(text, str):
        return {"error": "bad_request"}
    words = CATALOG["du_form"]
    suggestion, note = du_form(text, words)
    return {"op": "du", "du": suggestion, "note": words["notes"][note] if note else None}


REST: dict[str, Op] = {
    "compose": _compose,
    "guard": _guard,
    "sheet": _sheet,
    "circle": _circle,
    "meeting_date": _meeting_date,
    "du": _du,
}
"""The operations that the second file answers, by name."""
