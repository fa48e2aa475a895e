"""P2: what is dropped on the page, beside its field or into it, takes neither the page nor what is written away.

The drop comes through the browser's own door for drags, so that it does what it does for a person.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium.journey import BORROWED, begin

FIRST = "Vad är viktigast för dig just nu?"
TEXT = "Katten ska vara kvar"


def drop(page: Page, place: Locator, *, address: str = "", text: str = "", files: list[Path] | None = None) -> None:
    """Drag something in from outside the browser and drop it in the middle of a place."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    kinds = {"text/uri-list": address, "text/plain": text or address}
    data = {
        "items": [{"mimeType": kind, "data": value} for kind, value in kinds.items() if value],
        "files": [str(file) for file in files or []],
        "dragOperationsMask": 1,
    }
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {"type": kind, "x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "data": data},
        )
    session.detach()


@pytest.fixture
def page(open_page) -> Page:
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label(FIRST).fill(TEXT)
    return page


def test_a_link_or_a_file_that_is_dropped_beside_a_field_leads_nowhere(page, leak_target, tmp_path):
    (tmp_path / "annat.html").write_text("<title>annat</title>")
    address = page.url
    beside = page.get_by_role("heading", level=2).first
    drop(page, beside, address=leak_target.url)
    drop(page, beside, files=[tmp_path / "annat.html"])
    drop(page, page.get_by_label(FIRST), files=[tmp_path / "annat.html"])
    expect(page.get_by_label(FIRST)).to_have_value(TEXT)
    assert page.url == address
    assert leak_target.hits == []
    assert len(page.context.pages) == 1


def test_text_is_still_dropped_into_a_field(page):
    page.get_by_label(FIRST).fill("")
    drop(page, page.get_by_label(FIRST), text="från ett annat fönster")
    expect(page.get_by_label(FIRST)).to_have_value("från ett annat fönster")
