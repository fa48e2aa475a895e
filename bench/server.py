"""Serve a folder over a shaped link, compressed as a good host would, and count what goes over the wire.

Knows HTTP/1.1 as far as a browser's GET needs it. Does not know what is measured.
Shaping in the server reaches the page, its workers and their imports alike; the browser's own throttling does not.
A round trip is paid for each new connection and for each request; the rate is shared by all connections.
"""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bench.link import Bucket, Link
from builder.publish.site.policy import REVALIDATE, read_netlify_headers
from builder.publish.site.preview import NOT_HERE

CHUNK = 4096  # bytes; at 1.6 Mbit/s one takes 20 ms
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".zip": "application/zip"}


@dataclass(frozen=True)
class Transfer:
    """One response: the path that was asked for and its bytes on the wire, head included."""

    path: str
    size: int


@dataclass
class Server:
    """A folder being served. `address` ends with a slash; `log` holds the transfers in the order of their requests."""

    folder: Path
    link: Link | None
    address: str = ""
    log: list[Transfer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bucket = Bucket(self.link.bytes_per_second) if self.link else None
        named = self.folder / "_headers"
        self.rules = named.read_text() if named.is_file() else ""

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's requests until the browser closes it."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self.round_trip()
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await self.round_trip()
                await self.send(writer, self.response(head.decode("latin-1").split(" ", 2)[1]))
        writer.close()

    async def round_trip(self) -> None:
        """Wait for as long as a message takes to come and go."""
        if self.link:
            await asyncio.sleep(self.link.round_trip)

    async def send(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        """Write a response at the link's pace."""
        clock = asyncio.get_running_loop().time
        for start in range(0, len(data), CHUNK):
            chunk = data[start : start + CHUNK]
            if self.bucket:
                await asyncio.sleep(max(0.0, self.bucket.reserve(len(chunk), clock()) - clock()))
            writer.write(chunk)
            await writer.drain()

    def response(self, target: str) -> bytes:
        """The whole response to a request, noted in the log."""
        path = unquote(urlsplit(target).path)
        file = self.folder / path.lstrip("/")
        if file.is_dir():
            file /= "index.html"
        headers = {"Cache-Control": REVALIDATE, "Vary": "Accept-Encoding"} | read_netlify_headers(self.rules, path)
        status, body = "404 Not Found", b""
        if file.is_file():
            status, packed = "200 OK", file.with_name(file.name + ".br")
            headers["Content-Type"] = (
                TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            )
            if packed.is_file():
                headers["Content-Encoding"] = "br"
            body = (packed if packed.is_file() else file).read_bytes()
        headers["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if name not in NOT_HERE)
        data = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body
        self.log.append(Transfer(path, len(data)))
        return data


@contextlib.contextmanager
def serving(folder: Path, link: Link | None = None) -> Iterator[Server]:
    """Serve a folder on a free port of this machine, in a thread of its own, while the block runs."""
    server = Server(folder, link)
    started: Future[asyncio.AbstractEventLoop] = Future()
    stopped = asyncio.Event()

    async def main() -> None:
        listener = await asyncio.start_server(server.connection, "127.0.0.1", 0)
        server.address = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/"
        started.set_result(asyncio.get_running_loop())
        await stopped.wait()
        listener.close()

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    loop = started.result()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join()
