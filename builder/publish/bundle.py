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

from builder.publish.compress import write
from builder.publish.finish import FinishError
from builder.publish.load import core_catalog, load_catalog

BUILDER = Path(__file__).resolve().parents[1]
ROOT = BUILDER.parent
ENGINE = Path(__file__).parent / "engine"
NODE_MODULES = ROOT / "node_modules"
CACHE = ROOT / ".cache" / "engines"

MODULES = ("__init__", "circle", "coach", "dates", "guard", "kinds", "markup", "openers", "plan", "respond", "ring", "sheet", "swedish", "wish", "words")
"""The core's modules that are packed; catalog is generated, __main__ is for the command line."""

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
            _run_node("age.mjs", {"library": str(NODE_MODULES / "age-encryption")}, Path(folder), unfinished / "age.js")
            write(unfinished / "licenses.txt", (ENGINE / "licenses.txt").read_bytes())
            try:
                unfinished.replace(made)
            except OSError:
                if not made.is_dir():  # another build was first with the same bytes
                    raise
    for path in sorted(made.iterdir()):
        write(out / path.name, path.read_bytes())
    write(out / "phrase.json", json.dumps(load_catalog()["phrase_words"]).encode())


def sources() -> dict[str, str]:
    """The packed modules by dotted name: {"builder": text, "builder.coach": text, …}."""
    dotted = {name: f"builder.{name}" for name in MODULES} | {"__init__": "builder"}
    return {dotted[name]: (BUILDER / f"{name}.py").read_text(encoding="utf-8") for name in MODULES}


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
    made_of = [(ROOT / "package-lock.json").read_bytes(), (_brython_folder() / "brython.js").read_bytes(), Path(__file__).read_bytes()]
    made_of += [path.read_bytes() for path in sorted(ENGINE.iterdir()) if path.is_file()]
    made_of += [json.dumps([sources(), core_catalog()], sort_keys=True).encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in made_of)).hexdigest()[:32]


def _run_node(script: str, job: dict, folder: Path, out: Path) -> None:
    job_file = folder / "job.json"
    job_file.write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
    node = shutil.which("node")
    if node is None:
        raise BundleError("Node is missing, and the engines are made with it. Run make, which gets it, or install Node 20 or newer.")
    done = subprocess.run([node, ENGINE / script, job_file, out], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise BundleError(f"engine/{script} did not succeed:\n{done.stderr[-3000:]}")


def make_brython(program: dict[str, str], catalog: dict, folder: Path, out: Path) -> None:
    """Write a program as a Brython engine: modules by dotted name, with the package `builder` and `builder.respond`."""
    modules = {name: {"source": source, "is_package": name == "builder"} for name, source in program.items()}
    modules["re"] = {"source": (ENGINE / "brython_re.py").read_text(encoding="utf-8"), "is_package": False}
    job = {"runtime": str(_brython_folder() / "brython.js"), "modules": modules, "catalog": catalog}
    _run_node("brython.mjs", job, folder, out)


def _make_pyodide(folder: Path, out: Path) -> None:
    program = {("builder/__init__.py" if name == "builder" else name.replace(".", "/") + ".py"): source for name, source in sources().items()}
    program["builder/catalog.py"] = f"CATALOG = {pprint.pformat(core_catalog(), sort_dicts=False)}\n"
    program["door.py"] = (ENGINE / "pyodide_door.py").read_text(encoding="utf-8")
    pyodide = NODE_MODULES / "pyodide"
    _run_node("pyodide.mjs", {"pyodide": str(pyodide), "program": program, "later": LATER}, folder, out)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    packed = {"files": {name: (out / name).stat().st_size for name in FETCHED}, "lock": lock}
    start = (ENGINE / "pyodide-start.mjs").read_text(encoding="utf-8")
    (out / "pyodide-start.mjs").write_text(f"const PACKED = {json.dumps(packed)}\n{start}", encoding="utf-8")
