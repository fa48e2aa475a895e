"""Brython beside CPython: the same patterns, strings and plain data, through the engine that the build makes.

Runs under Node, where compiling code at run time is forbidden. Knows engine_probe.py, not Viktigast's own program.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.publish.engines import bundle
from tests.build.engines import engine_probe

pytestmark = pytest.mark.heavy  # thousands of questions to a Brython engine that is compiled first

TESTS = Path(__file__).parent


class Brython:
    """A Brython engine in a Node process; ask() gives its response and insists that nothing was missed."""

    def __init__(self, node: str, script: Path) -> None:
        command = [node, TESTS / "ask_brython.mjs", script]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, request: dict):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["missed"] == []
        assert "error" not in answer, answer["error"]
        return answer["response"]

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="session")
def probe(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brython]:
    """engine_probe.py as a Brython engine."""
    folder = tmp_path_factory.mktemp("probe")
    text = Path(engine_probe.__file__).read_text(encoding="utf-8")
    bundle.make_brython(bundle.Program({"builder": "", "builder.respond": text}, {}), folder, folder)
    brython = Brython(node, folder / "brython.js")
    yield brython
    brython.close()


def as_sent(value):
    """A value as it is after the border: tuples are lists, and 1.0 is 1 in JavaScript."""
    return json.loads(
        json.dumps(value), parse_float=lambda text: int(float(text)) if float(text).is_integer() else float(text)
    )


TEXTS = [
    "", " ", "Jag vill gå ut varje dag.", "  Åka till ÖREBRO, å så ÄTA x3!  ",
    "hemtjänst x 3, 10 ggr i veckan\n\nrad två\r\n",
    "😀 Du får hemtjänst x3 👩‍👩‍👧 åäö", "a\u0308 o\u0308 nedbrutna prickar", "\ufeffboll\u0085\x1c\x1fslut\u2003",
    "ensam \ud83d halva \ude00 till", "\0noll\0", "ett\u2028två\u2029tre\x0bfyra\x0cfem", "½ ² ٣ Ⅳ 𝟑 𝐇ej 𝒶",
    "\ua000\ue000 😀 upptagna",
    "ſ K Å ß ẞ İ ı", "---", "r_r", "x" * 500,
]  # fmt: skip
PATTERNS = [
    r"\b[\wåäö]+\b", r"(?<!\w)x\s*\d+(?!\w)|\d+\s*ggr(?!\w)", r"^\W*du (ska|får)(?!\w)", r"[\s\-–—.,!?…]*",
    r"(\w+) (\w+)?", r"(?P<first>\w)(?P<rest>\w*)",
    r"å|ä|ö", r"[^\W\d_]+", r"[\W_]", r"\S+$", r"^\s*$", r".", r"a{0,2}", r"r{,1}x", r"[]r]", r"[^]r]", r"\Aj.*?\Z",
    r"\Bå", r"(x|xx)*?3?", r"\.|\?|\(|\-|/",
    r"[a-zå-ö]+", r"{}|}", r"ß|ſ|k", r"\x41|\u00e5", r"(?:jag|vi) (vill|önskar)", r"(?<=å)\w|\w(?=å)", r"(?<![\w-])\w+",
]  # fmt: skip
FLAGS = [0, re.IGNORECASE, re.MULTILINE | re.IGNORECASE, re.DOTALL, re.VERBOSE]


@pytest.mark.parametrize("flags", FLAGS)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_P8_patterns_find_the_same_in_brython(probe, pattern, flags):
    for text in TEXTS:
        request = {"op": "pattern", "pattern": pattern, "flags": int(flags), "text": text, "other": "å$&"}
        assert probe.ask(request) == as_sent(engine_probe.respond(request)), text


@pytest.mark.parametrize("text", TEXTS)
def test_P8_strings_do_the_same_in_brython(probe, text):
    assert probe.ask({"op": "string", "text": text}) == as_sent(engine_probe.respond({"op": "string", "text": text}))


ANY_TEXT = st.text(st.characters(codec=None))
KEYS = ANY_TEXT | st.sampled_from(
    [
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
        "__class__",
        "ob_type",
        "$kw",
        "length",
        "0",
        "-1",
        "key",
    ]
)
PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2.0**53), 2.0**53) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
)


@settings(max_examples=200)
@given(PLAIN_DATA)
def test_P8_plain_data_comes_back_from_brython_as_it_went_in(probe, data):
    assert probe.ask({"op": "echo", "data": data}) == as_sent({"op": "echo", "data": data})


@settings(max_examples=300)
@given(
    st.sampled_from(PATTERNS), st.text(st.sampled_from("ajvåÅäx3 \n.r_-\u0308😀𝟑"), max_size=12), st.sampled_from(FLAGS)
)
def test_P8_any_text_gives_the_same_spans_in_brython(probe, pattern, text, flags):
    request = {"op": "pattern", "pattern": pattern, "flags": int(flags), "text": text, "other": ""}
    assert probe.ask(request) == as_sent(engine_probe.respond(request))


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?>a)", "(?(1)a|b)", "a++", "(?i)a", "(?P=x)"])
def test_what_the_kernel_does_not_know_is_an_error_and_never_a_guess(probe, pattern):
    with pytest.raises(AssertionError, match=r"error|not packed"):
        probe.ask({"op": "pattern", "pattern": pattern, "flags": 0, "text": "a", "other": ""})
