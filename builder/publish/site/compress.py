"""Lay a .br and a .gz beside every file that shrinks, so that hosts need not compress.

Knows files and bytes. Does not know pages, policy or engines.
The work is remembered in a cache by content: brotli's best level takes half a minute for Pyodide.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from builder.publish.files import write

SUFFIXES = {
    ".css", ".data", ".html", ".ico", ".ics", ".js", ".json", ".map", ".md", ".mjs", ".svg", ".toml", ".txt",
    ".wasm", ".webmanifest", ".xml", ".zip",
}  # fmt: skip
SMALLEST = 200  # bytes; below this a response is one packet anyway
WORTH_IT = 0.95  # keep a compressed file only if it is at most this share of the original
ENCODERS = {
    ".br": lambda data: brotli.compress(data, quality=11, lgwin=24),
    ".gz": lambda data: gzip.compress(data, compresslevel=9, mtime=0),
}
RECIPE = f"br11-24-{brotli.__version__}"  # part of every cache name: another recipe, another file


def compressed(data: bytes, suffix: str, cache: Path) -> bytes:
    """One file's compressed bytes, from the cache where they have been made before."""
    kept = cache / f"{hashlib.sha256(data).hexdigest()}-{RECIPE}{suffix}"
    if kept.is_file():
        return kept.read_bytes()
    made = ENCODERS[suffix](data)
    write(kept, made)
    return made


def compress_file(path: Path, cache: Path) -> None:
    """Write the .br and .gz of one file; remove those that are not worth it."""
    data = path.read_bytes()
    for suffix in ENCODERS:
        beside = path.with_name(path.name + suffix)
        made = compressed(data, suffix, cache) if len(data) >= SMALLEST else data
        if len(made) <= WORTH_IT * len(data):
            write(beside, made)
        else:
            beside.unlink(missing_ok=True)


def compress_site(site: Path, cache: Path) -> None:
    """Compress a built folder with all cores; the encoders let go of Python's lock while they work."""
    paths = [path for path in site.rglob("*") if path.is_file() and path.suffix in SUFFIXES]
    paths.sort(key=lambda path: path.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda path: compress_file(path, cache), paths))
