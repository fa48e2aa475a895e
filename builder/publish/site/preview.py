"""Serve a finished site the way a good static host would: compressed, with the generated headers, 404 page and all.

Knows HTTP. Does not know the policy: it sends what _headers says, as the hosts do that read that file.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn
from servestatic import ServeStaticASGI

from builder.publish.site.policy import REVALIDATE, TYPES, read_netlify_headers

NOT_HERE = {"Strict-Transport-Security"}  # would tie 127.0.0.1 to https in the visitor's browser


class PreviewError(Exception):
    """The site cannot be served; the message says why and what to do."""


def make_app(site: Path, under: str = "/") -> ServeStaticASGI:
    """The ASGI app for a finished folder, served under a path that begins and ends with a slash."""
    headers_file = site / "_headers"
    if not headers_file.is_file():
        raise PreviewError(f"{site} is not finished. Finish it first: python -m builder.publish finish {site}")

    def headers_for(path: str) -> dict[str, str]:
        named = {"Cache-Control": REVALIDATE} | read_netlify_headers(headers_file.read_text(), path)
        return {name: value for name, value in named.items() if name not in NOT_HERE}

    def add_headers(headers: MutableMapping[str, str], _path: str, url: str) -> None:
        for name, value in headers_for(url.replace(under, "/", 1)).items():
            headers[name] = value

    async def not_found(
        scope: dict[str, Any], _receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]
    ) -> None:
        page = (site / "404.html").read_bytes()
        named = headers_for("/404.html")
        named |= {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))}
        headers = [(name.lower().encode(), value.encode()) for name, value in named.items()]
        await send({"type": "http.response.start", "status": 404, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page})

    return ServeStaticASGI(
        not_found,
        root=site,
        prefix=under,
        index_file=True,
        autorefresh=True,  # a site that is rebuilt meanwhile is served as it then is
        allow_all_origins=False,
        max_age=None,
        immutable_file_test=lambda _path, _url: False,
        mimetypes=TYPES,
        add_headers_function=add_headers,
    )


def listen(port: int) -> socket.socket:
    """A listening socket on this machine only; port 0 takes any free one."""
    listener = socket.socket(proto=socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's delay of 40 ms on
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        reason = f"Port {port} cannot be used ({error.strerror})."
        raise PreviewError(f"{reason} Choose another: make serve PORT=8001") from None
    listener.listen(128)
    return listener


def address_of(listener: socket.socket, under: str) -> str:
    """Return the address of what is served on a socket."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}{under}"


def make_server(site: Path, under: str) -> uvicorn.Server:
    """A quiet server for a finished folder."""
    config = uvicorn.Config(
        make_app(site, under),
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def preview(site: Path, port: int, under: str = "/") -> None:
    """Serve until interrupted, and say where."""
    server = make_server(site, under)
    with listen(port) as listener:
        address = address_of(listener, under)
        print(f"Viktigast is at {address} (Ctrl+C stops it)", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


@contextlib.contextmanager
def serving(site: Path, under: str = "/") -> Iterator[str]:
    """Serve in the background on a free port while the block runs; gives the address. For tests and measurements."""
    server = make_server(site, under)
    with listen(0) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield address_of(listener, under)
        finally:
            server.should_exit = True
            thread.join()
