"""The one door: a request in, a response out, the same in CPython, Pyodide and Brython.

Knows which part answers what, and puts the sentences on. Keeps nothing between requests and never raises on input:
what is wrong with a request comes back as {"error": key}.
"""

from __future__ import annotations

from builder.catalog import CATALOG
from builder.coach import coach
from builder.plan import read_plan
from builder.sheet import said, sheet_html, sheet_text

FIELDS = ("main_goal", "sub_goal")
_RULES = {rule["id"]: rule for rule in CATALOG["rules"]}


def respond(request: dict) -> dict:
    """Answer one request.

    {"op": "coach", "field": "main_goal" | "sub_goal", "text": str, "voice": "self" | "other"}
        → {"op": "coach", "findings": [{"kind", "strength", "rule", "span", "ask"}]}
    {"op": "sheet", "plan": saved plan, "as": "html" | "text"} → {"op": "sheet", "sheet": str}
    Errors: "bad_request", "unknown_op", "not_ours", "newer", "broken".
    """
    if not isinstance(request, dict):
        return {"error": "bad_request"}
    op = request.get("op")
    if op == "coach":
        return _coach(request)
    if op == "sheet":
        return _sheet(request)
    return {"error": "unknown_op"}


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
