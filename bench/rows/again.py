"""Row 10: the second visit, with the server stopped: how long until an engine answers from the copy in the browser.

Knows how the copy is made and when it is whole. Does not know how the service worker keeps it.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

from playwright.sync_api import Page, Playwright

from bench.chromium import ASK, PHONE, fresh_browser, marks_of
from bench.figures import Limit, Row, spread
from bench.folders import PAGE, BenchError, Folders
from bench.server import serving
from builder.publish.site.precache import file_list

MAKE_COPY = "home => import(home + 'js/offline.js').then(({ startOffline }) => startOffline({ full: true }))"
COUNT = "caches.open('viktigast /').then(cache => cache.keys()).then(keys => keys.length)"
LOOKS = 300  # a tenth of a second apart
ROWS = (
    ("Brython", "eager", {"wanted": ["first shown"], "ask": ASK}, "first shown", Limit(0.4, "s")),
    ("Pyodide", "alone", {"wanted": ["pyodide answered"]}, "pyodide answered", Limit(0.8, "s")),
)


def make_copy(page: Page, folder: Path, address: str) -> None:
    """Visit the start page and wait until everything is kept in the browser."""
    page.goto(address)
    page.evaluate(MAKE_COPY, address)
    whole = len(file_list(folder))
    for _ in range(LOOKS):
        if page.evaluate(COUNT) == whole:
            return
        page.wait_for_timeout(100)
    raise BenchError(f"The copy holds {page.evaluate(COUNT)} of {whole} files")


def second_visit(playwright: Playwright, folder: Path, job: dict) -> dict[str, float]:
    """The marks of a visit without a server, s."""
    with fresh_browser(playwright) as browser:
        context = browser.new_context(**PHONE)
        with serving(folder) as server:
            make_copy(context.new_page(), folder, server.address)
        return marks_of(context.new_page(), server.address + PAGE, job)


def measure(playwright: Playwright, folders: Folders, runs: int) -> list[Row]:
    """Make the visits in turn, and the rows."""
    found: dict[str, list[float]] = {name: [] for name, *_ in ROWS}
    for _ in range(runs):
        for name, folder, job, mark, _limit in ROWS:
            found[name].append(second_visit(playwright, getattr(folders, folder), job)[mark])
    what = "Second visit, server stopped: first answer, {}"
    return [
        Row(10, what.format(name), str(limit), spread(found[name], "s"), met=limit.verdict(median(found[name])))
        for name, _, _, _, limit in ROWS
    ]
