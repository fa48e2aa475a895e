"""The page that turns jag into du, rendered at build: the form, and the rules as tables.

Knows the records of du_form.toml and how a table shows them. The form is hidden until js/dutool.js can use it; the
tables are enough without it.
"""

from __future__ import annotations

import markdown

from builder.markup import Html, element, join
from builder.publish.pages.common.content import Content, Record
from builder.publish.pages.common.render import embedded_json, render

_SAID = "slow done replaced undo earlier empty nothing no_engine copied copy_by_hand nothing_to_copy reset_done"
"""What js/dutool.js says."""

RULES = {"orders": "du_orders", "kept": "du_speech", "none": "du_requests", "lookalikes": "du_lookalikes"}
"""The tables after the one of pronouns: a word of the marker, and whose records it shows."""


def du_tool(content: Content) -> str:
    """The form, with a place for the du-form beside the text."""
    words = content["pages"]["du_form"]
    return render("tools/dutool.html", words=words, data=embedded_json({key: words[key] for key in _SAID.split()}))


def du_rules(content: Content, table: str) -> Html:
    """One table of what the program follows: "pronouns", or one of RULES. Raises KeyError for another word."""
    words = content["pages"]["du_form"]
    rows: list[tuple[str, ...]]
    if table == "pronouns":
        heads = [words["written"], words["becomes"], words["example"]]
        rows = [(", ".join(record["jag"]), record["du"], _examples(record, words)) for record in content["du_pronouns"]]
    else:
        heads = [words["rule"], words["example"]]
        rows = [(_named(record), _examples(record, words)) for record in content[RULES[table]]]
    head = element("tr", {}, *[element("th", {"scope": "col"}, name) for name in heads])
    body = [element("tr", {}, *[element("td", {}, cell) for cell in row]) for row in rows]
    whole = element(
        "table",
        {"class": "dutool-table"},
        element("caption", {}, words[table]),
        element("thead", {}, head),
        element("tbody", {}, *body),
    )
    if table != "lookalikes":
        return whole
    return element(
        "details",
        {"class": "dutool-more"},
        element("summary", {}, words["all_lookalikes"].format(count=len(rows))),
        whole,
    )


def _named(record: Record) -> Html:
    return join(
        [element("p", {}, element("strong", {}, _inline(record["title"]))), element("p", {}, _inline(record["why"]))]
    )


def _examples(record: Record, words: Record) -> Html:
    """The record's examples, before and after, each in an element of its own."""
    return join(
        [
            element(
                "p",
                {},
                _quoted(pair["jag"]),
                " \N{RIGHTWARDS ARROW} ",
                _quoted(pair["du"]) if "du" in pair else element("em", {}, words["no_suggestion"]),
            )
            for pair in record["pair"]
        ]
    )


def _quoted(text: str) -> Html:
    mark = "\N{RIGHT DOUBLE QUOTATION MARK}"
    lines = [part for line in (mark + text + mark).split("\n") for part in (Html("<br>"), line)]
    return element("span", {}, *lines[1:])


def _inline(text: str) -> Html:
    """Markdown within a line, without the paragraph around it."""
    return Html(markdown.markdown(text).removeprefix("<p>").removesuffix("</p>"))
