"""A Python-Markdown extension that puts the builder's parts and the content's records into the pages.

Knows the markers <!-- builder:NAME words key="value" --> and what makes each. An unknown marker, a marker with the
wrong words and a repealed law in a page stop the build. Runs in every generator that uses Python-Markdown; needs no
hook.
"""

from __future__ import annotations

import atexit
import functools
import logging
import re
import sys
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from builder.publish.pages import blocks, coach, form, hazards
from builder.publish.pages.common import regions
from builder.publish.pages.common.content import Content
from builder.publish.pages.tools import checklists, circle, dates, du_form, invitation, see_for_yourself
from builder.publish.records.load import load_catalog
from builder.publish.records.repealed_law import REMEDY, repealed

ROOT = Path(__file__).parents[3]

_MARKER = re.compile(r"<!--\s*builder:(\S+)((?:\s+(?:(?!-->).)*?)?)\s*-->\s*")
_MEANT = re.compile(r"<!--\s*builder\s*:", re.IGNORECASE)
_WORDS = re.compile(r'(\w+)="([^"]*)"|(\S+)')

# A marker's maker takes the content and what the marker says after its name.
# It returns ready HTML, or Markdown lines that are rendered with the page.
HTML: dict[str, Callable[..., str]] = {
    "form": form.render_form,
    "blank-sheet": lambda content: form.render_blank(content, whole=False),
    "whole-blank-sheet": lambda content: form.render_blank(content, whole=True),
    "region-choice": regions.region_choice,
    "local": regions.local_block,
    "local-all": regions.all_local,
    "regions-about": regions.about_regions,
    "facts": blocks.facts,
    "licence": lambda content: blocks.licence(content, ROOT / "LICENSE"),
    "checklist": checklists.render_checklist,
    "circle": circle.circle_tool,
    "circle-roles": circle.circle_roles,
    "circle-live": circle.circle_live,
    "minutes-table": circle.minutes_table,
    "dates": dates.dates_tool,
    "dates-examples": dates.dates_examples,
    "holidays": dates.holidays_table,
    "invitation": invitation.render_invitation,
    "du-form": du_form.du_tool,
    "du-rules": du_form.du_rules,
    "coach-words": coach.coach_words,
    "see-for-yourself": see_for_yourself.see_for_yourself,
    "policy": see_for_yourself.policy_block,
}
MARKDOWN: dict[str, Callable[..., str]] = {
    "goal-rules": coach.goal_rules,
    "openers": coach.openers,
    "guards": coach.guards,
    "coach-counts": coach.coach_counts,
    "goal-table": blocks.goal_table,
    "plan-contents": blocks.plan_contents,
    "talk": blocks.talk,
    "sources": blocks.sources,
    "links": blocks.links,
    "decisions": blocks.decisions,
    "hazards": hazards.hazard_log,
    "checklist-index": checklists.checklist_index,
    "glossary": blocks.glossary,
    "changelog": lambda content: blocks.changelog(ROOT / "CHANGELOG.md"),
}

NOT_FINISHED = """The pages are built. Engines, content policy, offline copy and search are not in the folder yet.
Finish it before it is published: python -m builder.publish finish FOLDER"""


class MarkerError(Exception):
    """A page says something that nobody can make of it. Nobody catches it: the build stops."""


class _Markers(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        content = load_catalog()
        expanded = []
        if named := repealed("\n".join(lines)):
            raise MarkerError(f"{named!r} is a repealed law. {REMEDY}")
        for line in lines:
            found = _MARKER.fullmatch(line)
            if not found and _MEANT.search(line):
                raise MarkerError(
                    f"{line.strip()!r} is no marker. Write <!-- builder:name words --> in small letters, alone on a "
                    "line from its beginning."
                )
            if not found:
                expanded.append(regions.system_names(line, content))
            elif found[1] in HTML:
                expanded.append(self.md.htmlStash.store(_made(HTML[found[1]], content, found).strip()))
            elif found[1] in MARKDOWN:
                expanded.extend(regions.system_names(_made(MARKDOWN[found[1]], content, found), content).split("\n"))
            else:
                known = ", ".join(sorted([*HTML, *MARKDOWN]))
                raise MarkerError(
                    f"<!-- builder:{found[1]} --> is unknown. Use one of {known}, or add it to "
                    "builder/publish/pages/markers.py."
                )
        return expanded


def _made(make: Callable[..., str], content: Content, marker: re.Match[str]) -> str:
    words = [(key, value, word) for key, value, word in _WORDS.findall(marker[2])]
    try:
        return make(content, *[word for _, _, word in words if word], **{key: value for key, value, _ in words if key})
    except (TypeError, KeyError, ValueError) as error:
        raise MarkerError(
            f"{marker[0]} cannot be made: {error}. See its maker in builder/publish/pages/markers.py."
        ) from error


@functools.cache
def _say_what_remains() -> None:
    """Let a build say at its end, once, that the folder is not finished. With `--quiet` nothing is said."""
    # MkDocs, and ProperDocs through it, sets how much this logger tells. It is taken down before the process ends.
    if logging.getLogger("mkdocs").isEnabledFor(logging.INFO):
        atexit.register(print, NOT_FINISHED, file=sys.stderr)


class MarkersExtension(Extension):
    """What mkdocs.yml names: the preprocessor, at its place among the others."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the preprocessor."""
        _say_what_remains()
        # After white space is normalised (30), before raw HTML is put aside (20).
        md.preprocessors.register(_Markers(md), "builder_markers", 25)


def makeExtension(**settings: object) -> MarkersExtension:
    """What Python-Markdown calls to get the extension."""
    return MarkersExtension(**settings)
