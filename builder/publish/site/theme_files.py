"""Keep of the theme's own files what the site asks for, and name its search worker in the search page.

The theme puts its files into one folder, with hashes in their names. Of these the site uses what its pages name (the
search worker), and what the worker loads for the languages of the search index. Knows where the files lie and how the
worker finds its own. Does not know which version of the theme made them.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from builder.publish.errors import FinishError
from builder.publish.files import write
from builder.publish.site.complete import INDEX

THEME = "assets"
WORKER = re.compile(r'(?<=data-worker=")[^"]+')
ADDRESS = re.compile(r'(?:href|src)="([^"#?:]+)')
STEMMERS = "../lunr/min"
"""Where the worker looks for its languages, from its own folder."""


def name_worker(page: Path) -> str:
    """Return a page's HTML with the worker's whole address where the page has a pattern such as search.*.min.js."""

    def whole(address: re.Match[str]) -> str:
        folder, _, name = address[0].rpartition("/")
        found = sorted((page.parent / folder).glob(name))
        if len(found) != 1:
            raise FinishError(
                f"{len(found)} files fit data-worker={address[0]!r} in {page}, and one is needed. "
                "Build with the version of Material for MkDocs that requirements/site.txt names"
            )
        return f"{folder}/{found[0].name}"

    return WORKER.sub(whole, page.read_text(encoding="utf-8"))


def used_files(site: Path) -> set[Path]:
    """Find the files that pages name, and of the workers among them what they load."""
    used, workers = set(), set()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        named = {Path(os.path.normpath(page.parent / address)) for address in WORKER.findall(text)}
        workers |= named
        used |= named | {Path(os.path.normpath(page.parent / address)) for address in ADDRESS.findall(text)}
    languages = json.loads((site / INDEX).read_text(encoding="utf-8"))["config"]["lang"]
    names = ["stemmer.support", *(language for language in languages if language != "en")]
    loaded = {
        Path(os.path.normpath(one.parent / STEMMERS / f"lunr.{name}.min.js")) for one in workers for name in names
    }
    if lacking := sorted(str(path.relative_to(site)) for path in loaded if not path.is_file()):
        raise FinishError(f"The search needs {', '.join(lacking)}. Choose a language that the theme has, in mkdocs.yml")
    return used | loaded


def keep_used(site: Path) -> None:
    """Name the search worker in the pages, and remove the theme's files that nothing asks for."""
    for page in site.rglob("*.html"):
        write(page, name_worker(page).encode())
    used = used_files(site)
    for path in sorted((site / THEME).rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in used:
            path.unlink()
