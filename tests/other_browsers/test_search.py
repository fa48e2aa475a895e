"""The search in Firefox and WebKitGTK: it finds, and its worker is bound by the page's policy alone."""

from __future__ import annotations

from selenium.webdriver.common.by import By

from tests.other_browsers.hands import sees, until
from tests.other_browsers.test_confinement import result_from_engine

TRY = """;fetch("%s", { mode: "no-cors" }).then(() => "done", () => "stopped")
  .then((fetch) => globalThis.fetch("%s", { method: "POST", body: JSON.stringify({ fetch }) }));"""


def test_P1_the_search_finds_and_a_worker_that_has_been_tampered_with_reaches_no_stranger(tab, home, stranger, site):
    [worker] = site.glob("assets/javascripts/workers/search.*.js")
    home.provoked = True  # Firefox tells its console of what it stops
    home.edits[worker.relative_to(site).as_posix()] = lambda source: (
        source + TRY % (stranger.url + "leak", home.url + "heard")
    )
    tab.get(home.url + "sok/")
    assert result_from_engine(home) == {"fetch": "stopped"}
    until(lambda: tab.find_element(By.CSS_SELECTOR, "#sokord").is_displayed(), "the field is shown")
    tab.find_element(By.CSS_SELECTOR, "#sokord").send_keys("tvångsvården")
    sees(tab, "Om du får tvångsvård")
    assert stranger.asked == []
