"""Lay a .br and a .gz beside every file that shrinks, so that hosts need not compress.

Knows files and bytes; servestatic's compressor decides how and whether it is worth it. Does not know pages, policy or
engines. What the compressor lacks is here: results are kept by content, since brotli needs half a minute for Pyodide;
and a compressed file from an earlier build that is not made again is removed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from servestatic.compress import Compressor

from builder.publish.files import write

ENDINGS = (".br", ".gz")
SHRUNK_ALREADY = [ending for ending in Compressor.SKIP_COMPRESS_EXTENSIONS if ending != "zip"]
"""Kinds of files that do not shrink. Our own .zip files are not compressed inside."""
NOT_SERVED = ("_headers", "headers", "SHA256SUMS")
RECIPE = f"{version('brotli')}-{version('servestatic')}"
"""Part of every name in the cache: other versions, other bytes."""


class CachingCompressor(Compressor):  # type: ignore[misc]  # servestatic has no types
    """Servestatic's compressor, which looks in a folder before it does the work again."""

    def __init__(self, cache: Path) -> None:
        """Keep results in a folder; it is made when it is needed."""
        super().__init__(SHRUNK_ALREADY, use_zstd=False, quiet=True)
        self.cache = cache

    def compress_brotli(self, data: bytes) -> bytes:
        """Return the bytes of a .br file."""
        return self._kept(data, ".br", super().compress_brotli)

    def compress_gzip(self, data: bytes) -> bytes:
        """Return the bytes of a .gz file."""
        return self._kept(data, ".gz", super().compress_gzip)

    def _kept(self, data: bytes, ending: str, make: Callable[[bytes], bytes]) -> bytes:
        kept: Path = self.cache / f"{hashlib.sha256(data).hexdigest()}-{RECIPE}{ending}"
        if not kept.is_file():
            write(kept, make(data))
        return kept.read_bytes()


def compress_site(site: Path, cache: Path) -> None:
    """Compress a built folder with all cores; the encoders release Python's lock while they work."""
    compressor = CachingCompressor(cache)

    def compress(path: Path) -> None:
        for ending in ENDINGS:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        compressor.compress(path)

    paths = [path for path in site.rglob("*") if path.is_file() and path.relative_to(site).parts[0] not in NOT_SERVED]
    paths = [path for path in paths if compressor.should_compress(path.name)]
    paths.sort(key=lambda path: path.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(compress, paths))
