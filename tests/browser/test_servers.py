"""P1 in Chromium on real servers: the form and both engines answer, and a leak is stopped.

By the generated headers alone (the pages' meta tags are taken away), by the meta policy alone, and under a path.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Worker, expect

from builder.publish.pages import insert_tags
from tests.browser.conftest import LeakTarget, Watcher
from tests.browser.journey import begin
from tests.servers import SERVERS

GOAL, QUESTION = "Vad vill du ska bli möjligt?", "Hur märker du, en vanlig dag, att det är så?"
TRY = """async FOREIGN => {
  try { await fetch(FOREIGN, { method: "POST", mode: "no-cors", body: "x" }); return "sent"; } catch { return "stopped"; }
}"""
OTHER = {"brython": "**/engine/pyodide*", "pyodide": "**/engine/brython*"}


@pytest.fixture(scope="module")
def site_without_meta(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it would be if only the headers held it."""
    copy = shutil.copytree(site, tmp_path_factory.mktemp("headers") / "site", ignore=shutil.ignore_patterns("*.html.br", "*.html.gz"))
    for page in copy.rglob("*.html"):
        page.write_text(insert_tags(page.read_text(encoding="utf-8"), ""), encoding="utf-8")
        assert "Content-Security-Policy" not in page.read_text(encoding="utf-8")
    return copy


HOSTS = [(server, under) for server in SERVERS for under in ("/", "/sip/")]


@pytest.fixture(scope="module", params=HOSTS, ids=lambda host: " ".join(host))
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """At the root: what has headers has nothing else. Under a path: the site as it is published."""
    server, under = request.param
    site = "site_under_path" if under != "/" else "site" if server == "bare" else "site_without_meta"
    with SERVERS[server](request.getfixturevalue(site), under, tmp_path_factory.mktemp("host")) as address:
        yield address


def open_form(chromium: Browser, address: str, engine: str, watcher: Watcher) -> Page:
    """The form on a host, with one engine only."""
    watcher.home = address
    watcher.expect("/engine/", "ERR_FAILED")
    context = watcher.watch(chromium.new_context(locale="sv-SE", service_workers="block"))
    context.route(OTHER[engine], lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}forbered/")
    return page


def only_worker(page: Page) -> Worker:
    """The engine that answers; the other one's worker ends when its files do not come."""
    for _ in range(200):
        if len(page.workers) == 1:
            break
        page.wait_for_timeout(50)
    (worker,) = page.workers
    return worker


@pytest.mark.parametrize("engine", OTHER)
def test_P1_each_engine_answers_on_each_server_and_cannot_reach_another(chromium, address, watcher, leak_target: LeakTarget, engine):
    page = open_form(chromium, address, engine, watcher)
    begin(page)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label(GOAL).fill("Trygghet i hemmet")
    expect(page.get_by_text(QUESTION)).to_be_visible(timeout=30_000)
    worker = only_worker(page)
    assert worker.evaluate("typeof __BRYTHON__ === 'object'") is (engine == "brython")

    watcher.expect("connect-src", "Content Security Policy", leak_target.url)
    assert page.evaluate(TRY, leak_target.url) == "stopped"
    assert worker.evaluate(TRY, leak_target.url) == "stopped"
    page.context.close()
    assert leak_target.hits == []


def test_nothing_stops_the_leak_where_neither_headers_nor_meta_are(chromium, site_without_meta, tmp_path, leak_target):
    with SERVERS["bare"](site_without_meta, "/", tmp_path) as address:
        page = chromium.new_page()
        page.goto(address)
        assert page.evaluate(TRY, leak_target.url) == "sent"
        page.close()
    assert leak_target.hits


def test_unknown_page_under_a_path_has_its_style_and_leads_home(chromium, site_under_path, tmp_path):
    with SERVERS["nginx"](site_under_path, "/sip/", tmp_path) as address:
        page = chromium.new_page()
        assert page.goto(f"{address}finns/inte/").status == 404
        assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0) && document.styleSheets.length") > 0
        page.get_by_role("main").get_by_role("link", name="Gå till startsidan").click()
        expect(page).to_have_url(re.compile(f"^{re.escape(address)}\\.?$"))
        page.close()
