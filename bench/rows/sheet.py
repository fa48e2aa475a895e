"""Row 8: from the click on the review page's button until the sheet of a full plan is laid out.

Knows how a saved file is opened and the sheet is asked for. Does not know how the page makes it.
"""

from __future__ import annotations

import contextlib
import json
from statistics import median

from playwright.sync_api import Playwright

from bench.chromium import HERE, fresh_page
from bench.figures import NO_BUDGET, Limit, Row, spread
from bench.folders import PAGE, BenchError, Folders
from bench.full_plan import full_plan
from bench.server import serving
from bench.throttle import throttled

WATCH_CLICK = (HERE / "sheet.js").read_text(encoding="utf-8")
LIMIT = Limit(200, "ms")
TAB_ICON = "/img/favicon.svg"
"""Not the page's request: Chromium asks for it again whenever the address changes, because it is served as no-cache."""


def show_sheet(playwright: Playwright, folders: Folders, slow_cpu: bool) -> tuple[dict[str, float], list[str]]:
    """Open a full plan and show its sheet: {laidOut, drawn} in ms after the click, and the paths asked for then."""
    file = {"name": "plan.json", "mimeType": "application/json", "buffer": json.dumps(full_plan()).encode()}
    with serving(folders.site) as server, fresh_page(playwright, service_workers="block") as page:
        page.goto(server.address + PAGE)
        page.locator('html.js input[name="device"][value="own"]').check()
        page.locator("#open-file").set_input_files(file)
        button = page.locator('#review [data-go="sheet"]').first
        button.wait_for()
        page.wait_for_load_state("networkidle")
        asked_before = len(server.log)
        with throttled() if slow_cpu else contextlib.nullcontext():
            page.evaluate(WATCH_CLICK)
            button.click()
            times = page.evaluate("sheetShown")
        return times, [transfer.path for transfer in server.log[asked_before:] if transfer.path != TAB_ICON]


def measure(playwright: Playwright, folders: Folders, runs: int) -> list[Row]:
    """Rows 8: this machine's own speed is judged; four times slower stands beside."""
    found: dict[tuple[bool, str], list[float]] = {}
    for _ in range(runs):
        for slow_cpu in (False, True):
            times, asked = show_sheet(playwright, folders, slow_cpu)
            if asked:
                raise BenchError(f"Showing the sheet asked for {asked}; the budget is nothing.")
            for moment, spent in times.items():
                found.setdefault((slow_cpu, moment), []).append(spent)
    laid_out = found[False, "laidOut"]
    what = "Sheet of a full plan, from the click until it is laid out; the page makes no request"
    return [
        Row(8, what, f"{LIMIT}, no request", spread(laid_out, "ms", 0), met=LIMIT.verdict(median(laid_out))),
        Row(8, "… until it is drawn", NO_BUDGET, spread(found[False, "drawn"], "ms", 0)),
        Row(8, "… laid out, 4 × slower CPU", NO_BUDGET, spread(found[True, "laidOut"], "ms", 0)),
    ]
