"""The finished site on real servers, with the configuration that the finish step generates, asked over HTTP.

At the root of its host and under a path. Knows HTTP; the engines and the leaks are tried in
chromium/leaving/test_servers.py.
"""

from __future__ import annotations

import hashlib
import http.client
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest

from builder.publish.site import policy
from tests.helpers.servers import SERVERS, host_of
from tools import servers

TYPES = {  # suffix → what may stand before any charset
    ".html": {"text/html"}, ".css": {"text/css"}, ".json": {"application/json"}, ".svg": {"image/svg+xml"},
    ".png": {"image/png"},
    ".js": {"text/javascript", "application/javascript"}, ".mjs": {"text/javascript"}, ".wasm": {"application/wasm"},
    ".xml": {"text/xml", "application/xml"}, ".txt": {"text/plain"}, ".zip": {"application/zip"},
}  # fmt: skip
UNKNOWN = [
    "finns/inte/",
    "finns-inte",
    "om/",
    "om/finns-inte.html",
    "assets/finns-inte.0123abcd.min.css",
    "engine/finns-inte.mjs",
]
LIMIT = {"rules": 100, "line": 2000}  # of _headers at Cloudflare Pages


class Response(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Host(NamedTuple):
    """The site on one server."""

    server: str
    address: str
    site: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Response:
        """Ask for a path of the site, such as "om/", without a slash before it."""
        connection = http.client.HTTPConnection(host_of(self.address), timeout=60)
        connection.request(
            method, urlsplit(self.address).path + path, headers={n.replace("_", "-"): v for n, v in headers.items()}
        )
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return Response(response.status, response.headers, body)

    def headers_file_reads(self, path: str) -> dict[str, str]:
        return policy.read_netlify_headers((self.site / "_headers").read_text(), f"/{path}")


@pytest.fixture(scope="module", params=[f"{server} {under}" for server in SERVERS for under in ("/", "/sip/")])
def host(
    request: pytest.FixtureRequest, web_servers: None, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """The site on each server, at the root of its host and under a path."""
    server, under = request.param.split()
    folder = site if under == "/" else request.getfixturevalue("site_under_path")
    with SERVERS[server](folder, under, tmp_path_factory.mktemp("host")) as address:
        yield Host(server, address, folder)


def files(site: Path) -> dict[str, Path]:
    """What a visitor may get, by its address.

    Every file but the compressed copies and what only hosts and checkers read.
    """
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.suffix in TYPES}
    return {re.sub(r"(^|/)index\.html$", r"\1", name): path for name, path in found.items()}


def test_every_file_is_served_whole_and_with_its_type(host):
    for name, path in files(host.site).items():
        response = host.ask(name)
        assert (response.status, response.body) == (200, path.read_bytes()), name
        kind, _, charset = response.headers["Content-Type"].lower().partition(";")
        assert kind in TYPES[path.suffix], name
        if kind == "text/html":
            assert charset.replace('"', "").strip() == "charset=utf-8", name


@pytest.mark.parametrize(("encoding", "suffix"), [("br", ".br"), ("gzip", ".gz")])
def test_compressed_copy_is_sent_to_those_who_take_it(host, encoding, suffix):
    for name, path in files(host.site).items():
        response = host.ask(name, Accept_Encoding=encoding)
        copy = path.with_name(path.name + suffix)
        if copy.is_file():
            assert response.headers["Content-Encoding"] == encoding, name
            assert response.headers["Vary"] == "Accept-Encoding", name
            assert response.body == copy.read_bytes(), name
            assert response.headers["Content-Type"] == host.ask(name).headers["Content-Type"], name
        else:
            assert (response.headers["Content-Encoding"], response.body) == (None, path.read_bytes()), name


@pytest.mark.parametrize("path", UNKNOWN)
def test_unknown_address_gets_the_404_page_which_is_not_kept(host, path):
    response = host.ask(path)
    assert (response.status, response.body) == (404, (host.site / "404.html").read_bytes())
    assert response.headers["Content-Type"].lower().replace(" ", "") == "text/html;charset=utf-8"
    assert "immutable" not in response.headers.get("Cache-Control", "")


def test_what_the_404_page_links_to_is_there_however_deep_it_is_shown(host):
    page = host.ask("finns/inte/har/").body.decode()
    links = set(re.findall(r'(?:href|src)="([^"#]+)', page))
    assert len(links) > 10
    for link in links:
        address = urljoin(f"{host.address}finns/inte/har/", link)
        assert address.startswith(host.address), link
        assert host.ask(address.removeprefix(host.address)).status == 200, link


@pytest.mark.parametrize(
    "path", ["", "forbered/", "engine/pyodide.asm.mjs", "engine/pyodide.asm.wasm", "css/site.css", *UNKNOWN]
)
def test_P1_every_response_carries_the_policy_and_the_other_headers_once(host, path):
    hashed = next(name for name in files(host.site) if policy.is_immutable(name))
    for asked in (path, hashed):
        sent = host.ask(asked).headers
        for name, value in host.headers_file_reads("").items():
            if host.server == "headers_file" and name == "Strict-Transport-Security":
                assert name not in sent
            else:
                assert sent.get_all(name) == [value], name


def test_hashed_names_are_kept_for_ever_and_all_else_is_asked_for_again(host):
    for name in files(host.site):
        kept = policy.IMMUTABLE if policy.is_immutable(name) else policy.REVALIDATE
        sent = host.ask(name, "HEAD").headers
        assert (sent.get_all("Cache-Control"), sent["Expires"]) == ([kept], None), name


def test_unchanged_file_is_not_sent_again(host):
    for name in ("", "engine/brython.js", "engine/pyodide.asm.wasm"):
        first = host.ask(name, Accept_Encoding="br")
        assert host.ask(name, Accept_Encoding="br", If_Modified_Since=first.headers["Last-Modified"]).status == 304
        assert host.ask(name, Accept_Encoding="br", If_None_Match=first.headers["ETag"]).status == 304


def test_folder_without_its_slash_is_sent_on_within_the_host(host):
    for question in ("", "?region=halland&x=%C3%A5"):
        response = host.ask(f"om/kallor{question}")
        assert response.status in (301, 302, 307, 308)
        assert (
            urljoin(f"{host.address}om/kallor", response.headers["Location"]) == f"{host.address}om/kallor/{question}"
        )
        assert not re.match(
            "https?:", response.headers["Location"]
        )  # behind another server it would name the wrong one


def test_folder_without_its_slash_leads_to_no_other_host_however_it_is_asked_for(host):
    for path in ("/om-sip", "/om-sip?region=halland", "/om/kallor?x", "om/%2e%2e//om-sip?x"):
        location = host.ask(path).headers["Location"] or ""
        assert host_of(urljoin(host.address + path, location)) == host_of(host.address), path


@pytest.mark.usefixtures("web_servers")
@pytest.mark.parametrize("under", ["/", "/sip/"])
@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_what_begins_with_a_dot_is_not_handed_out_but_for_well_known(tmp_path, server, under):
    site = tmp_path / "site"
    kept, given = (
        [".git/config", ".htpasswd", "om/.index.html.swp", "css/.site.0123abcd.css"],
        ["index.html", ".well-known/security.txt"],
    )
    snippets = {"headers/nginx.conf": policy.nginx_snippet([], under), "headers/Caddyfile": policy.caddy_snippet([])}
    for name, text in (dict.fromkeys([*kept, *given], "here") | {"404.html": "not here"} | snippets).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    with SERVERS[server](site, under, tmp_path) as address:
        host = Host(server, address, site)
        for name in [*kept, ".git/", ".git", "%2egit/config", "om/../.git/config"]:
            assert host.ask(name)[::2] == (404, b"not here"), name
        for name in ["", *given[1:]]:
            assert host.ask(name)[::2] == (200, b"here"), name


def test_head_is_answered_without_a_body(host):
    assert [host.ask(path, "HEAD")[::2] for path in ("", "finns-inte")] == [(200, b""), (404, b"")]


# ---- a host with _headers, by its own limits ----------------------------------------------------------------------


def test_headers_file_keeps_within_the_limits_of_its_hosts(site):
    lines = (site / "_headers").read_text().splitlines()
    assert sum(line.startswith("/") for line in lines) <= LIMIT["rules"]
    assert max(map(len, lines)) <= LIMIT["line"]


# ---- the file list --------------------------------------------------------------------------------------------------


def check(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
    )


def test_file_list_names_every_file_with_its_checksum_in_a_stable_order(site):
    lines = [line.split("  ") for line in (site / "SHA256SUMS").read_text().splitlines()]
    there = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }
    del there["SHA256SUMS"]
    assert [name for _, name in lines] == sorted(there)
    assert {name: digest for digest, name in lines} == there


def test_copy_is_verified_by_sha256sum_and_a_changed_file_is_found(site, tmp_path):
    copy = shutil.copytree(site, tmp_path / "copy")
    assert check(copy).returncode == 0
    (copy / "js" / "builder.js").write_text("changed")
    assert check(copy).stdout == "js/builder.js: FAILED\n"


def test_a_stranger_can_fetch_what_is_published_and_verify_it(host, tmp_path):
    listed = host.ask("SHA256SUMS").body.decode().splitlines()
    listed = [
        line for line in listed if not re.search(r"headers|\.(br|gz)$", line)
    ]  # what some servers keep to themselves
    (tmp_path / "SHA256SUMS").write_text("\n".join(listed))
    wanted = "".join(f'url="{host.address}{line[66:]}"\noutput="{line[66:]}"\n' for line in listed)
    fetch = ["curl", "--silent", "--fail", "--location", "--create-dirs", "--config", "-"]
    subprocess.run(fetch, input=wanted, text=True, cwd=tmp_path, check=True)
    assert check(tmp_path).returncode == 0


# ---- getting the servers --------------------------------------------------------------------------------------------


@pytest.mark.others
def test_server_in_a_folder_that_is_a_link_is_found_where_it_lies_and_one_without_its_module_is_none(
    monkeypatch, tmp_path
):
    program = tmp_path / "usr" / "sbin" / "nginx"
    for file in [program, *(tmp_path / needed for needed in servers.NEEDS["nginx"])]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (tmp_path / "sbin").symlink_to("usr/sbin")
    which = shutil.which
    monkeypatch.setattr(servers, "FOLDER", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path / "sbin"))
    monkeypatch.setattr(
        servers.shutil, "which", lambda name, path: None if path == "/usr/sbin" else which(name, path=path)
    )
    assert servers.find_server("nginx") == program
    file.unlink()
    assert servers.find_server("nginx") is None
    monkeypatch.setattr(servers.shutil, "which", lambda *_, **__: "/sbin-on-its-own")
    assert servers.find_server("nginx") is None


@pytest.fixture
def without_servers(monkeypatch, tmp_path):
    """A machine that has neither server, and an apt that cannot get them. Gives what apt was asked to do."""
    asked = []

    def run(command, *_, **__):
        asked.append(command[1])
        raise servers.ToolchainError("no network")

    monkeypatch.setattr(servers, "FOLDER", tmp_path / "servers")
    monkeypatch.setattr(servers, "find_server", lambda name: None)
    monkeypatch.setattr(servers.shutil, "which", lambda name, **_: name)
    monkeypatch.setattr(servers.os, "geteuid", lambda: 0)
    monkeypatch.setattr(servers, "run", run)
    return asked


def test_server_that_cannot_be_had_is_left_out_and_told(without_servers, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    servers.main()
    assert without_servers == ["download", "download", "update", "download", "download"]
    told = capsys.readouterr().out
    assert "Left out: the tests with nginx" in told
    assert "Left out: the tests with caddy" in told


def test_no_server_may_be_left_out_where_ci_is_set(without_servers, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit, match="nginx"):
        servers.main()
