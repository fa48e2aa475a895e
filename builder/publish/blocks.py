"""Content records as Markdown for the pages. Knows records and Markdown; each block ends with a comment that names
the file that owns it."""

from __future__ import annotations

from pathlib import Path

def _owner(file: str) -> str:
    return f"\n<!-- builder/content/{file} -->\n"


def _source_line(source: dict) -> str:
    title = f"[{source['title']}]({source['link']})" if "link" in source else source["title"]
    return f"{title}, {source['publisher']}, {source['date']}"


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


def sources(content: dict) -> str:
    """Every source with publisher, region, date and the day it was read."""
    rows = [
        f"- {_source_line(source)}. Gäller: {source['region']}. Läst {source['read']}."
        for source in content["sources"]
        if source["id"] != "viktigast"
    ]
    return "\n".join(rows) + "\n" + _owner("sources.toml")


def glossary(content: dict) -> str:
    """Every term with its plain explanation."""
    rows = [f"| {term['sv']} | {term['plain']} |" for term in content["terms"]]
    return "| Ord | Betyder |\n| --- | --- |\n" + "\n".join(rows) + "\n" + _owner("glossary.toml")


def changelog(file: Path) -> str:
    """The changelog without its title, which the page has."""
    return file.read_text(encoding="utf-8").split("\n", 1)[1]
