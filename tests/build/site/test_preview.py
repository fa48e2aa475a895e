"""The preview server, asked over HTTP as a browser would."""

from __future__ import annotations

import gzip
import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from builder.publish.__main__ import main
from builder.publish.site import policy
from builder.publish.site.compress import compress_site
from builder.publish.site.finish import write_header_files
from builder.publish.site.preview import PreviewError, listen, make_app, serving

TEXT = "<!doctype html><p>Vad är viktigast för dig?</p>\n" * 20
HASHED = "assets/main.0123abcd.min.css"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory) -> Path:
    site = tmp_path_factory.mktemp("preview") / "site"
    files = {"index.html": TEXT, "404.html": "<p>Sidan finns inte</p>", "om/index.html": TEXT, HASHED: "p{}" * 200}
    files |= {"js/a.mjs": "1" * 300, "engine/a.wasm": "0" * 300}
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    write_header_files(site, [])
    compress_site(site, site.parent / "cache")
    return site


@pytest.fixture(scope="module")
def ask(small_site):
    with serving(small_site) as address:
        yield asker(address)


def asker(address: str):
    def ask(path: str, method: str = "GET", **headers: str):
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    return ask


def test_best_encoding_the_browser_takes_is_sent(ask):
    best, second, plain = ask("/", Accept_Encoding="gzip, br"), ask("/", Accept_Encoding="gzip"), ask("/")
    assert best.headers["Content-Encoding"] == "br"
    assert second.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert brotli.decompress(best.body) == gzip.decompress(second.body) == plain.body == TEXT.encode()
    assert best.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/js/a.mjs", "text/javascript; charset=utf-8"),
        ("/engine/a.wasm", "application/wasm"),
    ],
)
def test_types_are_what_browsers_insist_on(ask, path, kind):
    assert ask(path).headers["Content-Type"].replace('"', "") == kind


@pytest.mark.parametrize("path", ["/", "/om/", "/js/a.mjs", "/engine/a.wasm", "/finns-inte/"])
def test_every_response_carries_the_generated_headers(ask, path):
    sent = ask(path).headers
    for name, value in policy.response_headers([]).items():
        assert sent[name] == (None if name == "Strict-Transport-Security" else value)


def test_only_hashed_files_may_be_kept_without_asking(ask):
    assert ask(f"/{HASHED}").headers["Cache-Control"] == policy.IMMUTABLE
    assert ask("/om/").headers["Cache-Control"] == policy.REVALIDATE


def test_folder_without_slash_is_sent_on_to_its_page(ask):
    response = ask("/om")
    assert (response.status, response.headers["Location"]) == (302, "om/")


@pytest.mark.parametrize("path", ["/finns-inte", "/finns-inte/", "/../pyproject.toml", "/%2e%2e/cache/", "/om/%00"])
def test_unknown_path_gets_the_404_page(ask, path):
    response = ask(path)
    assert (response.status, response.body) == (404, b"<p>Sidan finns inte</p>")


def test_unchanged_file_is_not_sent_again(ask):
    first = ask("/om/")
    assert ask("/om/", If_None_Match=first.headers["ETag"]).status == 304
    assert ask("/om/", If_Modified_Since=first.headers["Last-Modified"]).status == 304


def test_head_is_answered_without_a_body(ask):
    for path in ("/", "/finns-inte"):
        assert ask(path, method="HEAD").body == b""


def test_site_can_be_served_under_a_path(small_site):
    with serving(small_site, under="/kommun/sip/") as address:
        ask = asker(address)
        assert address.endswith("/kommun/sip/")
        assert ask("/kommun/sip/om/").status == 200
        assert ask(f"/kommun/sip/{HASHED}").headers["Cache-Control"] == policy.IMMUTABLE
        assert ask("/om/").status == 404


def test_taken_port_is_told_in_one_line(small_site, capsys):
    with listen(0) as taken:
        port = str(taken.getsockname()[1])
        assert main(["preview", "--port", port, str(small_site)]) == 1
    message = capsys.readouterr().err
    assert f"Port {port}" in message
    assert message.count("\n") == 1


def test_server_listens_on_this_machine_only():
    with listen(0) as listener:
        assert listener.family == socket.AF_INET
        assert listener.getsockname()[0] == "127.0.0.1"


def test_answers_on_a_connection_that_is_kept_are_not_held_back():
    with listen(0) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # asyncio turns Nagle's delay off only where it reads this


def test_unfinished_site_is_told_with_its_remedy(tmp_path):
    with pytest.raises(PreviewError, match="finish"):
        make_app(tmp_path)
