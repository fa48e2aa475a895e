"""One visit with a fresh profile: open a page, wait for what is asked, hand back when it happened and what it cost.

Knows Playwright and the probe. Does not know the pages.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, TimeoutError

from bench.folders import BenchError
from bench.link import Link
from bench.server import Transfer, serving
from bench.throttle import throttled
from tools.toolchain import CHROMIUM_ARGUMENTS, find_chromium

HERE = Path(__file__).parent / "browser"
PROBE = (HERE / "probe.js").read_text(encoding="utf-8")
BUSY = (HERE / "busy.js").read_text(encoding="utf-8")
PATIENCE = 90_000  # ms
PHONE = {"locale": "sv-SE", "viewport": {"width": 360, "height": 740}}
ASK = ["Rullatorträning x 3", "Trygghet i hemmet"]
"""A goal that the coach asks about, and another that it asks something else about."""


@dataclass(frozen=True)
class Visit:
    """When things happened (s after navigation start) and every response, in the order they were asked for."""

    marks: dict[str, float]
    log: list[Transfer]

    def bytes_before(self, *path_ends: str) -> int:
        """Bytes of all responses that were asked for before the first whose path ends so; all where there is none."""
        total = 0
        for transfer in self.log:
            if transfer.path.endswith(path_ends):
                break
            total += transfer.size
        return total


@contextlib.contextmanager
def fresh_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium with an empty profile: nothing cached, nothing compiled."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
    try:
        yield browser
    finally:
        browser.close()


@contextlib.contextmanager
def fresh_page(playwright: Playwright, **options) -> Iterator[Page]:
    """A phone-sized page in a fresh browser. options: more of what its context takes."""
    with fresh_browser(playwright) as browser:
        yield browser.new_page(**PHONE, **options)


def marks_of(page: Page, address: str, job: dict) -> dict[str, float]:
    """Open an address and wait until the probe has all the marks that job["wanted"] names: s after navigation start."""
    page.add_init_script(f"const JOB = {json.dumps(job)};\n{PROBE}")
    try:
        with page.expect_console_message(lambda message: message.text == "bench: done", timeout=PATIENCE):
            page.goto(address, wait_until="commit")
    except TimeoutError as error:
        raise BenchError(f"{address}: only {page.evaluate('bench.marks')} of {job['wanted']}") from error
    return {name: at / 1000 for name, at in page.evaluate("bench.marks").items()}


def visit(playwright: Playwright, folder: Path, path: str, job: dict, link: Link | None, slow_cpu: bool) -> Visit:
    """Open a page cold and wait until the probe has all the marks that job["wanted"] names."""
    with serving(folder, link) as server, fresh_page(playwright) as page:
        with throttled() if slow_cpu else contextlib.nullcontext():
            marks = marks_of(page, server.address + path, job)
        return Visit(marks, list(server.log))


def slowdown(playwright: Playwright) -> dict[str, float]:
    """How many times slower the same work is under the slower processor: {page, worker}."""
    with fresh_page(playwright) as page:
        plain = page.evaluate(BUSY)
        with throttled():
            slow = page.evaluate(BUSY)
    return {where: slow[where] / plain[where] for where in plain}
