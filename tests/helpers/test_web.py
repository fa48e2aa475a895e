"""The tests' own server says what it was told to say: else a test of a fault or a leak could not fail."""

from __future__ import annotations

import contextlib
import http.client
import socket
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import brotli
import pytest

from builder.publish.site import preview
from builder.publish.site.finish import write_header_files
from tests.helpers import web
from tests.helpers.recorder import Recorder


class Got(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(port: int, target: str, method: str = "GET", body: bytes | None = None) -> Got:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, target, body, {"X-Said": "hallå".encode("latin-1"), "Accept-Encoding": "br"})
        with connection.getresponse() as answer:
            return Got(answer.status, answer.headers, answer.read())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site beside a file that is none of its."""
    site = tmp_path / "site"
    (site / "om").mkdir(parents=True)
    (site / "index.html").write_text("start")
    (site / "om" / "index.html").write_text("om")
    (site / "a.mjs").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    return site


@pytest.mark.parametrize("under", ["/", "/sip/"])
def test_a_folder_is_served_as_a_host_would_at_its_root_and_under_a_path(folder: Path, under: str) -> None:
    with web.serving(web.files(folder, under, missing=b"lost")) as host:
        for path, kind, body in [
            ("", "text/html; charset=utf-8", b"start"),
            ("om/?region=x", "text/html; charset=utf-8", b"om"),
            ("a.mjs", "text/javascript", b"1"),
        ]:
            answer = ask(host.port, under + path)
            assert (answer.status, answer.headers["Content-Type"], answer.body) == (200, kind, body)
        answer = ask(host.port, f"{under}om?region=x")
        assert (answer.status, answer.headers["Location"]) == (301, f"{under}om/?region=x")
        for path in ("none", "none/", "%2e%2e/secret.txt"):
            answer = ask(host.port, under + path)
            assert (answer.status, answer.body) == (404, b"lost")
        if under != "/":
            assert ask(host.port, "/a.mjs").status == 404


OWN = {"date", "server", "etag", "last-modified", "vary", "content-length", "connection"}
"""Headers that each server has its own way with."""


def compared(got: Got) -> dict[str, str]:
    """The headers that must be the same; a content type without its charset, which the files say themselves."""
    named = {name.lower(): value for name, value in got.headers.items()}
    named["content-type"] = got.headers.get_content_type()
    return {name: value for name, value in named.items() if name not in OWN}


@pytest.mark.parametrize("under", ["/", "/sip/"])
def test_a_site_is_published_with_the_status_and_headers_that_the_preview_gives_it(folder: Path, under: str) -> None:
    (folder / "404.html").write_text("lost")
    (folder / "css").mkdir()
    (folder / "css" / "site.0123abcd.css").write_text("p{}")
    (folder / "b.mjs").write_text("1" * 300)
    (folder / "b.mjs.br").write_bytes(brotli.compress(b"1" * 300))
    write_header_files(folder, [])
    told = []
    with web.serving(web.published(folder, under), keep_alive=True) as host, preview.serving(folder, under) as address:
        for port in (host.port, urlsplit(address).port):
            answers = [ask(port, under + path) for path in ("", "om/", "b.mjs", "css/site.0123abcd.css", "none")]
            told.append([(one.status, compared(one), one.body) for one in answers])
    assert told[0] == told[1]
    assert all("content-security-policy" in headers for _, headers, _ in told[0])
    assert [headers.get("content-encoding") for _, headers, _ in told[0]] == [None, None, "br", None, None]


def test_a_connection_may_be_kept() -> None:
    with web.serving(lambda request: web.Answer(200, b"here"), keep_alive=True) as host:
        kept = http.client.HTTPConnection("127.0.0.1", host.port, timeout=10)
        for _ in range(2):
            kept.request("GET", "/")
            answer = kept.getresponse()
            assert (answer.read(), answer.will_close) == (b"here", False)
        kept.close()


def test_an_answer_may_be_shorter_than_it_says_and_there_may_be_none() -> None:
    answers = {"/short": web.Answer(200, b"half", length=8), "/head": web.Answer(200, b"body")}
    with web.serving(lambda request: answers.get(request.path)) as host:
        with pytest.raises(http.client.IncompleteRead):
            ask(host.port, "/short")
        with pytest.raises(http.client.RemoteDisconnected):
            ask(host.port, "/none")
        head = ask(host.port, "/head", "HEAD")
        assert (head.headers["Content-Length"], head.body) == ("4", b"")


def test_a_request_is_told_whole_and_what_is_no_request_is_heard_too() -> None:
    told: list[web.Request] = []
    host = Recorder(lambda request: told.append(request) or web.Answer())
    host.start()
    ask(host.port, "/%C3%A5?x=1", "POST", b"\xffbody")
    with socket.create_connection(("127.0.0.1", host.port)) as mouth:
        mouth.sendall(b"nonsense of all kinds here\r\n\r\n")
        mouth.recv(100)
    host.stop()
    [request] = told
    assert (request.method, request.path, request.target, request.body) == ("POST", "/å", "/%C3%A5?x=1", b"\xffbody")
    assert "X-Said: hallå" in request.text
    for part in (b"POST /%C3%A5?x=1", "X-Said: hallå".encode("latin-1"), b"\xffbody", b"nonsense"):
        assert part in host.heard


def test_a_server_that_has_been_stopped_is_silent_and_comes_back_on_its_port() -> None:
    host = web.Web(lambda request: web.Answer(200, b"here"))
    host.start()
    url, kept = host.url, http.client.HTTPConnection("127.0.0.1", host.port, timeout=10)
    kept.request("GET", "/")
    kept.getresponse().read()
    host.stop()
    with pytest.raises(ConnectionRefusedError):
        kept.request("GET", "/")
    host.start()
    assert (host.url, ask(host.port, "/").body) == (url, b"here")
    host.stop()
