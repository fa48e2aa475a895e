"""The servers of a test: the site's own, which notes all that it is asked, and a stranger's, which nobody should ask.

Knows HTTP. Does not know any browser, nor any page of the site. Sends no headers of ours: the meta policy is alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.helpers import web

EARS = """
const tell = (text) => navigator.sendBeacon("/heard", text);
for (const name of ["debug", "error", "info", "log", "trace", "warn"]) console[name] = (...words) => tell(`console ${name}: ${words.join(" ")}`);
addEventListener("error", (event) => tell(`error: ${event.message ?? event.target.src ?? event.target.href}`), true);
addEventListener("unhandledrejection", (event) => tell(`rejection: ${event.reason}`));
addEventListener("securitypolicyviolation", (event) => tell(`policy violation: ${event.effectiveDirective} ${event.blockedURI}`));
"""
"""The first script of every page here: WebKitGTK's driver tells nothing of the console, so the page does."""

MAKERS = ("firefox.com", "mozilla.com", "mozilla.net", "mozilla.org")
"""Hosts that Firefox asks by itself, whatever page is shown."""


@dataclass
class Home:
    """The site's own server."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    """Each request whole, as text: method, address, headers and body."""
    heard: list[str] = field(default_factory=list)
    """What a page wrote in the console, threw, or was refused by its policy."""
    provoked: bool = False
    """Whether the test itself makes the page complain."""
    stopped: bool = False
    """From when on nobody gets an answer."""
    gone: set[str] = field(default_factory=set)
    """Paths that are answered with 404."""
    edits: dict[str, Callable[[str], str]] = field(default_factory=dict)
    """Path → what to do with the file's text before it is sent."""


def with_ears(site: Path, folder: Path) -> Path:
    """The same site with ears in every page; the service worker's list of hashes agrees with it."""
    shutil.copytree(site, folder, copy_function=os.symlink, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    worker = (site / "sw.js").read_text()
    for page in folder.rglob("*.html"):
        before = page.read_bytes()
        after = before.replace(b"</title>", b'</title><script src="/ears.js"></script>', 1)
        page.unlink()
        page.write_bytes(after)
        worker = worker.replace(hashlib.sha256(before).hexdigest(), hashlib.sha256(after).hexdigest())
    (folder / "sw.js").unlink()
    (folder / "sw.js").write_text(worker)
    (folder / "ears.js").write_text(EARS)
    return folder


@contextlib.contextmanager
def home_of(site: Path) -> Iterator[Home]:
    """Serve a folder and note everything."""
    home = Home()
    published = web.files(site)

    def answers(request: web.Request) -> web.Answer | None:
        if home.stopped:
            return None
        if request.target == "/heard":
            home.heard.append(request.body.decode())
            return web.Answer(204)
        home.asked.append(request.text)
        path = request.path.lstrip("/")
        if path == "" or path.endswith("/"):
            path += "index.html"
        answer = web.Answer(404) if path in home.gone else published(request)
        if path in home.edits:
            answer = replace(answer, body=home.edits[path](answer.body.decode()).encode())
        return replace(answer, headers=answer.headers | {"Cache-Control": "no-cache"})

    with web.serving(answers) as server:
        home.url = server.url
        yield home
    for path in [*home.gone, *home.edits]:
        assert (site / path).is_file(), f"nothing is published at {path}"


@dataclass
class Stranger:
    """A foreign server, and the proxy for every address that is not on this machine."""

    url: str = ""
    asked: list[str] = field(default_factory=list)


@contextlib.contextmanager
def stranger() -> Iterator[Stranger]:
    """A server that takes anything from anyone."""
    other = Stranger()
    answer = web.anything()

    def answers(request: web.Request) -> web.Answer:
        secure = request.method == "CONNECT"
        host = request.target.partition(":")[0] if secure else urlsplit(request.target).hostname or ""
        if not host.endswith(MAKERS):
            other.asked.append(f"{request.method} {request.target}")
        return web.Answer(502) if secure else answer(request)

    with web.serving(answers) as server:
        other.url = server.url
        yield other
