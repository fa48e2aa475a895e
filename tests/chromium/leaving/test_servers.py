"""P1 and P10 in Chromium on real servers: both engines answer, a leak is stopped, and the copy works without the server.

A leak by the generated headers alone (the pages' meta tags are taken away) or by the meta policy alone; the copy under a path.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Worker, expect

from builder.publish.site.built_page import insert_tags
from tests.chromium.conftest import LeakTarget, Watcher
from tests.chromium.journey import begin, until
from tests.helpers.servers import HOSTS

pytestmark = pytest.mark.others  # nginx and Caddy

GOAL, QUESTION = "Vad vill du ska bli möjligt?", "Hur skulle du märka det en vanlig dag?"
TRY = """async FOREIGN => {
  try { await fetch(FOREIGN, { method: "POST", mode: "no-cors", body: "x" }); return "sent"; } catch { return "stopped"; }
}"""
OTHER = {"brython": "**/engine/pyodide*", "pyodide": "**/engine/brython*"}


@pytest.fixture(scope="module")
def site_without_meta(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it would be if only the headers held it."""
    copy = shutil.copytree(
        site, tmp_path_factory.mktemp("headers") / "site", ignore=shutil.ignore_patterns("*.html.br", "*.html.gz")
    )
    for page in copy.rglob("*.html"):
        page.write_text(insert_tags(page.read_text(encoding="utf-8"), ""), encoding="utf-8")
        assert "Content-Security-Policy" not in page.read_text(encoding="utf-8")
    return copy


@pytest.fixture(scope="module", params=HOSTS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """At the root: a server that sends headers has pages without a policy of their own."""
    server = request.param
    with HOSTS[server](
        request.getfixturevalue("site" if server == "bare" else "site_without_meta"),
        "/",
        tmp_path_factory.mktemp("host"),
    ) as address:
        yield address


def open_form(chromium: Browser, address: str, engine: str, watcher: Watcher) -> Page:
    """The form on a host, with one engine only."""
    watcher.home = address
    watcher.expect("/engine/", "ERR_FAILED", "Service Worker registration blocked")
    context = watcher.watch(chromium.new_context(locale="sv-SE", service_workers="block"))
    context.route(OTHER[engine], lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}forbered/")
    return page


def only_worker(page: Page) -> Worker:
    """The engine that answers; the other one's worker ends when its files do not come."""
    until(page, lambda: len(page.workers) == 1)
    (worker,) = page.workers
    return worker


def write_goal(page: Page) -> None:
    """Write one goal, and wait for the question about it."""
    begin(page)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label(GOAL).fill("Trygghet i hemmet")
    expect(page.get_by_text(QUESTION)).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("engine", OTHER)
def test_P1_each_engine_answers_on_each_server_and_cannot_reach_another(
    chromium, address, watcher, leak_target: LeakTarget, engine
):
    page = open_form(chromium, address, engine, watcher)
    write_goal(page)
    worker = only_worker(page)
    assert worker.evaluate("typeof __BRYTHON__ === 'object'") is (engine == "brython")

    watcher.expect("connect-src", "Content Security Policy", leak_target.url)
    assert page.evaluate(TRY, leak_target.url) == "stopped"
    assert worker.evaluate(TRY, leak_target.url) == "stopped"
    page.context.close()
    assert leak_target.hits == []


@pytest.mark.parametrize("server", HOSTS)
def test_P10_after_one_visit_under_a_path_the_form_and_the_coach_work_without_the_server(
    new_context, site_under_path, tmp_path, watcher, server
):
    page = new_context(large=True).new_page()
    watcher.expect("/engine/pyodide", "ERR_FAILED")  # no page of this visit has asked for the large engine
    with HOSTS[server](site_under_path, "/sip/", tmp_path) as address:
        watcher.home = address
        page.goto(address)
        page.evaluate("url => import(url + 'js/offline.js').then(({ startOffline }) => startOffline())", address)
        page.evaluate("navigator.serviceWorker.ready.then(() => {})")  # all but the large engine is there by then
    page.goto(f"{address}forbered/")
    write_goal(page)


def test_nothing_stops_the_leak_where_neither_headers_nor_meta_are(chromium, site_without_meta, tmp_path, leak_target):
    with HOSTS["bare"](site_without_meta, "/", tmp_path) as address:
        page = chromium.new_page()
        page.goto(address)
        assert page.evaluate(TRY, leak_target.url) == "sent"
        page.close()
    assert leak_target.hits


def test_unknown_page_under_a_path_has_its_style_and_leads_home(chromium, site_under_path, tmp_path):
    with HOSTS["nginx"](site_under_path, "/sip/", tmp_path) as address:
        page = chromium.new_page()
        assert page.goto(f"{address}finns/inte/").status == 404
        assert (
            page.evaluate(
                "[...document.styleSheets].every(sheet => sheet.cssRules.length > 0) && document.styleSheets.length"
            )
            > 0
        )
        page.get_by_role("main").get_by_role("link", name="Gå till startsidan").click()
        expect(page).to_have_url(re.compile(f"^{re.escape(address)}\\.?$"))
        page.close()
