"""Check that a generator has put into the folder all that the finish step and the pages' scripts need.

Knows what a whole site holds, whichever generator made it. Does not know how to put anything right: each fault has its
remedy in words.
"""

from __future__ import annotations

import re
from pathlib import Path

from builder.publish.errors import FinishError

INDEX = "search/search_index.json"
MARKER = re.compile(r"<!--\s*builder:\S+")
FORM = re.compile(r'<form\b[^>]*\bid="builder"')
MENUS = {
    "main menu": re.compile(r'<nav class="v-nav"[^>]*>\s*<ul>\s*<li>'),
    "menu of a section": re.compile(r'<div class="v-aside">.*?<nav aria-label="', re.DOTALL),
}
OUR_GENERATOR = "Build with MkDocs 1.x or ProperDocs: python -m mkdocs build --strict"


def check_complete(site: Path) -> None:
    """Raise FinishError with everything that is missing, and what to do about it."""
    if not (site / "index.html").is_file():
        raise FinishError(f"{site} holds no built site. Build it first: python -m mkdocs build --strict")
    pages = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))
    }
    missing = []
    if not (site / INDEX).is_file():
        missing.append(f"{INDEX} is missing, and the search page needs it. {OUR_GENERATOR}")
    for name, text in pages.items():
        if left := MARKER.search(text):
            missing.append(
                f"{name} still holds {left[0]} -->. Let the generator run the Markdown extension "
                "builder.publish.pages.markers, as mkdocs.yml says"
            )
    if not FORM.search(pages.get("forbered/index.html", "")):
        missing.append("forbered/index.html holds no form. Put <!-- builder:form --> into docs/forbered/index.md")
    for menu, pattern in MENUS.items():
        if not any(pattern.search(text) for text in pages.values()):
            missing.append(f"No page has a {menu}. {OUR_GENERATOR}; the menus come from builder/shell/theme/partials/")
    if missing:
        raise FinishError(f"{site} is not whole:\n" + "\n".join(missing))
