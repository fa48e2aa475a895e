"""P2 in Chromium's own keeping places: the profile folder on disk, the page it keeps to come back to, crashes, forbidden and full storage, clocks.

Own device: every character is there. Borrowed device: none is, and a field of an ordinary form shows that one would have been found.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.chromium.conftest import SAVES_DATA, whole_chromium_options
from tests.chromium.journey import (
    BORROWED,
    OWN,
    SECRET,
    answer_core,
    begin,
    clear_all,
    everything_stored,
    show_sheet,
    until,
)

FIRST = "Vad är viktigast för dig just nu?"
CONTROL = "Kontrollord 8842"
ORDINARY = '<form><textarea aria-label="ordinary"></textarea></form>'
IN_PAGE = "document.documentElement.outerHTML + [...document.querySelectorAll('textarea, input')].map((it) => it.value).join()"
ELSEWHERE = "Din text är öppen i en annan flik."
FULL = "Det gick inte att spara tillfälligt"


@pytest.fixture
def start(playwright, watcher, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """Start a Chromium with a profile on disk, which keeps pages to come back to as a person's does. The profile is the same each time."""
    started: list[BrowserContext] = []

    def launch() -> BrowserContext:
        watcher.expect("Service Worker registration blocked")
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", **whole_chromium_options(), locale="sv-SE", service_workers="block",
            ignore_default_args=["--disable-back-forward-cache"],
        )  # fmt: skip
        started.append(watcher.watch(context))
        context.add_init_script(SAVES_DATA)
        return context

    yield launch
    with contextlib.suppress(Error):
        started[-1].close()


def files_with(profile: Path, word: str) -> list[str]:
    """The files of a profile that hold a word."""
    found = []
    for file in profile.rglob("*"):
        with contextlib.suppress(OSError):  # the browser takes files away as it runs
            if file.is_file() and any(word.encode(code) in file.read_bytes() for code in ("utf-8", "utf-16-le")):
                found.append(file.relative_to(profile).as_posix())
    return found


def write_everywhere(page: Page, home: str, device: str) -> None:
    """Write the secret in every field that is shown, and on the paper."""
    page.goto(f"{home}forbered/")
    begin(page, device)
    for step in page.evaluate("[...document.querySelectorAll('.step')].map((step) => step.id)"):
        page.evaluate("id => { location.hash = id }", step)
        for field in page.locator(f"#{step}").get_by_role("textbox").all():
            field.fill(SECRET)
    page.evaluate("location.hash = 'sheet'")
    expect(page.get_by_role("article").get_by_text(SECRET).first).to_be_visible()


def name_of(secret: str) -> str:
    return secret.split()[0]


def test_P2_borrowed_device_has_nothing_in_chromiums_profile_after_a_crash_or_after_closing(start, site_url, tmp_path):
    profile = tmp_path / "profile"
    context = start()
    page, ordinary = context.pages[0], context.new_page()
    ordinary.route("**/ordinary", lambda route: route.fulfill(content_type="text/html", body=ORDINARY))
    write_everywhere(page, site_url, BORROWED)
    stored = json.loads(everything_stored(page))
    assert [*stored[:4], *stored[6:]] == [{}, {}, "", None, "", [], []]
    ordinary.goto(f"{site_url}ordinary")
    ordinary.get_by_label("ordinary").fill(CONTROL)
    ordinary.goto("about:blank")
    until(ordinary, lambda: files_with(profile, CONTROL) != [])  # by now it would have written ours too
    os.kill(int(os.readlink(profile / "SingletonLock").rsplit("-", 1)[1]), signal.SIGKILL)
    assert files_with(profile, name_of(SECRET)) == []
    assert files_with(profile, CONTROL) != []

    context = start()
    page = context.pages[0]
    page.goto(f"{site_url}forbered/")
    expect(page.get_by_role("button", name="Börja")).to_be_visible()
    for leave in (clear_all, exit_quickly):
        page.goto(f"{site_url}forbered/")
        begin(page, BORROWED)
        page.get_by_label(FIRST).fill(SECRET)
        leave(page)
        assert SECRET not in page.evaluate(IN_PAGE)
    page.goto(f"{site_url}forbered/")
    begin(page, BORROWED)
    page.get_by_label(FIRST).fill(SECRET)
    assert SECRET not in everything_stored(page)
    context.close()
    assert files_with(profile, name_of(SECRET)) == []


def exit_quickly(page: Page) -> None:
    page.get_by_role("button", name="Lämna sidan snabbt").click()
    page.wait_for_url("about:blank")


def test_P2_page_that_the_browser_kept_to_come_back_to_is_empty_on_a_borrowed_device_and_whole_on_an_own(
    start, site_url, watcher
):
    watcher.expect("came back")
    context = start()
    for device in (BORROWED, OWN):
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.add_init_script("addEventListener('pageshow', (event) => event.persisted && console.info('came back'))")
        page.goto(f"{site_url}forbered/")
        begin(page, device)
        page.get_by_label(FIRST).fill(SECRET)
        page.goto(f"{site_url}om-sip/")
        with page.expect_console_message(lambda message: message.text == "came back"):
            page.evaluate("history.back()")
        if device == BORROWED:
            expect(page.get_by_role("button", name="Börja")).to_be_visible()
            assert SECRET not in page.evaluate(IN_PAGE)
        else:
            expect(page.get_by_label(FIRST)).to_have_value(SECRET)
            page.get_by_label(FIRST).press_sequentially(" mer")
            assert f"{SECRET} mer" in page.evaluate("localStorage.getItem('viktigast.plan')")
        page.close()


def test_P2_tab_that_crashes_in_the_middle_of_a_word_has_every_character_on_an_own_device_and_none_on_a_borrowed(
    start, site_url
):
    context = start()
    for device in (BORROWED, OWN):
        page = context.new_page()
        page.goto(f"{site_url}forbered/")
        begin(page, device)
        page.get_by_label(FIRST).fill(SECRET)
        page.get_by_label(FIRST).press_sequentially(" mitt i ett o")
        with contextlib.suppress(Error):
            page.goto("chrome://crash")
        page.close()
        page = context.new_page()
        page.goto(f"{site_url}forbered/#matters_most")
        if device == BORROWED:
            expect(page.get_by_role("button", name="Börja")).to_be_visible()
            assert SECRET not in page.evaluate(IN_PAGE) + everything_stored(page)
        else:
            expect(page.get_by_label(FIRST)).to_have_value(f"{SECRET} mitt i ett o")
            expect(page.get_by_text(ELSEWHERE)).to_have_count(0)  # the crashed tab holds nothing any more
            page.get_by_label(FIRST).press_sequentially("rd")
            page.reload()
            expect(page.get_by_label(FIRST)).to_have_value(f"{SECRET} mitt i ett ord")
        page.close()


def test_P2_where_the_browser_itself_forbids_storage_the_journey_goes_on_and_it_is_said(start, site_url, tmp_path):
    settings = tmp_path / "profile" / "Default"
    settings.mkdir(parents=True)
    (settings / "Preferences").write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    page = start().pages[0]
    page.goto(f"{site_url}forbered/")
    assert page.evaluate("navigator.locks.request('x', () => 1).catch((error) => error.name)") == "SecurityError"
    begin(page, OWN)
    page.get_by_label(FIRST).press_sequentially("Kat")
    expect(page.get_by_text(FULL)).to_be_visible()
    page.get_by_label(FIRST).press_sequentially("ten")
    expect(page.get_by_label(FIRST)).to_have_value("Katten")
    page.get_by_label(FIRST).fill("")
    answer_core(page)
    show_sheet(page)
    expect(page.get_by_role("article").get_by_text("Katten ska vara kvar.")).to_be_visible()
    clear_all(page)


def test_P2_storage_that_becomes_full_and_has_room_again_loses_nothing(open_page):
    page = open_page("forbered/")
    begin(page, OWN)
    field = page.get_by_label(FIRST)
    field.fill(SECRET)
    page.evaluate("""() => {
      for (let size = 2 ** 22, at = 0; size >= 1; size /= 2)
        try { for (;;) localStorage.setItem('another ' + at++, 'x'.repeat(size)); } catch { /* next smaller */ }
    }""")
    field.press_sequentially(" och en hel mening till")
    expect(page.get_by_text(FULL)).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    until(page, lambda: asked == ["beforeunload"])
    expect(field).to_have_value(f"{SECRET} och en hel mening till")
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('another')).forEach((key) => localStorage.removeItem(key))"
    )
    field.press_sequentially(".")
    expect(page.get_by_text(FULL)).to_have_count(0)
    page.reload()
    expect(field).to_have_value(f"{SECRET} och en hel mening till.")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("days", [-400, 4000])
def test_P2_on_an_own_device_a_clock_that_jumps_takes_nothing_away(new_context, site_url, days):
    page = new_context().new_page()
    page.clock.install()
    page.goto(f"{site_url}forbered/")
    begin(page, OWN)
    page.get_by_label(FIRST).fill(SECRET)
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + days * 86_400)
    page.get_by_label(FIRST).press_sequentially(" mer")
    page.clock.run_for(2_000)
    page.reload()
    expect(page.get_by_label(FIRST)).to_have_value(f"{SECRET} mer")
    plan = json.loads(page.evaluate("localStorage.getItem('viktigast.plan')"))["plan"]
    assert plan["updated"] == page.evaluate("new Intl.DateTimeFormat('sv-SE').format(new Date())")
