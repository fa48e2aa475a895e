"""What differs between regions, as HTML.

The choice, the boxes with each region's variant, a system's name in a sentence.

Knows regions.toml and how js/region.js finds what to show. Everything is in the page; without a choice, and without
JavaScript, all variants stand one after the other.
"""

from __future__ import annotations

import functools

import markdown

from builder.markup import Html, element, escape, join
from builder.publish.pages.common.content import Content, Record
from builder.publish.pages.common.source_date import source_date
from builder.publish.records.rules_of_content import EVERYWHERE

SYSTEM = "{system}"


def system_names(text: str, content: Content) -> str:
    """Put every region's system name, hidden, where a text says {system}; the choice shows one of them."""
    if SYSTEM not in text:
        return text
    spans = [
        element(
            "span",
            {"data-region": region["id"], "data-region-word": True, "data-search-exclude": True, "hidden": True},
            f" ({region['system']})",
        )
        for region in content["regions"]
    ]
    return text.replace(SYSTEM, str(join(spans)))


def with_system(text: str, content: Content) -> Html:
    """Escaped text for a template, with system names where it says {system}."""
    return Html(system_names(escape(text), content))


def region_choice(content: Content) -> Html:
    """The choice of region. Hidden until js/region.js can use it."""
    words = content["words"]["regions"]
    options = [
        element("option", {"value": ""}, words["all"]),
        element("option", {"value": EVERYWHERE}, words["general"]),
    ]
    options += [
        element("option", {"value": region["slug"], "data-region-id": region["id"]}, region["sv"])
        for region in content["regions"]
    ]
    return element(
        "div",
        {"class": "v-region", "data-region-choice": True, "data-search-exclude": True, "hidden": True},
        element(
            "p",
            {"class": "v-region__field"},
            element("label", {"for": "region"}, words["label"]),
            " ",
            element("select", {"id": "region", "autocomplete": "off"}, *options),
        ),
        element("p", {"class": "v-region__hint"}, words["chosen_hint"]),
    )


def local_block(content: Content, topic: str, shape: str = "open") -> Html:
    """Every region's variant of one topic. Raises KeyError for an unknown topic and ValueError for an unknown shape.

    shape: "open"; "folded", which js/region.js closes until a region is chosen; "section", with the topic as an h2.
    """
    if shape not in ("open", "folded", "section"):
        raise ValueError(f"{shape!r} is neither open, folded nor section")
    words = content["words"]["regions"]
    sources = {source["id"]: source for source in content["sources"]}
    title = {record["id"]: record["sv"] for record in content["local_topics"]}[topic]
    texts = {local["region"]: local for local in content["locals"] if local["topic"] == topic}
    variants = [
        element(
            "div",
            {"class": "v-local__variant", "data-region": region["id"]},
            element("p", {"class": "v-local__region"}, region["sv"]),
            _rendered(texts[region["id"]]["text"]),
            element(
                "p",
                {"class": "v-local__source", "data-search-exclude": True},
                words["source"].format(source=_named(sources[texts[region["id"]]["source"]], content)),
            ),
        )
        for region in content["regions"]
        if region["id"] in texts
    ]
    title_line = words["box_titled"].format(title=_lower(title))
    if shape == "folded":
        return element(
            "details",
            {"class": "v-local", "data-local": topic, "open": True},
            element("summary", {"class": "v-local__title"}, title_line),
            *variants,
        )
    if shape == "open":
        return element(
            "div",
            {"class": "v-local", "data-local": topic},
            element("p", {"class": "v-local__title"}, title_line),
            *variants,
        )
    name, box = element("h2", {"id": topic}, title), element("p", {"class": "v-local__title"}, words["box"])
    none = element("p", {"class": "v-local__none", "data-local-none": True, "hidden": True}, words["none"])
    return element("div", {"class": "v-local", "data-local": topic}, name, box, *variants, none)


@functools.cache
def _rendered(text: str) -> Html:
    """A variant's Markdown as HTML; the same variant stands on many pages."""
    return Html(markdown.markdown(text.strip()))


def _named(source: Record, content: Content) -> str:
    return ", ".join(filter(None, [source["title"], source_date(source, content)]))


def _lower(title: str) -> str:
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def all_local(content: Content) -> Html:
    """Every topic with its variants, for the page about regions."""
    return join([local_block(content, topic["id"], "section") for topic in content["local_topics"]])


def about_regions(content: Content) -> Html:
    """What we have read of each region, and how sure we are of it."""
    return element(
        "dl",
        {},
        *[
            part
            for region in content["regions"]
            for part in (element("dt", {}, region["sv"]), element("dd", {}, region["about"]))
        ],
    )
