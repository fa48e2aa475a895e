"""The folders that are measured: our site, copies of it with one thing changed, the stock engines, the floor.

Knows what is changed in each copy. Does not know what is measured.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from builder.publish.engines.bundle import NODE_MODULES
from builder.publish.files import write
from builder.publish.site.compress import CachingCompressor
from builder.publish.site.finish import CACHE
from builder.publish.site.policy import read_netlify_headers
from builder.publish.site.precache import write_worker

ROOT = Path(__file__).resolve().parents[1]
STOCK = Path(__file__).parent / "stock"
PAGE = "forbered/"
SCRIPTS = re.compile(r"<script\b.*?</script>|<link\b[^>]*\brel=\"(?:module)?preload\"[^>]*>", re.S)
"""A page's scripts, and what is asked for early on their behalf."""
PAUSE = Path("js/help/pause.js")
"""The page's module that holds the coach's pause and nothing else."""
NO_PAUSE = b"export const PAUSE = 0;\n"


class BenchError(Exception):
    """Something cannot be measured; the message says what and why."""


@dataclass(frozen=True)
class Folders:
    """What is served.

    The builder's page has no script in `bare`, a coach that does not wait for a pause in `eager`, and nothing but
    Pyodide in `alone`.
    """

    site: Path
    bare: Path
    eager: Path
    alone: Path
    stock: Path


def make_folders(work: Path, given: Path | None) -> Folders:
    """Build the site in a folder for this run, unless a finished one is given, and make the copies."""
    site = given or build_site(work / "site")
    if not (site / "_headers").is_file():
        raise BenchError(f"{site} is not a finished site. Make one first: make build")
    bare, eager, alone = (linked_copy(site, work / name) for name in ("bare", "eager", "alone"))
    change(bare / PAGE / "index.html", SCRIPTS, "")
    replace(eager / PAUSE, NO_PAUSE)
    change(alone / PAGE / "index.html", SCRIPTS, "")
    change(
        alone / PAGE / "index.html",
        re.compile("</body>"),
        '<script type="module" src="../js/alone.js"></script></body>',
    )
    put(alone / "js" / "alone.js", (STOCK.parent / "browser" / "alone.js").read_bytes())
    for copy in (bare, eager, alone):
        renew_worker(copy)
    return Folders(site, bare, eager, alone, stock_folder(work / "stock"))


def build_site(site: Path) -> Path:
    """Build and finish the site as `make build` does."""
    for module in (
        ["mkdocs", "build", "--strict", "--site-dir", str(site)],
        ["builder.publish", "finish", str(site)],
    ):
        done = subprocess.run([sys.executable, "-m", *module], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise BenchError(f"{' '.join(module)}:\n{done.stdout}{done.stderr}")
    return site


def linked_copy(site: Path, copy: Path) -> Path:
    """Copy a site by links; change() then gives the copy a file of its own."""
    return Path(shutil.copytree(site, copy, copy_function=os.link))


def change(file: Path, what: re.Pattern[str], becomes: str) -> None:
    """Change one file of a copy."""
    text, times = what.subn(becomes, file.read_text(encoding="utf-8"))
    if not times:
        raise BenchError(f"{file.name} no longer holds {what.pattern}")
    put(file, text.encode())


def replace(file: Path, data: bytes) -> None:
    """Put another file in the place of one that a copy has."""
    if not file.is_file():
        raise BenchError(
            f"{file.name} is not in the site any more. Name the file that holds this now, in bench/folders.py"
        )
    put(file, data)


def put(file: Path, data: bytes) -> None:
    """Write a file and its compressed twin in place of what is there."""
    write(file, data)
    write(file.with_name(file.name + ".br"), CachingCompressor(CACHE).compress_brotli(data))


def renew_worker(copy: Path) -> None:
    """Let the service worker of a copy know the files that were changed."""
    write_worker(copy, read_netlify_headers((copy / "_headers").read_text(), "/"))
    put(copy / "sw.js", (copy / "sw.js").read_bytes())


def stock_folder(folder: Path) -> Path:
    """The engines' own files as their packages ship them, compressed to the last byte, and the floor."""
    brython = Path(importlib.util.find_spec("brython").origin).parent / "data"
    pyodide = NODE_MODULES / "pyodide"
    wanted = {path.name: path for path in STOCK.iterdir()}
    wanted |= {f"brython/{name}": brython / name for name in ("brython.js", "brython_stdlib.js")}
    needed = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
    wanted |= {f"pyodide/{name}": pyodide / name for name in needed}
    for name, path in wanted.items():
        put(folder / name, path.read_bytes())
    return folder
