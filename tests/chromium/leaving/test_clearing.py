"""P13: clearing and leaving always work, whatever has failed, and no part of the page keeps what was written.

Knows where words can be left: fields, what is shown beside them, what can be had back, the memory of the scripts.
The same with failures of more kinds, without a browser: tests/js/parts.test.mjs.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium.journey import BORROWED, begin, clear_all, everything_stored, show_sheet

FIRST = "Vad är viktigast för dig just nu?"
GOAL = "Vad vill du ska bli möjligt?"
MARK = "strutsgubbe"
IN_PAGE = """() => {
  const inside = (root) => [...root.querySelectorAll("*")].flatMap((one) =>
    [one.value, one.defaultValue, ...Object.values(one.dataset ?? {}),
     ...(one.content?.querySelectorAll ? inside(one.content) : [])]);
  return JSON.stringify([document.documentElement.outerHTML, inside(document)]);
}"""
HOLDING = """async () => {
  const { registeredParts } = await import("../js/common/parts.js");
  return [...registeredParts()].filter(([, part]) => part.holdsText()).map(([name]) => name).sort();
}"""
WRAP = "field => { const span = document.createElement('span'); field.replaceWith(span); span.append(field); }"
REMOVE = "selectors => document.querySelectorAll(selectors).forEach((one) => one.remove())"
EXIT = ("js/exit.js", "js/keep/exit.js", "js/common/clearing.js")
"""All that quick exit consists of."""


def write(page: Page, field: Locator, text: str) -> None:
    """Write with keys: what fill() writes, or a locator looks for, stays in the memory of Playwright's own script."""
    expect(field).to_be_visible()  # a panel may be on its way
    field.focus()
    page.keyboard.insert_text(text)


def write_everywhere(page: Page) -> None:
    """Leave the mark in every kind of place, by what a person does."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    begin(page, BORROWED)
    address = page.url.split("#")[0]
    write(page, page.get_by_label(FIRST), f"{MARK} 070-123 45 67")
    expect(page.locator(".guard:visible button").first).to_be_visible()
    page.goto(f"{address}#main_goal")
    goal = page.get_by_label(GOAL)
    write(page, goal, "Trygghet i hemmet")
    page.get_by_role("button", name="Visa några små frågor").click()
    goal.press("End")
    page.keyboard.insert_text(f" {MARK}")
    write(page, page.locator(".openers:visible input:visible").first, MARK)
    page.get_by_role("button", name="Använd den här meningen").click()
    page.goto(f"{address}#help_now")
    page.get_by_role("button", name="Lägg till en kontakt").click()
    write(page, page.get_by_role("group", name="Kontakt 2").get_by_label("Vem?"), MARK)
    page.get_by_role("button", name="Ta bort kontakt 2").click()
    page.goto(f"{address}#review")
    show_sheet(page)
    page.get_by_role("button", name="Kopiera som text").click()
    expect(page.locator("#copy-text")).to_be_visible()
    page.get_by_role("button", name="Spara en låst fil").click()
    write(page, page.locator("#lock-phrase"), MARK)


def heap_of(page: Page) -> str:
    """Take a snapshot of the memory of the page's scripts, after a collection of garbage."""
    session = page.context.new_cdp_session(page)
    chunks: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: chunks.append(event["chunk"]))
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    session.detach()
    return "".join(chunks)


def test_what_is_written_everywhere_is_gone_everywhere_after_clearing(open_page):
    page = open_page("forbered/")
    write_everywhere(page)
    assert MARK in page.evaluate(IN_PAGE)
    assert {"items", "openers", "guard", "files", "locked_file", "sheet", "plan"} <= set(page.evaluate(HOLDING))
    assert MARK in heap_of(page)
    clear_all(page)
    assert MARK not in page.evaluate(IN_PAGE) + everything_stored(page)
    assert page.evaluate(HOLDING) == []
    assert MARK not in heap_of(page)


def leave_by_exit(page: Page) -> None:
    page.get_by_role("button", name="Lämna sidan snabbt").click()
    page.wait_for_url("about:blank")


def clear_when_idle(page: Page) -> None:
    for time in ("18:01", "02:01"):
        page.clock.fast_forward(time)
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()


@pytest.mark.parametrize("leave", [leave_by_exit, clear_all, clear_when_idle])
def test_page_that_an_extension_has_rebuilt_is_cleared_and_left(new_context, site_url, watcher, leave: Callable):
    watcher.expect("needs the element")  # the parts say which one is missing
    page = new_context().new_page()
    page.clock.install()
    page.goto(f"{site_url}forbered/")
    begin(page, BORROWED)
    page.get_by_label(FIRST).fill(MARK)
    page.goto(f"{page.url.split('#')[0]}#main_goal")
    page.get_by_label(GOAL).fill(MARK)
    for field in page.locator("#builder textarea").all():
        field.evaluate(WRAP)
    page.evaluate(REMOVE, ".coach, .guard, [data-review-lead], [data-item-message], .copy-by-hand, .sheet-lines")
    leave(page)
    assert MARK not in page.evaluate(IN_PAGE)
    if leave is clear_when_idle:  # and the clock has been set anew
        begin(page, BORROWED)
        page.get_by_label(FIRST).fill(MARK)
        leave(page)
        assert MARK not in page.evaluate(IN_PAGE)


@pytest.mark.parametrize("way", ["button", "shift"])
@pytest.mark.parametrize("fault", ["missing", "broken"])
def test_quick_exit_works_when_no_other_script_does(new_context, site_url, watcher, fault: str, way: str):
    watcher.expect("Failed to load resource", "failed request", "page error: broken")
    page = new_context().new_page()

    def answer(route) -> None:
        if route.request.url.endswith(EXIT):
            route.continue_()
        elif fault == "missing":
            route.abort()
        else:
            route.fulfill(content_type="text/javascript", body="throw new Error('broken')")

    page.context.route("**/js/**", answer)
    page.goto(f"{site_url}forbered/")
    page.get_by_label(FIRST).fill(MARK)
    if way == "button":
        leave_by_exit(page)
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url("about:blank")
    assert MARK not in page.content()
    page.go_back()
    assert MARK not in page.evaluate(IN_PAGE)
