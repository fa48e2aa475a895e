"""The builder's form, rendered once at build from the questions: complete HTML before any script.

Knows how topics and questions go together. Knows no question and holds no sentence.
"""

from __future__ import annotations

from markupsafe import Markup

from builder.paper.sheet import blank_sheet, live_sheet
from builder.publish.pages.common.content import Content
from builder.publish.pages.common.render import embedded_json, render
from builder.publish.records.load import core_catalog

STATIC_ITEMS = 2
"""Rooms that a list question has where no script can add more."""


def render_form(content: Content) -> str:
    """Return the whole builder as HTML: start, one section a topic, review and sheet."""
    topics = [
        {**topic, "questions": [question for question in content["questions"] if question["topic"] == topic["id"]]}
        for topic in content["topics"]
    ]
    return render(
        "form.html",
        words=content["messages"],
        topics=topics,
        core_count=sum(topic["core"] for topic in topics),
        areas=content["areas"],
        openers=content["openers"],
        du_regions=" ".join(region["slug"] for region in content["regions"] if region.get("du_form")),
        static_items=range(1, STATIC_ITEMS + 1),
        sheet=Markup(live_sheet(core_catalog())),
        words_json=embedded_json(content["messages"]),
    )


def render_blank(content: Content, whole: bool) -> str:
    """Return a blank sheet with what stands above it on its page.

    The short one, or the whole one with every question.
    """
    above = render("blank.html", words=content["messages"], whole=whole)
    return f"{above}<div data-search-exclude>{blank_sheet(core_catalog(), everything=whole)}</div>"
