"""The engines' build: what is packed, what a packed module may not say, and that Brython answers as CPython does.

Runs the Brython engine under Node, where compiling code at run time is forbidden; browser/test_engines.py runs both
engines where they belong.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.publish import bundle
from builder.publish.load import core_catalog
from tests import engine_probe

TESTS = Path(__file__).parent
BROTLI_BUDGET = {"brython": 250_000, "all": 4_400_000}

# ---- what may be packed ------------------------------------------------------------------------------------------


def test_every_module_of_the_core_is_packed():
    there = {path.stem for path in bundle.BUILDER.glob("*.py")}
    assert there - {"__main__", "catalog"} == set(bundle.MODULES)


@pytest.mark.parametrize("name", bundle.sources())
def test_packed_module_imports_only_re_and_its_own_kind(name):
    packed = {*bundle.sources(), "builder.catalog"}
    assert bundle.imports_of(bundle.sources()[name]) <= bundle.ALLOWED_IMPORTS | packed


def test_imports_for_type_checking_do_not_count():
    source = "import re\nif TYPE_CHECKING:\n    import typing\nelse:\n    import json\ndef f():\n    from html import escape"
    assert bundle.imports_of(source) == {"re", "json", "html"}


# ---- what Brython gets wrong, or what is not packed, by the look of the source ---------------------------------------

BANNED_CALLS = {
    "round": "rounds halves its own way",
    "eval": "is not packed", "exec": "is not packed", "compile": "is not packed", "__import__": "is not packed",
    "repr": "shows some signs otherwise", "ascii": "shows some signs otherwise",
    "open": "is not packed", "input": "is not packed",
    "print": "would write what people typed to the console",
}  # fmt: skip
BANNED_METHODS = {
    "casefold": "leaves ß", "title": "is wrong for ß", "swapcase": "is wrong for ß", "capitalize": "is wrong for ß",
    "lastgroup": "is not packed", "lastindex": "is not packed", "expand": "is not packed",
}  # fmt: skip
BANNED_IN_PATTERNS = re.compile(r"\\g<|\\[1-9]|\(\?P=|\(\?\(|\(\?>|\(\?[aiLmsux-]|\(\?#|(?<!\\)[*+?}]\+|\\N\{")


def faults_in(source: str) -> list[str]:
    """What the engines would not do, or would do otherwise than CPython, each as "line: reason"."""
    found = []
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS:
            found.append(f"{line}: {node.func.id} {BANNED_CALLS[node.func.id]}")
        if isinstance(node, ast.Attribute) and node.attr in BANNED_METHODS:
            found.append(f"{line}: {node.attr} {BANNED_METHODS[node.attr]}")
        if isinstance(node, ast.TryStar):
            found.append(f"{line}: except* splits wrongly in Brython")
        if isinstance(node, ast.FormattedValue) and node.format_spec and "_" in ast.unparse(node.format_spec):
            found.append(f"{line}: :_ gives commas in Brython")
        if isinstance(node, ast.FormattedValue) and node.conversion == ord("r"):
            found.append(f"{line}: !r shows some signs otherwise in Brython")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[^\0-\uffff]", node.value):
            found.append(f"{line}: signs beyond U+FFFF only come in with a request")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            if re.search(r"\{[^{}]*:[^{}]*_", ast.unparse(node.func.value)):
                found.append(f"{line}: :_ gives commas in Brython")
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and BANNED_IN_PATTERNS.search(str(argument.value)):
                    found.append(f"{line}: {argument.value!r} is not packed")
    return found


@pytest.mark.parametrize(
    "wrong",
    [
        "round(2.5)",
        "print('x')",
        "'ß'.casefold()",
        "found.lastgroup",
        "f'{number:_}'",
        "f'{text!r}'",
        "repr(text)",
        "'{:_}'.format(number)",
        "smile = '😀'",
        r"re.sub('(?P<a>x)', r'\g<a>', text)",
        r"re.sub('(x)', r'\1', text)",
        "re.compile('(?(a)b|c)')",
        "re.search('(?i)a', text)",
        "re.search('a++', text)",
        "try:\n    pass\nexcept* ValueError:\n    pass",
    ],
)
def test_lint_catches(wrong):
    assert len(faults_in(wrong)) == 1


@pytest.mark.parametrize("name", bundle.sources())
def test_packed_module_says_nothing_the_engines_do_otherwise(name):
    assert faults_in(bundle.sources()[name]) == []


def test_catalog_has_no_signs_beyond_what_brython_counts_right():
    assert not re.search(r"[^\0-\uffff]", json.dumps(core_catalog(), ensure_ascii=False))


# ---- what is built -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def engine_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engines of the program as it is, from the project's cache where they have been made before."""
    folder = tmp_path_factory.mktemp("engine")
    bundle.build_engines(folder)
    return folder


def test_the_same_sources_give_the_same_bytes(engine_folder, tmp_path):
    bundle.build_engines(tmp_path / "again", cache=tmp_path / "cache")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in engine_folder.iterdir()}


def test_engine_files_name_no_place_of_the_machine_they_were_built_on(engine_folder):
    for path in engine_folder.iterdir():
        assert str(bundle.ROOT).encode() not in path.read_bytes(), path.name


def test_transfer_is_within_budget(site):
    sizes = {path.name: path.stat().st_size for path in (site / "engine").glob("*.br")}
    assert sizes["brython.js.br"] <= BROTLI_BUDGET["brython"]
    assert sum(sizes.values()) <= BROTLI_BUDGET["all"]


def test_missing_brython_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(bundle.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bundle.BundleError, match="requirements"):
        bundle.build_engines(tmp_path)


# ---- Brython beside CPython --------------------------------------------------------------------------------------


class Brython:
    """A Brython engine in a Node process; ask() gives its response and insists that nothing was missed."""

    def __init__(self, script: Path) -> None:
        command = [shutil.which("node"), TESTS / "ask_brython.mjs", script]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

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
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brython]:
    """engine_probe.py as a Brython engine."""
    folder = tmp_path_factory.mktemp("probe")
    text = Path(engine_probe.__file__).read_text(encoding="utf-8")
    bundle.make_brython({"builder": "", "builder.respond": text}, {}, folder, folder / "brython.js")
    brython = Brython(folder / "brython.js")
    yield brython
    brython.close()


def as_sent(value):
    """A value as it is after the border: tuples are lists, and 1.0 is 1 in JavaScript."""
    return json.loads(json.dumps(value), parse_float=lambda text: int(float(text)) if float(text).is_integer() else float(text))


TEXTS = [
    "", " ", "Jag vill gå ut varje dag.", "  Åka till ÖREBRO, å så ÄTA x3!  ", "hemtjänst x 3, 10 ggr i veckan\n\nrad två\r\n",
    "😀 Du får hemtjänst x3 👩‍👩‍👧 åäö", "a\u0308 o\u0308 nedbrutna prickar", "\ufeffboll\u0085\x1c\x1fslut\u2003",
    "ensam \ud83d halva \ude00 till", "\0noll\0", "ett\u2028två\u2029tre\x0bfyra\x0cfem", "½ ² ٣ Ⅳ 𝟑 𝐇ej 𝒶", "\ua000\ue000 😀 upptagna",
    "ſ K Å ß ẞ İ ı", "---", "r_r", "x" * 500,
]  # fmt: skip
PATTERNS = [
    r"\b[\wåäö]+\b", r"(?<!\w)x\s*\d+(?!\w)|\d+\s*ggr(?!\w)", r"^\W*du (ska|får)(?!\w)", r"[\s\-–—.,!?…]*", r"(\w+) (\w+)?", r"(?P<first>\w)(?P<rest>\w*)",
    r"å|ä|ö", r"[^\W\d_]+", r"[\W_]", r"\S+$", r"^\s*$", r".", r"a{0,2}", r"r{,1}x", r"[]r]", r"[^]r]", r"\Aj.*?\Z", r"\Bå", r"(x|xx)*?3?", r"\.|\?|\(|\-|/",
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


PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2.0**53), 2.0**53) | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec=None)), inner, max_size=4),
)


@settings(max_examples=200, deadline=None)
@given(PLAIN_DATA)
def test_P8_plain_data_comes_back_from_brython_as_it_went_in(probe, data):
    assert probe.ask({"op": "echo", "data": data}) == as_sent({"op": "echo", "data": data})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATTERNS), st.text(st.sampled_from("ajvåÅäx3 \n.r_-\u0308😀𝟑"), max_size=12), st.sampled_from(FLAGS))
def test_P8_any_text_gives_the_same_spans_in_brython(probe, pattern, text, flags):
    request = {"op": "pattern", "pattern": pattern, "flags": int(flags), "text": text, "other": ""}
    assert probe.ask(request) == as_sent(engine_probe.respond(request))


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?>a)", "(?(1)a|b)", "a++", "(?i)a", "(?P=x)"])
def test_what_the_kernel_does_not_know_is_an_error_and_never_a_guess(probe, pattern):
    with pytest.raises(AssertionError, match="error|not packed"):
        probe.ask({"op": "pattern", "pattern": pattern, "flags": 0, "text": "a", "other": ""})
