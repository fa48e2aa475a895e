"""The other two browsers: found, installed where that can be done, and named when they are left out."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tools import browsers, toolchain
from tools.toolchain import ToolchainError


@pytest.fixture
def machine(monkeypatch):
    """A machine of which a test says who one is there and what apt has; gives what was run."""

    def make(user: int, has: set[str], apt: bool = True) -> list[str]:
        ran = []

        def run(command, *_, **env):
            ran.append(" ".join(command[:2]))
            if command[1] == "install" and not set(command) & has:
                raise ToolchainError("not in the list")

        def lacks(browser):
            there = ran.count("apt-get install") and set(browsers.PACKAGES[browser]) & has
            return [] if there else [browser]

        monkeypatch.setattr(toolchain, "run", run)
        monkeypatch.setattr(browsers, "lacks", lacks)
        monkeypatch.setattr(browsers.os, "geteuid", lambda: user)
        monkeypatch.setattr(browsers.shutil, "which", lambda name: name if apt else None)
        return ran

    return make


def test_what_is_here_is_not_installed(monkeypatch):
    monkeypatch.setattr(browsers, "lacks", lambda browser: [])
    monkeypatch.setattr(browsers, "apt_install", lambda *_: pytest.fail("installed something"))
    assert browsers.get_browsers() == {}


def test_root_gets_both_from_apt(machine):
    ran = machine(0, {"firefox-esr", "webkit2gtk-driver"})
    assert browsers.get_browsers() == {}
    assert ran == ["apt-get update", "apt-get install", "apt-get install"]


def test_a_browser_that_apt_does_not_have_does_not_take_the_other_with_it(machine):
    machine(0, {"webkit2gtk-driver"})
    assert browsers.get_browsers() == {"Firefox": ["Firefox"]}


@pytest.mark.parametrize(("user", "apt"), [(1000, True), (0, False)])
def test_without_root_or_apt_nothing_is_run_and_both_are_named(machine, user, apt):
    ran = machine(user, {"firefox-esr", "webkit2gtk-driver"}, apt)
    assert list(browsers.get_browsers()) == list(browsers.PACKAGES)
    assert ran == []


def test_each_thing_that_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("FIREFOX", str(tmp_path / "none"))
    monkeypatch.setattr(browsers, "MINIBROWSER", "none")
    assert browsers.lacks("Firefox")[0] == "Firefox"
    assert "MiniBrowser" in browsers.lacks("WebKitGTK")


@pytest.mark.others
def test_geckodriver_comes_with_the_locked_packages_and_starts():
    done = subprocess.run([browsers.find_geckodriver(), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("geckodriver")


@pytest.mark.others
@pytest.mark.parametrize(("ci", "outcome"), [("", "skipped"), ("true", "error")])
def test_tests_are_left_out_with_the_reason_and_fail_on_a_build_service(root, tmp_path, ci, outcome):
    (tmp_path / "index.html").touch()
    (tmp_path / "sw.js").touch()
    chosen = ["--site", tmp_path, "tests/other_browsers/test_journey.py", "-k", "Firefox and P3"]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *chosen, "-p", "no:cacheprovider"],
        cwd=root,
        env={**os.environ, "FIREFOX": "none", "CI": ci},
        capture_output=True,
        text=True,
    )
    assert f"1 {outcome}" in told.stdout
    assert "Firefox cannot be driven" in told.stdout
