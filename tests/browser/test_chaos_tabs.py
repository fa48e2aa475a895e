"""P2: two tabs with the same plan, written in, reloaded, closed and opened in an order that a seed gives."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import OWN, begin

FIRST = "Vad är viktigast för dig just nu?"
STEPS = 10


def text_of(page: Page) -> str:
    return page.get_by_label(FIRST).input_value()


def copy_of(page: Page) -> str:
    return json.loads(page.evaluate("localStorage.getItem('viktigast.plan')"))["plan"]["answers"]["matters_most"]


@pytest.mark.parametrize("seed", [1, 2])
def test_P2_two_tabs_never_write_over_each_other_and_no_letter_leaves_a_field(new_context, site_url, seed):
    chance = random.Random(seed)
    context = new_context()

    def opened() -> Page:
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{site_url}forbered/#matters_most")
        return page

    first = opened()
    begin(first, OWN)
    first.get_by_label(FIRST).fill("a")
    tabs = [first, opened()]
    copy = "a"
    done = ["open"]
    for letter in (chr(ord("b") + step) for step in range(STEPS)):
        at = chance.randrange(2)
        done.append(f"{chance.choice(['type', 'type', 'type', 'reload', 'close'])} {at}")
        page = tabs[at]
        if done[-1].startswith("type"):
            before = text_of(page)
            page.get_by_label(FIRST).press("End")
            page.keyboard.type(letter)
            assert text_of(page) == before + letter, done
        elif done[-1].startswith("reload"):
            page.reload()
        else:
            page.close()
            tabs[at] = opened()
        now = copy_of(page if not page.is_closed() else tabs[at])
        assert now.startswith(copy), (done, copy, now)
        assert now == copy or now in [text_of(tab) for tab in tabs], done
        copy = now
    for tab in tabs:
        tab.close()
    expect(opened().get_by_label(FIRST)).to_have_value(copy)
    assert len(copy) > 1, done
