"""Read HTML for the tests: the elements with their attributes and what they lie in, the text, and what is neither.

Knows HTML as Python's own parser does. Does not know any page. Shares no code with what writes or checks the pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True, eq=False)
class Element:
    """A start tag. Two elements are never equal, however alike: compare their `start`."""

    tag: str
    attributes: dict[str, str | None]
    """None for an attribute without a value."""
    within: tuple[Element, ...] = field(repr=False)
    """The elements that are open around it, the outermost first."""

    @property
    def start(self) -> tuple[str, dict[str, str | None]]:
        return self.tag, self.attributes

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute's value as text."""
        return self.attributes.get(name) or otherwise


class Text(NamedTuple):
    """A piece of text."""

    data: str
    within: tuple[Element, ...]


class Page(HTMLParser):
    """What was read. An end tag closes everything that was opened after its start tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Element | Text] = []
        """Start tags and texts in their order."""
        self.other: list[str] = []
        """Comments, declarations and processing instructions, and attributes that a start tag has twice."""
        self._open: tuple[Element, ...] = ()
        self.feed(html)
        self.close()

    @property
    def elements(self) -> list[Element]:
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def text(self) -> str:
        return "".join(part.data for part in self.parts if isinstance(part, Text))

    def of(self, *tags: str, **attributes: str) -> list[Element]:
        """The elements with one of these tags and all of these attributes, in order."""
        wanted = attributes.items()
        return [one for one in self.elements if one.tag in tags and wanted <= one.attributes.items()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self._open)
        self.other += [name for number, (name, _) in enumerate(attrs) if name in dict(attrs[:number])]
        self.parts.append(element)
        if tag not in VOID:
            self._open = (*self._open, element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in reversed(range(len(self._open))):
            if self._open[depth].tag == tag:
                self._open = self._open[:depth]
                return

    def handle_data(self, data: str) -> None:
        self.parts.append(Text(data, self._open))

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment
