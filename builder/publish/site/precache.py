"""Write the service worker: the shell's, with the list of all files, their hashes and the shared names above it.

Knows files, hashes and what no page asks for. Does not know how the worker uses its list (shell/sw/sw.js), nor what the
headers say.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
from pathlib import Path

from builder.publish.errors import FinishError
from builder.publish.files import write

WORKER = "sw.js"
SHELL = Path(__file__).resolve().parents[2] / "shell"
SOURCE = SHELL / "sw" / WORKER
NAMES = SHELL / "theme" / "js" / "common" / "offline-names.js"
"""The names that pages and workers share. Pages import it. A worker is a classic script: the build puts it above."""

LEFT_OUT = ("*.br", "*.gz", "_headers", "headers/*", "robots.txt", "sitemap.xml", "SHA256SUMS", WORKER)
"""For hosts, search engines and those who check a copy; no page asks for them."""
LATER = ("engine/pyodide*", "engine/stdlib.zip", "engine/core*.zip")
"""The large engine: four of the site's five megabytes on the wire. A version is whole without it."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}


def _any(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def file_list(site: Path) -> dict[str, str]:
    """Every file that a page may ask for, with its SHA-256 in hex, sorted by path."""
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = (path for path in paths if not _any(path, LEFT_OUT))
    return {path: hashlib.sha256((site / path).read_bytes()).hexdigest() for path in sorted(kept)}


def with_names(source: Path) -> str:
    """Read a service worker's source, with the names that it shares with the pages above it."""
    return NAMES.read_text(encoding="utf-8").replace("\nexport ", "\n") + source.read_text(encoding="utf-8")


def write_worker(site: Path, headers: dict[str, str]) -> None:
    """Write sw.js into a site whose other files are final. headers: what the worker sends with every file."""
    files = file_list(site)
    if unknown := sorted(path for path in files if Path(path).suffix not in TYPES):
        raise FinishError(
            f"No media type for {', '.join(unknown)}. Add its ending to TYPES in builder/publish/site/precache.py"
        )
    offline = {
        "files": files,
        "later": [path for path in files if _any(path, LATER)],
        "types": TYPES,
        "headers": headers,
    }
    listed = f"const OFFLINE = {json.dumps(offline, separators=(',', ':'))};\n"
    write(site / WORKER, (listed + with_names(SOURCE)).encode())
