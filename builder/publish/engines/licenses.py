"""Write licenses.txt: for each part by others that the site publishes, its version and its notice.

Knows which files hold which part, and where its installed package has its version and its licence. A package that
brings no licence has a notice in notices/. Does not know how the files are made.
"""

from __future__ import annotations

import fnmatch
import functools
import json
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

NOTICES = Path(__file__).parent / "notices"
NODE_MODULES = Path(__file__).resolve().parents[3] / "node_modules"

HEAD = """This file says what in the published site was made by others, in which version and under which licence.
All else is Viktigast's own.
"""


class Part(NamedTuple):
    """A part by others."""

    name: str
    home: str
    files: tuple[str, ...]
    """The published files that hold it, as patterns."""
    package: str
    """Where its version is: "npm NAME", "pip NAME", or "in NAME" for one that another package brings along."""
    licence: str
    """A file of the package, or a notice of ours: "notices/NAME"."""


AGE = ("engine/age.js",)
PYODIDE = ("engine/pyodide.mjs", "engine/pyodide.asm.mjs", "engine/pyodide.asm.wasm")
SEARCH = ("assets/javascripts/workers/search.*.min.js",)
LANGUAGES = ("assets/javascripts/lunr/min/lunr.*.min.js",)
PARTS = (
    Part(
        "Brython", "https://brython.info", ("engine/brython.js", "engine/brython-rest.js"), "pip brython",
        "notices/brython.txt",
    ),
    Part("Pyodide", "https://pyodide.org", PYODIDE, "npm pyodide", "notices/pyodide.txt"),
    Part(
        "CPython", "https://www.python.org", ("engine/stdlib.zip", "engine/pyodide.asm.wasm"), "in pyodide",
        "notices/cpython.txt",
    ),
    Part("age-encryption", "https://github.com/FiloSottile/typage", AGE, "npm age-encryption", "LICENSE"),
    Part("noble hashes", "https://paulmillr.com/noble/", AGE, "npm @noble/hashes", "LICENSE"),
    Part("noble ciphers", "https://paulmillr.com/noble/", AGE, "npm @noble/ciphers", "LICENSE"),
    Part("scure base", "https://github.com/paulmillr/scure-base", AGE, "npm @scure/base", "LICENSE"),
    Part(
        "Material for MkDocs", "https://squidfunk.github.io/mkdocs-material/", SEARCH, "pip mkdocs-material", "LICENSE"
    ),
    Part("lunr", "https://lunrjs.com", SEARCH, "in mkdocs-material", "notices/lunr.txt"),
    Part(
        "lunr-languages", "https://github.com/MihaiValentin/lunr-languages", LANGUAGES, "in mkdocs-material",
        "notices/lunr-languages.txt",
    ),
)  # fmt: skip

OWN = (
    "engine/core.zip",
    "engine/core-rest.zip",
    "engine/pyodide-start.mjs",
    "engine/phrase.json",
    "engine/licenses.txt",
)
"""The files in the same folders that hold nothing by others."""


def covered(path: str) -> bool:
    """Tell whether a published file, by its path in the site, is our own or has a notice."""
    patterns = [*OWN, *(pattern for part in PARTS for pattern in part.files)]
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


@functools.cache
def files_of(name: str) -> Sequence[metadata.PackagePath]:
    """Return what an installed Python package consists of. Read once: the theme has 14,000 files."""
    return metadata.distribution(name).files or ()


def version_of(part: Part) -> str:
    """Return the version that is installed; of what a package brings along, as far as the package tells."""
    kind, name = part.package.split()
    if kind == "npm":
        return str(json.loads((NODE_MODULES / name / "package.json").read_text(encoding="utf-8"))["version"])
    if kind == "pip":
        return metadata.version(name)
    if name == "pyodide":
        lock = (NODE_MODULES / name / "pyodide-lock.json").read_text(encoding="utf-8")
        return str(json.loads(lock)["info"]["python"])
    worker = next(file for file in files_of(name) if fnmatch.fnmatchcase(file.as_posix(), f"*/{SEARCH[0]}"))
    told = re.search(rf"\* {part.name} - .* - ([\d.]+)", Path(str(worker.locate())).read_text(encoding="utf-8"))
    return told[1] if told else f"the one in {name} {metadata.version(name)}"


def licence_of(part: Part) -> str:
    """Return the licence's text, or our notice."""
    kind, name = part.package.split()
    if part.licence.startswith("notices/"):
        return (NOTICES.parent / part.licence).read_text(encoding="utf-8")
    if kind == "npm":
        return (NODE_MODULES / name / part.licence).read_text(encoding="utf-8")
    found = next(file for file in files_of(name) if file.as_posix().endswith(f".dist-info/licenses/{part.licence}"))
    return Path(str(found.locate())).read_text(encoding="utf-8")


def licenses() -> str:
    """Return the whole text of licenses.txt."""
    texts = [HEAD]
    for part in PARTS:
        names = ", ".join(pattern.replace(".*.", ".….") for pattern in part.files)
        texts.append(f"{part.name} {version_of(part)}, {part.home}\nin {names}\n")
        texts.append("".join(f"  {line}".rstrip() + "\n" for line in licence_of(part).strip().splitlines()))
    return "\n".join(texts)
