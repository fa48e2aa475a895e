"""What a person does in the builder, by role and label. Shared by the browser tests; fails only where it waits in vain."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

OWN, BORROWED = "Min egen, som ingen annan använder", "En lånad eller delad"
CORE = {
    "Vad är viktigast för dig just nu?": "Att få sova i min egen säng.\nKatten ska vara kvar.",
    "Vad fungerar bra?": "Grannen tittar in",
    "Vad fungerar inte så bra?": "trappan, dushen. vet aldrig vem som kommer",
    "Vad vill du ska bli möjligt?": "Jag vill gå ut i trädgården när jag vill",
}
SECRET = "Morris hemlighet 4711"
"""What must never be found where it should not be."""
ODD = "å\u0308 e\u0301 😀👩‍👩‍👧 \u202eשלום مرحبا </script><b>x</b> {{ 7*7 }} ${x} <!-- --> & &amp; \x00 'q\" \t slut"


def begin(page: Page, device: str = OWN, writer: str = "Jag själv") -> None:
    """Make the two first choices and go on."""
    page.get_by_label(device).check()
    page.get_by_label(writer, exact=True).check()
    page.get_by_role("button", name="Börja").click()


def until(page: Page, happened: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something that no locator shows."""
    for _ in range(int(seconds * 20)):
        if happened():
            return
        page.wait_for_timeout(50)
    pytest.fail("did not happen")


def rests(page: Page, milliseconds: int = 1_100) -> None:
    """Let the writer rest for longer than the page waits, without waiting, until an engine that is ready has answered.

    For a page that was opened with clock=True.
    """
    page.clock.run_for(milliseconds)
    page.evaluate("""async () => {
      for (let tries = 0; unanswered(); tries++) {
        if (tries > 2000) throw new Error("the engine does not answer");
        await new Promise((go) => setTimeout(go, 5));
      }
    }""")


def clear_all(page: Page) -> None:
    """Empty the page, and wait until it is: until then the choices are still those that were made before."""
    page.get_by_role("button", name="Rensa allt").click()
    page.get_by_role("button", name="Ja, rensa allt").click()
    expect(page.get_by_text("Allt är borttaget från den här sidan.")).to_be_visible()


def answer_core(page: Page, answers: dict[str, str] = CORE) -> None:
    """Answer the three core questions and go to the review."""
    first, well, less_well, goal = answers.items()
    page.get_by_label(first[0]).fill(first[1])
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label(well[0]).fill(well[1])
    page.get_by_label(less_well[0]).fill(less_well[1])
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label(goal[0]).fill(goal[1])
    page.get_by_role("button", name="Till dina svar").click()


def show_sheet(page: Page) -> None:
    page.get_by_role("button", name="Visa papperet").first.click()


def save(page: Page, folder: Path) -> Path:
    """Press save on the sheet and return the downloaded file."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara som fil").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def copied_text(page: Page) -> str:
    """Press copy on the sheet and return what went to the clipboard."""
    page.evaluate(
        "navigator.clipboard.writeText = async (text) => { document.querySelector('#copy-text').value = text; }"
    )
    page.get_by_role("button", name="Kopiera som text").click()
    page.get_by_text("Texten är kopierad.").wait_for()
    return page.locator("#copy-text").input_value()


def told_text(file: Path, root: Path) -> str:
    """The same sheet as the command line tells it from a saved file."""
    told = subprocess.run(
        [sys.executable, "-m", "builder", "sheet", "--text", str(file)], capture_output=True, cwd=root, check=True
    )
    return told.stdout.decode()


def everything_stored(page: Page) -> str:
    """All that the page has put where it could be found later, as one text."""
    return page.evaluate(
        """async () => JSON.stringify([
            {...localStorage}, {...sessionStorage}, document.cookie, history.state, location.href, document.title, window.name,
            (await indexedDB.databases()).map((one) => one.name), await caches.keys()])"""
    )
