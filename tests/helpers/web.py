"""One HTTP server for all tests: a function says what each request is answered with.

Knows HTTP, folders of files and the _headers of a finished site. Does not know any page, or who asks.
Unless told otherwise each connection ends after one answer, so that a server that has been stopped answers nobody.
"""

from __future__ import annotations

import contextlib
import mimetypes
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from builder.publish.site.policy import REVALIDATE, read_netlify_headers
from builder.publish.site.preview import NOT_HERE

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
}
"""Content types that a machine's own list may lack."""


class Request(NamedTuple):
    """One request."""

    method: str
    target: str
    """A path with its query, or a whole address if the server is asked as a proxy."""
    headers: str
    """One header a line."""
    body: bytes

    @property
    def path(self) -> str:
        return unquote(self.target.partition("?")[0])

    @property
    def takes_brotli(self) -> bool:
        return bool(re.search(r"^accept-encoding:.*\bbr\b", self.headers, re.IGNORECASE | re.MULTILINE))

    @property
    def text(self) -> str:
        """The whole request."""
        return f"{self.method} {self.target}\n{self.headers}{self.body.decode(errors='backslashreplace')}"


@dataclass(frozen=True)
class Answer:
    """One response."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    """The Content-Length to claim, if not the body's own."""


Answers = Callable[[Request], Answer | None]
"""What a request is answered with; None closes the connection without an answer."""


class Web:
    """A server on a free port of this machine."""

    def __init__(self, answers: Answers, keep_alive: bool = False) -> None:
        self.answers = answers
        self.keep_alive = keep_alive
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def hear(self, data: bytes) -> None:
        """Take note of a request line, of headers or of a body; those of unreadable requests too."""

    def start(self) -> None:
        """Serve, on the same port as before if there was one."""
        web = self

        class Handler(_Handler):
            protocol_version = "HTTP/1.1" if web.keep_alive else "HTTP/1.0"

            def parse_request(self) -> bool:
                web.hear(self.raw_requestline)
                return super().parse_request()

            def reply(self) -> None:
                headers = "".join(f"{name}: {value}\n" for name, value in self.headers.items())
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                web.hear(headers.encode("latin-1") + body)
                answer = web.answers(Request(self.command, self.path, headers, body))
                if answer:
                    self.send(answer)
                else:
                    self.close_connection = True

            do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = do_CONNECT = reply

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Close the port; answers that are on their way are not waited for."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Sends an answer, and writes nothing in the terminal."""

    disable_nagle_algorithm = True
    wbufsize = -1  # one packet for head and body

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:  # the browser has left
            self.close_connection = True

    def send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        length = len(answer.body) if answer.length is None else answer.length
        for name, value in ({"Content-Length": str(length)} | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serving(answers: Answers, keep_alive: bool = False) -> Iterator[Web]:
    """Run a server while the block runs."""
    web = Web(answers, keep_alive)
    web.start()
    try:
        yield web
    finally:
        web.stop()


def content_type(path: str) -> str:
    return TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def files(folder: Path, under: str = "/", missing: bytes = b"Not found", compressed: bool = False) -> Answers:
    """Answer with the files of a folder, published under a path; elsewhere with 404 and the body `missing`.

    `compressed`: send a file's .br copy to those who take it.
    """

    def answer(request: Request) -> Answer:
        path = request.path
        file = Path(os.path.normpath(folder / path.removeprefix(under).lstrip("/")))
        if path.startswith(under) and file.is_relative_to(folder):
            if path.endswith("/"):
                file /= "index.html"
            elif file.is_dir():
                place, mark, query = request.target.partition("?")
                return Answer(301, headers={"Location": f"{place}/{mark}{query}"})
            if file.is_file():
                headers = {"Content-Type": content_type(file.name)}
                packed = file.with_name(f"{file.name}.br")
                if compressed and request.takes_brotli and packed.is_file():
                    file, headers = packed, headers | {"Content-Encoding": "br"}
                return Answer(200, file.read_bytes(), headers)
        return Answer(404, missing, {"Content-Type": TYPES[".html"]})

    return answer


def published(site: Path, under: str = "/") -> Answers:
    """Answer as builder.publish's preview does: compressed, and with the headers of _headers. It is slower to ask."""
    rules = (site / "_headers").read_text(encoding="utf-8")
    answers = files(site, under, missing=(site / "404.html").read_bytes(), compressed=True)

    def answer(request: Request) -> Answer:
        found = answers(request)
        path = request.path.replace(under, "/", 1) if found.status != 404 else "/404.html"
        named = {name: value for name, value in read_netlify_headers(rules, path).items() if name not in NOT_HERE}
        return replace(found, headers=found.headers | {"Cache-Control": REVALIDATE} | named)

    return answer


def anything(kind: str = "text/javascript", body: bytes = b"") -> Answers:
    """Answer any request from anyone with the same body."""
    allowed = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*", "Content-Type": kind}
    return lambda _request: Answer(200, body, allowed)
