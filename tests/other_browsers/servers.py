"""The servers of a test: the site's own, which notes all that it is asked, and a stranger's, which nobody should ask.

Knows HTTP. Does not know any browser, nor any page of the site. Sends no headers of ours: the meta policy is alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

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


class Quiet(SimpleHTTPRequestHandler):
    """Takes any method, in one way, and writes nothing on the terminal."""

    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        with contextlib.suppress(ConnectionError):  # the browser has left
            super().handle_one_request()

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Run a server on a port, and so an origin, of its own; gives its address with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False  # a browser keeps its connections open
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


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

    class Handler(Quiet):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(site))

        def parse_request(self) -> bool:
            self.close_connection = True
            return not home.stopped and super().parse_request()

        def do_GET(self) -> None:
            home.asked.append(f"{self.requestline}\n{self.headers}")
            file = Path(self.translate_path(self.path))
            if self.path.partition("?")[0].endswith("/"):
                file = file / "index.html"
            path = file.relative_to(site).as_posix()
            if path in home.gone or not file.is_file():
                return self.send(404)
            body = file.read_bytes()
            if path in home.edits:
                body = home.edits[path](body.decode()).encode()
            self.send(200, body, Content_Type=self.guess_type(str(file)), Cache_Control="no-cache")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            if self.path == "/heard":
                home.heard.append(body)
            else:
                home.asked.append(f"{self.requestline}\n{self.headers}{body}")
            self.send(204)

    with serving(Handler) as home.url:
        yield home


@dataclass
class Stranger:
    """A foreign server, and the proxy for every address that is not on this machine."""

    url: str = ""
    asked: list[str] = field(default_factory=list)


@contextlib.contextmanager
def stranger() -> Iterator[Stranger]:
    """A server that takes anything from anyone."""
    other = Stranger()

    class Handler(Quiet):
        def do_GET(self) -> None:
            host = urlsplit(self.path).hostname or ""  # a whole address when it is asked as a proxy
            if not host.endswith(MAKERS):
                other.asked.append(self.requestline)
            self.send(200, b"", Access_Control_Allow_Origin="*", Content_Type="text/javascript")

        do_POST = do_OPTIONS = do_GET

        def do_CONNECT(self) -> None:
            if not self.path.partition(":")[0].endswith(MAKERS):
                other.asked.append(self.requestline)
            self.close_connection = True
            self.send(502)

    with serving(Handler) as other.url:
        yield other
