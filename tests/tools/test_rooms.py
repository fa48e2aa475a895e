"""The house: each room's README says what the room may import, and the imports keep to it; no circle, no large folder.

Knows how Python and JavaScript name what they import. The rule itself is the line "**May import**" of each README, so
that a reader and this test read the same words.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.places import HOUSE, ROOT

MOST_FILES = 14
"""Source files in one folder: a folder with more is two rooms."""
SOURCES = {".py", ".js", ".mjs", ".css", ".toml", ".html"}
JS = "builder/shell/theme/js"
CATALOG = ("builder.catalog", "builder.catalog_rest")
RECORDS = "builder.publish.records.read"
"""The one arrow that goes up, from CATALOG, in the source tree alone: the bundle writes other catalogs."""


def files(*suffixes: str) -> list[Path]:
    """Every source file of the house with one of the endings."""
    found = [path for room in HOUSE for path in (ROOT / room).rglob("*") if path.suffix in suffixes]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def module_of(path: Path) -> str:
    """The dotted name of a Python file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def nodes_that_run(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of a file but those under `if TYPE_CHECKING:`, which only a type checker reads."""
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            pending.extend(node.orelse)
            continue
        yield node
        pending.extend(ast.iter_child_nodes(node))


@functools.cache
def python_imports(path: Path) -> tuple[str, ...]:
    """Dotted names that a file imports, also inside functions; `from package import module` gives the module."""
    return tuple(_imported_names(path))


def _imported_names(path: Path) -> Iterator[str]:
    for node in nodes_that_run(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by the whole name"
            for alias in node.names:
                inner = ROOT.joinpath(*f"{node.module}.{alias.name}".split("."))
                yield f"{node.module}.{alias.name}" if inner.with_suffix(".py").is_file() else str(node.module)


def js_imports(path: Path) -> Iterator[Path]:
    """Files that a browser module imports, when it loads or later."""
    for address in re.findall(
        r'(?:\bfrom|^import|\bawait import\(|\bimport\()\s*"(\.[^"]+)"', path.read_text(encoding="utf-8"), re.M
    ):
        yield (path.parent / address).resolve()


def room_of(path: Path) -> Path:
    """The nearest folder above a file that has a README."""
    return next(folder for folder in path.parents if (folder / "README.md").is_file())


def allowed_in(room: Path) -> tuple[list[str], bool]:
    """The names in a README's line "May import", and whether the standard library is one of them."""
    text = (room / "README.md").read_text(encoding="utf-8")
    found = re.search(r"\*\*May import\*\*:(.*?)(?=\n- |\n\n|\Z)", text, re.S)
    assert found, f"{room.relative_to(ROOT)}/README.md does not say what the room may import"
    return re.findall(r"`([^`]+)`", found[1]), "the standard library" in found[1]


PYTHON_ROOMS = [path for path in files(".py") if path.parts[len(ROOT.parts)] in ("builder", "tools")]


@pytest.mark.parametrize("path", PYTHON_ROOMS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_python_file_imports_only_what_its_room_may(path: Path) -> None:
    names, library = allowed_in(room_of(path))
    for imported in python_imports(path):
        top = imported.partition(".")[0]
        if imported == "__future__" or (library and top in sys.stdlib_module_names):
            continue
        if module_of(path) in CATALOG and imported == RECORDS:
            continue
        assert any(imported == name or imported.startswith(f"{name}.") for name in names), f"imports {imported}"


@pytest.mark.parametrize("path", sorted((ROOT / JS).rglob("*.js")), ids=lambda path: path.name)
def test_a_browser_module_imports_only_what_its_room_may(path: Path) -> None:
    names = set(allowed_in(room_of(path))[0])
    for imported in js_imports(path):
        room = imported.parent.relative_to(ROOT / JS).as_posix()
        if path.parent == ROOT / JS and imported.parent == path.parent:
            continue  # a page's entry may load another entry when it is needed
        file = imported.relative_to(ROOT / JS).as_posix()
        assert names & {f"js/{room}", f"js/{file}"}, f"imports {imported.name} of js/{room}"


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Every circle of imports, each once, as the names along it."""
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            found.append(trail[trail.index(name) :])
        elif name not in done:
            for other in sorted(arrows.get(name, ())):
                visit(other, [*trail, name])
            done.add(name)

    for name in sorted(arrows):
        visit(name, [])
    return found


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def arrows_between(paths: list[Path], names: dict[Path, str], imports) -> dict[str, set[str]]:
    return {names[path]: {names[other] for other in imports(path) if other in names} - {names[path]} for path in paths}


def python_targets(path: Path) -> Iterator[Path]:
    for imported in python_imports(path):
        if module_of(path) not in CATALOG or imported != RECORDS:
            place = ROOT.joinpath(*imported.split("."))
            yield place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"


def test_no_circle_of_python_modules() -> None:
    paths = files(".py")
    assert circles(arrows_between(paths, {path: module_of(path) for path in paths}, python_targets)) == []


def test_no_circle_of_browser_modules() -> None:
    paths = sorted((ROOT / JS).rglob("*.js"))
    names = {path: path.relative_to(ROOT / JS).as_posix() for path in paths}
    assert circles(arrows_between(paths, names, js_imports)) == []


def test_no_circle_of_rooms() -> None:
    paths = [path for path in files(".py") if path.parts[len(ROOT.parts)] != "tests" and path.name != "__main__.py"]
    rooms: dict[str, set[str]] = {}
    for path in paths:
        here = path.parent.relative_to(ROOT).as_posix()
        for other in python_targets(path):
            if other.is_file() and other.parent != path.parent:
                rooms.setdefault(here, set()).add(other.parent.relative_to(ROOT).as_posix())
    rooms.pop("builder", None)  # its files are the leaves of the core and the door that opens it
    assert circles(rooms) == []


def test_no_folder_is_too_large() -> None:
    folders: dict[Path, int] = {}
    for path in files(*SOURCES):
        folders[path.parent] = folders.get(path.parent, 0) + 1
    assert {str(folder.relative_to(ROOT)): count for folder, count in folders.items() if count > MOST_FILES} == {}


def test_a_package_re_exports_nothing() -> None:
    for path in files(".py"):
        if path.name == "__init__.py":
            assert [type(node) for node in ast.parse(path.read_text(encoding="utf-8")).body] in ([], [ast.Expr]), path


def test_the_program_knows_neither_the_tools_nor_the_tests() -> None:
    for path in (ROOT / "builder").rglob("*.py"):
        tops = {imported.partition(".")[0] for imported in python_imports(path)}
        assert not tops & {"tools", "tests", "bench"}, path


def test_every_room_says_what_it_is_for() -> None:
    readmes = [path for room in HOUSE for path in (ROOT / room).rglob("README.md")]
    for folder in {path.parent for path in [*PYTHON_ROOMS, *(ROOT / JS).rglob("*.js")]}:
        assert room_of(folder / "x").is_relative_to(ROOT / "builder") or room_of(folder / "x") == ROOT / "tools"
    for path in readmes:
        assert 4 <= len(path.read_text(encoding="utf-8").splitlines()) <= 32, f"{path}: a few lines"
