"""Every labelled example as a request: what P8 asks of each engine.

Knows the files in examples/ and the records that carry examples. Does not know what the right answers are.
"""

from __future__ import annotations

from builder.publish.records.read import content_file
from builder.respond import FIELDS
from tests.examples.readers.naughty import STRINGS
from tests.helpers.places import EXAMPLES, example, read_toml


def goals() -> list[dict]:
    """Every labelled goal as it was written, for three voices by turns, and each rule's examples for both fields."""
    labelled = [
        goal for path in sorted(EXAMPLES.rglob("goals*.toml")) for goal in read_toml(path).get("goal", [])
    ] + read_toml(example("seed_goals.toml"))["goal"]
    requests = [
        {
            "op": "coach",
            "field": goal["field"],
            "text": goal["text"],
            "voice": goal.get("voice", "self"),
            "main_goal": goal["text"][::-1],
        }
        for goal in labelled
    ]
    texts = [
        text for rule in read_toml(content_file("rules.toml"))["rule"] for text in (*rule["good"], *rule["bad"])
    ] + read_toml(example("goals_left_alone.toml"))["goals"]
    voices = ("self", "other", "staff")
    return requests + [
        {"op": "coach", "field": field, "text": text, "voice": voices[at % 3], "main_goal": text}
        for at, text in enumerate(texts)
        for field in FIELDS
    ]


def du_forms() -> list[dict]:
    """Every labelled jag-text, and its du-text, which must not be turned again."""
    pairs = [pair for path in sorted(EXAMPLES.rglob("du_pairs*.toml")) for pair in read_toml(path)["pair"]]
    return [{"op": "du", "text": text} for pair in pairs for text in (pair["jag"], pair.get("du")) if text]


def guards() -> list[dict]:
    """Every text with and without personal data."""
    records = read_toml(content_file("guard.toml"))["guard"]
    texts = [text for record in records for text in (*record["bad"], *record["good"])] + [
        record["text"] for record in read_toml(example("personal_data.toml"))["text"]
    ]
    return [{"op": "guard", "text": text} for text in texts]


def openers() -> list[dict]:
    """Every opener's answers alone, and with the next opener's."""
    records = read_toml(content_file("openers.toml"))["opener"]
    together = [
        {one["id"]: answer, other["id"]: other["answers"][0]}
        for one, other in zip(records, records[1:] + records[:1], strict=True)
        for answer in one["answers"]
    ]
    return [
        {"op": "compose", "answers": answers}
        for answers in [{one["id"]: answer} for one in records for answer in one["answers"]] + together
    ]


KEYS = [
    "__proto__",
    "hasOwnProperty",
    "constructor",
    "toString",
    "__class__",
    "$kw",
    "ob_type",
    "tp_name",
    "length",
    "0",
    "",
]


def naughty() -> list[dict]:
    """Every naughty string for each operation that reads a text, all in every place of a plan, and naughty keys."""
    voices = ("self", "other", "staff")
    requests = [
        {"op": "coach", "field": FIELDS[at % 2], "text": text, "voice": voices[at % 3], "main_goal": text}
        for at, text in enumerate(STRINGS)
        if len(text) < 1000
    ]
    requests += [{"op": op, "text": text} for op in ("du", "guard") for text in STRINGS]
    requests += [{"op": "compose", "answers": {"able": text, text: text}} for text in [*STRINGS, *KEYS]]
    plan = {"format": "viktigast", "version": 1, "written_by": "relative", "answers": {}}
    for question in read_toml(content_file("questions.toml"))["question"]:
        items = [
            {field["id"]: text for field in question.get("field", [])} | {text: text} for text in [*STRINGS, *KEYS]
        ]
        plan["answers"][question["id"]] = items if question["kind"] == "list" else "\n".join(STRINGS)
    plan = {**dict.fromkeys(KEYS, "x"), **plan, "answers": {**dict.fromkeys(KEYS, "x"), **plan["answers"]}}
    return requests + [{"op": "sheet", "plan": plan, "as": kind} for kind in ("html", "text")]


def every_example() -> list[dict]:
    """All of them."""
    return goals() + du_forms() + guards() + openers() + naughty()
