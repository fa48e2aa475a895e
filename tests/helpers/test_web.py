"""The tests' own server says what it was told to say: else a test of a fault or a leak could not fail."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path

import pytest

from tests.helpers import web


def ask(host: web.Web, target: str, method: str = "GET", body: bytes | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", host.port, timeout=10)
    connection.request(method, target, body, {"X-Said": "hallå".encode("latin-1")})
    return connection.getresponse()


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
            answer = ask(host, under + path)
            assert (answer.status, answer.headers["Content-Type"], answer.read()) == (200, kind, body)
        answer = ask(host, f"{under}om")
        assert (answer.status, answer.headers["Location"]) == (301, f"{under}om/")
        for path in ("none", "none/", "%2e%2e/secret.txt"):
            answer = ask(host, under + path)
            assert (answer.status, answer.read()) == (404, b"lost")
        if under != "/":
            assert ask(host, "/a.mjs").status == 404


def test_an_answer_may_be_shorter_than_it_says_and_there_may_be_none() -> None:
    answers = {"/short": web.Answer(200, b"half", length=8), "/head": web.Answer(200, b"body")}
    with web.serving(lambda request: answers.get(request.path)) as host:
        with pytest.raises(http.client.IncompleteRead):
            ask(host, "/short").read()
        with pytest.raises(http.client.RemoteDisconnected):
            ask(host, "/none")
        head = ask(host, "/head", "HEAD")
        assert (head.headers["Content-Length"], head.read()) == ("4", b"")


def test_all_that_is_told_is_heard_also_what_is_no_request() -> None:
    told: list[web.Request] = []
    with web.serving(lambda request: told.append(request) or web.Answer()) as host:
        ask(host, "/%C3%A5?x=1", "POST", b"\xffbody").read()
        with socket.create_connection(("127.0.0.1", host.port)) as mouth:
            mouth.sendall(b"nonsense of all kinds here\r\n\r\n")
            mouth.recv(100)
        [request] = told
        assert (request.method, request.path, request.target, request.body) == (
            "POST",
            "/å",
            "/%C3%A5?x=1",
            b"\xffbody",
        )
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
    assert (host.url, ask(host, "/").read()) == (url, b"here")
    host.stop()
