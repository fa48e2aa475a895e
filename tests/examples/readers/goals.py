"""How the coach does on labelled goals: python -m tests.examples.readers.goals FILE… prints the counts and every miss.

Knows the labels' records (text, field, voice, label, also). Does not know any rule.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path

from builder.respond import respond


def first_ask(goal: dict) -> dict | None:
    """The finding whose question the page would show, or None when the coach is silent."""
    request = {"op": "coach", "field": goal["field"], "text": goal["text"], "voice": goal.get("voice", "self")}
    asks = [finding for finding in respond(request)["findings"] if finding["strength"] == "ask"]
    return asks[0] if asks else None


def measure(goals: list[dict]) -> tuple[Counter, list[tuple]]:
    """Counts, and every goal that went wrong as (what went wrong, rule or "", goal)."""
    counts: Counter = Counter()
    wrong = []
    for goal in goals:
        found = first_ask(goal)
        rule = found["rule"] if found else ""
        if goal["label"] == "good":
            counts["good"] += 1
            if found:
                counts["good disturbed"] += 1
                wrong.append(("disturbed", rule, goal))
            continue
        counts["bad"] += 1
        right = found is not None and found["kind"] in (goal["label"], *goal.get("also", []))
        counts["asked for a right reason"] += right
        counts["asked at all"] += found is not None
        if not right:
            wrong.append(("other reason" if found else "silent", rule, goal))
    return counts, wrong


def main(files: list[str]) -> None:
    for file in files:
        counts, wrong = measure(tomllib.loads(Path(file).read_text(encoding="utf-8"))["goal"])
        for what, rule, goal in sorted(wrong, key=lambda miss: (miss[0], miss[2]["label"])):
            print(f"{what:12} {goal['label']:16} {rule:18} {goal.get('voice', 'self'):6} {goal['text']!r}")
        print(file)
        for what in ("bad", "asked for a right reason", "asked at all", "good", "good disturbed"):
            print(f"  {what:26} {counts[what]}")


if __name__ == "__main__":
    main(sys.argv[1:])
