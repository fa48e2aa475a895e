"""P1: what is typed appears nowhere but on the page, from any place that could tell of it, and what tries to leave is stopped.

One server is the site's own, another is foreign; both write down all that they are told. Two modes: the policy in the
pages alone, on a host that sends no headers, and the headers that the finish step writes. Chromium's own log of all
that it does on the network is read too: it has also what no server hears, such as the names that are looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder.publish.site.built_page import insert_tags
from builder.publish.site.policy import read_netlify_headers
from tests.chromium.conftest import Watcher, whole_chromium_options
from tests.chromium.journey import (
    BORROWED,
    OWN,
    answer_core,
    begin,
    clear_all,
    everything_stored,
    save,
    show_sheet,
    until,
)
from tests.chromium.leaving.leak_ways import FROM_WORKER, NOT_IN_WORKERS, OPEN, SILENT, STOPPED
from tests.helpers.recorder import Recorder, recording, traces

pytestmark = pytest.mark.whole_chromium

FIRST, WELL, LESS_WELL, GOAL = (
    "Vad är viktigast för dig just nu?",
    "Vad fungerar bra?",
    "Vad fungerar inte så bra?",
    "Vad vill du ska bli möjligt?",
)
TEXT = "åka till gömman 4711 morris"
SENT = "öppna visan 4712 doris"
"""What the test sends on purpose in the end: the ears must be open."""
STAFF = "Personal tillsammans med personen"
ENGINE = 60_000  # ms for an engine to come
MODES = {"the pages' policy alone": (BORROWED, False), "the headers": (OWN, True)}
LISTEN = """() => {
  globalThis.told = [];
  addEventListener("storage", ({ key, newValue }) => told.push([key, newValue]));
  for (const name of ["viktigast.plan", "viktigast"]) new BroadcastChannel(name).onmessage = ({ data }) => told.push(data);
}"""
SEND = """async (text) => {
  const told = btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  await fetch(`?q=${encodeURIComponent(text)}`, { method: "POST", headers: { told }, body: text });
}"""
THE_BROWSERS_OWN = re.compile(rb"([\w-]+\.)?(google|googleapis)\.com")
"""Chromium asks its maker on its own what kind of form a page has; test and page say so. What is typed is not in it."""


@pytest.fixture
def foreign() -> Iterator[Recorder]:
    with recording() as server:
        yield server


def headers_of(site: Path) -> Callable[[str], dict[str, str]]:
    """The headers of each path, as the finish step has written them; without the one that needs https."""
    text = (site / "_headers").read_text(encoding="utf-8")
    return lambda path: {
        name: value for name, value in read_netlify_headers(text, path).items() if not name.startswith("Strict")
    }


def found(**places: str | bytes) -> dict[str, list[str]]:
    """Where the text stands, in which shapes."""
    said = {name: traces(TEXT, place if isinstance(place, bytes) else place.encode()) for name, place in places.items()}
    return {name: shapes for name, shapes in said.items() if shapes}


# ---- the honest journey ----------------------------------------------------------------------------------------------


def write(page: Page, device: str, folder: Path) -> None:
    """Everything that a person can do with a text in the form, with the one that is looked for in every field."""
    begin(page, device, STAFF)
    answer_core(page, {FIRST: f"{TEXT} 19900602-2397", WELL: TEXT, LESS_WELL: TEXT, GOAL: "Trygghet i hemmet"})
    page.get_by_role("link", name=f"Ändra {GOAL}").click()
    goal = page.get_by_label(GOAL)
    page.get_by_role("button", name="Visa några små frågor").press("Enter", timeout=ENGINE)
    asked = page.locator(".step:visible").get_by_role("group", name="Små frågor på vägen").get_by_role("textbox")
    asked.first.fill(TEXT)
    asked.first.press("Enter")
    page.get_by_role("button", name="Använd den här meningen").click(timeout=ENGINE)
    expect(goal).to_have_value(re.compile(TEXT))
    goal.fill(f"Min katt {TEXT}")
    page.get_by_role("button", name="Gör ett förslag").click()
    expect(page.locator(".step:visible").get_by_label("I du-form, till planen")).to_have_value(
        f"Din katt {TEXT}", timeout=ENGINE
    )
    page.get_by_role("button", name="Till dina svar").click()
    show_sheet(page)
    assert traces(TEXT, page.get_by_role("article").inner_text().encode())
    page.evaluate("() => { window.print = () => {}; }")
    page.get_by_role("button", name="Skriv ut").click()
    page.pdf()
    file = save(page, folder)
    page.get_by_role("button", name="Kopiera som text").click()
    expect(page.get_by_text("Texten är kopierad.")).to_be_visible()
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("Öppna en sparad fil").set_input_files(file)
    page.get_by_role("button", name="Öppna filen").click()
    expect(page.get_by_text("Filen är öppnad.")).to_be_visible()


def use_tools(page: Page, home: str) -> None:
    """The other places where one can type, and the search."""
    page.goto(f"{home}verktyg/du-form/")
    page.get_by_label("Texten med jag").fill(f"Jag heter {TEXT}")
    page.get_by_role("button", name="Byt till du").click()
    expect(page.get_by_label("Texten med du")).to_have_value(f"Du heter {TEXT}", timeout=ENGINE)
    for tool in ("verktyg/kallelse/", "verktyg/checklistor/kalla/"):
        page.goto(home + tool)
        for field in page.locator("main").get_by_role("textbox").all():
            if field.get_attribute("type") in (None, "text"):
                field.fill(TEXT)
                field.press("Enter")
        page.evaluate("() => { window.print = () => {}; }")
        page.get_by_role("button", name="Skriv ut").first.click()
        assert found(address=page.url, title=page.title()) == {}
    page.goto(f"{home}sok/")
    page.get_by_label("Sökord").fill(TEXT)
    page.get_by_label("Sökord").press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty(timeout=ENGINE)
    assert found(address=page.url, title=page.title()) == {}


@pytest.mark.parametrize("mode", MODES)
def test_P1_what_is_typed_appears_nowhere_through_the_whole_journey(
    playwright, site, site_url, foreign, tmp_path, mode
):
    device, headers = MODES[mode]
    log = tmp_path / "net.json"
    logging = [f"--log-net-log={log}", "--net-log-capture-mode=IncludeSensitive"]
    options = whole_chromium_options()
    browser = playwright.chromium.launch(**options | {"args": [*options["args"], *logging]})
    with recording(site, headers_of(site) if headers else lambda path: {}) as own:
        watcher = Watcher(own.url)
        context = watcher.watch(browser.new_context(locale="sv-SE", permissions=["clipboard-read", "clipboard-write"]))
        listener, page = context.new_page(), context.new_page()
        assert listener.goto(f"{own.url}om/integritet/").ok
        listener.evaluate(LISTEN)
        page.goto(f"{own.url}forbered/?region=cosmic")
        write(page, device, tmp_path)
        stored = everything_stored(page)
        if device == OWN:  # the copy that was promised, and nothing beside it
            assert stored.count(TEXT) == page.evaluate("localStorage.getItem('viktigast.plan')").count(TEXT) > 0
            stored = ""
        with context.expect_page() as opened:
            page.get_by_role("link", name="Läs hur det fungerar").click()
        seen = opened.value.evaluate("[document.referrer, opener, name, location.href, document.title]")
        told = str(listener.evaluate("told")) if device == BORROWED else ""
        assert found(stored=stored, opened=str(seen), told=told, title=page.title(), address=page.url) == {}
        assert seen[:3] == ["", None, ""]
        clear_all(page)
        use_tools(page, own.url)
        assert found(stored=everything_stored(page)) == {}
        engines = {path for path in own.asked if "/engine/brython" in path or "pyodide.asm" in path}
        assert len(engines) >= 2, "both engines have been at work"
        assert watcher.noted == []

        page.evaluate(SEND, SENT)
        context.close()
    browser.close()
    logged = log.read_bytes()
    assert found(own=bytes(own.heard), log=logged) == {}
    assert {"UTF-8", "base64 0"} <= set(traces(SENT, own.heard)) & set(traces(SENT, logged))
    assert foreign.asked == foreign.datagrams == []
    hosts = set(re.findall(rb'"host":"(?:https?://)?([^"/:]+)', logged))
    assert {host for host in hosts if not THE_BROWSERS_OWN.fullmatch(host)} == {b"127.0.0.1"}


# ---- attempts ----------------------------------------------------------------------------------------------------------

TRY_ALL = """async ([foreign, expected]) => {
  const said = {};
  addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    const way = blockedURI.split("/leak/")[1]?.split("?")[0];
    said[way ?? `${blockedURI === "inline" ? "inline" : "host"} ${effectiveDirective}`] = effectiveDirective;
  });
  const add = (tag, properties) => document.body.appendChild(Object.assign(document.createElement(tag), properties));
  const ways = { %s };
  for (const [name, way] of Object.entries(ways)) way(`${foreign}leak/${name}`).catch(() => {});
  for (let tries = 0; tries < 200 && expected.some((name) => !said[name]); tries++) await new Promise((go) => setTimeout(go, 50));
  return said;
}"""
TRY_IN_WORKER = """async (foreign) => {
  const came = {};
  const ways = { %s };
  for (const [name, way] of Object.entries(ways)) came[name] = await way(`${foreign}leak/${name}`).then(() => "done", () => "stopped");
  return came;
}"""


def as_script(ways: dict[str, str]) -> str:
    return ", ".join(f"{name!r}: async (TO) => {{ {way} }}" for name, way in ways.items())


@pytest.fixture(params=MODES)
def own(request: pytest.FixtureRequest, site: Path) -> Iterator[Recorder]:
    """The site with one of the two policies, and without the other."""
    if request.param == "the headers":
        with recording(site, headers_of(site), lambda page: insert_tags(page, "")) as server:
            yield server
    else:
        with recording(site) as server:
            yield server


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(locale="sv-SE", service_workers="block") as context:
        yield context


def test_P1_of_all_the_odd_ways_out_of_a_page_only_those_arrive_that_no_policy_stops(context, own, foreign):
    page = context.new_page()
    page.goto(f"{own.url}forbered/")
    expected = {
        directive if " " in directive else name: directive.split()[-1] for name, (_, directive) in STOPPED.items()
    }
    quiet = as_script({name: way for name, (way, _) in STOPPED.items()} | SILENT)
    assert page.evaluate(TRY_ALL % quiet, [foreign.url, list(expected)]) == expected
    # These come after, and arrive: what was on its way before them would have arrived too.
    page.evaluate(TRY_ALL % as_script({"telephony": OPEN["telephony"]}), [foreign.url, []])
    assert foreign.datagram.wait(30)
    for name in ("tab", "link"):
        with context.expect_page() as opened:
            page.evaluate(TRY_ALL % as_script({name: OPEN[name]}), [foreign.url, []])
        opened.value.wait_for_url(f"{foreign.url}leak/{name}")
    page.evaluate(TRY_ALL % as_script({"leaving": OPEN["leaving"]}), [foreign.url, []])
    page.wait_for_url(f"{foreign.url}leak/leaving")
    assert {path for path in foreign.asked if path != "/favicon.ico"} == {
        f"/leak/{name}" for name in OPEN if name != "telephony"
    }
    assert own.url.encode() not in foreign.heard


def test_P1_no_worker_reaches_another_host(context, own, foreign):
    page = context.new_page()
    page.goto(f"{own.url}forbered/")
    begin(page, BORROWED)
    answer_core(page, {FIRST: "", WELL: "", LESS_WELL: "", GOAL: "Trygghet i hemmet"})
    until(page, lambda: len(page.workers) == 2, seconds=60)
    search = context.new_page()
    search.goto(f"{own.url}sok/")
    search.get_by_label("Sökord").fill("samtycke")
    expect(search.get_by_role("status")).not_to_be_empty(timeout=ENGINE)
    workers = [*page.workers, *search.workers]
    assert len(workers) == 3
    for worker in workers:
        assert worker.evaluate(TRY_IN_WORKER % as_script(FROM_WORKER), foreign.url) == dict.fromkeys(
            FROM_WORKER, "stopped"
        )
        assert (
            worker.evaluate("names => names.filter((name) => name in globalThis || name in navigator)", NOT_IN_WORKERS)
            == []
        )
    assert foreign.asked == []


def test_without_any_policy_the_same_ways_do_arrive(context, site, foreign):
    """Else the tests above would hold for a page that tries nothing."""
    with recording(site, edit=lambda page: insert_tags(page, "")) as bare:
        page = context.new_page()
        page.goto(f"{bare.url}forbered/")
        ways = {name: way for name, (way, _) in STOPPED.items() if "form" not in name}  # which would leave the page
        page.evaluate(TRY_ALL % as_script(ways), [foreign.url, []])
        arrive = {f"/leak/{name}" for name in ("ping", "font", "svg", "object", "compile", "preload", "frame")}
        until(page, lambda: arrive <= set(foreign.asked))
        page.close()


# ---- what no policy stops ----------------------------------------------------------------------------------------------

NO_POLICY_STOPS = re.compile(
    r"window\.open|(?<![.\w])open\([^)]|RTCPeerConnection|\blocation(\.href)?\s*=[^=]|location\.(assign|replace)|\.ping\b|http-equiv=.refresh"
    r"|rel=.(?:dns-prefetch|preconnect|prefetch|prerender|speculation)|navigator\.share\b|new Notification|showSaveFilePicker|mediaSession"
)


def test_P1_our_own_program_takes_no_way_out_that_the_policy_cannot_stop(root, site):
    shell = root / "builder" / "shell"
    taken = set()
    for file in sorted(shell.rglob("*.*js")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if NO_POLICY_STOPS.search(line) and not line.strip().startswith(("*", "//")):
                taken.add(f"{file.name}: {line.strip()}")
    assert taken == {'exit.js: location.replace("about:blank");'}
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not re.search(
            r'<link[^>]*rel="?(?:dns-prefetch|preconnect|prefetch|prerender)|http-equiv="?refresh|<a[^>]*\sping=|speculationrules',
            html,
        ), page
        for link in re.findall(r'<a [^>]*target="_blank"[^>]*>', html):
            assert 'rel="noopener"' in link, f"{page}: {link}"
