"""P2.

Engines.js against workers that fail in every way, many lives of a page with a seed each, in Node and in a time of its
own.
"""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Iterator

import pytest

from builder.respond import respond
from tests.examples.readers.example_requests import every_example

SEEDS = 3000
HARMLESS = {"right", "ready", "there", "late", "progress", "waits"}


@pytest.mark.heavy  # 3000 lives of a page
def test_P2_whatever_engines_do_every_question_gets_its_own_answer_or_none_and_nothing_is_said_twice(root, node):
    done = subprocess.run(
        [node, "tests/js/chaos_engines.mjs", "1", str(SEEDS)], cwd=root, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert [f"seed {one['seed']}: {one['what']}\n" + "\n".join(one["trace"]) for one in told["broken"]] == []
    tried = {name: count for name, count in told["faults"].items() if name not in HARMLESS}
    assert len(tried) == 34, tried
    assert min(tried.values()) > 100, tried


IS_REPLY = """
import { isReply } from "./builder/shell/theme/js/engines/messages.js";
let read = "";
for await (const part of process.stdin) read += part;
console.log(JSON.stringify(JSON.parse(read).map(([request, response]) => isReply(request, response))));
"""
WRONG = [None, 7, "<b>x</b>", [], [None], {}, {"a": 1}, True]


def looks_like_replies(node, root, pairs: list) -> list[bool]:
    command = [node, "--input-type=module", "--eval", IS_REPLY]
    return json.loads(
        subprocess.run(command, cwd=root, input=json.dumps(pairs), capture_output=True, text=True, check=True).stdout
    )


def with_one_fault(request: dict, response: dict) -> Iterator[list]:
    """The response with each of its parts in turn replaced by what it cannot be."""
    yield from ([request, wrong] for wrong in [*WRONG, {**response, "op": "another"}])
    parts = (
        {key: value for key, value in response.items() if key != "op"}
        if response["op"] in ("coach", "compose", "du", "guard")
        else {}
    )
    for key, value in parts.items():
        for wrong in WRONG:
            if (
                wrong == value
                or (value is None and isinstance(wrong, str))
                or (wrong is None and key in ("du", "note"))
                or (isinstance(value, str) and isinstance(wrong, str))
            ):
                continue
            if not (isinstance(value, list) and wrong == [] and response["op"] == "coach"):
                yield [request, {**response, key: wrong}]
        for at, one in enumerate(value if isinstance(value, list) else []):
            for name in one:
                for wrong in WRONG:
                    if type(wrong) is not type(one[name]):
                        changed = copy.deepcopy(response)
                        changed[key][at][name] = wrong
                        yield [request, changed]
            for span in ([-1, 1], [2, 1], [0, 10**9], [0], [0, 1, 2], [0.5, 1], ["0", "1"]):
                changed = copy.deepcopy(response)
                changed[key][at]["span"] = span
                yield [request, changed]


@pytest.mark.heavy  # asks for every example
def test_every_answer_that_we_give_looks_like_one_and_none_with_a_fault_does(root, node):
    pairs = [[request, respond(request)] for request in every_example()]
    assert all(looks_like_replies(node, root, pairs))
    by_op = {
        response["op"]: [request, response]
        for request, response in pairs
        if "op" in response
        and (response.get("findings") or response.get("found") or response["op"] not in ("coach", "guard"))
    }
    assert set(by_op) >= {"coach", "compose", "du", "guard"}
    faulty = [pair for request, response in by_op.values() for pair in with_one_fault(request, response)]
    assert [pair for pair, looks in zip(faulty, looks_like_replies(node, root, faulty), strict=True) if looks] == []
    assert len(faulty) > 100
