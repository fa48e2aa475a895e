"""The engines' build: what is packed, what a packed module may not say, and what comes out.

Does not run an engine: test_brython.py does under Node, chromium/engines/test_engines.py where they belong.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder.publish.engines import bundle
from builder.publish.engines.untyped import without_types
from builder.respond import respond

BROTLI_BUDGET = {"brython.js": 190_000, "brython-rest.js": 80_000, "all": 4_400_000}
PROGRAM = bundle.split_program()
PACKED = {**PROGRAM.first, **PROGRAM.rest}

# ---- what may be packed ------------------------------------------------------------------------------------------


def test_every_module_of_the_core_is_packed():
    folders = [
        path
        for path in bundle.BUILDER.iterdir()
        if path.is_dir() and path.name not in ("publish", "shell", "content", "__pycache__")
    ]
    there = [*bundle.BUILDER.glob("*.py"), *[path for folder in folders for path in folder.rglob("*.py")]]
    names = {".".join(path.relative_to(bundle.ROOT).with_suffix("").parts).removesuffix(".__init__") for path in there}
    assert names - {"builder.__main__"} == set(PACKED)


def test_the_first_file_holds_no_module_of_the_rest_and_what_the_coach_imports():
    assert not PROGRAM.first.keys() & PROGRAM.rest.keys()
    assert {"builder.respond", "builder.catalog", "builder.coaching.wish"} <= PROGRAM.first.keys()
    assert {"builder.rest", "builder.catalog_rest", "builder.paper.sheet"} <= PROGRAM.rest.keys()


@pytest.mark.parametrize(("op", "there"), [("coach", True), ("guard", False)])
def test_the_first_file_alone_answers_the_coach_and_nothing_else(tmp_path, op, there):
    for name, source in PROGRAM.first.items():
        path = tmp_path / bundle.source_file(name).relative_to(bundle.ROOT)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    request = {"op": op, "field": "main_goal", "text": "Du får hemtjänst x3"}
    script = f"from builder.respond import respond; print(respond({request!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    if there:
        assert done.stdout == f"{respond(request)}\n"
    else:
        assert "No module named 'builder.rest'" in done.stderr


@pytest.mark.parametrize("name", PACKED)
def test_packed_module_imports_only_re_and_its_own_kind(name):
    assert bundle.imports_of(PACKED[name]) <= bundle.ALLOWED_IMPORTS | PACKED.keys()


def test_imports_for_type_checking_do_not_count():
    source = (
        "import re\nif TYPE_CHECKING:\n    import typing\nelse:\n    import json\ndef f():\n    from html import escape"
    )
    assert bundle.imports_of(source) == {"re", "json", "html"}
    assert bundle.imports_of(source, inside=False) == {"re", "json"}


def test_a_module_that_is_not_there_stops_the_build_with_its_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    (tmp_path / "builder").mkdir()
    (tmp_path / "builder" / "__init__.py").touch()
    (tmp_path / "builder" / "door.py").write_text(
        "def f():\n    from builder import tokens_of\n    import builder.none"
    )
    with pytest.raises(bundle.BundleError, match=r"builder\.none.*whole module"):
        bundle.split_program("builder.door")


# ---- what Brython gets wrong, or what is not packed, by the look of the source ---------------------------------------

BANNED_CALLS = {
    "round": "rounds halves its own way",
    "eval": "is not packed", "exec": "is not packed", "compile": "is not packed", "__import__": "is not packed",
    "repr": "shows some signs otherwise", "ascii": "shows some signs otherwise",
    "open": "is not packed", "input": "is not packed",
    "print": "would write what people typed to the console",
}  # fmt: skip
BANNED_METHODS = {
    "isdigit": "takes \u00b2 for no digit", "casefold": "leaves ß", "title": "is wrong for ß",
    "swapcase": "is wrong for ß", "capitalize": "is wrong for ß",
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
            fills = ast.unparse(node.func.value)
            found += [f"{line}: :_ gives commas in Brython"] if re.search(r"\{[^{}]*:[^{}]*_", fills) else []
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


@pytest.mark.parametrize("name", PACKED)
def test_packed_module_says_nothing_the_engines_do_otherwise(name):
    assert faults_in(PACKED[name]) == []


def test_catalog_has_no_signs_beyond_what_brython_counts_right():
    assert not re.search(r"[^\0-\uffff]", json.dumps(bundle.GENERATED, ensure_ascii=False))


# ---- what is built -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def engine_folder(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engines of the program as it is, from the project's cache where they have been made before."""
    folder = tmp_path_factory.mktemp("engine")
    bundle.build_engines(folder)
    return folder


@pytest.mark.heavy  # makes both engines once more
def test_the_same_sources_give_the_same_bytes(engine_folder, tmp_path):
    bundle.build_engines(tmp_path / "again", cache=tmp_path / "cache")
    first, again = (
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        for folder in (engine_folder, tmp_path / "again")
    )
    assert again == first


@pytest.mark.heavy  # makes the engines, when the program has changed
def test_engine_files_name_no_place_of_the_machine_they_were_built_on(engine_folder):
    for path in engine_folder.iterdir():
        assert str(bundle.ROOT).encode() not in path.read_bytes(), path.name


def test_transfer_is_within_budget(site):
    sizes = {path.name: path.stat().st_size for path in (site / "engine").glob("*.br")}
    assert sizes["brython.js.br"] <= BROTLI_BUDGET["brython.js"]
    assert sizes["brython-rest.js.br"] <= BROTLI_BUDGET["brython-rest.js"]
    assert sum(sizes.values()) <= BROTLI_BUDGET["all"]


@pytest.mark.heavy  # begins to make the engines
def test_missing_node_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(bundle.BundleError, match="Node"):
        bundle.build_engines(tmp_path / "engine", cache=tmp_path / "cache")


def test_missing_brython_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(bundle.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bundle.BundleError, match="requirements"):
        bundle.build_engines(tmp_path)


def test_annotations_are_not_packed_and_all_that_runs_is():
    source = '''
TYPE_CHECKING = False
if TYPE_CHECKING:
    from somewhere import Shape
else:
    other: int = 1

class Thing:
    only_told: int
    """What the thing is."""

    def act(self, one: Shape, *more: str, key: int = 2, **rest: object) -> dict[str, Shape]:
        made: list[Shape] = [one]
        def inner(x: int) -> int: return x
        return {key: made, **rest}
'''
    packed = without_types(source)
    assert "Shape" not in packed
    assert "int" not in packed
    there: dict = {}
    exec(packed, there)
    assert there["other"] == 1
    assert there["Thing"]().act(3, "x", key=4, y=5) == {4: [3], "y": 5}
