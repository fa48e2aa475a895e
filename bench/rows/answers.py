"""Row 7: how long one answer takes once an engine is warm, for a full plan.

Knows how often is asked. Does not know the engines: the page's own modules start them.
"""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Playwright

from bench.chromium import HERE, fresh_page
from bench.figures import Limit, Row, p95, spread
from bench.folders import PAGE, Folders
from bench.full_plan import requests
from bench.server import serving
from builder.respond import respond

ASK_ALL = (HERE / "answers.js").read_text(encoding="utf-8")
LIMITS = {"pyodide": Limit(10, "ms"), "brython": Limit(60, "ms")}
NAMES = {"pyodide": "Pyodide", "brython": "Brython"}
WARM, TIMES = 10, 40


def in_cpython() -> dict[str, list[float]]:
    """The same requests in this Python, ms."""
    spent: dict[str, list[float]] = {}
    for name, request in requests().items():
        spent[name] = []
        for turn in range(WARM + TIMES):
            start = time.perf_counter()
            respond(request)
            if turn >= WARM:
                spent[name].append((time.perf_counter() - start) * 1000)
    return spent


def in_worker(playwright: Playwright, folders: Folders, engine: str) -> dict[str, list[float]]:
    """The requests in one engine's worker, in a fresh browser, ms from question to answer in the page."""
    job = {"engine": engine, "requests": requests(), "warm": WARM, "times": TIMES}
    with serving(folders.bare) as server, fresh_page(playwright) as page:
        page.goto(server.address + PAGE)
        return page.evaluate(ASK_ALL, job)


def measure(playwright: Playwright, folders: Folders, runs: int) -> list[Row]:
    """Rows 7: p95 of each request in each fresh profile; the median of the profiles is judged."""
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(runs):
        spent = {engine: in_worker(playwright, folders, engine) for engine in LIMITS} | {"cpython": in_cpython()}
        for engine, by_request in spent.items():
            for request, times in by_request.items():
                found.setdefault((engine, request), []).append(p95(times))
    return [
        Row(
            7,
            f"One answer, warm, p95, {NAMES[engine]} in its worker: {request}",
            str(limit),
            spread(found[engine, request], "ms", 1),
            floor=f"CPython {spread(found['cpython', request], 'ms', 1)}",
            met=limit.verdict(median(found[engine, request])),
        )
        for engine, limit in LIMITS.items()
        for request in requests()
    ]
