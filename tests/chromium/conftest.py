"""Fixtures for tests in Chromium: the served site, pages that are watched, and axe.

Knows Playwright. Does not know any page of the site.
A watched page fails its test on any console message, page error, policy violation, failed or foreign request.
Playwright's wait_for_function is refused by our own policy: use locators, expect() or page.evaluate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, expect, sync_playwright

from tests.helpers import web
from tools.toolchain import CHROMIUM_ARGUMENTS, find_chromium, find_headless_shell

expect.set_options(timeout=15_000)  # a machine with more workers than cores may take its time

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SAVES_DATA = "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})})"
COUNT_QUESTIONS = """(() => {
  const { postMessage, terminate } = Worker.prototype, waiting = new Map();
  globalThis.unanswered = () => [...waiting.values()].some((count) => count > 0);
  Worker.prototype.postMessage = function (message, ...more) {
    if (message?.request) {
      if (!waiting.has(this))
        this.addEventListener("message", ({ data }) => { if ("id" in data) waiting.set(this, waiting.get(this) - 1); });
      waiting.set(this, (waiting.get(this) ?? 0) + 1);
    }
    return postMessage.call(this, message, ...more);
  };
  Worker.prototype.terminate = function () { waiting.delete(this); terminate.call(this); };
})()"""
REPORT_VIOLATIONS = """
addEventListener('securitypolicyviolation', event =>
  console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The finished site's address, at the root of a host that sends its headers; ends with a slash."""
    with web.serving(web.published(site), keep_alive=True) as host:
        yield host.url


@pytest.fixture(scope="session")
def nested_url(site: Path) -> Iterator[str]:
    """The same site published under a sub-path; ends with a slash."""
    with web.serving(web.published(site, "/kommun/sip/"), keep_alive=True) as host:
        yield f"{host.url}kommun/sip/"


@pytest.fixture(scope="session")
def bare_url(site: Path) -> Iterator[str]:
    """The same site on a host that sends no headers: only the meta policy holds. Ends with a slash."""
    with web.serving(web.files(site)) as host:
        yield host.url


class LeakTarget(NamedTuple):
    """A foreign server that takes anything from anyone."""

    url: str
    hits: list[str]
    """The paths of the requests that reached it."""


@pytest.fixture
def leak_target() -> Iterator[LeakTarget]:
    """A second origin to try to leak to: leak_target.hits must stay empty."""
    hits: list[str] = []
    answer = web.anything()
    with web.serving(lambda request: hits.append(request.target) or answer(request)) as host:
        yield LeakTarget(f"{host.url}leak", hits)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def headless_shell(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without its windows, where it can be had: the same engine, in much less time."""
    with playwright.chromium.launch(
        executable_path=find_headless_shell() or find_chromium(), args=CHROMIUM_ARGUMENTS
    ) as browser:
        yield browser


@pytest.fixture(scope="session")
def whole_chromium(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(**whole_chromium_options()) as browser:
        yield browser


def whole_chromium_options() -> dict[str, object]:
    """What Playwright is to be told to start the Chromium that people have."""
    path = find_chromium()
    return {"args": CHROMIUM_ARGUMENTS} | ({"executable_path": path} if path else {"channel": "chromium"})


@pytest.fixture
def chromium(request: pytest.FixtureRequest) -> Browser:
    """One Chromium for all tests of a worker; each test has contexts of its own.

    A test with the mark `whole_chromium` gets the one that people have: where it is about what the windows bring with them
    (the profile on disk, the home screen, requests of the browser's own), and for the journey.
    """
    return request.getfixturevalue(
        "whole_chromium" if request.node.get_closest_marker("whole_chromium") else "headless_shell"
    )


class Watcher:
    """Notes everything a page should not do. `noted` is what it has seen, as sentences.

    `home` is where the site lies, with a slash at its end; a request that leads outside it is foreign.
    """

    def __init__(self, home: str) -> None:
        self.home = home
        self.noted: list[str] = []
        self.expected: list[str] = []

    def expect(self, *parts: str) -> None:
        """Let pass what contains one of these, in a test that provokes it."""
        self.expected.extend(parts)

    def note(self, sentence: str) -> None:
        if not any(part in sentence for part in self.expected):
            self.noted.append(sentence)

    def watch(self, context: BrowserContext) -> BrowserContext:
        """Watch every page and worker of a context. Call it before the first page is opened."""
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", lambda message: self.note(f"console {message.type}: {message.text}"))
        context.on("weberror", lambda error: self.note(f"page error: {error.error}"))
        context.on("request", lambda request: self.note_request(request.url))
        context.on("requestfailed", self.note_failure)
        return context

    def note_failure(self, request: Request) -> None:
        # Aborted: the page was left, or an engine stopped, while something was on its way. Nothing has failed.
        if request.failure != "net::ERR_ABORTED":
            self.note(f"failed request: {request.url} {request.failure}")

    def note_request(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:")):
            self.note(f"foreign request: {url}")


@pytest.fixture
def watcher(site_url: str) -> Iterator[Watcher]:
    """Watches the test's contexts; what it has noted at the end fails the test."""
    watcher = Watcher(site_url)
    yield watcher
    assert watcher.noted == []


@pytest.fixture
def new_context(chromium: Browser, watcher: Watcher) -> Iterator[Callable[..., BrowserContext]]:
    """Make watched contexts: new_context(java_script_enabled=False, color_scheme="dark", …).

    They say that they save data and have no service worker, so that not every test fetches the large engine and copies
    the site: Brython answers. new_context(large=True) has all that a visitor gets. In new_context(clock=True) the test
    may move the clock on, and journey.rests() knows when the engine has answered.
    """
    contexts: list[BrowserContext] = []

    def make(*, large: bool = False, clock: bool = False, **options) -> BrowserContext:
        options.setdefault("locale", "sv-SE")
        if not large:
            options.setdefault("service_workers", "block")
            watcher.expect("Service Worker registration blocked")
        if options.get("java_script_enabled") is False:
            watcher.expect(".js csp")  # Playwright refuses scripts; a browser without them does not ask
        contexts.append(watcher.watch(chromium.new_context(**options)))
        if not large:
            contexts[-1].add_init_script(SAVES_DATA)
        if clock:
            contexts[-1].clock.install()
            contexts[-1].add_init_script(COUNT_QUESTIONS)
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], site_url: str) -> Callable[..., Page]:
    """Open a page of the site in a watched context of its own: open_page("om/kallor/", viewport={…})."""

    def open_it(path: str = "", **options) -> Page:
        page = new_context(**options).new_page()
        page.goto(site_url + path)
        return page

    return open_it


@pytest.fixture
def open_without_engines(
    new_context: Callable[..., BrowserContext], site_url: str, watcher: Watcher
) -> Callable[[str], Page]:
    """Open a page to which no engine comes, with a clock that the test sets: let it run until the page has given up."""

    def open_it(path: str) -> Page:
        watcher.expect("engine/", "ERR_")
        context = new_context()
        context.route("**/engine/**", lambda route: route.abort())
        page = context.new_page()
        page.clock.install()
        page.goto(site_url + path)
        return page

    return open_it


@pytest.fixture(scope="session")
def axe(root: Path) -> Callable[..., list[str]]:
    """Run axe on a page as it is: assert axe(page) == []. With `rules`, run those alone."""
    source = (root / "node_modules" / "axe-core" / "axe.min.js").read_text()

    def run(page: Page, tags: list[str] = AXE_TAGS, rules: list[str] | None = None) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        # A colour that is still fading in is not the page's.
        page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
        # To tell of all that is well would take longer than to look.
        options = {"resultTypes": ["violations"], "runOnly": only}
        violations = page.evaluate("options => axe.run(options).then(({ violations }) => violations)", options)
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in violations
            for node in violation["nodes"]
        ]

    return run


COLOUR_RULES = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]


@pytest.fixture(scope="session")
def axe_in_every_look(axe: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Run axe on a page light and dark at each width, and look whether it fits: one page, not one for each look.

    In the dark only the rules about colours are run: nothing else depends on the scheme.
    """

    def run(page: Page, tags: list[str], widths: tuple[int, ...] = (320, 1280)) -> list[str]:
        rules = [rule for rule in COLOUR_RULES if rule != "color-contrast-enhanced" or "wcag2aaa" in tags]
        found = []
        for width in widths:
            page.set_viewport_size({"width": width, "height": 740})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"wider than {width} pixels")
            for scheme, only in (("dark", rules), ("light", None)):
                page.emulate_media(color_scheme=scheme)
                found += [f"{scheme}, {width} pixels: {one}" for one in axe(page, tags, only)]
        return found

    return run
