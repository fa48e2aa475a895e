"""Make the two engines: the program, the content and an interpreter, as files a browser can load; and what locks a file.

Knows which modules are packed and which files come out. Does not know how either interpreter works (engine/*.mjs).
What has been made before from the same sources is taken from a cache.
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

from builder.publish.errors import FinishError
from builder.publish.files import write
from builder.publish.records.load import core_catalog, load_catalog

BUILDER = Path(__file__).resolve().parents[2]
ROOT = BUILDER.parent
HERE = Path(__file__).parent
SHELL = BUILDER / "shell" / "engine"
"""What runs in an engine's worker beside the program."""
NODE_MODULES = ROOT / "node_modules"
CACHE = ROOT / ".cache" / "engines"

DOOR = "builder.respond"
"""The module that the engines open. What it imports is packed, and what that imports, and so on."""

GENERATED = "builder.catalog"
"""The module that the bundle writes itself: the content as a literal."""

ALLOWED_IMPORTS = {"re", "__future__"}
"""What a packed module may import besides its own kind. Brython has nothing else."""

LATER = ("csv", "datetime", "json", "string", "textwrap", "unicodedata", "zipfile")
"""Standard modules that the program may ask for later. What Pyodide itself loads is there anyway; html.parser and
urllib.parse would cost 75 kB on the wire, so they come with what needs them."""

FETCHED = ("pyodide.asm.wasm", "stdlib.zip", "core.zip")
"""What pyodide-start.mjs fetches and counts, the largest first."""


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
            make_brython(sources(), core_catalog(), Path(folder), unfinished / "brython.js")
            _make_pyodide(Path(folder), unfinished)
            _run_node(
                "age/age.mjs", {"library": str(NODE_MODULES / "age-encryption")}, Path(folder), unfinished / "age.js"
            )
            write(unfinished / "licenses.txt", (HERE / "licenses.txt").read_bytes())
            try:
                unfinished.replace(made)
            except OSError:
                if not made.is_dir():  # another build was first with the same bytes
                    raise
    for path in sorted(made.iterdir()):
        write(out / path.name, path.read_bytes())
    write(out / "phrase.json", json.dumps(load_catalog()["phrase_words"]).encode())


def sources() -> dict[str, str]:
    """The packed modules by dotted name, found from the door by their imports: {"builder": text, "builder.respond": text, …}."""
    found: dict[str, str] = {}
    pending = [DOOR]
    while pending:
        name = pending.pop()
        packages = [name.rsplit(".", steps)[0] for steps in range(1, name.count(".") + 1)]
        for one in [name, *packages]:
            if one not in found and one != GENERATED:
                found[one] = source_file(one).read_text(encoding="utf-8")
                pending += [imported for imported in imports_of(found[one]) if imported.partition(".")[0] == "builder"]
    return dict(sorted(found.items()))


def source_file(name: str) -> Path:
    """Where a module or a package of the program lies. Raises BundleError for one that is not there."""
    path = ROOT.joinpath(*name.split("."))
    for file in (path / "__init__.py", path.with_suffix(".py")):
        if file.is_file():
            return file
    raise BundleError(
        f"{name} is imported by the program, but is no module of it. Import modules, as `from builder.text import du_form`, by their whole name."
    )


def imports_of(source: str) -> set[str]:
    """The modules that a source imports when it runs; blocks under `if TYPE_CHECKING:` do not run."""
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
        pending.extend(ast.iter_child_nodes(node))
    return found


def _brython_folder() -> Path:
    spec = importlib.util.find_spec("brython")
    if spec is None:
        raise BundleError("Brython is missing. Install the site's tools: pip install -r requirements/site.txt")
    return Path(spec.origin).parent / "data"


def _key() -> str:
    """A name for the result: changes with the program, the content, the scripts that make it and the interpreters."""
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
    made_of += [json.dumps([sources(), core_catalog()], sort_keys=True).encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in made_of)).hexdigest()[:32]


def _run_node(script: str, job: dict, folder: Path, out: Path) -> None:
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


def make_brython(program: dict[str, str], catalog: dict, folder: Path, out: Path) -> None:
    """Write a program as a Brython engine: modules by dotted name, with the package `builder` and `builder.respond`."""
    modules = {
        name: {"source": source, "is_package": any(other.startswith(f"{name}.") for other in program)}
        for name, source in program.items()
    }
    modules["re"] = {"source": (SHELL / "brython_re.py").read_text(encoding="utf-8"), "is_package": False}
    job = {"runtime": str(_brython_folder() / "brython.js"), "modules": modules, "catalog": catalog}
    _run_node("brython/brython.mjs", job, folder, out)


def _make_pyodide(folder: Path, out: Path) -> None:
    program = {source_file(name).relative_to(ROOT).as_posix(): source for name, source in sources().items()}
    program["builder/catalog.py"] = f"CATALOG = {pprint.pformat(core_catalog(), sort_dicts=False)}\n"
    program["door.py"] = (SHELL / "pyodide_door.py").read_text(encoding="utf-8")
    pyodide = NODE_MODULES / "pyodide"
    _run_node("pyodide/pyodide.mjs", {"pyodide": str(pyodide), "program": program, "later": LATER}, folder, out)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    packed = {"files": {name: (out / name).stat().st_size for name in FETCHED}, "lock": lock}
    start = (SHELL / "pyodide-start.mjs").read_text(encoding="utf-8")
    (out / "pyodide-start.mjs").write_text(f"const PACKED = {json.dumps(packed)}\n{start}", encoding="utf-8")
