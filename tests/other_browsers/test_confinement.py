"""P1 in Firefox and WebKitGTK: what tries to leave, from a page or from inside an engine, is stopped by the meta policy alone."""

from __future__ import annotations

import json

import pytest

from tests.chromium.engines.test_engines import LEAKS as FROM_ENGINE
from tests.chromium.leaving.test_confinement import LEAKS as FROM_PAGE
from tests.other_browsers.hands import until

TRY_ON_PAGE = """
const add = (tag, properties) => document.body.appendChild(Object.assign(document.createElement(tag), properties));
const ways = [%(ways)s];
globalThis.tryToLeak = (number, FOREIGN, done) => {
  const ours = ({ blockedURI }) => blockedURI.endsWith(FOREIGN.slice(-9)) || !blockedURI.includes("leak"); // inline, eval
  addEventListener("securitypolicyviolation", (event) => ours(event) && done(event.effectiveDirective));
  setTimeout(done, 5000, "not stopped");
  try { Promise.resolve(ways[number](FOREIGN)).catch(() => {}); } catch {}
};
"""
"""In a script of the page's own: what the driver runs is not bound by all of the policy in Firefox."""
TRY_IN_ENGINE = """
;(async () => {
  const FOREIGN = %(foreign)s;
  const ways = { %(ways)s };
  const tried = {};
  for (const [name, way] of Object.entries(ways)) {
    const silent = new Promise((resolve) => setTimeout(resolve, 5000, "silent"));
    tried[name] = await Promise.race([way().then(() => "done", () => "stopped"), silent]);
  }
  fetch(%(told)s, { method: "POST", body: JSON.stringify(tried) });
})();
"""
ENGINES = {"Brython": "engine/brython.js", "Pyodide": "engine/pyodide-start.mjs"}
POLICY = 'http-equiv="Content-Security-Policy"'


def tamper(home, stranger, engine: str) -> None:
    """Put attempts to leave at the end of an engine's first file; the other engine does not come."""
    ways = ", ".join(f"{json.dumps(name)}: async () => {{ {way} }}" for name, way in FROM_ENGINE.items())
    words = {"foreign": json.dumps(stranger.url + "leak"), "told": json.dumps(home.url + "heard"), "ways": ways}
    home.edits[ENGINES[engine]] = lambda source: source + TRY_IN_ENGINE % words
    home.gone |= set(ENGINES.values()) - {ENGINES[engine]}


def result_from_engine(home) -> dict[str, str]:
    """What came of each attempt, as the engine tells it; nothing else may have been heard."""
    until(lambda: home.heard, "the engine has tried everything")
    (told,) = home.heard
    home.heard.clear()
    return json.loads(told)


@pytest.mark.parametrize("engine", ENGINES)
def test_P1_an_engine_that_has_been_tampered_with_reaches_no_stranger(tab, home, stranger, engine):
    tamper(home, stranger, engine)
    tab.get(home.url + "forbered/")
    tried = result_from_engine(home)
    assert [name for name, came in tried.items() if came == "done"] == []
    assert list(tried) == list(FROM_ENGINE)
    assert stranger.asked == []


def test_without_the_policy_the_same_engine_does_reach_the_stranger(tab, home, stranger):
    home.edits["forbered/index.html"] = lambda page: page.replace(POLICY, 'name="none"')
    tamper(home, stranger, "Brython")
    tab.get(home.url + "forbered/")
    tried = result_from_engine(home)
    assert tried["fetch"] == tried["fetch without cors"] == "done"
    assert "GET /leak" in stranger.asked


def test_P1_a_page_that_tries_to_leak_is_stopped_and_it_is_heard(tab, home, stranger):
    ways = ", ".join(f"(FOREIGN) => {leak}" for leak, _ in FROM_PAGE)
    home.edits["ears.js"] = lambda ears: ears + TRY_ON_PAGE % {"ways": ways}
    home.provoked = True
    tab.get(home.url + "forbered/")
    for number, (leak, directive) in enumerate(FROM_PAGE):
        stopped_by = tab.execute_async_script("tryToLeak(...arguments)", number, f"{stranger.url}leak-{number:04}")
        assert directive.startswith(stopped_by) or stopped_by.startswith(directive), leak
    until(
        lambda: len([one for one in home.heard if one.startswith("policy violation")]) >= len(FROM_PAGE),
        "each violation is heard",
    )
    assert stranger.asked == []
