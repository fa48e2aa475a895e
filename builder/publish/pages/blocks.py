"""Content records as Markdown or HTML for the pages.

Knows records and how a page shows them. Each block of records ends with a comment that names the file that owns it.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from builder.markup import Html, element
from builder.paper.voice import long_date
from builder.publish.pages.common.content import Content, Record
from builder.publish.pages.common.source_date import publisher_and_date

OWN = "viktigast"
"""The source id of advice that is ours."""


def owner(file: str) -> str:
    """Return the comment that names the file of a block."""
    return f"\n<!-- builder/content/{file} -->\n"


def date_line(date: datetime.date, content: Content) -> str:
    """Return a day in words, such as "24 november 2026"."""
    return long_date(str(date), {"messages": content["messages"]})


def source_line(source: Record, content: Content) -> str:
    """Return a source as Markdown: its title, with a link where it has one, its publisher and its date."""
    title = f"[{source['title']}]({source['link']})" if "link" in source else source["title"]
    return f"{title}, {publisher_and_date(source, content)}"


def facts(content: Content, sources: str, reviewed: str, review: str) -> Html:
    """What ends a page: its sources, the day it was reviewed and the day it is to be reviewed next.

    sources: ids from sources.toml with spaces between; dates as 2026-11-24. Raises KeyError for an unknown source and
    ValueError for no source at all, a date that is none, or a review that should have been done.
    """
    known = {source["id"]: source for source in content["sources"]}
    if not sources.split():
        raise ValueError("a page has at least one source; our own advice has viktigast")
    done, due = datetime.date.fromisoformat(reviewed), datetime.date.fromisoformat(review)
    if due < datetime.date.today():
        raise ValueError(
            f"the page was to be reviewed by {due}: read it against its sources, and set reviewed and review"
        )
    if due <= done:
        raise ValueError(f"the page is to be reviewed by {due}, before it was reviewed")
    rows = [element("li", {}, *_cited(known[source], content)) for source in sources.split() if source != OWN]
    words = content["pages"]["facts"]
    own = [element("p", {}, words["own"])] if OWN in sources.split() else []
    listed = [element("ul", {}, *rows)] if rows else []
    when = words["reviewed"].format(done=date_line(done, content), due=date_line(due, content))
    return element(
        "section",
        {"class": "v-source", "aria-labelledby": "sidans-kallor", "data-search-exclude": True},
        element("h2", {"id": "sidans-kallor"}, words["title"]),
        *listed,
        *own,
        element("p", {"class": "v-reviewed"}, when),
    )


def _cited(source: Record, content: Content) -> list[str]:
    title = element("a", {"href": source["link"]}, source["title"]) if "link" in source else source["title"]
    stop = "" if source["title"].endswith((".", "?")) else "."
    return [title, f"{stop} {publisher_and_date(source, content)}. {source['region']}."]


def quoted(text: str) -> str:
    """Return a text in Swedish quotation marks."""
    return f"”{text}”"


def goal_table(content: Content) -> str:
    """Seed 004's goals, good and less good side by side, each with why. One table for each kind of goal."""
    words = content["pages"]["goal_table"]
    blocks = []
    for field in ("main_goal", "sub_goal"):
        columns = []
        for verdict in ("good", "bad"):
            goals = [
                _goal(record)
                for record in content["goal_examples"]
                if (record["field"], record["verdict"]) == (field, verdict)
            ]
            title, listed = element("h4", {}, words[verdict]), element("ul", {}, *goals)
            columns.append(element("div", {"class": f"v-goals__{verdict}"}, title, listed))
        blocks.append(str(element("div", {"class": "v-goals"}, element("h3", {}, words[field]), *columns)))
    return "\n\n".join(blocks) + "\n" + owner("coach/goals.toml")


def _goal(record: Record) -> Html:
    question = [element("p", {"class": "v-goals__question"}, record["better"])] if "better" in record else []
    return element(
        "li",
        {},
        element("p", {"class": "v-goals__text"}, quoted(record["text"])),
        element("p", {}, record["why"]),
        *question,
    )


def plan_contents(content: Content) -> str:
    """What a SIP holds: a row for each thing, with what to write and whether law or good practice asks for it."""
    words = content["pages"]["plan_contents"]
    rows = [
        f"| {record['sv']} | {record['plain']} | **{words[record['required']]}** {record['where']} |"
        for record in content["plan_contents"]
    ]
    head = f"| {words['what']} | {words['write']} | {words['who']} |\n| --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n" + owner("meeting/plan_contents.toml")


def talk(content: Content, moment: str) -> str:
    """The questions and sentences for one moment of the meeting, those that open first.

    Raises KeyError for a moment without any.
    """
    words = content["pages"]["talk"]
    chosen = [record for record in content["talk"] if record["moment"] == moment]
    if not chosen:
        raise KeyError(f"talk.toml has nothing for {moment!r}")
    blocks = []
    for kind in ("say", "opener", "follow_up", "control"):
        records = [record for record in chosen if record["kind"] == kind]
        if records:
            notes = [f" ({record['note']})" if "note" in record else "" for record in records]
            blocks.append(
                f"**{words[kind]}**\n\n"
                + "\n".join(f"- {record['text']}{note}" for record, note in zip(records, notes, strict=True))
            )
    return "\n\n".join(blocks) + "\n" + owner("meeting/talk.toml")


def sources(content: Content, group: str = "guidance") -> str:
    """The sources of one group (law or guidance) with publisher, region, date and the day they were read."""
    words, rows = content["pages"]["sources"], []
    for source in content["sources"]:
        if source["id"] != OWN and source.get("group", "guidance") == group:
            read = words["read"].format(region=source["region"], read=date_line(source["read"], content))
            told = [source_line(source, content) + ".", source.get("replaces"), read, source.get("note")]
            rows.append("- " + " ".join(filter(None, told)))
    return "\n".join(rows) + "\n" + owner("site/sources.toml")


def links(content: Content) -> str:
    """Every address outside the site, by group, with the day it was last seen."""
    words = content["pages"]["links"]
    cited = [
        {key: source[key] for key in ("title", "publisher", "region", "seen")}
        | {"url": source["link"], "group": "sources"}
        for source in content["sources"]
        if "link" in source
    ]
    blocks = []
    for group in content["link_groups"]:
        rows = [
            " ".join(
                filter(
                    None,
                    [
                        f"- [{record['title']}]({record['url']}), {record['publisher']}.",
                        words["seen"].format(region=record["region"], seen=date_line(record["seen"], content)),
                        record.get("note"),
                    ],
                )
            )
            for record in content["links"] + cited
            if record["group"] == group["id"]
        ]
        blocks.append(f"## {group['sv']} {{ #{group['id']} }}\n\n" + "\n".join(rows))
    return "\n\n".join(blocks) + "\n" + owner("site/links.toml")


def decisions(content: Content) -> str:
    """Every decision with its reason, date and source."""
    words, sources = content["pages"]["decisions"], {source["id"]: source for source in content["sources"]}
    blocks = []
    for record in content["decisions"]:
        cited = record.get("sources", [record["source"]] if "source" in record else [])
        named = "; ".join(source_line(sources[source], content) for source in cited if source != OWN)
        told = [
            words["decided"].format(date=date_line(record["date"], content)),
            words["source"].format(source=named) if named else None,
        ]
        blocks.append(
            f"## {record['title']} {{ #{record['id']} }}\n\n{record['text'].strip()}\n\n"
            f"**{words['why']}** {record['why'].strip()}\n\n" + " ".join(filter(None, told))
        )
    return "\n\n".join(blocks) + "\n" + owner("site/decisions.toml")


def glossary(content: Content) -> str:
    """Every term with its plain explanation, in the records' order; #ord-… leads to a term."""
    rows = []
    for term in content["terms"]:
        told = [
            term["plain"],
            content["pages"]["glossary"]["region"].format(region=term["region"]) if "region" in term else None,
        ]
        rows += [
            element("dt", {"id": "ord-" + term["code"].replace("_", "-")}, term["sv"]),
            element("dd", {}, " ".join(filter(None, told))),
        ]
    return str(element("dl", {}, *rows)) + "\n" + owner("site/glossary.toml")


def licence(content: Content, file: Path) -> Html:
    """Return the licence's whole text, which is English, in a box that opens."""
    summary = element("summary", {}, content["pages"]["licence"]["whole"])
    text = element("pre", {"lang": "en", "translate": "no", "tabindex": "0"}, file.read_text(encoding="utf-8"))
    return element("details", {"class": "v-licence", "data-search-exclude": True}, summary, text)


def changelog(file: Path) -> str:
    """The changelog without its title, which the page has."""
    return file.read_text(encoding="utf-8").split("\n", 1)[1]
