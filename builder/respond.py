"""The one door: a request in, a response out, the same in CPython, Pyodide and Brython.

Knows which part answers what, and puts the sentences on. Keeps nothing between requests and never raises on input:
what is wrong with a request comes back as {"error": key}.
"""

from __future__ import annotations

from builder.catalog import CATALOG
from builder.circle import circle_text, plan_circle, role_of
from builder.coach import coach
from builder.dates import meeting_date
from builder.plan import read_plan
from builder.ring import draw
from builder.sheet import said, sheet_html, sheet_text

FIELDS = ("main_goal", "sub_goal")
_RULES = {rule["id"]: rule for rule in CATALOG["rules"]}


def respond(request: dict) -> dict:
    """Answer one request.

    {"op": "coach", "field": "main_goal" | "sub_goal", "text": str, "voice": "self" | "other"}
        → {"op": "coach", "findings": [{"kind", "strength", "rule", "span", "ask"}]}
    {"op": "sheet", "plan": saved plan, "as": "html" | "text"} → {"op": "sheet", "sheet": str}
    {"op": "circle", "minutes" | "start" and "end", "parts", as circle.py says, "as": "svg" | "text" | "data", "role": slug for
        the text} → {"op": "circle", "minutes", "start", "end", "parts", "warnings"} and "svg" or "text"
    {"op": "meeting_date", "discharge": ISO date, "track": id, "ready": ISO date} → {"op": "meeting_date", "meeting", "call",
        "order"}, or {"error", "text"}, as dates.py says
    Errors: "bad_request", "bad_length", "unknown_op", "not_ours", "newer", "broken".
    """
    if not isinstance(request, dict):
        return {"error": "bad_request"}
    op = request.get("op")
    return _OPS[op](request) if isinstance(op, str) and op in _OPS else {"error": "unknown_op"}


def _coach(request: dict) -> dict:
    text, field = request.get("text"), request.get("field")
    if not isinstance(text, str) or field not in FIELDS:
        return {"error": "bad_request"}
    voice = "other" if request.get("voice") == "other" else "self"
    findings = coach(text, field, CATALOG["rules"], voice)
    for finding in findings:
        rule = _RULES[finding["rule"]]
        finding["ask"] = said(rule, "ask", voice)
    return {"op": "coach", "findings": findings}


def _sheet(request: dict) -> dict:
    plan, problem = read_plan(request.get("plan"))
    if problem:
        return {"error": problem}
    make = sheet_text if request.get("as") == "text" else sheet_html
    return {"op": "sheet", "sheet": make(plan, CATALOG)}


def _circle(request: dict) -> dict:
    kind, slug = request.get("as", "data"), request.get("role")
    role = role_of(slug, CATALOG)
    if kind not in ("svg", "text", "data") or (slug is not None and role is None):
        return {"error": "bad_request"}
    circle = plan_circle(request, CATALOG)
    if "error" in circle:
        return circle
    answer = {"op": "circle", **circle}
    if kind == "svg":
        answer["svg"] = draw(circle, role, CATALOG["circle"])
    if kind == "text":
        answer["text"] = circle_text(circle, role, CATALOG)
    return answer


def _meeting_date(request: dict) -> dict:
    answer = meeting_date(request, CATALOG)
    return answer if "error" in answer else {"op": "meeting_date", **answer}


_OPS = {"coach": _coach, "sheet": _sheet, "circle": _circle, "meeting_date": _meeting_date}
