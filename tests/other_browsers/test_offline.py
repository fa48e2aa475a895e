"""P10 in Firefox and WebKitGTK: after one visit the journey works with the server gone, both engines too."""

from __future__ import annotations

import json
from pathlib import Path

from selenium.webdriver.remote.webdriver import WebDriver

from tests.other_browsers.hands import press, sees, until, write
from tests.other_browsers.journey import CORE, OWN, VAGUE, answer_core, begin

KEPT = """
const done = arguments[0];
(async () => {
  let count = 0;
  for (const name of await caches.keys()) count += (await (await caches.open(name)).keys()).length;
  return count;
})().then(done);
"""
SET_ASIDE = """
const [part, done] = arguments;
const aside = "aside";
(async () => {
  const [ours] = (await caches.keys()).filter((name) => name !== aside);
  const move = async (from, to, wanted) => {
    const [one, other] = [await caches.open(from), await caches.open(to)];
    for (const request of await one.keys()) if (wanted(request.url)) await other.put(request, await one.match(request)), await one.delete(request);
  };
  await move(aside, ours, () => true);
  await move(ours, aside, (url) => url.includes(part));
})().then(done);
"""
GOAL = "Vad vill du ska bli möjligt?"


def visit_until_all_is_kept(tab: WebDriver, home, site: Path) -> None:
    """Open the builder, begin, and stay until the whole site lies in the browser."""
    listed = json.JSONDecoder().raw_decode((site / "sw.js").read_text().partition("OFFLINE = ")[2])[0]["files"]
    tab.get(home.url + "forbered/")
    begin(tab, OWN)
    until(lambda: tab.execute_async_script(KEPT) >= len(listed), "all files are kept", every=0.5)


def test_P10_with_the_server_stopped_the_journey_works_with_either_engine(tab, home, site):
    visit_until_all_is_kept(tab, home, site)
    home.stopped = True
    home.provoked = True  # what is set aside is asked for in vain
    asked = len(home.asked)
    for aside in ("engine/pyodide-start.mjs", "engine/brython.js"):
        tab.get(home.url + "om-sip/")
        sees(tab, "Vad är en SIP?")
        tab.execute_script("localStorage.clear()")
        tab.execute_async_script(SET_ASIDE, aside)
        tab.get(home.url + "forbered/")
        begin(tab, OWN)
        answer_core(tab, {**CORE, GOAL: VAGUE})
        press(tab, f"Ändra {GOAL}", role="link")
        write(tab, GOAL, " ")
        sees(tab, "Det är viktigt.")
        press(tab, "Till dina svar")
        press(tab, "Visa papperet")
        sees(tab, VAGUE)
    assert len(home.asked) == asked
