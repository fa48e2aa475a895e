"""A Python-Markdown extension that puts the builder's parts and the content's records into the pages.

Knows the markers <!-- builder:NAME --> and what makes each. An unknown marker stops the build. Runs in every
generator that uses Python-Markdown; needs no hook.
"""

from __future__ import annotations

import re
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from builder.publish import blocks, form
from builder.publish.load import load_catalog

_MARKER = re.compile(r"<!--\s*builder:(\S+)\s*-->")

# A marker's maker returns ready HTML, or Markdown lines that are rendered with the page.
HTML = {
    "form": lambda: form.render_form(load_catalog()),
    "blank-sheet": lambda: form.render_blank(load_catalog(), whole=False),
    "whole-blank-sheet": lambda: form.render_blank(load_catalog(), whole=True),
}
MARKDOWN = {
    "goal-rules": lambda: blocks.goal_rules(load_catalog()),
    "sources": lambda: blocks.sources(load_catalog()),
    "glossary": lambda: blocks.glossary(load_catalog()),
    "changelog": lambda: blocks.changelog(Path(__file__).parents[2] / "CHANGELOG.md"),
}


class UnknownMarker(Exception):
    """A page names a marker that nobody makes. Nobody catches it: the build stops."""


class _Markers(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        expanded = []
        for line in lines:
            found = _MARKER.search(line)
            if not found:
                expanded.append(line)
            elif (name := found.group(1)) in HTML:
                expanded.append(self.md.htmlStash.store(HTML[name]().strip()))
            elif name in MARKDOWN:
                expanded.extend(MARKDOWN[name]().split("\n"))
            else:
                known = ", ".join(sorted([*HTML, *MARKDOWN]))
                raise UnknownMarker(f"<!-- builder:{name} --> is unknown. Use one of {known}, or add it to builder/publish/markers.py.")
        return expanded


class MarkersExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        # After white space is normalised (30), before raw HTML is put aside (20).
        md.preprocessors.register(_Markers(md), "builder_markers", 25)


def makeExtension(**settings) -> MarkersExtension:  # noqa: N802 (the library's name)
    """What Python-Markdown calls to get the extension."""
    return MarkersExtension(**settings)
