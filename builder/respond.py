"""The one door: a request in, a response out, the same in CPython, Pyodide and Brython.

Knows which operations there are, and answers the coach's. Keeps nothing between requests and never raises on input:
what is wrong with a request comes back as {"error": key}.

The program reaches a browser in two files. The first holds this module and what its imports reach: what the first
coach answer needs. The second holds what an import inside a function reaches, here rest.py. The engine's worker loads
the second file before it asks for an operation that is not in FIRST; in CPython the import is immediate.
"""

from __future__ import annotations

from builder.catalog import CATALOG
from builder.coaching.coach import VOICES, coach
from builder.lexicon import lexicon
from builder.paper.voice import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from builder.shapes import Op, Request, Response, Rule

FIELDS = ("main_goal", "sub_goal")
_RULES = {rule["id"]: rule for rule in CATALOG["rules"]}


def respond(request: Any) -> Response:
    """Answer one request.

    {"op": "coach", "field": "main_goal" | "sub_goal", "text": str, "voice": "self" | "other" | "staff",
        "main_goal": str}
        → {"op": "coach", "findings": [{"kind", "strength", "rule", "span", "ask", "openers"}]}
    {"op": "compose", "answers": {opener id: str}} → {"op": "compose", "sentence": str}
    {"op": "guard", "text": str}
        → {"op": "guard", "found": [{"kind", "span"}], "ask": sentence about the first of them or ""}
    {"op": "sheet", "plan": saved plan, "as": "html" | "text"} → {"op": "sheet", "sheet": str}
    {"op": "circle", "minutes" | "start" and "end", "parts", as circle.py says, "as": "svg" | "text" | "data",
        "role": slug for the text}
        → {"op": "circle", "minutes", "start", "end", "parts", "warnings"} and "svg" or "text"
    {"op": "meeting_date", "discharge": ISO date, "track": id, "ready": ISO date}
        → {"op": "meeting_date", "meeting", "call", "order"}, or {"error", "text"}, as discharge.py says
    {"op": "du", "text": str} → {"op": "du", "du": str or None, "note": str or None}
    Errors: "bad_request", "bad_length", "unknown_op", "not_ours", "newer", "broken".
    """
    if not isinstance(request, dict):
        return {"error": "bad_request"}
    op = request.get("op")
    if not isinstance(op, str):
        return {"error": "unknown_op"}
    if op in FIRST:
        return FIRST[op](request)
    from builder.rest import REST

    return REST[op](request) if op in REST else {"error": "unknown_op"}


def _coach(request: Request) -> Response:
    text, field = request.get("text"), request.get("field")
    if not isinstance(text, str) or field not in FIELDS:
        return {"error": "bad_request"}
    voice, main_goal = request.get("voice"), request.get("main_goal")
    if voice not in VOICES:
        voice = "self"
    if not isinstance(main_goal, str):
        main_goal = ""
    findings = coach(text, field, CATALOG["rules"], lexicon(), voice, main_goal)
    for finding in findings:
        rule = _RULES[finding["rule"]]
        start, end = finding["span"]
        finding["ask"] = _said(rule, voice).replace("{word}", " ".join(text[start:end].split()))
        finding["openers"] = rule.get("openers", [])
    return {"op": "coach", "findings": findings}


def _said(rule: Rule, voice: str) -> str:
    """Return a rule's question for the voice. Staff's falls back on the relative's, and both on the person's."""
    return (
        rule["ask_staff"]
        if voice == "staff" and "ask_staff" in rule
        else said(rule, "ask", "self" if voice == "self" else "other")
    )


FIRST: dict[str, Op] = {"coach": _coach}
"""The operations that the first file answers, by name."""
