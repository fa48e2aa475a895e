"""What a test needs of the machine, as markers: set from its fixtures and its folder, and held against what it starts.

Knows which fixture and which folder need what, and which programs belong to which need. Does not know any test.
A test that starts a program of a need that it is not marked with fails: a fixture was forgotten.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

NEEDS = {
    "nothing": "needs Python and its packages only",
    "node": "starts Node.js: asks for the fixture node",
    "site": "needs the built site: asks for the fixture site or site_under_path, or builds a site itself",
    "chromium": "needs Chromium: lies in tests/chromium, or tests the benchmark",
    "others": "needs another browser or a web server: lies in tests/other_browsers, or asks for web_servers",
}
PLACES = {"chromium": "chromium", "other_browsers": "others", "test_bench.py": "chromium"}
"""A folder or a file of tests → its need. The benchmark's modules import Playwright."""
IMPLIED = {"site": {"node"}, "chromium": {"node", "site"}, "others": {"node", "site"}}
"""What comes with a need: the engines of the site are made with Node, and browsers and servers are given the site."""
FIXTURES = {
    "node": "node",
    "site": "site",
    "site_under_path": "site",
    "web_servers": "others",
}
PROGRAMS = {
    "node": "node",
    "npm": "node",
    "npx": "node",
    "mkdocs": "site",
    "properdocs": "site",
    "chromium": "chromium",
    "chromium-headless-shell": "chromium",
    "google-chrome": "chromium",
    "nginx": "others",
    "caddy": "others",
    "geckodriver": "others",
    "WebKitWebDriver": "others",
    "Xvfb": "others",
}
"""A program's name, or a module's after `python -m` → the need that it belongs to."""

_running: list[pytest.Item] = []


def needs_of(item: pytest.Item) -> set[str]:
    """Return the needs that an item's own markers, its place and its fixtures tell."""
    found = {name for name in NEEDS if item.get_closest_marker(name)}
    found |= {PLACES[part] for part in item.path.parts if part in PLACES}
    found |= {FIXTURES[name] for name in getattr(item, "fixturenames", ()) if name in FIXTURES}
    for need in list(found):
        found |= IMPLIED.get(need, set())
    return found or {"nothing"}


def need_of_command(command: Sequence[object]) -> str | None:
    """Return the need of a command line, or None. Playwright drives Chromium through a Node of its own."""
    words = [str(word) for word in command]
    program = Path(words[0])
    if "playwright" in program.parts:
        return "chromium"
    if program.parent.parts[-2:] == ("node_modules", ".bin"):
        return "node"
    module = words[words.index("-m") + 1] if "-m" in words[:-1] else ""
    return PROGRAMS.get(program.name) or PROGRAMS.get(module)


def _hold_to_needs(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: end the running test when it starts a program that its markers do not tell of."""
    if event != "subprocess.Popen" or not _running:
        return
    command = arguments[1]
    if not isinstance(command, (list, tuple)) or not command:
        return
    need, item = need_of_command(command), _running[-1]
    if need and not item.get_closest_marker(need):
        fixtures = [name for name in FIXTURES if FIXTURES[name] == need]
        pytest.fail(
            f"{item.nodeid} starts {command[0]!r} and is not marked {need!r}. "
            f"Let it, or its fixture, ask for a fixture that tells so: {', '.join(fixtures)}.",
            pytrace=False,
        )


class Needs:
    """The plugin: markers at collection, and the item that is running for the audit hook."""

    @pytest.hookimpl(tryfirst=True)  # before -m chooses by marker
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Mark every item with its needs."""
        for item in items:
            for need in needs_of(item):
                item.add_marker(need)

    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> None:
        """Refuse a fixture of a need that was asked for by name when the test ran, and so set no marker."""
        need = FIXTURES.get(fixturedef.argname)
        if need and _running and not _running[-1].get_closest_marker(need):
            pytest.fail(
                f"{_running[-1].nodeid} gets {fixturedef.argname!r} and is not marked {need!r}. "
                "Ask for the fixture as an argument.",
                pytrace=False,
            )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        """Let the audit hook know which item runs."""
        _running.append(item)
        try:
            return (yield)
        finally:
            _running.pop()


def register(config: pytest.Config) -> None:
    """Declare the markers and begin to hold the tests to them, once in a process."""
    for need, meaning in NEEDS.items():
        config.addinivalue_line("markers", f"{need}: {meaning}")
    if not config.pluginmanager.has_plugin("needs"):
        config.pluginmanager.register(Needs(), "needs")
        sys.addaudithook(_hold_to_needs)
