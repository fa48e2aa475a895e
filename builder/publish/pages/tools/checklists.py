"""One checklist as a form to tick, or to print: made at build, whole before any script.

Knows checklists.toml and where its pages lie. Nothing in the form is sent or kept; js/checklist.js counts and clears.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from builder.publish.pages.common.content import Content, Record
from builder.publish.pages.common.regions import local_block, with_system
from builder.publish.pages.common.render import render

DOCS = Path(__file__).parents[4] / "docs"
TO_ROOT = "../../../"
"""From a checklist's page, verktyg/checklistor/SLUG/, to the site's root."""


def render_checklist(content: Content, slug: str) -> str:
    """Return the form of one checklist. Raises KeyError for an unknown slug and ValueError for a link to no page."""
    words = content["words"]["checklists"]
    checklist = {record["slug"]: record for record in content["checklists"]}[slug]
    items = [_item(content, words, item) for item in checklist["item"]]
    return render(
        "tools/checklist.html",
        words=words,
        checklist=checklist,
        groups=[(name, list(members)) for name, members in groupby(items, key=lambda item: item["group"])],
        total=len(items),
    )


def _item(content: Content, words: Record, item: Record) -> Record:
    return {
        "id": "punkt-" + item["id"].replace("_", "-"),
        "group": item["group"],
        "text": Markup(with_system(item["text"], content)),
        "who": words["who"].format(who=item["who"]),
        "source": words["source"].format(source=words["sources"][item["source"]]),
        "local": Markup(local_block(content, item["local"], "folded")) if "local" in item else "",
        "links": [
            {"address": TO_ROOT + page_address(link["page"]), "text": link["text"]} for link in item.get("link", [])
        ],
    }


def checklist_index(content: Content, which: str) -> str:
    """A Markdown list of checklists with links, for their index page: "steps" in their order, or the "others"."""
    if which not in ("steps", "others"):
        raise ValueError(f"{which!r} is neither steps nor others")
    chosen = [record for record in content["checklists"] if ("step" in record) == (which == "steps")]
    sign = "1." if which == "steps" else "-"
    return (
        "\n".join(f"{sign} [{record['sv']}]({record['slug']}.md). {record['intro']}" for record in chosen)
        + "\n\n<!-- builder/content/meeting/checklists.toml -->\n"
    )


def page_address(page: str) -> str:
    """The address, from the site's root, of a page that is named by its file in docs/."""
    if not (DOCS / page).is_file():
        raise ValueError(f"docs/{page} does not exist; name a file in docs/")
    return page.removesuffix("index.md") if page.endswith("index.md") else page.removesuffix(".md") + "/"
