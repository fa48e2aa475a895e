"""What a screen reader reads out by itself, in a room where others hear: short messages, never what the person has written."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.chromium.journey import BORROWED, begin

GOAL, DU = "Vad vill du ska bli möjligt?", "I du-form, till planen"
STAFF = "Personal tillsammans med personen"
ENGINE = 30_000  # ms for an engine to come
OWN = ["Trygghet", "hemmet", "hunden", "Olle", "blomma", "katt", "trappan"]
"""Words that the person writes here, in each field one of its own at least."""

LISTEN = """() => {
  window.heard = [];
  const live = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"], output:not([aria-live])';
  const listen = (changes) => {
    for (const { target } of changes) {
      const region = (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(live);
      if (region) heard.push(region.textContent);
    }
  };
  new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def heard(page: Page) -> list[str]:
    """The text of every live region each time that something in it has changed."""
    return page.evaluate("heard")


def test_nothing_that_the_person_has_written_is_ever_in_what_is_read_out_by_itself(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED, STAFF)
    page.goto(page.url.split("#")[0] + "#main_goal")
    page.evaluate(LISTEN)
    step = page.locator(".step:visible")
    # a sentence out of the answers, taken and had back
    page.get_by_label(GOAL).fill("Trygghet i hemmet")
    page.get_by_role("button", name="Visa några små frågor").click(timeout=ENGINE)
    asked = step.get_by_role("group", name="Små frågor på vägen").get_by_role("textbox")
    asked.nth(0).fill("gå ut med hunden")
    expect(step.locator(".openers-sentence")).to_contain_text("hunden")
    asked.nth(1).fill("grannen Olle")
    expect(step.locator(".openers-sentence")).to_contain_text("Olle")
    page.get_by_role("button", name="Använd den här meningen").click()
    expect(step.locator(".openers-before")).to_have_text("Trygghet i hemmet")
    page.get_by_label(GOAL).fill("Jag vill se min blomma")
    page.get_by_role("button", name="Byt tillbaka").click()
    expect(step.locator(".openers-before")).to_have_text("Jag vill se min blomma")
    # a suggestion in du-form beside what somebody has made of the one before, taken and had back
    page.get_by_label(GOAL).fill("Jag vill gå ut med min katt")
    page.get_by_role("button", name="Gör ett förslag").click()
    expect(step.get_by_label(DU)).to_have_value("Du vill gå ut med din katt", timeout=ENGINE)
    step.get_by_label(DU).fill("Du vill ut i trappan")
    page.get_by_role("button", name="Gör ett förslag").click()
    expect(page.get_by_text("Du vill gå ut med din katt", exact=True)).to_be_visible(timeout=ENGINE)
    page.get_by_role("button", name="Ta det nya förslaget").click()
    page.get_by_role("button", name="Ångra").click()
    expect(step.get_by_label(DU)).to_have_value("Du vill ut i trappan")

    said = heard(page)
    for message in (
        "Här är ett förslag, gjort av svaren:",
        "Meningen står nu i rutan.",
        "Här är ett nytt förslag:",
        "Det nya förslaget står i rutan.",
    ):
        assert any(message in text for text in said), message
    assert [text for text in said if re.search("|".join(OWN), text)] == []
