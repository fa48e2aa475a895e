"""Read a built HTML page: its inline scripts, what the policy would refuse, and where the policy's tags go.

Knows HTML. Does not know the policy's words, the site or which generator wrote the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import NamedTuple

SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}
FETCHING = {  # element → attributes whose address the browser fetches by itself
    "script": ("src",), "link": ("href",), "img": ("src", "srcset"), "iframe": ("src",), "source": ("src", "srcset"),
    "video": ("src", "poster"), "audio": ("src",), "track": ("src",), "embed": ("src",), "object": ("data",),
    "input": ("src",), "image": ("href", "xlink:href"), "use": ("href", "xlink:href"),
}  # fmt: skip
NOT_FETCHED_LINKS = {"canonical", "alternate", "author", "license", "next", "prev", "help", "search", "me"}
FOREIGN = re.compile(r"(?:^|,)\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
CHARSET = re.compile(r'<meta\s+charset=["\']?utf-8["\']?\s*/?>', re.IGNORECASE)
OUR_TAGS = re.compile(
    r'<meta http-equiv="Content-Security-Policy" content="[^"]*">(<meta name="referrer" content="[^"]*">)?'
)


class Page(NamedTuple):
    """What the finish step needs to know of one page."""

    script_hashes: frozenset[str]
    """Content policy sources, such as 'sha256-…', of its inline scripts."""
    faults: tuple[str, ...]
    """What would not work under the policy: "line 12: … (remedy)"."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hashes: set[str] = set()
        self.faults: list[str] = []
        self.script: list[str] | None = None

    def fault(self, what: str, remedy: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {what} ({remedy})")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.fault("inline <style>", "move it to a file in builder/shell/theme/css/")
        if tag == "base":
            self.fault("<base>", "write addresses relative to the page")
        if tag == "script" and "src" not in attributes and attributes.get("type", "").lower() in SCRIPT_TYPES:
            self.script = []
        for name, value in attributes.items():
            if name == "style":
                self.fault(f'style="{value}" on <{tag}>', "use a class and a rule in builder/shell/theme/css/")
            elif name.startswith("on"):
                self.fault(f"{name} on <{tag}>", "listen in a module in builder/shell/theme/js/")
            elif name in ("href", "src") and value.strip().lower().startswith("javascript:"):
                self.fault(f"javascript: address on <{tag}>", "use a button and a module in builder/shell/theme/js/")
        if tag == "link" and set(attributes.get("rel", "").lower().split()) <= NOT_FETCHED_LINKS:
            return
        for name in FETCHING.get(tag, ()):
            if FOREIGN.search(attributes.get(name, "")):
                self.fault(f'{name}="{attributes[name]}" on <{tag}>', "serve it from this site, by a relative address")

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != "script" or self.script is None:
            return
        # Browsers hash what they have parsed, and parsing makes every line end a \n.
        text = "".join(self.script).replace("\r\n", "\n").replace("\r", "\n")
        if text:
            digest = hashlib.sha256(text.encode()).digest()
            self.hashes.add(f"'sha256-{base64.b64encode(digest).decode()}'")
        self.script = None


def read_page(html: str) -> Page:
    """Read one page; faults are returned, never raised, so that all of a site's can be shown at once."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    faults = reader.faults
    charset = CHARSET.search(html)
    if not charset:
        faults = ['line 1: no <meta charset="utf-8"> (the policy goes right after it; add it first in <head>)', *faults]
    elif re.search(r"<(script|link|style)\b", html[: charset.start()], re.IGNORECASE):
        faults = ['line 1: something is loaded before <meta charset="utf-8"> (move the tag first in <head>)', *faults]
    return Page(frozenset(reader.hashes), tuple(faults))


def insert_tags(html: str, tags: str) -> str:
    """Put the policy's tags right after the charset, in place of any from an earlier run."""
    return CHARSET.sub(lambda charset: charset[0] + tags, OUR_TAGS.sub("", html), count=1)
