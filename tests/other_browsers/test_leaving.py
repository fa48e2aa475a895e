"""What stays and what goes in Firefox and WebKitGTK: own and borrowed device, quick exit, idle clearing."""

from __future__ import annotations

import json

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from tests.other_browsers.hands import SHIFT, every_field, find, key, press, said, sees, until, write, written
from tests.other_browsers.journey import BORROWED, OWN, SECRET, begin

FIRST = "Vad är viktigast för dig just nu?"
STORED = """
const done = arguments[0];
(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href, document.title,
  window.name, (await indexedDB.databases()).map((one) => one.name), await caches.keys()]))().then(done);
"""
CLOCK = """
const waiting = [];
const setTimeout = (run, ms) => waiting.push({ run, ms });
const clearTimeout = (id) => delete waiting[id - 1];
globalThis.passMinutes = (minutes) => {
  const due = waiting.map((one) => one).filter((one) => one?.ms === minutes * 60000);
  waiting.length = 0;
  due.forEach(({ run }) => run());
};
"""
"""In front of the module that counts the idle minutes: its timers run out when the test says so."""


def write_secret(tab: WebDriver, home, device: str) -> None:
    tab.get(home.url + "forbered/")
    begin(tab, device)
    write(tab, FIRST, SECRET)


def test_P2_own_device_has_every_character_after_a_reload_and_in_a_new_tab(tab, home):
    write_secret(tab, home, OWN)
    write(tab, FIRST, " och s")
    tab.refresh()
    sees(tab, "Texten från förra gången är kvar.")
    assert written(tab, FIRST) == SECRET + " och s"
    old = tab.current_window_handle
    tab.switch_to.new_window("tab")
    new = tab.current_window_handle
    tab.switch_to.window(old)
    tab.close()
    tab.switch_to.window(new)
    tab.get(home.url + "forbered/#matters_most")
    until(lambda: written(tab, FIRST) == SECRET + " och s", "the text is back")


def test_P2_borrowed_device_keeps_nothing_while_one_writes_or_after_one_has_gone(tab, home):
    write_secret(tab, home, BORROWED)
    press(tab, "Fortsätt")
    find(tab, "textbox", "Vad fungerar bra?")
    stored = tab.execute_async_script(STORED)
    assert SECRET not in stored
    assert json.loads(stored)[:3] == [{}, {}, ""]
    tab.get(home.url + "om-sip/")
    tab.back()
    until(lambda: "/forbered/" in tab.current_url, "the builder is shown again")
    find(tab, "button", "Börja")
    assert SECRET not in every_field(tab) + said(tab)


def test_borrowed_page_that_is_left_is_empty_though_the_browser_stops_it_from_clearing_itself(tab, home):
    head = "export function clearParts() {"

    def clear_nothing(source: str) -> str:
        assert head in source
        return source.replace(head, f"{head}\n  return;")

    home.edits["js/common/parts.js"] = clear_nothing
    write_secret(tab, home, BORROWED)
    press(tab, "Fortsätt")
    find(tab, "textbox", "Vad fungerar bra?")
    tab.execute_script("dispatchEvent(new Event('pagehide'))")
    assert SECRET not in every_field(tab) + said(tab)


@pytest.mark.parametrize("way", ["button", "shift"])
def test_quick_exit_leaves_an_empty_page_and_nothing_to_go_back_to(tab, home, way):
    write_secret(tab, home, BORROWED)
    if way == "button":
        press(tab, "Lämna sidan snabbt")
    else:
        key(tab, SHIFT, SHIFT, SHIFT)
    until(lambda: tab.current_url == "about:blank", "the page is left")
    assert said(tab).strip() == ""
    tab.back()
    assert SECRET not in tab.page_source
    if "/forbered/" in tab.current_url:
        assert SECRET not in every_field(tab)


def test_idle_clearing_on_a_borrowed_device_is_announced_put_off_by_a_key_and_then_done(tab, home):
    home.edits["js/keep/idle.js"] = lambda source: CLOCK + source
    write_secret(tab, home, BORROWED)
    tab.execute_script("passMinutes(18)")
    find(tab, "dialog", "Är du kvar?")
    key(tab, "a")
    until(lambda: "Är du kvar?" not in said(tab), "the question is gone")
    assert SECRET in written(tab, FIRST)
    tab.execute_script("passMinutes(18)")
    find(tab, "dialog", "Är du kvar?")
    tab.execute_script("passMinutes(2)")
    sees(tab, "Texten togs bort eftersom")
    assert SECRET not in every_field(tab)
