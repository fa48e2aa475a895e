"""The one door: a request in, a response out, the same in CPython, Pyodide and Brython.

Knows which part answers what, and puts the sentences on. Keeps nothing between requests and never raises on input:
what is wrong with a request comes back as {"error": key}.
"""

from __future__ import annotations

from builder.catalog import CATALOG
from builder.coaching.coach import VOICES, coach
from builder.coaching.openers import compose
from builder.coaching.tokens import Lexicon
from builder.meeting.circle import circle_text, plan_circle, role_of
from builder.meeting.circle_drawing import draw
from builder.meeting.discharge import meeting_date
from builder.paper.plan import read_plan
from builder.paper.sheet import sheet_html, sheet_text
from builder.paper.voice import said
from builder.text.du_form import du_form
from builder.text.personal_data import guard

FIELDS = ("main_goal", "sub_goal")
_RULES = {rule["id"]: rule for rule in CATALOG["rules"]}
_lexicon: list = []


def respond(request: dict) -> dict:
    """Answer one request.

    {"op": "coach", "field": "main_goal" | "sub_goal", "text": str, "voice": "self" | "other" | "staff", "main_goal": str}
        → {"op": "coach", "findings": [{"kind", "strength", "rule", "span", "ask", "openers"}]}
    {"op": "compose", "answers": {opener id: str}} → {"op": "compose", "sentence": str}
    {"op": "guard", "text": str} → {"op": "guard", "found": [{"kind", "span"}], "ask": sentence about the first of them or ""}
    {"op": "sheet", "plan": saved plan, "as": "html" | "text"} → {"op": "sheet", "sheet": str}
    {"op": "circle", "minutes" | "start" and "end", "parts", as circle.py says, "as": "svg" | "text" | "data", "role": slug for
        the text} → {"op": "circle", "minutes", "start", "end", "parts", "warnings"} and "svg" or "text"
    {"op": "meeting_date", "discharge": ISO date, "track": id, "ready": ISO date} → {"op": "meeting_date", "meeting", "call",
        "order"}, or {"error", "text"}, as dates.py says
    {"op": "du", "text": str} → {"op": "du", "du": str or None, "note": str or None}
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
    voice = request.get("voice") if request.get("voice") in VOICES else "self"
    main_goal = request.get("main_goal") if isinstance(request.get("main_goal"), str) else ""
    findings = coach(text, field, CATALOG["rules"], _words(), voice, main_goal)
    for finding in findings:
        rule = _RULES[finding["rule"]]
        start, end = finding["span"]
        finding["ask"] = _said(rule, voice).replace("{word}", " ".join(text[start:end].split()))
        finding["openers"] = rule.get("openers", [])
    return {"op": "coach", "findings": findings}


def _words() -> Lexicon:
    """The lexicon, unpacked at the first question."""
    if not _lexicon:
        _lexicon.append(Lexicon(CATALOG["lexicon"]))
    return _lexicon[0]


def _said(rule: dict, voice: str) -> str:
    """A rule's question for the voice; the voice of staff falls back on the relative's, and both on the person's."""
    return (
        rule["ask_staff"]
        if voice == "staff" and "ask_staff" in rule
        else said(rule, "ask", "self" if voice == "self" else "other")
    )


def _compose(request: dict) -> dict:
    answers = request.get("answers")
    if not isinstance(answers, dict):
        return {"error": "bad_request"}
    return {"op": "compose", "sentence": compose(answers, CATALOG["openers"], _words())}


def _guard(request: dict) -> dict:
    text = request.get("text")
    if not isinstance(text, str):
        return {"error": "bad_request"}
    found = guard(text, CATALOG["guards"])
    asks = [record["ask"] for record in CATALOG["guards"] if found and record["id"] == found[0]["kind"]]
    return {"op": "guard", "found": found, "ask": asks[0] if asks else ""}


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


def _du(request: dict) -> dict:
    text = request.get("text")
    if not isinstance(text, str):
        return {"error": "bad_request"}
    words = CATALOG["du_form"]
    suggestion, note = du_form(text, words)
    return {"op": "du", "du": suggestion, "note": words["notes"][note] if note else None}


_OPS = {
    "coach": _coach,
    "compose": _compose,
    "guard": _guard,
    "sheet": _sheet,
    "circle": _circle,
    "meeting_date": _meeting_date,
    "du": _du,
}
