"""What a person does in a browser, through WebDriver: finds things by role and label, presses, writes, reads.

Knows roles and names as the browser itself computes them for assistive technology. Does not know any page.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

PATIENCE = 30  # seconds; what has not come by then does not come
WHERE = {  # role → the elements that may have it
    "article": "article",
    "button": "button",
    "checkbox": "input[type=checkbox]",
    "dialog": "dialog",
    "file": "input[type=file]",  # no role is agreed on
    "group": "fieldset, [role=group]",
    "heading": "h1, h2, h3, h4",
    "link": "a[href]",
    "radio": "input[type=radio]",
    "textbox": "textarea, input[type=text]",
}
SHOWN = """
const [selector, part, root] = arguments;
const named = (element) => [element, ...(element.labels ?? []), ...(element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean).map((id) => document.getElementById(id))];
const plain = (text) => text.replace(/\\s+/g, " ");
return [...(root ?? document).querySelectorAll(selector)].filter((element) =>
  element.checkVisibility() && named(element).some((one) => plain(one.textContent + " " + (one.ariaLabel ?? "")).includes(part)));
"""
Got = TypeVar("Got")


def until(happens: Callable[[], Got], what: str, every: float = 0.05) -> Got:
    """Wait for something to be true, and give it back. `every`: seconds between looks, more where a look costs much."""
    end = time.monotonic() + PATIENCE
    while True:
        got = happens()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(f"did not happen: {what}")
        time.sleep(every)


def matching(tab: WebDriver, role: str, name: str, within: WebElement | None = None) -> list[WebElement]:
    """What is shown with this role and this in its name, by the browser's own reckoning; the exact name alone where there is one."""
    named = []
    for element in tab.execute_script(SHOWN, WHERE[role], name, within):
        spoken = " ".join(element.accessible_name.split())
        if name in spoken and (role == "file" or element.aria_role == role):
            named.append((spoken, element))
    exact = [element for spoken, element in named if spoken == name]
    return exact or [element for _, element in named]


def find(tab: WebDriver, role: str, name: str, within: WebElement | None = None) -> WebElement:
    """The one thing with this role and name, as soon as it is shown."""
    found = until(lambda: matching(tab, role, name, within), f"{role} {name!r} is shown; the page says:\n{said(tab)}")
    return found[0]


def bring(tab: WebDriver, element: WebElement) -> WebElement:
    """Scroll to something, so that nothing that stays in place lies over it."""
    tab.execute_script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
    return element


def press(tab: WebDriver, name: str, role: str = "button") -> None:
    bring(tab, find(tab, role, name)).click()


def tick(tab: WebDriver, name: str, role: str = "radio") -> None:
    box = bring(tab, find(tab, role, name))
    box.click()
    assert box.is_selected(), name


def write(tab: WebDriver, name: str, text: str, within: WebElement | None = None) -> None:
    """Write in an empty field, or after what is there. WebKitGTK's driver has no key for what lies beyond U+FFFF."""
    bring(tab, find(tab, "textbox", name, within)).send_keys(text.replace("\n", Keys.ENTER))


def written(tab: WebDriver, name: str) -> str:
    return find(tab, "textbox", name).get_property("value")


def key(tab: WebDriver, *keys: str) -> None:
    """Press and let go of keys, one after the other, wherever the focus is."""
    for one in keys:
        ActionChains(tab).key_down(one).key_up(one).perform()


def said(tab: WebDriver) -> str:
    """All that can be read on the page."""
    return tab.execute_script("return document.body.innerText")


def sees(tab: WebDriver, text: str) -> None:
    """Wait until this can be read."""
    until(lambda: text in said(tab), f"{text!r} can be read")


def every_field(tab: WebDriver) -> str:
    """What stands in all fields, shown or not."""
    return tab.execute_script(
        "return [...document.querySelectorAll('textarea, input')].map((it) => it.value).join('\\n')"
    )


SHIFT = Keys.SHIFT
