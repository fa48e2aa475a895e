"""The page Se själv in Chromium: what is stored, what is fetched, and attempts that must never leave."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.publish.site import policy
from tests.chromium.conftest import AXE_TAGS
from tests.chromium.journey import OWN, SECRET, begin
from tests.helpers import web

pytestmark = pytest.mark.whole_chromium

SEE = "om/se-sjalv/"
CONTRAST = [*AXE_TAGS, "wcag2aaa"]
FIRST = "Vad är viktigast för dig just nu?"
TARGET = "https://example.com/viktigast-prov/"
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
STOPPED = {
    "fetch": "connect-src",
    "beacon": "connect-src",
    "image": "img-src",
    "socket": "connect-src",
    "form": "form-action",
}


def cell(page: Page, name: str):
    """What a table says after a row's name."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name)).get_by_role("cell")


@contextlib.contextmanager
def host(
    site: Path, target: str, *, meta: bool = True, header: bool = True, report_only: bool = False
) -> Iterator[str]:
    """The site with its attempts directed elsewhere; gives its address.

    Without the meta policy, without the headers, or with a policy in them that only reports.
    """
    headers = policy.read_netlify_headers((site / "_headers").read_text(encoding="utf-8"), "/") if header else {}
    if report_only:
        headers["Content-Security-Policy-Report-Only"] = headers.pop("Content-Security-Policy")

    published = web.files(site)

    def answers(request: web.Request) -> web.Answer:
        answer = published(request)
        if request.path == f"/{SEE}":
            text = answer.body.decode().replace(TARGET, target)
            answer = replace(answer, body=(text if meta else META.sub("", text)).encode())
        return replace(answer, headers=answer.headers | headers)

    with web.serving(answers) as server:
        yield server.url


def send(page: Page) -> None:
    page.get_by_role("button", name="Försök skicka något").click()
    expect(page.locator("[data-attempts]").get_by_role("status")).to_contain_text(
        re.compile("försök|Ett försök gick igenom"), timeout=30_000
    )


@pytest.fixture
def see(site, new_context, watcher, leak_target) -> Iterator[Callable[..., Page]]:
    """Open the page with its attempts directed to a server that records: see(meta=…, header=…, report_only=…)."""
    with contextlib.ExitStack() as stack:

        def open_it(**without: bool) -> Page:
            watcher.expect("Content Security Policy", "policy violation", leak_target.url)
            watcher.home = stack.enter_context(host(site, f"{leak_target.url}/", **without))
            context = new_context()
            stack.callback(context.close)  # before its server
            page = context.new_page()
            page.goto(watcher.home + SEE)
            return page

        yield open_it


@pytest.mark.parametrize(
    ("meta", "header"), [(True, True), (True, False), (False, True)], ids=["both", "meta alone", "headers alone"]
)
def test_P1_every_attempt_is_stopped_before_anything_leaves(see, leak_target, meta, header):
    page = see(meta=meta, header=header)
    send(page)
    expect(page.get_by_text("5 försök. Alla stoppades av webbläsaren innan något skickades.")).to_be_visible()
    table = page.get_by_role("table", name="Försök att skicka")
    rows = [row.inner_text() for row in table.get_by_role("row").all()[1:]]
    assert len(rows) == len(STOPPED)
    for row, (way, directive) in zip(rows, STOPPED.items(), strict=True):
        assert f"Regel: {directive}" in row
        assert f"/leak/{way}" in row
    assert page.url.endswith(SEE)
    assert leak_target.hits == []


def test_without_any_policy_the_page_says_that_it_is_not_confined_and_tries_no_more(see, leak_target):
    page = see(meta=False, header=False)
    send(page)
    expect(page.get_by_text("Den här kopian av sidan har ingen spärr.")).to_be_visible()
    expect(cell(page, "Skicka ett formulär")).to_contain_text("Inte försökt")
    assert leak_target.hits == ["/leak/fetch"]


def test_P1_a_policy_that_only_reports_is_not_taken_for_one_that_stops(see, leak_target, watcher):
    page = see(meta=False, report_only=True)
    send(page)
    expect(page.get_by_text("Den här kopian av sidan har ingen spärr.")).to_be_visible()
    expect(cell(page, "Skicka text i bakgrunden")).to_have_text("Gick igenom.")
    assert leak_target.hits == ["/leak/fetch"]
    leak_target.hits.clear()
    page = see(report_only=True)
    send(page)
    expect(page.get_by_text("5 försök. Alla stoppades")).to_be_visible()
    assert leak_target.hits == []


def test_a_browser_that_stops_without_saying_why_is_not_taken_for_the_policy(see, leak_target, watcher):
    page = see(meta=False, header=False)
    watcher.expect("ERR_FAILED")
    page.context.route(f"{leak_target.url}/**", lambda route: route.abort())
    page.evaluate(
        "() => { navigator.sendBeacon = WebSocket = HTMLFormElement.prototype.submit = () => { throw new Error(); }; }"
    )
    send(page)
    expect(page.get_by_text("0 av 5 försök stoppades av regeln.")).to_be_visible()
    assert leak_target.hits == []


def test_loading_the_page_tries_nothing(open_page):
    page = open_page(SEE)  # watched: any message or foreign request fails the test
    expect(page.get_by_text("Alla gick till den dator som lämnar ut sidan")).to_be_visible()
    expect(page.get_by_role("table", name="Försök att skicka")).to_be_hidden()


def test_attempts_can_be_made_again_and_give_the_same(see, leak_target):
    page = see()
    send(page)
    page.get_by_role("button", name="Försök skicka något").click()
    expect(page.get_by_text("5 försök. Alla stoppades")).to_be_visible(timeout=30_000)
    assert page.get_by_role("table", name="Försök att skicka").get_by_role("row").count() == 6
    assert leak_target.hits == []


def test_P1_what_is_stored_is_shown_by_name_and_size_and_never_read_out(new_context, site_url):
    page = new_context().new_page()
    page.goto(f"{site_url}forbered/")
    begin(page, OWN)
    page.get_by_label(FIRST).fill(SECRET)
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_label("Vad fungerar bra?")).to_be_visible()
    page.goto(site_url + SEE)
    expect(cell(page, "kvar tills det rensas")).to_have_text(
        re.compile(r"viktigast\.plan: \d+ byte\. Det är kopian av det du har skrivit\.")
    )
    size = page.evaluate("new Blob(['viktigast.plan' + localStorage['viktigast.plan']]).size")
    expect(cell(page, "kvar tills det rensas")).to_contain_text(f"{size} byte")
    assert SECRET not in page.content()


def test_after_clearing_everything_nothing_is_shown_and_what_others_have_stored_is_told_apart(new_context, site_url):
    page = new_context().new_page()
    page.goto(f"{site_url}forbered/")
    begin(page, OWN)
    page.get_by_label(FIRST).fill(SECRET)
    page.get_by_role("button", name="Rensa allt").click()
    page.get_by_role("button", name="Ja, rensa allt").click()
    page.goto(site_url + SEE)
    for kind in ("kvar tills det rensas", "kvar tills fliken stängs", "Kakor", "Databaser"):
        expect(cell(page, kind)).to_have_text("Inget.")
    page.evaluate("""() => {
      localStorage.theirs = "x".repeat(2000);
      document.cookie = "their_cookie=1";
      return new Promise((done) => Object.assign(indexedDB.open("their_base"), { onsuccess: done }));
    }""")
    page.get_by_role("button", name="Titta igen").click()
    expect(cell(page, "kvar tills det rensas")).to_have_text(
        "theirs: 2 kB. Det kommer inte härifrån, utan från något annat på samma adress."
    )
    expect(cell(page, "Kakor")).to_contain_text("their_cookie: 14 byte. Det kommer inte härifrån")
    expect(cell(page, "Databaser")).to_contain_text("their_base. Det kommer inte härifrån")
    expect(page.get_by_text("sidan har tittat igen")).to_be_visible()


def test_the_copy_of_the_site_is_counted(open_page):
    page = open_page(SEE, large=True)
    expect(cell(page, "Kopia av sidan")).to_have_text("Inget.")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")  # all the files are there by then
    page.get_by_role("button", name="Titta igen").click()
    count = page.evaluate("async () => (await (await caches.open((await caches.keys())[0])).keys()).length")
    assert count > 100
    expect(cell(page, "Kopia av sidan")).to_contain_text(f"viktigast /: {count} filer, ")
    expect(cell(page, "Program som sköter kopian")).to_contain_text("/: ")


def test_a_file_that_goes_while_it_is_counted_is_left_out_and_one_that_tells_its_size_is_not_read(open_page):
    page = open_page(SEE)
    page.evaluate("""async () => {
      const cache = await caches.open("theirs");
      await cache.put("/tells", new Response("x", { headers: { "Content-Length": "5000" } }));
      for (const name of ["/counted", "/goes"]) await cache.put(name, new Response("x".repeat(1000)));
      const match = Cache.prototype.match;
      Cache.prototype.match = function (file) { return file.url.endsWith("/goes") ? Promise.resolve() : match.call(this, file); };
    }""")
    page.get_by_role("button", name="Titta igen").click()
    expect(cell(page, "Kopia av sidan")).to_contain_text("theirs: 2 filer, 6 kB.")


def test_what_the_browser_does_not_tell_is_said_so(new_context, site_url):
    context = new_context()
    context.add_init_script("""
      delete IDBFactory.prototype.databases;
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden", "SecurityError"); } });
    """)
    page = context.new_page()
    page.goto(site_url + SEE)
    for kind in ("kvar tills det rensas", "Databaser"):
        expect(cell(page, kind)).to_have_text("Det får sidan inte veta i den här webbläsaren.")
    expect(cell(page, "Kakor")).to_have_text("Inget.")


def test_each_request_is_listed_as_it_is_made(open_page, site_url):
    page = open_page(SEE)
    page.evaluate("fetch('../../manifest.json?efteråt')")
    page.get_by_text("Visa varje hämtning").click()
    expect(page.get_by_role("listitem").filter(has_text="manifest.json?efter")).to_be_visible()
    listed = page.locator("[data-addresses] li").all_inner_texts()
    asked = page.evaluate("[location.href, ...performance.getEntriesByType('resource').map(({name}) => name)]")
    assert sorted(listed) == sorted(asked)
    expect(page.get_by_text(f"{len(asked)} hämtningar. Alla gick till den dator som lämnar ut sidan")).to_be_visible()


def test_a_request_to_another_host_would_be_seen(see, leak_target):
    page = see(meta=False, header=False)
    page.evaluate("url => fetch(url)", f"{leak_target.url}-elsewhere")
    expect(page.get_by_text("1 av dem gick någon annanstans.")).to_be_visible()


def test_the_keyboard_is_enough_and_the_focus_stays(see):
    page = see()
    button = page.get_by_role("button", name="Försök skicka något")
    button.focus()
    page.evaluate("document.activeElement.click()")
    expect(page.get_by_text("5 försök. Alla stoppades")).to_be_visible(timeout=30_000)
    expect(button).to_be_focused()


def test_P3_without_scripts_the_page_says_where_to_look(open_page):
    page = open_page(SEE, java_script_enabled=False)
    for told in (
        "Utan JavaScript kan sidan inte spara något alls.",
        "Utan JavaScript hämtar den bara",
        "Utan JavaScript kör sidan inget program som kan skicka.",
        "tryck på F12",
    ):
        expect(page.get_by_text(told)).to_be_visible()
    for gone in ("Försök skicka något", "Titta igen"):
        expect(page.get_by_role("button", name=gone)).to_have_count(0)


def test_the_policy_and_headers_shown_are_those_that_are_sent(open_page, site):
    page = open_page(SEE)
    rule, headers = (block.inner_text() for block in page.locator("main pre").filter(has_text="-").all()[:2])
    sent = policy.read_netlify_headers((site / "_headers").read_text(encoding="utf-8"), f"/{SEE}")
    assert "; ".join(rule.strip().split(";\n")) == sent.pop("Content-Security-Policy")
    assert dict(line.split(": ", 1) for line in headers.strip().splitlines()) == sent
    meta = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "; ".join(rule.strip().split(";\n")[:-1]) == meta


def test_p9_axe_finds_nothing_and_the_page_fits(see, axe_in_every_look):
    page = see()
    send(page)
    page.get_by_text("Visa varje hämtning").click()
    expect(page.get_by_text("5 försök. Alla stoppades")).to_be_visible(timeout=30_000)
    assert axe_in_every_look(page, CONTRAST) == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for name in ("Försök skicka något", "Titta igen"):
            assert page.get_by_role("button", name=name).bounding_box()["height"] >= 44
