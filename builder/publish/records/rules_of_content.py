"""What must hold between records, beyond what their types say: days to review, law, shares, patterns, what needs what.

Knows the content's rules. Does not know what one record may hold (schema/), nor how a reference is followed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from builder.coaching.rule_checks import NEEDS
from builder.publish.records.read import HOLIDAYS, ContentError
from builder.publish.records.references import DOCS
from builder.publish.records.repealed_law import REMEDY, repealed
from builder.publish.records.values import Value
from builder.text.du_form import filled

EVERYWHERE = "allmant"
"""The address's word for no region; no region may have it as its own."""
LED_ON = ("support_not_goal", "vague", "problem_not_goal")
"""Findings after which the person gets two or three small questions that lead on."""
LONGEST = "needs"
"""The part of the circle that has the largest share."""
NAMES_SYSTEMS = (
    "meeting/regions.toml",
    "coach/lexicon.toml",
    "site/sources.toml",
    "site/links.toml",
    "site/decisions.toml",
    "site/glossary.toml",
)
"""The files that may say what a region's system is called. Every other text is for everyone."""


def check_rules(content: dict[str, Any], values: Sequence[Value], today: datetime.date) -> None:
    """Raise ContentError at the first fault; today is the day that review dates are held against."""
    _check_sources(content["sources"], today)
    _check_decisions(content["decisions"])
    _check_circle(content)
    _check_coach_rules(content["rules"])
    _check_patterns(values, content["words"]["du_form"]["core"]["lists"])
    _check_hazards(content["hazards"])
    _check_holidays(content["years"], content["holidays"])
    _check_pages(content)
    _check_law(values)
    _check_regions(content["regions"])
    _check_shared_text(content["regions"], values)


def _check_sources(sources: list[dict[str, Any]], today: datetime.date) -> None:
    for source in sources:
        problem, remedy = "", ""
        if ("link" in source) != ("seen" in source):
            problem, remedy = "must have both link and seen, or neither.", "Write the day the link was last seen."
        elif source["review"] < today:
            problem = f"was to be reviewed by {source['review']}."
            remedy = "Read the source again, correct what it says, and set read and review."
        elif source["review"] <= source["read"]:
            problem, remedy = "is to be reviewed before it was read.", "Correct read or review."
        if problem:
            raise ContentError("site/sources.toml", f"[[source]] {source['id']}", problem, remedy)


def _check_decisions(decisions: list[dict[str, Any]]) -> None:
    for decision in decisions:
        if not decision.keys() & {"source", "sources"}:
            raise ContentError(
                "site/decisions.toml",
                f"[[decision]] {decision['id']}",
                "has no source.",
                "Write source or sources; what we decided ourselves has the source viktigast.",
            )


def _check_circle(content: dict[str, Any]) -> None:
    """Hold that each question and note has one place, that shares sum to 100, that roles have the parts in order."""
    file = "meeting/circle.toml"
    rows = [row for part in content["parts"] for row in part["rows"]]
    known = [record["id"] for record in content["questions"] + content["notes"]]
    if odd := sorted(name for name in known if rows.count(name) != 1):
        raise ContentError(
            file, ", ".join(odd), "must be in exactly one part's rows.", "Add it to a part, or take it out."
        )
    shares = {part["id"]: part["share"] for part in content["parts"]}
    if sum(shares.values()) != 100 or max(shares, key=lambda name: shares[name]) != LONGEST:
        raise ContentError(
            file, "[[part]]", f"the shares must sum to 100, with {LONGEST} the largest.", "Correct the shares."
        )
    for role in content["roles"]:
        if [part["part"] for part in role["part"]] != list(shares):
            raise ContentError(
                "meeting/roles.toml",
                f"[[role]] {role['id']}",
                "must have the circle's five parts in their order.",
                f"Write {', '.join(shares)}.",
            )


def _check_coach_rules(rules: list[dict[str, Any]]) -> None:
    for rule in rules:
        if missing := [key for key in NEEDS[rule["check"]] if key not in rule]:
            raise ContentError(
                "coach/rules.toml",
                f"[[rule]] {rule['id']}",
                f"lacks {', '.join(missing)}, which the check {rule['check']!r} needs.",
                "Write it in the record.",
            )
        if rule["finding"] in LED_ON and not 2 <= len(rule.get("openers", [])) <= 3:
            raise ContentError(
                "coach/rules.toml",
                f"[[rule]] {rule['id']}",
                f"has the finding {rule['finding']!r} and not two or three openers.",
                "Name small questions of coach/openers.toml that lead on.",
            )


def _check_patterns(values: Sequence[Value], lists: dict[str, list[str]]) -> None:
    """Hold that every pattern can be compiled, and names no list that is not there."""
    joined = {name: ["|".join(words)] for name, words in lists.items()}  # once, not for each pattern
    for found in values:
        if "pattern" not in found.extra:
            continue
        pattern = filled(found.value, joined) if found.extra["pattern"] == "lists" else found.value
        if odd := re.search("{[a-z_]+}", pattern):
            raise ContentError(
                found.file,
                found.record,
                f"{found.key} names the list {odd[0]}, which is not there.",
                "Add it under words.core.lists, or correct the name.",
            )
        try:
            re.compile(pattern)
        except re.error as error:
            raise ContentError(
                found.file, found.record, f"{found.key} is no pattern: {error}.", "Mend the pattern."
            ) from None


def _check_hazards(hazards: list[dict[str, Any]]) -> None:
    for hazard in hazards:
        if not hazard.keys() & {"tests", "untested"}:
            raise ContentError(
                "site/hazards.toml",
                f"[[hazard]] {hazard['id']}",
                "has no test and does not say why.",
                "Name tests that guard it, or say in untested why nothing can.",
            )


def _check_holidays(years: list[int], holidays: list[dict[str, Any]]) -> None:
    first, last = years
    for holiday in holidays:
        if [day.year for day in holiday["dates"]] != list(range(first, last + 1)):
            raise ContentError(
                HOLIDAYS,
                f"[[holiday]] {holiday['id']}",
                f"must have one date for each year from {first} to {last}, in order.",
                "Write the missing dates, or correct years.",
            )


def reading_limit(address: str, limits: list[dict[str, Any]]) -> int | None:
    """Return the highest LIX of the page with an address (without slashes at its ends); None where nobody set one."""
    for limit in limits:
        for one in limit["addresses"]:
            if address == one or (one and address.startswith(f"{one}/")):
                return int(limit["lix"])
    return None


def _check_pages(content: dict[str, Any]) -> None:
    """Hold that every page has a limit for how hard it may be to read, and every checklist its page."""
    for page in sorted(DOCS.rglob("*.md")):
        file = page.relative_to(DOCS).as_posix()
        if reading_limit(file.removesuffix(".md").removesuffix("index").rstrip("/"), content["reading_limits"]) is None:
            raise ContentError(
                "site/reading.toml",
                f"docs/{file}",
                "is a page without a limit for how hard it may be to read.",
                "Add its address, or that of its folder, to a [[limit]].",
            )
    for checklist in content["checklists"]:
        if not (DOCS / "verktyg" / "checklistor" / f"{checklist['slug']}.md").is_file():
            raise ContentError(
                "meeting/checklists.toml",
                f"[[checklist]] {checklist['id']}",
                f"has the slug {checklist['slug']!r}, and no page of that name.",
                f"Write docs/verktyg/checklistor/{checklist['slug']}.md, or correct the slug.",
            )


def _check_law(values: Sequence[Value]) -> None:
    """Hold that no text cites the repealed law, but what a source says that it replaces."""
    texts = [found for found in values if isinstance(found.value, str) and found.key != "replaces"]
    if not repealed("\n".join(found.value for found in texts)):
        return
    for found in texts:
        if repealed(found.value):
            raise ContentError(found.file, found.record, "cites a repealed law.", REMEDY)


def _check_regions(regions: list[dict[str, Any]]) -> None:
    for region in regions:
        if region["slug"] == EVERYWHERE:
            raise ContentError(
                "meeting/regions.toml",
                f"[[region]] {region['id']}",
                f"has the slug {EVERYWHERE!r}, the address's word for no region.",
                "Give the region another slug.",
            )


def _check_shared_text(regions: list[dict[str, Any]], values: Sequence[Value]) -> None:
    """Hold that no text for everyone names a region's system."""
    names = sorted((re.escape(region["system"]) for region in regions), key=len, reverse=True)
    systems = re.compile(rf"\b({'|'.join(names)})\b")
    texts = [found for found in values if isinstance(found.value, str) and found.file not in NAMES_SYSTEMS]
    if not systems.search("\n".join(found.value for found in texts)):
        return
    for found in texts:
        if name := systems.search(found.value):
            raise ContentError(
                found.file,
                found.record,
                f"names {name[0]} in a text for everyone.",
                "Write {system}, or put it in regions.toml.",
            )
