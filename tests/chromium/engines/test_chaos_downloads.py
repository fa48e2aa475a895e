"""P2 and P3: whichever of the builder's files breaks, and wherever in it, one can write, and what is written stays."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.chromium.journey import CORE, OWN, begin

SEED = 0
FIRST = "Vad är viktigast för dig just nu?"
TYPED = CORE[FIRST]
NONE = "Hjälpen finns inte i den här webbläsaren, allt annat fungerar."
ANOTHER = "<!doctype html><title>Logga in på nätet</title>"
FAULTS = {
    "nothing in it": lambda route, body: route.fulfill(body=b"", content_type="text/javascript"),
    "the first byte": lambda route, body: route.fulfill(body=body[:1], content_type="text/javascript"),
    "the first half": lambda route, body: route.fulfill(body=body[: len(body) // 2], content_type="text/javascript"),
    "all but the last bytes": lambda route, body: route.fulfill(
        body=body.rstrip()[:-2], content_type="text/javascript"
    ),
    "404": lambda route, body: route.fulfill(status=404, body=ANOTHER),
    "500": lambda route, body: route.fulfill(status=500, body=ANOTHER),
    "another type": lambda route, body: route.fulfill(body=body, content_type="text/html"),
    "another page": lambda route, body: route.fulfill(body=ANOTHER, content_type="text/html"),
    "broken off": lambda route, body: route.abort("connectionreset"),
    "never ending": lambda route, body: None,
}
SAID = [
    "Failed to load",
    "did not start",
    "SyntaxError",
    "net::ERR",
    "MIME",
    "does not provide an export",
    "Unexpected",
    "Invalid or unexpected",
    "preload",
    "failed request",
    "js/",
    "is not defined",
    "missing",
]


@pytest.fixture
def page(new_context, watcher) -> Page:
    watcher.expect(*SAID)
    page = new_context().new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def test_P2_however_the_engines_files_break_one_writes_on_and_the_text_is_kept(page, site, site_url):
    page.clock.install()
    page.goto(f"{site_url}forbered/")
    begin(page, OWN)
    page.get_by_label(FIRST).fill("Katten")
    for name, fault in FAULTS.items():
        page.context.route("**/engine/**", breaking(site, fault))
        page.goto(f"{site_url}forbered/?fel={name.replace(' ', '-')}#matters_most")
        field = page.get_by_label(FIRST)
        field.fill(TYPED)
        said = page.get_by_text(NONE)
        for _ in range(6):
            if said.count() or name == "another type":  # the page reads the small engine as text, whatever it is called
                break
            page.clock.fast_forward("01:01")
            page.wait_for_timeout(200)
        if name != "another type":
            expect(said).to_be_visible()
        field.press_sequentially(" mer")
        page.context.unroute("**/engine/**")
        page.reload()
        expect(field, name).to_have_value(f"{TYPED} mer")


def test_P2_whichever_module_or_style_breaks_one_can_write_and_what_is_written_stays(page, site, site_url):
    modules = sorted(set(page_files(site)))
    assert len(modules) > 20
    chance = random.Random(SEED)
    faults = chance.sample(list(FAULTS) * (len(modules) // len(FAULTS) + 1), len(modules))
    assert set(faults) == set(FAULTS)
    for path, name in zip(modules, faults, strict=True):
        pattern = f"**/{path}"
        page.context.route(pattern, breaking(site, FAULTS[name]))
        page.goto(f"{site_url}forbered/", wait_until="commit" if name == "never ending" else "load")
        page.get_by_role("heading", level=1).wait_for(state="attached")
        if name == "never ending":  # nothing tells when the rest has come
            page.wait_for_timeout(500)
        if page.evaluate("document.documentElement.classList.contains('js')"):
            begin(page, OWN)
        field = page.get_by_label(FIRST)
        field.fill(TYPED)
        page.context.unroute(pattern)
        assert field.input_value() == TYPED, (path, name)


def breaking(site: Path, fault: Callable[[Route, bytes], None]) -> Callable[[Route], None]:
    """Answer for a file of the site with a fault in it."""

    def answer(route: Route) -> None:
        path = route.request.url.split("/", 3)[3].split("?")[0]
        fault(route, (site / path).read_bytes())

    return answer


def page_files(site: Path) -> list[str]:
    """The paths of the scripts and styles that the builder's page asks for."""
    html = (site / "forbered" / "index.html").read_text(encoding="utf-8")
    return [part.split('"')[0] for part in html.split('="../')[1:] if part.split('"')[0].endswith((".js", ".css"))]
