"""How hard a page is to read: the text of a built page, and its LIX.

Knows LIX (Björnsson 1968): words per sentence plus the share of words over six letters, in per cent. A blunt measure;
it complements reading aloud. Leaves out what is not our prose: source lists, the region choice, code and forms' data.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "dt",
    "dd",
    "summary",
    "label",
    "legend",
    "caption",
    "figcaption",
    "div",
    "br",
    "option",
    "button",
}
LEFT_OUT_TAGS = {"script", "style", "svg", "template", "code", "pre", "select"}
LEFT_OUT_CLASSES = {"v-source", "v-region", "v-local__source", "v-words"}
VOID = {"br", "img", "input", "meta", "link", "hr", "wbr", "col", "source"}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class _Text(HTMLParser):
    """Collects the text of the articles, one line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[tuple[str, bool]] = []  # tag, whether its content counts

    def _counts(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in VOID:
            return
        left_out = (
            tag in LEFT_OUT_TAGS
            or LEFT_OUT_CLASSES & set(values.get("class", "").split())
            or "data-region-word" in values
        )
        self.open.append((tag, (tag == "article" or self._counts()) and not left_out))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._counts():
            self.parts.append(data)


def page_text(html: str) -> str:
    """Return the article's text of a built page, a line for each paragraph, list item, heading or cell."""
    reader = _Text()
    reader.feed(html)
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return "\n".join(line for line in lines if line)


def lix(text: str) -> float:
    """Return the LIX of a text in which a line break, and . : ? !, each end a sentence."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = [part for line in text.split("\n") for part in re.split(r"[.:?!](?=\s|$)", line) if _WORD.search(part)]
    long = sum(len(word) > 6 for word in words)
    return len(words) / len(sentences) + 100 * long / len(words)


def rendered(page: Path) -> str:
    """Return a Markdown page as an article, with markers expanded, without building the site."""
    from markdown import markdown

    text = re.sub(r"\A---\n.*?\n---\n", "", page.read_text(encoding="utf-8"), flags=re.S)
    extensions = [
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "md_in_html",
        "tables",
        "builder.publish.pages.markers",
    ]
    return f"<article>{markdown(text, extensions=extensions)}</article>"
