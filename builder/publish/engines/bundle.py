"""Make the two engines, as files a browser can load, and the script that locks a file.

An engine is an interpreter, the program and the content. The program comes in two files: what the first coach answer
needs, and the rest. Knows which modules go into which file. Does not know how either interpreter works (brython/,
pyodide/). What has been made before from the same sources is taken from a cache.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import pprint
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from builder import catalog, catalog_rest
from builder.publish.engines.licenses import PARTS, licenses
from builder.publish.engines.untyped import without_types
from builder.publish.errors import FinishError
from builder.publish.files import write
from builder.publish.records.load import load_catalog

BUILDER = Path(__file__).resolve().parents[2]
ROOT = BUILDER.parent
HERE = Path(__file__).parent
SHELL = BUILDER / "shell" / "engine"
"""What runs in an engine's worker beside the program."""
NODE_MODULES = ROOT / "node_modules"
CACHE = ROOT / ".cache" / "engines"

DOOR = "builder.respond"
"""The module that the engines open. What it imports is packed, and what that imports, and so on."""

GENERATED = {"builder.catalog": catalog.CATALOG, "builder.catalog_rest": catalog_rest.CATALOG}
"""The modules that the bundle writes itself, with the content as a literal."""

ALLOWED_IMPORTS = {"re", "__future__"}
"""What a packed module may import besides its own kind. Brython has nothing else."""

FETCHED = ("pyodide.asm.wasm", "stdlib.zip", "core.zip")
"""What pyodide-start.mjs fetches at the start and counts, the largest first."""


class BundleError(FinishError):
    """An engine cannot be made; the message says of what and why."""


def build_engines(out: Path, cache: Path = CACHE) -> None:
    """Write both engines' files into a folder, and age's. Needs Node; the same sources give the same bytes."""
    made = cache / _key()
    if not made.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            unfinished = Path(folder) / "engine"
            unfinished.mkdir()
            program = split_program()
            make_brython(program, Path(folder), unfinished)
            _make_pyodide(program, Path(folder), unfinished)
            _make_age(Path(folder), unfinished / "age.js")
            write(unfinished / "licenses.txt", licenses().encode())
            try:
                unfinished.replace(made)
            except OSError:
                if not made.is_dir():  # another build was first with the same bytes
                    raise
    for path in sorted(made.iterdir()):
        write(out / path.name, path.read_bytes())
    write(out / "phrase.json", json.dumps(load_catalog()["phrase_words"]).encode())


class Program(NamedTuple):
    """The sources of the packed modules by dotted name, for each of the two files."""

    first: dict[str, str]
    """What the door reaches by imports at the top of modules."""
    rest: dict[str, str]
    """What is reached by imports inside functions only."""


def split_program(door: str = DOOR) -> Program:
    """Find the modules of the program by their imports, from the door."""
    first = _reached({door}, inside=False)
    inside = {name for source in first.values() for name in _own(imports_of(source))}
    rest = _reached(inside, inside=True)
    return Program(first, {name: source for name, source in rest.items() if name not in first})


def _reached(names: set[str], *, inside: bool) -> dict[str, str]:
    """Read the modules that some modules reach, with their packages. inside: whether by imports in functions too."""
    found: dict[str, str] = {}
    pending = set(names)
    while pending:
        name = pending.pop()
        for one in (name, *(name.rsplit(".", steps)[0] for steps in range(1, name.count(".") + 1))):
            if one not in found:
                found[one] = module_source(one)
                pending |= _own(imports_of(found[one], inside=inside))
    return dict(sorted(found.items()))


def _own(names: set[str]) -> set[str]:
    return {name for name in names if name.partition(".")[0] == "builder"}


def module_source(name: str) -> str:
    """Read a module's source; one that the bundle writes itself has its content as a literal."""
    if name in GENERATED:
        return f"CATALOG = {pprint.pformat(GENERATED[name], sort_dicts=False)}\n"
    return source_file(name).read_text(encoding="utf-8")


def source_file(name: str) -> Path:
    """Where a module or a package of the program lies. Raises BundleError for one that is not there."""
    path = ROOT.joinpath(*name.split("."))
    for file in (path / "__init__.py", path.with_suffix(".py")):
        if file.is_file():
            return file
    raise BundleError(
        f"{name} is imported by the program, but is no module of it. "
        "Name the whole module: from builder.text.du_form import du_form."
    )


def imports_of(source: str, *, inside: bool = True) -> set[str]:
    """Return the modules that a source imports when it runs; blocks under `if TYPE_CHECKING:` do not run.

    inside: whether imports inside functions count.
    """
    found: set[str] = set()
    pending: list[ast.AST] = [ast.parse(source)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            pending.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
        if inside or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            pending.extend(ast.iter_child_nodes(node))
    return found


def _brython_folder() -> Path:
    spec = importlib.util.find_spec("brython")
    if spec is None or spec.origin is None:
        raise BundleError("Brython is missing. Install the site's tools: pip install -r requirements/site.txt")
    return Path(spec.origin).parent / "data"


def _key() -> str:
    """Name the result. The name changes with the program, the content, what makes the files, and others' packages."""
    made_of = [
        (ROOT / "package-lock.json").read_bytes(),
        (_brython_folder() / "brython.js").read_bytes(),
        Path(__file__).read_bytes(),
    ]
    made_of += [
        path.read_bytes()
        for folder in (HERE, SHELL)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]
    made_of += [json.dumps(split_program()).encode(), licenses().encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in made_of)).hexdigest()[:32]


def _run_node(script: str, job: dict[str, Any], folder: Path, out: Path) -> str:
    """Run one of the scripts in this folder and return what it prints."""
    job_file = folder / "job.json"
    job_file.write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
    node = shutil.which("node")
    if node is None:
        raise BundleError(
            "Node is missing, and the engines are made with it. Run make, which gets it, or install Node 20 or newer."
        )
    done = subprocess.run([node, HERE / script, job_file, out], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise BundleError(f"builder/publish/engines/{script} did not succeed:\n{done.stderr[-3000:]}")
    return done.stdout


def make_brython(program: Program, folder: Path, out: Path) -> None:
    """Write a program as a Brython engine, brython.js and brython-rest.js. folder: for what is needed meanwhile."""
    names = {*program.first, *program.rest}

    def module(name: str, source: str) -> dict[str, Any]:
        if name in GENERATED:
            return {"catalog": GENERATED[name]}
        is_package = any(other.startswith(f"{name}.") for other in names)
        return {"source": without_types(source), "is_package": is_package}

    first, rest = ({name: module(name, source) for name, source in half.items()} for half in program)
    first["re"] = {"source": (SHELL / "brython_re.py").read_text(encoding="utf-8"), "is_package": False}
    job = {"runtime": str(_brython_folder() / "brython.js"), "first": first, "rest": rest}
    _run_node("brython/brython.mjs", job, folder, out)


def _make_pyodide(program: Program, folder: Path, out: Path) -> None:
    first, rest = (
        {source_file(name).relative_to(ROOT).as_posix(): source for name, source in half.items()} for half in program
    )
    first["door.py"] = (SHELL / "pyodide_door.py").read_text(encoding="utf-8")
    pyodide = NODE_MODULES / "pyodide"
    job = {"pyodide": str(pyodide), "zips": {"core.zip": first, "core-rest.zip": rest}}
    _run_node("pyodide/pyodide.mjs", job, folder, out)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    packed = {"files": {name: (out / name).stat().st_size for name in FETCHED}, "lock": lock}
    start = (SHELL / "pyodide-start.mjs").read_text(encoding="utf-8")
    (out / "pyodide-start.mjs").write_text(f"const PACKED = {json.dumps(packed)}\n{start}", encoding="utf-8")


def _make_age(folder: Path, out: Path) -> None:
    packages = _run_node("age/age.mjs", {"library": str(NODE_MODULES / "age-encryption")}, folder, out).split()
    if unnamed := sorted({f"npm {name}" for name in packages} - {part.package for part in PARTS}):
        raise BundleError(
            f"{out.name} holds {', '.join(unnamed)}, which has no notice. Add it to PARTS in "
            "builder/publish/engines/licenses.py"
        )
