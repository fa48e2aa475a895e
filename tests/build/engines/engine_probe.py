"""A program for the engines' own tests: does what a request says with strings and patterns, and tells what came out.

Runs in CPython as it is, and is packed as `builder.respond` for Brython. Knows nothing of Viktigast.
"""

from __future__ import annotations

import re


class Text(str):
    """A string of an own kind, as markup.Html is."""


def _match(found):
    if found is None:
        return None
    groups = [found.span(number) for number in range(found.re.groups + 1)]
    return {"groups": groups, "texts": [found[0], *found.groups()], "named": found.groupdict()}


PATTERN = {
    "search": lambda pattern, text, _: _match(pattern.search(text)),
    "match": lambda pattern, text, _: _match(pattern.match(text)),
    "fullmatch": lambda pattern, text, _: _match(pattern.fullmatch(text)),
    "finditer": lambda pattern, text, _: [_match(found) for found in pattern.finditer(text)],
    "findall": lambda pattern, text, _: pattern.findall(text),
    "split": lambda pattern, text, _: pattern.split(text),
    "split_once": lambda pattern, text, _: pattern.split(text, 1),
    "sub": lambda pattern, text, other: pattern.sub(other, text),
    "sub_once": lambda pattern, text, other: pattern.sub(other, text, 1),
    "subn": lambda pattern, text, other: pattern.subn(other, text),
    "sub_by": lambda pattern, text, other: pattern.sub(lambda found: found[0].upper() + other, text),
    "from_one": lambda pattern, text, _: _match(pattern.search(text, 1)),
}

STRING = {
    "strip": lambda text: [text.strip(), text.lstrip(), text.rstrip(), text.strip(" .!…"), text.rstrip(" .")],
    "split": lambda text: [
        text.split(),
        text.split(None, 1),
        text.split(" "),
        text.partition(" "),
        text.rpartition(" "),
    ],
    "lines": lambda text: text.splitlines(),
    "case": lambda text: [text.lower(), text.upper()],
    "kinds": lambda text: [text.isspace(), text.isdigit(), text.isalpha(), text.isalnum()],
    "slices": lambda text: [len(text), text[:3], text[-2:], text[::-1], text.find("r"), list(text[:5])],
    "joined": lambda text: [
        ", ".join([Text(text), text]),
        str(Text(text)),
        Text(text) + "x",
        isinstance(Text(text), str),
    ],
    "replaced": lambda text: [
        text.replace("a", "å"),
        text.count("a"),
        text.startswith(" "),
        text.endswith("."),
        "ä" in text,
    ],
    "formatted": lambda text: [f"{text}!", f"{text:>40}", "%s, %d" % (text, 3), "{a}{b}".format(a=text, b=1)],
    "escaped": lambda text: re.escape(text),
    "sorted": lambda text: sorted(set(text.lower())) == sorted(set(text.lower()), key=lambda sign: sign),
    "counted": lambda text: {
        "ratio": len(text) / 2,
        "whole": len(text) // 2,
        "rest": -len(text) % 7,
        "many": 2**53 - 1,
        "yes": True,
        "no": None,
    },
}


def respond(request: dict) -> dict:
    """{"op": "pattern", "pattern", "flags", "text", "other"} or {"op": "string", "text"} → what every function gave."""
    if request["op"] == "pattern":
        pattern = re.compile(request["pattern"], request["flags"])
        return {name: do(pattern, request["text"], request["other"]) for name, do in PATTERN.items()}
    if request["op"] == "string":
        return {name: do(request["text"]) for name, do in STRING.items()}
    return request


FIRST = {"pattern": respond, "string": respond}
