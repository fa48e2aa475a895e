"""Finish a built site: make what is published of what a generator left.

Knows the order of the steps and what goes where. Does not know which generator built the folder.
Running it again gives the same bytes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from builder.publish.engines.bundle import build_engines
from builder.publish.errors import FinishError
from builder.publish.files import write
from builder.publish.site import policy
from builder.publish.site.built_page import insert_tags, read_page
from builder.publish.site.complete import check_complete
from builder.publish.site.compress import compress_site
from builder.publish.site.precache import write_worker
from builder.publish.site.preload import add_preloads
from builder.publish.site.theme_files import keep_used

CACHE = Path(__file__).resolve().parents[3] / ".cache" / "compressed"
CHECKSUMS = "SHA256SUMS"


def finish(site: Path, cache: Path = CACHE, under: str = "/") -> None:
    """Turn a generator's output into the folder that is published, at the root of its host or under a path.

    Raises FinishError and then writes no policy.
    """
    check_complete(site)
    keep_used(site)
    for page in site.rglob("*.html"):
        write(page, add_preloads(page).encode())
    print("Building the engines", flush=True)
    build_engines(site / "engine")
    print("Writing the content policy into the pages", flush=True)
    hashes = confine(site)
    write_header_files(site, hashes, under)
    write_worker(site, policy.response_headers(hashes))
    print("Compressing (slow the first time, remembered after that)", flush=True)
    compress_site(site, cache)
    write_checksums(site)


def confine(site: Path) -> list[str]:
    """Put the policy into every page; returns the hashes of all inline scripts, sorted.

    One policy for the whole site, so that headers need not differ from page to page.
    """
    texts = {path: path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    pages = {path: read_page(text) for path, text in texts.items()}
    faults = [f"{path.relative_to(site)}, {fault}" for path, page in pages.items() for fault in page.faults]
    if faults:
        raise FinishError("These would not work under the content policy:\n" + "\n".join(faults))
    hashes = sorted(set().union(*(page.script_hashes for page in pages.values())))
    for path, text in texts.items():
        write(path, insert_tags(text, policy.meta_tags(hashes)).encode())
    return hashes


def write_header_files(site: Path, hashes: list[str], under: str = "/") -> None:
    """Write the policy in the words of the hosts that can send headers."""
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix not in (".br", ".gz")]
    write(site / "_headers", policy.netlify_headers(hashes, paths, under).encode())
    write(site / "headers" / "nginx.conf", policy.nginx_snippet(hashes, under).encode())
    write(site / "headers" / "Caddyfile", policy.caddy_snippet(hashes).encode())


def write_checksums(site: Path) -> None:
    """List every file with its SHA-256, in the order of their names, as `sha256sum --check` reads it."""
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    paths.pop(CHECKSUMS, None)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in sorted(paths.items())]
    write(site / CHECKSUMS, "".join(lines).encode())
