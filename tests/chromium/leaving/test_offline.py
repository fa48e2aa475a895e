"""Without a network: after one visit everything works with the server stopped, and a new version never comes at a bad time.

The host sends no headers of ours, but lets the browser reuse nothing unasked, so that only the copy can stand in for it.
"Stopped" means that its port is closed.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from builder.publish.site.withdraw import withdraw
from tests.chromium.journey import BORROWED, CORE, OWN, SECRET, answer_core, begin, clear_all, save, show_sheet, until
from tests.chromium.leaving.offline_host import Host
from tests.chromium.leaving.test_confinement import pages

NEW = "En ny version av sidan finns."
START = "Vad är viktigast för dig just nu?"
CHANGED = "Vad är viktigast för dig i dag?"
UNDER = "/kommun/sip/"
COUNTS_COPIES = """
globalThis.copiesBegun = 0;
if (globalThis.ServiceWorkerContainer) {
  const register = ServiceWorkerContainer.prototype.register;
  ServiceWorkerContainer.prototype.register = function (...given) { copiesBegun += 1; return register.apply(this, given); };
}
"""
PLAIN = "robots.txt"
"""An address of the site whose page makes no copy and is in none: to look from."""


@pytest.fixture
def host(site: Path, tmp_path: Path, watcher) -> Iterator[Host]:
    host = Host(site, tmp_path / "host")
    host.start()
    watcher.home = host.url
    yield host
    if host.thread.is_alive():
        host.stop()


@pytest.fixture
def context(new_context):
    return new_context(large=True)


KEYS = "async name => (await caches.has(name)) ? (await (await caches.open(name)).keys()).map(({ url }) => url) : []"


def stored(page: Page, host: Host) -> list[str]:
    """The paths of the files that the copy holds, with the old version's and the new one's."""
    return [url.removeprefix(host.url).split("?")[0] for url in page.evaluate(KEYS, f"viktigast {host.under}")]


def start(page: Page, host: Host, full: bool = False) -> None:
    """Let a page do at once what it does when it is at rest."""
    page.evaluate(
        "([url, full]) => import(url + 'js/offline.js').then(({ startOffline }) => startOffline({ full }))",
        [host.url, full],
    )


def install(page: Page, host: Host, path: str = "", full: bool = False) -> None:
    """Visit a page and make the copy at once, without waiting until the page is at rest."""
    page.goto(host.url + path)
    start(page, host, full)
    found = host.offline_list()
    wanted = set(found["files"]) - (set() if full else set(found["later"]))
    until(page, lambda: set(stored(page, host)) == wanted)


def is_renewed(page: Page, host: Host) -> bool:
    """Whether the copy holds the version that is published now, at least its small part, and nothing else."""
    found = host.offline_list()
    now = set(page.evaluate(KEYS, f"viktigast {host.under}"))
    files = {path: f"{host.url}{path}?{digest}" for path, digest in found["files"].items()}
    return {url for path, url in files.items() if path not in found["later"]} <= now <= set(files.values())


def look_for_update(page: Page) -> None:
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then(registration => registration.update()).then(() => {})"
    )


def state(page: Page) -> list[bool]:
    """Whether there is a worker that is being installed, that waits, that serves."""
    asked = "navigator.serviceWorker.getRegistration().then(one => [one?.installing, one?.waiting, one?.active].map(Boolean))"
    return page.evaluate(asked)


def is_gone(page: Page) -> bool:
    """Whether neither the copy nor its worker is left."""
    return page.evaluate("caches.keys()") == [] and state(page) == [False, False, False]


def at_rest(page: Page) -> Page:
    """Let all that a page does by itself happen, by its own clock, once its help has loaded."""
    expect(page.get_by_text("Hjälpen är igång.")).to_have_count(1)
    page.clock.run_for(30_000)
    return page


# ---- with the server stopped -----------------------------------------------------------------------------------------


def test_P10_after_one_visit_to_the_form_on_an_own_device_every_page_is_there_with_the_server_stopped(
    site, host, context
):
    page = context.new_page()
    page.goto(f"{host.url}forbered/")
    begin(page)
    until(page, lambda: len(stored(page, host)) == len(host.offline_list()["files"]))
    host.stop()
    for path in pages(site):
        assert page.goto(host.url + path).ok
        assert all(page.evaluate("[...document.styleSheets].map((sheet) => sheet.cssRules.length > 0)")), path
        assert page.locator("h1").count() or path == "verktyg/visning/"


def test_P10_form_coach_both_engines_print_save_and_open_work_with_the_server_stopped(host, context, tmp_path):
    page = context.new_page()
    install(page, host, full=True)
    host.stop()
    page.goto(f"{host.url}forbered/?region=halland")
    begin(page)
    first, well, less_well, goal = CORE
    answer_core(page, {first: CORE[first], well: "", less_well: "", goal: "Rullatorträning x 3"})
    expect(page.locator("#main_goal .coach")).not_to_be_empty()
    until(page, lambda: {worker.evaluate("typeof __BRYTHON__") for worker in page.workers} == {"object", "undefined"})
    until(
        page,
        lambda: any(worker.evaluate("typeof respond === 'undefined' && onmessage !== null") for worker in page.workers),
    )
    show_sheet(page)
    assert "Rullatorträning x 3" in "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)
    file = save(page, tmp_path)
    page.reload()
    page.get_by_label("Öppna en sparad fil").set_input_files(file)
    page.get_by_role("button", name="Öppna filen").click()
    expect(page.get_by_text("Rullatorträning x 3").first).to_be_visible()


def test_P10_search_finds_and_leads_on_with_the_server_stopped(host, context):
    page = context.new_page()
    install(page, host)
    host.stop()
    page.goto(f"{host.url}sok/")
    page.get_by_label("Sökord").fill("tvångsvården")
    page.get_by_role("link", name="När du skrivs ut från sjukhuset: Om du får tvångsvård").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("När du skrivs ut från sjukhuset")


def test_P10_a_reading_page_makes_the_copy_by_itself_and_leaves_the_large_engine(host, context):
    page = context.new_page()
    page.goto(f"{host.url}om-sip/")
    found = host.offline_list()
    until(page, lambda: set(stored(page, host)) == set(found["files"]) - set(found["later"]))
    host.stop()
    page.goto(f"{host.url}verktyg/datumhjalp/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Datumhjälp")
    assert not set(found["later"]) & set(host.asked)


def test_P10_an_address_without_its_slash_and_one_that_does_not_exist_with_the_server_stopped(host, context, watcher):
    page = context.new_page()
    install(page, host)
    host.stop()
    page.goto(f"{host.url}om-sip?region=halland")
    expect(page).to_have_url(f"{host.url}om-sip/?region=halland")
    watcher.expect("404", "finns/inte/")
    assert page.goto(f"{host.url}finns/inte/").status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte")


@pytest.mark.whole_chromium
def test_P10_under_a_sub_path_with_the_server_stopped(site, tmp_path, new_context, watcher):
    host = Host(site, tmp_path / "host", UNDER)
    host.start()
    watcher.home = host.url
    page = new_context(large=True).new_page()
    install(page, host)
    assert page.evaluate("navigator.serviceWorker.ready.then(({ scope }) => scope)") == host.url
    assert page.context.new_cdp_session(page).send("Page.getAppId")["appId"] == host.url  # not that of the host's root
    host.stop()
    page.goto(f"{host.url}om/integritet/")
    page.get_by_role("link", name="Viktigast", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(host.url)


def test_the_stopped_server_is_missed_where_there_is_no_copy(host, context, watcher):
    watcher.expect("ERR_CONNECTION", "Failed to load")
    page = context.new_page()
    page.goto(host.url)
    host.stop()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{host.url}om-sip/")


# ---- what it costs and keeps -----------------------------------------------------------------------------------------


def test_nothing_is_downloaded_twice(host, context):
    page = context.new_page()
    install(page, host, "forbered/", full=True)
    assert sorted(path for path in set(host.asked) if host.asked.count(path) > 1) == []


@pytest.mark.parametrize("connection", ["{ saveData: true }", "{ effectiveType: '3g' }"])
def test_on_a_slow_or_metered_link_only_the_small_part_comes(host, context, connection):
    page = context.new_page()
    page.add_init_script(f"Object.defineProperty(Navigator.prototype, 'connection', {{ value: {connection} }})")
    page.goto(f"{host.url}forbered/")
    begin(page)
    found = host.offline_list()
    until(page, lambda: set(stored(page, host)) == set(found["files"]) - set(found["later"]))
    page.wait_for_load_state("networkidle")
    assert not set(found["later"]) & set(host.asked)


def test_P1_the_copy_holds_published_files_and_nothing_that_was_typed(host, context, tmp_path):
    page = context.new_page()
    install(page, host, full=True)
    page.goto(f"{host.url}forbered/?{SECRET}")
    begin(page)
    answer_core(page, dict.fromkeys(CORE, SECRET))
    show_sheet(page)
    save(page, tmp_path)
    page.evaluate("url => fetch(url).catch(() => {})", f"{host.url}css/site.css?{SECRET}")
    assert set(stored(page, host)) == set(host.offline_list()["files"])
    assert page.evaluate("caches.keys()") == ["viktigast /"]
    found = page.evaluate(
        """async secret => {
          const cache = await caches.open("viktigast /");
          const texts = await Promise.all((await cache.keys()).map(async one => one.url + await (await cache.match(one)).text()));
          return texts.filter(text => text.includes(secret) || decodeURIComponent(text.slice(0, 200).replaceAll("%", "%25")).includes(secret)).length;
        }""",
        SECRET,
    )
    assert found == 0
    lengths = "async () => { const cache = await caches.open('viktigast /'); const all = await Promise.all((await cache.keys()).map((one) => cache.match(one))); "
    sizes = page.evaluate(
        lengths
        + "return Promise.all(all.map(async (one) => [Number(one.headers.get('Content-Length')), (await one.arrayBuffer()).byteLength])) }"
    )
    assert all(told == size for told, size in sizes)
    assert not [path for path in host.asked if "4711" in path]


def test_P1_the_worker_adds_the_headers_that_the_host_does_not_send(host, context):
    page = context.new_page()
    install(page, host, full=True)
    wanted = {name.lower(): value for name, value in host.offline_list()["headers"].items()}
    page.goto(f"{host.url}om-sip/")
    for path in ("om/integritet/", "engine/pyodide-start.mjs"):
        assert (
            wanted.items()
            <= page.evaluate(
                "url => fetch(url).then((answer) => Object.fromEntries(answer.headers))", host.url + path
            ).items()
        ), path


def test_P1_a_worker_from_an_address_is_bound_too_once_the_copy_is_there(host, context, leak_target, watcher):
    watcher.expect("Content Security Policy", "policy violation", leak_target.url)
    host.release(
        "js/common/blob-worker.js",
        "const QUIET",
        "onmessage = ({ data }) => fetch(data).then(() => postMessage('done'), () => postMessage('stopped'));\nconst QUIET",
    )
    host.release("js/common/blob-worker.js", "export ", "")
    page = context.new_page()
    install(page, host)
    page.goto(f"{host.url}om-sip/")
    tried = "([url, leak]) => new Promise(done => { const one = new Worker(url); one.onmessage = ({ data }) => done(data); one.postMessage(leak); })"
    assert page.evaluate(tried, [f"{host.url}js/common/blob-worker.js", leak_target.url]) == "stopped"
    assert leak_target.hits == []


def test_clear_all_takes_the_copy_away_and_an_own_device_may_have_a_new_one(host, context):
    page = context.new_page()
    install(page, host)
    page.goto(f"{host.url}forbered/")
    begin(page)
    clear_all(page)
    until(page, lambda: is_gone(page))
    begin(page)
    found = host.offline_list()
    until(page, lambda: set(stored(page, host)) >= set(found["files"]) - set(found["later"]))


def test_clear_all_ends_a_copy_that_is_being_made_and_the_tab_may_be_closed(host, context, watcher):
    watcher.expect("404")  # a plain file has no icon
    looker = context.new_page()
    looker.goto(host.url + PLAIN)
    page = context.new_page()
    page.goto(f"{host.url}forbered/")
    begin(page)
    host.held = {"om-sip/"}
    page.evaluate(
        "url => void import(url + 'js/offline.js').then(({ startOffline }) => startOffline({ full: true }))", host.url
    )
    until(looker, lambda: "om-sip/" in host.asked and len(stored(looker, host)) > 20)
    clear_all(page)
    until(looker, lambda: looker.evaluate("caches.keys()") == [], 10)
    page.close()
    until(looker, lambda: is_gone(looker))  # while the host has not answered yet


def test_clear_all_ends_what_a_worker_fetches_for_a_page_that_it_serves(host, context):
    page = context.new_page()
    install(page, host, "om-sip/")
    page.goto(f"{host.url}forbered/")
    begin(page)
    host.held = set(host.offline_list()["later"])
    page.evaluate("navigator.serviceWorker.controller.postMessage('fill all')")
    until(page, lambda: host.held & set(host.asked))
    clear_all(page)
    until(page, lambda: is_gone(page))
    host.go.set()
    page.reload()  # served by no worker, and the old one has ended
    assert is_gone(page)
    assert len(host.held & set(host.asked)) <= 4  # those that were on their way, and none after them


def test_after_clear_all_no_tab_makes_the_copy_anew_by_itself(host, new_context):
    context = new_context(large=True)
    context.add_init_script(COUNTS_COPIES)
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } })")
    form, other, reading = (context.new_page() for _ in range(3))
    for page in (form, other, reading):
        page.clock.install(time=0)
        page.clock.pause_at(1_000)
    for page in (form, other):
        page.goto(f"{host.url}forbered/")
        begin(page)
    reading.goto(f"{host.url}om-sip/")
    reading.evaluate(
        "() => { globalThis.told = false; new BroadcastChannel('viktigast /').onmessage = () => { told = true; }; }"
    )
    clear_all(form)
    expect(other.get_by_role("radio", name=OWN)).not_to_be_checked()
    until(form, lambda: is_gone(form) and reading.evaluate("told"))
    reading.clock.run_for(30_000)
    counts = [page.evaluate("copiesBegun") for page in (at_rest(form), at_rest(other), reading)]
    assert counts == [0, 0, 0]
    assert "sw.js" not in host.asked
    begin(form)  # and by itself when somebody says so again
    until(form, lambda: at_rest(form).evaluate("copiesBegun") == 1)


def test_the_form_makes_no_copy_before_the_device_is_known_nor_on_one_that_is_said_to_be_borrowed(host, context):
    page = context.new_page()
    page.add_init_script(COUNTS_COPIES)
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } })")
    page.clock.install()
    with page.expect_request("**/js/offline.js"):  # the page is at rest, and nobody has answered
        page.goto(f"{host.url}forbered/")
        at_rest(page)
    begin(page, BORROWED)
    page.get_by_label(START).fill(SECRET)
    assert at_rest(page).evaluate("copiesBegun") == 0
    assert is_gone(page)
    assert "sw.js" not in host.asked


def test_who_says_that_the_device_is_borrowed_is_rid_of_the_copy_that_reading_has_made(host, context):
    page = context.new_page()
    install(page, host, "om-sip/")
    page.goto(f"{host.url}forbered/")
    page.get_by_label(BORROWED).check()
    until(page, lambda: is_gone(page))


NOTE_TOLD = """globalThis.told = [];
navigator.serviceWorker?.addEventListener("message", ({ data }) => told.push(data));"""
"""What the waiting version answers to a page that asks whether it may take over."""


def write_with_a_copy(host, context) -> Page:
    """Write in the form, where there is a copy of the site and it is watched for new versions."""
    page = context.new_page()
    install(page, host)
    page.goto(f"{host.url}forbered/")
    begin(page)
    page.get_by_label(START).fill("Katten ska vara kvar")
    page.wait_for_event("request", lambda request: request.url.endswith("js/offline.js"))
    return page


# ---- a new version ---------------------------------------------------------------------------------------------------


def test_P2_a_new_version_waits_for_the_person_who_writes_and_comes_with_the_button(host, context):
    page = write_with_a_copy(host, context)
    host.release("forbered/index.html", START, CHANGED)
    look_for_update(page)
    expect(page.get_by_role("status").filter(has_text=NEW)).to_be_visible()
    expect(page.get_by_label(START)).to_have_value("Katten ska vara kvar")
    other = context.new_page()
    other.add_init_script(NOTE_TOLD)
    other.goto(f"{host.url}om-sip/")
    start(other, host)
    until(other, lambda: "elsewhere" in other.evaluate("told"))  # it has asked, and somebody writes
    assert state(page) == [False, True, True]
    other.close()
    page.reload()
    expect(page.get_by_label(START)).to_have_value("Katten ska vara kvar")
    page.get_by_role("button", name="Byt till den nya versionen").click()
    expect(page.get_by_label(CHANGED)).to_have_value("Katten ska vara kvar")
    until(page, lambda: is_renewed(page, host))  # the old version's file is gone


def test_P2_text_that_lies_nowhere_else_is_not_lost_for_a_new_version(host, context):
    page = context.new_page()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }")
    install(page, host)
    with page.expect_request("**/js/offline.js"):
        page.goto(f"{host.url}forbered/")
        begin(page)
        page.get_by_label(START).fill("Katten ska vara kvar")
    host.release("forbered/index.html", START, CHANGED)
    look_for_update(page)
    page.get_by_role("button", name="Byt till den nya versionen").click()
    expect(page.get_by_text("Din text finns bara här")).to_be_visible()
    expect(page.get_by_label(START)).to_have_value("Katten ska vara kvar")
    assert state(page) == [False, True, True]
    clear_all(page)  # the line's own advice
    until(page, lambda: is_gone(page))
    page.get_by_role("button", name="Byt till den nya versionen").click()
    expect(page.get_by_label(CHANGED)).to_have_count(1)


def test_P2_a_new_version_waits_for_the_other_tab_too(host, context):
    page = context.new_page()
    install(page, host)
    page.goto(f"{host.url}forbered/")
    page.wait_for_event("request", lambda request: request.url.endswith("js/offline.js"))
    tool = context.new_page()
    with tool.expect_request("**/js/offline.js"):
        tool.goto(f"{host.url}verktyg/kallelse/")
    host.release("forbered/index.html", START, CHANGED)
    look_for_update(page)
    page.get_by_role("button", name="Byt till den nya versionen").click()
    expect(page.get_by_text("öppen i en annan flik")).to_be_visible()
    tool.close()
    page.get_by_role("button", name="Byt till den nya versionen").click()
    expect(page.get_by_label(CHANGED)).to_have_count(1)


def test_a_reading_page_has_the_new_version_at_the_next_load(host, context):
    page = context.new_page()
    install(page, host, "om-sip/")
    host.release("om-sip/index.html", "Vad är en SIP?</h1>", "Vad är en ny SIP?</h1>")
    page.goto(f"{host.url}om-sip/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en SIP?")  # whole, from the copy
    until(page, lambda: is_renewed(page, host))
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en SIP?")
    host.stop()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en ny SIP?")


def test_a_tab_with_something_else_on_the_same_host_keeps_no_new_version_away(host, context):
    page = context.new_page()
    install(page, host, "om-sip/")
    host.release("om-sip/index.html", "Vad är en SIP?</h1>", "Vad är en ny SIP?</h1>")
    (host.folder / "intranet").mkdir()
    (host.folder / "intranet" / "index.html").write_text("<title>Intranät</title><link rel=icon href=data:,>")
    context.new_page().goto(f"{host.url}intranet/")
    page.goto(f"{host.url}om-sip/")
    until(page, lambda: is_renewed(page, host))


def test_P2_a_page_that_is_opened_while_the_others_are_asked_is_asked_too(host, context):
    page = context.new_page()
    install(page, host, "om-sip/")
    worker = host.folder / "sw.js"
    host.release("om-sip/index.html", "Vad är en SIP?</h1>", "Vad är en ny SIP?</h1>")
    worker.write_text(
        worker.read_text(encoding="utf-8").replace("PATIENCE = 2_000", "PATIENCE = 60_000"), encoding="utf-8"
    )
    (host.folder / "intranet").mkdir()
    (host.folder / "intranet" / "index.html").write_text(
        "<title>Answers when it is told to</title><link rel=icon href=data:,>"
        "<script>navigator.serviceWorker.onmessage = ({ ports }) => { globalThis.answer = (holds) => ports[0].postMessage(holds) }</script>"
    )
    early, late = context.new_page(), context.new_page()
    early.goto(f"{host.url}intranet/")
    page.goto(f"{host.url}om-sip/")
    until(early, lambda: early.evaluate("'answer' in globalThis"))
    late.goto(f"{host.url}intranet/")
    early.evaluate("answer(false)")
    until(late, lambda: late.evaluate("'answer' in globalThis"))
    assert state(page) == [False, True, True]  # the new version waits for the answer
    late.evaluate("answer(false)")
    until(page, lambda: is_renewed(page, host))


def test_a_withdrawn_site_is_gone_from_the_browser_after_a_visit(host, context):
    page = context.new_page()
    install(page, host, "om-sip/")
    shutil.rmtree(host.folder)
    (host.folder / "om-sip").mkdir(parents=True)
    (host.folder / "om-sip" / "index.html").write_text(
        "<meta charset=utf-8><title>Nedlagd</title><link rel=icon href=data:,><h1>Sidan är nedlagd</h1>"
    )
    withdraw(host.folder)
    page.goto(f"{host.url}om-sip/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en SIP?")  # from the copy, a last time
    until(page, lambda: is_gone(page))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan är nedlagd")
    assert is_gone(page)


def test_P2_a_withdrawn_site_waits_until_the_text_has_been_saved(host, context):
    page = write_with_a_copy(host, context)
    shutil.rmtree(host.folder)
    (host.folder).mkdir()
    withdraw(host.folder)
    look_for_update(page)
    page.get_by_role("button", name="Byt till den nya versionen").click()
    expect(page.get_by_text("Viktigast läggs ner på den här adressen.")).to_be_visible()
    expect(page.get_by_label(START)).to_have_value("Katten ska vara kvar")
    page.reload()
    expect(page.get_by_label(START)).to_have_value("Katten ska vara kvar")


def test_P2_a_new_version_waits_for_a_form_whose_address_it_no_longer_has(host, context):
    page = write_with_a_copy(host, context)
    (host.folder / "forbered").rename(host.folder / "flyttad")
    host.release("om-sip/index.html", "Vad är en SIP?</h1>", "Vad är en ny SIP?</h1>")
    other = context.new_page()
    other.add_init_script(NOTE_TOLD)
    other.goto(f"{host.url}om-sip/")
    until(other, lambda: state(other) == [False, True, True])
    start(other, host)
    until(other, lambda: "elsewhere" in other.evaluate("told"))  # it has asked, and somebody writes
    assert state(other) == [False, True, True]
    page.reload()
    expect(page.get_by_label(START)).to_have_value("Katten ska vara kvar")


@pytest.mark.parametrize("fault", [500, b"half a fi"])
def test_a_new_version_that_does_not_come_whole_is_never_shown(host, context, watcher, fault):
    watcher.expect("500")
    page = context.new_page()
    install(page, host, "om-sip/")
    host.release("om-sip/index.html", "Vad är en SIP?</h1>", "Vad är en ny SIP?</h1>")
    host.release("css/site.css", "/*", "/* new */ /*")
    host.lies["css/site.css"] = fault
    look_for_update(page)
    until(page, lambda: host.asked.count("css/site.css") >= 2 and state(page) == [False, False, True])
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en SIP?")
    host.lies.clear()
    look_for_update(page)
    until(page, lambda: is_renewed(page, host))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en ny SIP?")
    assert host.asked.count("om-sip/") <= 3  # what had come was not fetched again


# ---- faults ----------------------------------------------------------------------------------------------------------


def test_a_tampered_file_is_not_stored_and_the_site_works_as_without_a_copy(host, context):
    page = context.new_page()
    host.lies["js/common/messages.js"] = b"tampered()"
    page.goto(f"{host.url}om-sip/")
    until(page, lambda: host.asked.count("js/common/messages.js") >= 2)  # the second time past the browser's own cache
    until(page, lambda: state(page) == [False, False, False])
    assert "js/common/messages.js" not in stored(page, host)
    page.goto(host.url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_page_is_given_no_engine_of_another_version(host, context, watcher):
    watcher.expect("Failed to fetch")  # said of a worker that has ended
    page = context.new_page()
    install(page, host, "om-sip/")
    page.goto(f"{host.url}om-sip/")
    fetched = (
        "url => fetch(url).then((answer) => answer.arrayBuffer()).then(({ byteLength }) => byteLength, () => 'refused')"
    )
    assert (
        page.evaluate(fetched, f"{host.url}engine/stdlib.zip") == (host.folder / "engine" / "stdlib.zip").stat().st_size
    )
    until(page, lambda: "engine/stdlib.zip" in stored(page, host))  # it is put into the copy after it has been given
    page.evaluate(BREAK["missing"], ["viktigast /", f"{host.url}engine/stdlib.zip"])
    page.evaluate(BREAK["missing"], ["viktigast /", f"{host.url}css/site.css"])
    host.lies = {
        "engine/stdlib.zip": b"another version",
        "engine/core.zip": b"another version " * 100_000,
        "css/site.css": b"/* another version */",
    }
    assert page.evaluate(fetched, f"{host.url}engine/stdlib.zip") == "refused"
    assert page.evaluate(fetched, f"{host.url}engine/core.zip") == "refused"
    assert page.evaluate(fetched, f"{host.url}css/site.css") == len(host.lies["css/site.css"])  # better than none
    host.lies["engine/pyodide.asm.wasm"] = 206
    ranged = "url => fetch(url, { headers: { Range: 'bytes=0-9' } }).then(({ status }) => status)"
    assert page.evaluate(ranged, f"{host.url}engine/pyodide.asm.wasm") == 206
    del host.lies["engine/pyodide.asm.wasm"]
    page.goto(f"{host.url}forbered/")
    begin(page)
    answer_core(page, {**CORE, list(CORE)[3]: "Rullatorträning x 3"})
    expect(page.locator("#main_goal .coach")).not_to_be_empty()  # Brython, from the copy


KEPT = "url => caches.match(url, { ignoreSearch: true }).then((response) => response.text())"
BREAK = {
    "missing": "async ([name, url]) => { const cache = await caches.open(name); for (const one of await cache.keys()) if (one.url.startsWith(url)) await cache.delete(one); }",
    "wrong": "async ([name, url]) => { const cache = await caches.open(name); for (const one of await cache.keys()) if (one.url.startsWith(url)) await cache.put(one, new Response('<h1>wrong</h1>')); }",
    "all gone": "async ([name]) => { await caches.delete(name); }",
}


@pytest.mark.parametrize("fault", BREAK)
def test_a_broken_copy_heals_itself(host, context, fault):
    page = context.new_page()
    install(page, host, "om-sip/")
    page.evaluate(BREAK[fault], ["viktigast /", f"{host.url}om-sip/index.html"])
    page.goto(f"{host.url}om-sip/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en SIP?")
    found = host.offline_list()
    until(page, lambda: set(stored(page, host)) >= set(found["files"]) - set(found["later"]))
    until(page, lambda: "wrong" not in page.evaluate(KEPT, f"{host.url}om-sip/index.html"))
    host.stop()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad är en SIP?")


def test_without_room_the_site_works_as_before_and_leaves_nothing(host, context):
    page = context.new_page()
    page.goto("about:blank")
    page.context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": 60_000}
    )
    page.goto(f"{host.url}om-sip/")
    until(page, lambda: "404.html" in host.asked)  # the copy is begun, and given up
    until(page, lambda: state(page) == [False, False, False] and page.evaluate("caches.keys()") == [])
    page.goto(f"{host.url}forbered/")
    begin(page)
    expect(page.get_by_label(START)).to_be_visible()


@pytest.mark.parametrize(
    "forbidden",
    [
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })",
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('', 'SecurityError') } })",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))",
    ],
)
def test_where_storage_is_forbidden_the_site_works_as_before(host, context, forbidden):
    page = context.new_page()
    page.add_init_script(forbidden)
    with page.expect_request("**/js/offline.js"):
        page.goto(f"{host.url}forbered/")
        begin(page)
    answer_core(page)
    show_sheet(page)
    page.get_by_role("button", name="Rensa allt").click()
    page.get_by_role("button", name="Ja, rensa allt").click()
    expect(page.get_by_role("radio", name=BORROWED)).not_to_be_checked()


# ---- on the home screen ----------------------------------------------------------------------------------------------


def test_the_site_can_be_put_on_the_home_screen(host, context):
    page = context.new_page()
    page.goto(host.url)
    session = context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["short_name"] == "Viktigast"
    allowed = {"in-incognito"}  # what the test's own kind of window forbids
    assert {one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]} <= allowed


@pytest.mark.parametrize("size", [192, 512])
def test_the_icons_are_pictures_of_the_drawing(chromium, root, size):
    folder = root / "builder" / "shell" / "theme" / "img"
    page = chromium.new_page(viewport={"width": size, "height": size})
    page.set_content(
        f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px; height: {size}px }}</style>{(folder / 'icon.svg').read_text()}"
    )
    differing = page.evaluate(
        """async ([one, other, size]) => {
          const [first, second] = await Promise.all([one, other].map(async data => {
            const image = new Image();
            image.src = "data:image/png;base64," + data;
            await image.decode();
            const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
            const drawing = canvas.getContext("2d");
            drawing.drawImage(image, 0, 0);
            return drawing.getImageData(0, 0, size, size).data;
          }));
          return first.reduce((sum, value, at) => sum + (Math.abs(value - second[at]) > 24), 0) / first.length;
        }""",
        [
            base64.b64encode(data).decode()
            for data in (
                page.screenshot(clip={"x": 0, "y": 0, "width": size, "height": size}),
                (folder / f"icon-{size}.png").read_bytes(),
            )
        ]
        + [size],
    )
    page.close()
    assert differing < 0.005
