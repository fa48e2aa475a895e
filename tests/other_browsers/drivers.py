"""Start Firefox and WebKitGTK through their WebDrivers, with a fresh profile, a proxy for strangers and a download folder.

Knows what each of the two wants. Does not know the tests.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

from selenium.webdriver import Firefox, FirefoxOptions, WebKitGTK, WebKitGTKOptions
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service as WebKitGTKService

from tools.browsers import find_firefox, find_geckodriver, find_minibrowser, find_webkit_driver

LANGUAGE = "sv_SE.UTF-8"
"""WebKitGTK takes its language from here; from C it would take one that JavaScript's own Intl refuses."""


def firefox_options(folder: Path, proxy: str, profile: Path | None = None) -> FirefoxOptions:
    """Headless, speaking Swedish, saving files without a question."""
    host, port = proxy.removeprefix("http://").rstrip("/").split(":")
    options = FirefoxOptions()
    options.binary_location = str(find_firefox())
    options.add_argument("-headless")
    options.add_argument("-remote-allow-system-access")  # to read the browser's own console
    if profile:
        options.add_argument("-profile")
        options.add_argument(str(profile))
    preferences = {
        "browser.download.dir": str(folder),
        "browser.download.folderList": 2,
        "browser.sessionstore.interval": 500,  # ms between notes of what would be restored
        "intl.accept_languages": "sv-SE, sv",
        "network.proxy.type": 1,
        "network.proxy.http": host,
        "network.proxy.http_port": int(port),
        "network.proxy.ssl": host,
        "network.proxy.ssl_port": int(port),
        "network.proxy.no_proxies_on": "127.0.0.1",
    }
    for name, value in preferences.items():
        options.set_preference(name, value)
    return options


@contextlib.contextmanager
def firefox(folder: Path, proxy: str, profile: Path | None = None) -> Iterator[WebDriver]:
    """A running Firefox that saves in this folder."""
    service = FirefoxService(executable_path=str(find_geckodriver()), log_output=os.devnull)
    driver = Firefox(options=firefox_options(folder, proxy, profile), service=service)
    try:
        yield driver
    finally:
        driver.quit()


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; gives its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def webkitgtk(folder: Path, proxy: str) -> Iterator[WebDriver]:
    """A running MiniBrowser, WebKitGTK's own, that saves in this folder."""
    home = folder.parent / "home"
    (home / ".config").mkdir(parents=True, exist_ok=True)
    (home / ".config" / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{folder}"\n')
    options = WebKitGTKOptions()
    options.binary_location = str(find_minibrowser())
    options.add_argument("--automation")
    address = proxy.removeprefix("http://").rstrip("/")
    options.set_capability(
        "proxy", {"proxyType": "manual", "httpProxy": address, "sslProxy": address, "noProxy": ["127.0.0.1"]}
    )
    own = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "LANG": LANGUAGE,
        "LC_ALL": LANGUAGE,
        "LANGUAGE": "",
    }
    with screen() as display:
        service = WebKitGTKService(
            executable_path=str(find_webkit_driver()),
            log_output=os.devnull,
            env={**os.environ, **own, "DISPLAY": display},
        )
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # Selenium's own way to reach it
            driver = WebKitGTK(options=options, service=service)
        try:
            yield driver
        finally:
            driver.quit()


START = {"Firefox": firefox, "WebKitGTK": webkitgtk}
