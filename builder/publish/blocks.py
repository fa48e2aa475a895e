"""Content records as Markdown or HTML for the pages. Knows records and how a page shows them; each block of records
ends with a comment that names the file that owns it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from builder.markup import Html, element

OWN = "viktigast"
"""The source id of advice that is ours."""

_ALPHABET = str.maketrans("åäö", "{|}")
"""Letters as signs that stand right after z, in the order of the Swedish alphabet."""

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()


def _owner(file: str) -> str:
    return f"\n<!-- builder/content/{file} -->\n"


def long_date(date: datetime.date) -> str:
    """A date as it is written in Swedish text: 24 november 2026."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _source_line(source: dict) -> str:
    title = f"[{source['title']}]({source['link']})" if "link" in source else source["title"]
    return f"{title}, {source['publisher']}, {_dated(source)}"


def _dated(source: dict) -> str:
    return source["date"] if isinstance(source["date"], str) else long_date(source["date"])


def facts(content: dict, sources: str, reviewed: str, review: str) -> Html:
    """What ends a page: its sources, the day it was reviewed and the day it is to be reviewed next.

    sources: ids from sources.toml with spaces between; dates as 2026-11-24. Raises KeyError for an unknown source and
    ValueError for no source at all, a date that is none, or a review that should have been done.
    """
    known = {source["id"]: source for source in content["sources"]}
    if not sources.split():
        raise ValueError("a page has at least one source; our own advice has viktigast")
    done, due = datetime.date.fromisoformat(reviewed), datetime.date.fromisoformat(review)
    if due < datetime.date.today():
        raise ValueError(f"the page was to be reviewed by {due}: read it against its sources, and set reviewed and review")
    if due <= done:
        raise ValueError(f"the page is to be reviewed by {due}, before it was reviewed")
    rows = [element("li", {}, *_cited(known[source])) for source in sources.split() if source != OWN]
    words = content["pages"]["facts"]
    own = [element("p", {}, words["own"])] if OWN in sources.split() else []
    listed = [element("ul", {}, *rows)] if rows else []
    when = words["reviewed"].format(done=long_date(done), due=long_date(due))
    return element(
        "section", {"class": "v-source", "aria-labelledby": "sidans-kallor", "data-search-exclude": True},
        element("h2", {"id": "sidans-kallor"}, words["title"]), *listed, *own, element("p", {"class": "v-reviewed"}, when),
    )  # fmt: skip


def _cited(source: dict) -> list:
    title = element("a", {"href": source["link"]}, source["title"]) if "link" in source else source["title"]
    stop = "" if source["title"].endswith((".", "?")) else "."
    return [title, f"{stop} {source['publisher']}, {_dated(source)}. {source['region']}."]


def goal_rules(content: dict) -> str:
    """Every rule of the coach with its question, reason, source and examples; the rule's id is the anchor."""
    sources = {source["id"]: source for source in content["sources"]}
    blocks = []
    for number, rule in enumerate(content["rules"], start=1):
        bad = "\n".join(f"- {_quoted(text)}" for text in rule["bad"])
        good = "\n".join(f"- {_quoted(text)}" for text in rule["good"])
        blocks.append(
            f"## {number}. {rule['title']} {{ #{rule['id']} }}\n\n"
            f"**Frågan:** {rule['ask']}\n\n**Varför:** {rule['why']}\n\n"
            f"Frågar om till exempel:\n\n{bad}\n\nLämnar i fred till exempel:\n\n{good}\n\n"
            f"Källa: {_source_line(sources[rule['source']])} (läst {sources[rule['source']]['read']}).\n"
        )
    return "\n".join(blocks) + _owner("rules.toml")


def _quoted(text: str) -> str:
    return f"”{text}”"


def goal_table(content: dict) -> str:
    """Seed 004's goals, good and less good side by side, each with why. One table for each kind of goal."""
    words = content["pages"]["goal_table"]
    blocks = []
    for field in ("main_goal", "sub_goal"):
        columns = [[_goal(record) for record in content["goal_examples"] if (record["field"], record["verdict"]) == (field, verdict)] for verdict in ("good", "bad")]
        blocks.append(
            str(
                element(
                    "div", {"class": "v-goals"}, element("h3", {}, words[field]),
                    *[element("div", {"class": f"v-goals__{verdict}"}, element("h4", {}, words[verdict]), element("ul", {}, *column)) for verdict, column in zip(("good", "bad"), columns, strict=True)],
                )
            )
        )  # fmt: skip
    return "\n\n".join(blocks) + "\n" + _owner("goals.toml")


def _goal(record: dict) -> Html:
    question = [element("p", {"class": "v-goals__question"}, record["better"])] if "better" in record else []
    return element("li", {}, element("p", {"class": "v-goals__text"}, _quoted(record["text"])), element("p", {}, record["why"]), *question)


def plan_contents(content: dict) -> str:
    """What a SIP holds: a row for each thing, with what to write and whether law or good practice asks for it."""
    words = content["pages"]["plan_contents"]
    rows = [f"| {record['sv']} | {record['plain']} | **{words[record['required']]}** {record['where']} |" for record in content["plan_contents"]]
    head = f"| {words['what']} | {words['write']} | {words['who']} |\n| --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n" + _owner("plan_contents.toml")


def talk(content: dict, moment: str) -> str:
    """The questions and sentences for one moment of the meeting, those that open first. Raises KeyError for a moment without any."""
    words = content["pages"]["talk"]
    chosen = [record for record in content["talk"] if record["moment"] == moment]
    if not chosen:
        raise KeyError(f"talk.toml has nothing for {moment!r}")
    blocks = []
    for kind in ("say", "opener", "follow_up", "control"):
        records = [record for record in chosen if record["kind"] == kind]
        if records:
            notes = [f" ({record['note']})" if "note" in record else "" for record in records]
            blocks.append(f"**{words[kind]}**\n\n" + "\n".join(f"- {record['text']}{note}" for record, note in zip(records, notes, strict=True)))
    return "\n\n".join(blocks) + "\n" + _owner("talk.toml")


def sources(content: dict, group: str = "guidance") -> str:
    """The sources of one group (law or guidance) with publisher, region, date and the day they were read."""
    rows = []
    for source in content["sources"]:
        if source["id"] != OWN and source.get("group", "guidance") == group:
            replaces = f" {source['replaces']}" if "replaces" in source else ""
            note = f" {source['note']}" if "note" in source else ""
            rows.append(f"- {_source_line(source)}.{replaces} Gäller: {source['region']}. Läst {long_date(source['read'])}.{note}")
    return "\n".join(rows) + "\n" + _owner("sources.toml")


def links(content: dict) -> str:
    """Every address outside the site, by group, with the day it was last seen."""
    cited = [
        {"id": source["id"], "group": "sources", "title": source["title"], "url": source["link"], "publisher": source["publisher"], "region": source["region"], "seen": source["seen"]}
        for source in content["sources"]
        if "link" in source
    ]
    blocks = []
    for group in content["link_groups"]:
        records = [record for record in content["links"] + cited if record["group"] == group["id"]]
        rows = [
            f"- [{record['title']}]({record['url']}), {record['publisher']}. Gäller: {record['region']}. Sedd {long_date(record['seen'])}."
            + (f" {record['note']}" if "note" in record else "")
            for record in records
        ]
        blocks.append(f"## {group['sv']} {{ #{group['id']} }}\n\n" + "\n".join(rows))
    return "\n\n".join(blocks) + "\n" + _owner("links.toml")


def decisions(content: dict) -> str:
    """Every decision with its reason, date and source."""
    sources = {source["id"]: source for source in content["sources"]}
    blocks = []
    for record in content["decisions"]:
        cited = record.get("sources", [record["source"]] if "source" in record else [])
        named = "; ".join(_source_line(sources[source]) for source in cited if source != OWN)
        told = f" Källa: {named}." if named else ""
        blocks.append(f"## {record['title']} {{ #{record['id']} }}\n\n{record['text'].strip()}\n\n**Varför:** {record['why'].strip()}\n\nBeslutat {long_date(record['date'])}.{told}")
    return "\n\n".join(blocks) + "\n" + _owner("decisions.toml")


def glossary(content: dict) -> str:
    """Every term with its plain explanation, from A to Ö; #ord-… leads to a term."""
    rows = []
    for term in sorted(content["terms"], key=lambda term: term["sv"].casefold().translate(_ALPHABET)):
        region = f" Används i: {term['region']}." if "region" in term else ""
        rows.append(str(element("dt", {"id": "ord-" + term["code"].replace("_", "-")}, term["sv"])) + str(element("dd", {}, re.sub(r"\s+", " ", term["plain"]) + region)))
    return "<dl>" + "".join(rows) + "</dl>\n" + _owner("glossary.toml")


def changelog(file: Path) -> str:
    """The changelog without its title, which the page has."""
    return file.read_text(encoding="utf-8").split("\n", 1)[1]
