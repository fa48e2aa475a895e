"""Who writes, and how that is said: the wording for the voice, and the line that tells who wrote the sheet and when.

Knows that a record may have a wording for somebody who writes for the person. Every word comes from the catalog.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from builder.shapes import Catalog, HasMonths, Plan


def voice_of(plan: Plan, catalog: Catalog) -> str:
    """Return "other" when somebody writes for the person, else "self"."""
    for writer in catalog["messages"]["writers"]["option"]:
        if writer["id"] == plan["written_by"]:
            return writer["voice"]
    return "self"


def said(record: Mapping[str, Any], key: str, voice: str) -> str:
    """Return a record's wording for the voice; without an own one, the first serves both."""
    wording: str = record.get(key + "_other", record[key]) if voice == "other" else record[key]
    return wording


def long_date(date: str, catalog: HasMonths) -> str:
    """Return "2026-11-24" as "24 november 2026", and an empty date as an empty text."""
    if not date:
        return ""
    year, month, day = date.split("-")
    months = catalog["messages"]["months"]
    return months["long_date"].format(day=int(day), month=months["names"][int(month) - 1], year=year)


def written_line(plan: Plan, catalog: Catalog) -> str:
    """Return who wrote the sheet and when, as far as that is known."""
    for writer in catalog["messages"]["writers"]["option"]:
        if writer["id"] == plan["written_by"]:
            return (writer["paper"] + ", " + long_date(plan["updated"], catalog)).rstrip(", ")
    return long_date(plan["updated"], catalog)
