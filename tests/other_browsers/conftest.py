"""Fixtures for tests in the two other engines: one running browser of each kind for all tests of a worker.

Knows how a browser is shared: each test has an origin of its own, so nothing stored follows along to the next.
A test fails on anything heard in a page's console, and on any request to a stranger.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Firefox
from selenium.webdriver.remote.webdriver import WebDriver

from tests.other_browsers import servers
from tests.other_browsers.drivers import START
from tests.other_browsers.hands import until
from tools.browsers import PACKAGES, lacks

NOT_OURS = [
    "unreachable code after return statement",  # in Brython's own code
    "Script terminated by timeout",  # a page that is left may be stopped while it clears itself; test_leaving.py
]


def need(browser: str) -> None:
    """Leave the test out where the browser is not here; where CI is set that is a failure."""
    missing = ", ".join(lacks(browser))
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"{browser} cannot be driven: {missing} is not here; make test installs it where apt works"
        )


@pytest.fixture(scope="session")
def proxy() -> Iterator[servers.Stranger]:
    """Stands for every address that is not on this machine."""
    with servers.stranger() as other:
        yield other


@pytest.fixture(scope="session")
def running(
    proxy: servers.Stranger, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], tuple[WebDriver, Path]]]:
    """Start a browser when it is first asked for: running("Firefox") gives its driver and its download folder."""
    with contextlib.ExitStack() as stack:
        started: dict[str, tuple[WebDriver, Path]] = {}

        def give(browser: str) -> tuple[WebDriver, Path]:
            if browser not in started:
                need(browser)
                folder = tmp_path_factory.mktemp(browser) / "downloads"
                folder.mkdir()
                started[browser] = stack.enter_context(START[browser](folder, proxy.url)), folder
            return started[browser]

        yield give


def console_of(driver: WebDriver, home: servers.Home) -> list[str]:
    """What Firefox's own console holds of the test's pages, engines too: what no page can hear. Empties it."""
    if not isinstance(driver, Firefox):
        return []
    with driver.context("chrome"):
        said = driver.execute_script(
            "const all = Services.console.getMessageArray().map(String); Services.console.reset(); return all;"
        )
    return [one for one in said if home.url in one and not any(part in one for part in NOT_OURS)]


@pytest.fixture(params=PACKAGES)
def browser(request: pytest.FixtureRequest) -> str:
    """The name of the browser that the test runs in."""
    return request.param


@pytest.fixture
def stranger() -> Iterator[servers.Stranger]:
    """A second origin to try to reach: its `asked` must stay empty."""
    with servers.stranger() as other:
        yield other


@pytest.fixture(scope="session")
def site_with_ears(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site, telling its server what its pages say in the console."""
    return servers.with_ears(site, tmp_path_factory.mktemp("ears") / "site")


@pytest.fixture
def home(site_with_ears: Path) -> Iterator[servers.Home]:
    """The site at an origin of its own. What is heard from its pages fails the test."""
    with servers.home_of(site_with_ears) as home:
        yield home
        assert home.provoked or home.heard == []


@pytest.fixture
def tab(running, browser: str, home: servers.Home, proxy: servers.Stranger) -> Iterator[WebDriver]:
    """A new tab in the browser, in which nothing is open yet."""
    driver, folder = running(browser)
    for file in folder.iterdir():
        file.unlink()
    before = driver.window_handles
    driver.switch_to.new_window("tab")
    for handle in before:
        driver.switch_to.window(handle)
        driver.close()
    driver.switch_to.window(next(handle for handle in driver.window_handles))
    proxy.asked.clear()
    yield driver
    driver.get("about:blank")
    assert proxy.asked == []
    assert console_of(driver, home) == [] or home.provoked or home.gone


@pytest.fixture
def saved_file(running, browser: str) -> Callable[..., Path]:
    """Wait for the file that the page has just saved: saved_file(), or saved_file(".age") for a locked one."""

    def get(ending: str = ".html") -> Path:
        _, folder = running(browser)

        def whole() -> list[Path]:
            files = list(folder.iterdir())
            return files if len(files) == 1 and files[0].suffix == ending and files[0].stat().st_size else []

        return until(whole, f"one file is saved in {folder}")[0]

    return get
