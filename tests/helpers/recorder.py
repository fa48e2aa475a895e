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
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.helpers.web import Answer, Answers, Request, Web, anything, files


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
    """The ways in which a text is written in what was heard: as it is, or as it is in addresses and forms."""
    once = unquote_to_bytes(bytes(heard))
    readings = [bytes(heard), once, unquote_to_bytes(once)]
    readings += [reading.replace(b"+", b" ") for reading in readings]
    every = [(reading, reading.lower()) for reading in readings]
    return [
        name
        for name, shape in shapes(text).items()
        if any(shape in pair[not name.startswith("base64")] for pair in every)
    ]


class Recorder(Web):
    """A server that keeps what it has been told, without a connection too."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(answers)
        self.heard = bytearray()
        """All that came over connections, in its order."""
        self.asked: list[str] = []
        """The paths that were asked for, with their queries."""
        self.datagrams: list[bytes] = []
        """What came to the same port without a connection."""
        self.datagram = threading.Event()
        """Set when the first datagram has come."""

    def hear(self, data: bytes) -> None:
        self.heard += data

    def listen_for_datagrams(self, ear: socket.socket) -> None:
        with contextlib.suppress(OSError):  # closed: the test is over
            while True:
                self.datagrams.append(ear.recv(65_536))
                self.datagram.set()


@contextlib.contextmanager
def recording(
    site: Path | None = None,
    headers: Callable[[str], dict[str, str]] = lambda path: {},
    edit: Callable[[str], str] = lambda page: page,
) -> Iterator[Recorder]:
    """Run a server that serves a site, with headers, and with its pages edited; without a site it answers anything."""
    published = files(site) if site else anything("text/html", b"<!doctype html><title>x</title>")

    def answers(request: Request) -> Answer:
        recorder.asked.append(request.target)
        answer = published(request)
        if site and answer.status == 200 and answer.headers["Content-Type"].startswith("text/html"):
            answer = replace(answer, body=edit(answer.body.decode()).encode())
        return replace(answer, headers=answer.headers | headers(request.path))

    recorder = Recorder(answers)
    recorder.start()
    with socket.socket(type=socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", recorder.port))
        threading.Thread(target=recorder.listen_for_datagrams, args=(ear,), daemon=True).start()
        yield recorder
        recorder.stop()
