"""A server that writes down all it is told, and the shapes in which a text may have been told. For the leak tests.

Knows HTTP, datagrams and encodings. Does not know what is sent, nor by whom.
"""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote_to_bytes


def shapes(text: str) -> dict[str, bytes]:
    """The ways in which a text may be written, as bytes in small letters (but base64)."""
    utf8 = text.encode()
    small = {"UTF-8": utf8, "JSON": json.dumps(text)[1:-1].encode(), "hex": utf8.hex().encode()}
    small |= {name: text.encode(name) for name in ("UTF-16LE", "UTF-16BE", "Latin-1")}
    found = {name: shape.lower() for name, shape in small.items()}
    for shift in range(3):  # in base64 a text looks in one of three ways, after what stands before it
        whole = base64.b64encode(bytes(shift) + utf8)[[0, 2, 3][shift] : (shift + len(utf8)) * 8 // 6]
        found[f"base64 {shift}"] = whole
        found[f"base64 for addresses {shift}"] = whole.replace(b"+", b"-").replace(b"/", b"_")
    return found


def traces(text: str, heard: bytes) -> list[str]:
    """The ways in which a text is written in what was heard, there as it is or as it is put into addresses and forms."""
    once = unquote_to_bytes(bytes(heard))
    readings = [bytes(heard), once, unquote_to_bytes(once)]
    readings += [reading.replace(b"+", b" ") for reading in readings]
    every = [(reading, reading.lower()) for reading in readings]
    return [
        name
        for name, shape in shapes(text).items()
        if any(shape in pair[not name.startswith("base64")] for pair in every)
    ]


class Recorder:
    """What one server, at `url`, has been told."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self.heard = bytearray()
        """Request lines, headers and bodies, one after the other."""
        self.asked: list[str] = []
        """The paths that were asked for."""
        self.datagrams: list[bytes] = []
        """What came to the same port without a connection."""
        self.datagram = threading.Event()
        """Set when something has come so."""


def listen_for_datagrams(recorder: Recorder, ear: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed: the test is over
        while True:
            recorder.datagrams.append(ear.recv(65_536))
            recorder.datagram.set()


@contextlib.contextmanager
def recording(
    site: Path | None = None,
    headers: Callable[[str], dict[str, str]] = lambda path: {},
    edit: Callable[[str], str] = lambda page: page,
) -> Iterator[Recorder]:
    """Run a server that serves a site, or says yes to anything; its pages may be edited on the way."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(site or ""))

        def parse_request(self) -> bool:
            recorder.heard += self.raw_requestline
            understood = super().parse_request()
            if understood:
                recorder.asked.append(self.path)
                recorder.heard += "".join(f"{name}: {value}\n" for name, value in self.headers.raw_items()).encode(
                    "latin-1"
                )
                recorder.heard += self.rfile.read(int(self.headers.get("Content-Length") or 0))
            return understood

        def do_GET(self) -> None:
            page = Path(self.translate_path(self.path)) / "index.html"
            if not site:
                self.tell(b"<!doctype html><title>x</title>", "text/html")
            elif page.is_file() and self.path.split("?")[0].endswith("/"):
                self.tell(edit(page.read_text(encoding="utf-8")).encode(), "text/html; charset=utf-8")
            else:
                super().do_GET()

        def copyfile(self, *arguments: object) -> None:
            with contextlib.suppress(ConnectionError):  # the page was left meanwhile
                super().copyfile(*arguments)

        def list_directory(self, path: str) -> None:
            self.send_error(404)

        def do_POST(self) -> None:
            self.tell(b"", "text/plain")

        do_OPTIONS = do_PUT = do_POST

        def tell(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def end_headers(self) -> None:
            if not site:
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Access-Control-Allow-Headers", "*")
            for name, value in headers(self.path).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, socket.socket(type=socket.SOCK_DGRAM) as ear:
        recorder = Recorder(server.server_port)
        ear.bind(("127.0.0.1", server.server_port))
        for job, arguments in ((server.serve_forever, ()), (listen_for_datagrams, (recorder, ear))):
            threading.Thread(target=job, args=arguments, daemon=True).start()
        yield recorder
        server.shutdown()
