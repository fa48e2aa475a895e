"""What lies in Firefox's profile folder on disk: nothing from a borrowed device, after a crash and after closing; all of it on an own one."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.other_browsers.conftest import need
from tests.other_browsers.drivers import firefox
from tests.other_browsers.hands import every_field, find, press, sees, until, write, written
from tests.other_browsers.journey import BORROWED, OWN, SECRET, begin

FIRST = "Vad är viktigast för dig just nu?"
NAME = SECRET.split()[0]


@pytest.fixture
def start(tmp_path: Path, proxy):
    """Start a Firefox of its own: with start() as tab. The profile is the same each time."""
    need("Firefox")
    profile = tmp_path / "profile"
    profile.mkdir()
    return lambda: firefox(tmp_path, proxy.url, profile)


def files_with(profile: Path, word: str) -> list[str]:
    """The files of a profile that hold a word. Firefox's own compression leaves what it has not seen before as it is."""
    found = []
    for file in profile.rglob("*"):
        if file.is_file() and any(word.encode(code) in file.read_bytes() for code in ("utf-8", "utf-16-le")):
            found.append(file.relative_to(profile).as_posix())
    return found


def end_like_a_crash(tab) -> None:
    os.kill(tab.capabilities["moz:processID"], signal.SIGKILL)


def test_P2_borrowed_device_has_nothing_on_disk_after_a_crash_or_after_closing(start, home, tmp_path):
    session = tmp_path / "profile" / "sessionstore-backups" / "recovery.jsonlz4"
    with start() as tab:
        tab.get(home.url + "forbered/")
        begin(tab, BORROWED)
        write(tab, FIRST, SECRET)
        press(tab, "Fortsätt")
        find(tab, "textbox", "Vad fungerar bra?")
        typed = session.stat().st_mtime if session.exists() else 0
        until(lambda: session.exists() and session.stat().st_mtime > typed, "Firefox has noted what it would restore")
        end_like_a_crash(tab)
    assert files_with(tmp_path / "profile", NAME) == []
    assert files_with(tmp_path / "profile", "forbered") != []
    with start() as tab:
        tab.get(home.url + "forbered/")
        find(tab, "button", "Börja")
        assert SECRET not in every_field(tab)
        begin(tab, BORROWED)
        write(tab, FIRST, SECRET)
    assert files_with(tmp_path / "profile", NAME) == []


def test_P2_own_device_has_every_character_when_firefox_is_closed_and_started_again(start, home, tmp_path):
    with start() as tab:
        tab.get(home.url + "forbered/")
        begin(tab, OWN)
        write(tab, FIRST, SECRET)
    assert files_with(tmp_path / "profile", NAME) != []
    with start() as tab:
        tab.get(home.url + "forbered/#matters_most")
        sees(tab, "Texten från förra gången är kvar.")
        assert written(tab, FIRST) == SECRET


def test_P1_a_passphrase_is_never_on_disk_not_on_an_own_device_either(start, home, tmp_path):
    session = tmp_path / "profile" / "sessionstore-backups" / "recovery.jsonlz4"
    with start() as tab:
        tab.get(home.url + "forbered/")
        begin(tab, OWN)
        write(tab, FIRST, SECRET)
        tab.get(home.url + "forbered/#sheet")
        press(tab, "Spara en låst fil")
        write(tab, "Lösenfras", "varm bulle på söndag")
        typed = session.stat().st_mtime if session.exists() else 0
        tab.execute_script("history.replaceState(null, '', '?note')")  # something to note
        until(lambda: session.exists() and session.stat().st_mtime > typed, "Firefox has noted what it would restore")
        end_like_a_crash(tab)
    assert files_with(tmp_path / "profile", "bulle") == []
    assert files_with(tmp_path / "profile", "forbered") != []
