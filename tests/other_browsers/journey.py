"""The builder's steps as a person takes them, through WebDriver. The words are those of the Chromium tests."""

from __future__ import annotations

from selenium.webdriver.remote.webdriver import WebDriver

from tests.chromium.journey import BORROWED, CORE, OWN, SECRET
from tests.other_browsers.hands import find, press, tick, write

__all__ = ["BORROWED", "CORE", "OWN", "SECRET", "VAGUE", "answer_core", "begin"]

VAGUE = "Trygghet i hemmet"
"""A goal that the coach asks about: it could be anyone's."""


def begin(tab: WebDriver, device: str = OWN, writer: str = "Jag själv") -> None:
    """Make the two first choices and go on to the first question."""
    tick(tab, device)
    tick(tab, writer)
    press(tab, "Börja")
    find(tab, "textbox", next(iter(CORE)))


def answer_core(tab: WebDriver, answers: dict[str, str] = CORE) -> None:
    """Answer the three core questions, from the first on, and go to the review."""
    first, well, less_well, goal = answers.items()
    write(tab, *first)
    press(tab, "Fortsätt")
    write(tab, *well)
    write(tab, *less_well)
    press(tab, "Fortsätt")
    write(tab, *goal)
    press(tab, "Till dina svar")
