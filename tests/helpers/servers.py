"""Run the finished site on the servers that a municipality would use, with the files that the finish step generates.

Knows how each server is configured around our snippet. Does not know what is tested; see test_servers.py.
A server that is not on this machine leaves its tests out, with the reason; where CI is set it fails them instead.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from builder.publish.site.preview import serving
from tests.helpers import web
from tools.servers import find_server

NGINX = """daemon off; pid {own}/nginx.pid; error_log stderr warn; {user}
load_module {base}/usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
events {{ }}
http {{
  include {base}/etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {own}/body; proxy_temp_path {own}/proxy; fastcgi_temp_path {own}/fastcgi;
  uwsgi_temp_path {own}/uwsgi; scgi_temp_path {own}/scgi;
  server {{
    listen 127.0.0.1:{port} {tls};
    {tls_lines}
    {location} {site}/headers/nginx.conf; brotli_static on; {end}
  }}
}}
"""
CADDY = """{{
  admin off
  auto_https off
  skip_install_trust
  servers {{
    {listeners}
  }}
}}
{scheme}://localhost:{port} {{
  bind 127.0.0.1
  {tls_lines}
  {location}
  import {site}/headers/Caddyfile
  {end}
}}
"""


def program(name: str) -> Path:
    """A server's program, or the end of the test."""
    found = find_server(name)
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"{name} is not here: make test fetches it where apt works"
        )
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], port: int, own: Path) -> Iterator[None]:
    """Run a server until the block ends, which begins when the server listens."""
    settings = os.environ | {"HOME": str(own), "XDG_DATA_HOME": str(own), "XDG_CONFIG_HOME": str(own)}
    with (own / "log").open("w+") as log, subprocess.Popen(command, env=settings, stdout=log, stderr=log) as server:
        try:
            while server.poll() is None:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.02)
            else:
                pytest.fail(f"{command[0]} has stopped:\n{(own / 'log').read_text()}", pytrace=False)
            yield
        finally:
            server.terminate()


@contextlib.contextmanager
def nginx(site: Path, under: str, own: Path, certificate: Path | None = None) -> Iterator[str]:
    """Debian's nginx with its brotli module; with a certificate, plain HTTP on the same port is sent on to HTTPS."""
    found, port = program("nginx"), free_port()
    location, end = f"root {site}; include", ""
    if under != "/":
        location, end = (
            f"location = {under[:-1]} {{ return 301 {under}; }} location {under} {{ alias {site}/; include",
            "}",
        )
    redirect = "error_page 497 =301 https://$host:$server_port$request_uri;"
    config = own / "nginx.conf"
    config.write_text(
        NGINX.format(
            own=own, base=found.parents[2], port=port, site=site, location=location, end=end,
            user="user root root;" if os.geteuid() == 0 else "",
            tls="ssl" if certificate else "",
            tls_lines=f"ssl_certificate {certificate}; ssl_certificate_key {certificate}; {redirect}"
            if certificate
            else "",
        )
    )  # fmt: skip
    with running([str(found), "-p", str(own), "-c", str(config), "-e", "stderr"], port, own):
        yield f"{'https' if certificate else 'http'}://localhost:{port}{under}"


@contextlib.contextmanager
def caddy(site: Path, under: str, own: Path, certificate: Path | None = None) -> Iterator[str]:
    """Caddy; with a certificate, plain HTTP on the same port is sent on to HTTPS."""
    found, port = program("caddy"), free_port()
    location, end = f"root * {site}", ""
    if under != "/":
        location, end = f"redir {under[:-1]} {under}\n  handle_path {under}* {{\n  root * {site}", "}"
    scheme = "https" if certificate else "http"
    config = own / "Caddyfile"
    config.write_text(
        CADDY.format(
            port=port, site=site, location=location, end=end, scheme=scheme,
            listeners="listener_wrappers {\n http_redirect\n tls\n }" if certificate else "",
            tls_lines=f"tls {certificate} {certificate}" if certificate else "",
        )
    )  # fmt: skip
    with running([str(found), "run", "--config", str(config)], port, own):
        yield f"{scheme}://localhost:{port}{under}"


@contextlib.contextmanager
def headers_file(site: Path, under: str, own: Path) -> Iterator[str]:
    """A host that reads _headers: our preview."""
    with serving(site, under) as address:
        yield address


@contextlib.contextmanager
def bare(site: Path, under: str, own: Path) -> Iterator[str]:
    """A host that sends no header of ours, but shows 404.html: GitHub Pages."""
    with web.serving(web.files(site, under, missing=(site / "404.html").read_bytes())) as host:
        yield host.url.removesuffix("/") + under


SERVERS: dict[str, Callable] = {"nginx": nginx, "caddy": caddy, "headers_file": headers_file}
"""Those that are set up by a file of ours."""
HOSTS = SERVERS | {"bare": bare}


def host_of(address: str) -> str:
    """The name and port of an address."""
    return urlsplit(address).netloc
