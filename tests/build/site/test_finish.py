"""The finish step over a small built folder; the engines are a stand-in, the real ones have test_bundle.py."""

from __future__ import annotations

import gzip
import hashlib
import random
from pathlib import Path

import brotli
import pytest

from builder.publish.__main__ import main
from builder.publish.errors import FinishError
from builder.publish.site import compress
from builder.publish.site.finish import finish

PAGE = '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>{body}</body></html>\n'


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a generator leaves it: two pages, a style sheet, a picture."""

    def build_engines(out: Path) -> None:
        out.mkdir(exist_ok=True)
        (out / "core.js").write_text("'use strict';\n" * 100)

    monkeypatch.setattr("builder.publish.site.finish.build_engines", build_engines)
    site = tmp_path / "site"
    (site / "om").mkdir(parents=True)
    (site / "css").mkdir()
    (site / "index.html").write_text(PAGE.format(title="Start", body="<p>Hej</p>" * 50 + "<script>first()</script>"))
    (site / "om" / "index.html").write_text(PAGE.format(title="Om", body="<script>second()</script>"))
    (site / "css" / "site.css").write_text("p { margin: 0 }\n" * 50)
    (site / "picture.png").write_bytes(bytes(range(256)) * 8)
    return site


def contents(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_every_page_gets_one_policy_with_the_hashes_of_all_pages(built, tmp_path):
    finish(built, tmp_path / "cache")
    start, about = ((built / name).read_text() for name in ("index.html", "om/index.html"))
    policies = {text.split('content="', 1)[1].split('"', 1)[0] for text in (start, about)}
    assert len(policies) == 1
    assert policies.pop().count("'sha256-") == 2
    assert '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"' in start
    assert '<meta name="referrer" content="no-referrer">' in start


def test_running_twice_gives_the_same_bytes(built, tmp_path):
    finish(built, tmp_path / "cache")
    first = contents(built)
    finish(built, tmp_path / "other-cache")
    assert contents(built) == first


def test_compressed_files_hold_the_finished_page(built, tmp_path):
    finish(built, tmp_path / "cache")
    page = (built / "index.html").read_bytes()
    assert b"Content-Security-Policy" in page
    assert brotli.decompress((built / "index.html.br").read_bytes()) == page
    assert gzip.decompress((built / "index.html.gz").read_bytes()) == page
    assert (built / "engine" / "core.js.br").is_file()


def test_pictures_and_what_only_hosts_read_are_not_compressed(built, tmp_path):
    finish(built, tmp_path / "cache")
    finish(built, tmp_path / "cache")  # what only hosts read is there from the start
    whole = {"picture.png", "_headers", "headers/nginx.conf", "SHA256SUMS"}
    assert not {name + ending for name in whole for ending in compress.ENDINGS} & set(contents(built))


def test_what_does_not_shrink_is_not_kept(built, tmp_path):
    (built / "engine").mkdir()
    (built / "engine" / "packed.zip").write_bytes(random.Random(1).randbytes(3000))
    (built / "engine" / "packed.zip.br").write_bytes(b"compressed from what an earlier build had")
    finish(built, tmp_path / "cache")
    assert not {"engine/packed.zip.br", "engine/packed.zip.gz"} & set(contents(built))


def test_second_run_compresses_nothing_again(built, tmp_path, monkeypatch):
    finish(built, tmp_path / "cache")
    for name in ("compress_brotli", "compress_gzip"):
        monkeypatch.setattr(compress.Compressor, name, None)
    finish(built, tmp_path / "cache")


def test_header_files_lie_beside_the_pages(built, tmp_path):
    finish(built, tmp_path / "cache")
    assert {"_headers", "headers/nginx.conf", "headers/Caddyfile"} <= set(contents(built))


def test_file_list_names_all_files_also_the_compressed_ones_and_not_itself(built, tmp_path):
    finish(built, tmp_path / "cache")
    lines = [line.split("  ") for line in (built / "SHA256SUMS").read_text().splitlines()]
    assert [name for _, name in lines] == sorted(set(contents(built)) - {"SHA256SUMS"})
    assert {name: digest for digest, name in lines} == {
        name: hashlib.sha256(data).hexdigest() for name, data in contents(built).items() if name != "SHA256SUMS"
    }


@pytest.mark.parametrize("given", ["/sip/", "sip", "/sip"])
def test_site_for_a_path_has_the_path_in_its_headers(built, given):
    assert main(["finish", "--under", given, str(built)]) == 0
    assert (built / "_headers").read_text().startswith("/sip/*\n")
    assert "error_page 403 404 =404 /sip/404.html;" in (built / "headers" / "nginx.conf").read_text()


def test_path_comes_from_the_sites_address(built, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://kommun.example/sip/")
    assert main(["finish", str(built)]) == 0
    assert (built / "_headers").read_text().startswith("/sip/*\n")


def test_all_faults_of_all_pages_are_told_at_once_and_no_page_is_written(built, tmp_path):
    (built / "index.html").write_text(PAGE.format(title="Start", body='<p style="a"></p>'))
    (built / "om" / "index.html").write_text(PAGE.format(title="Om", body='<p onclick="a"></p>'))
    with pytest.raises(FinishError) as raised:
        finish(built, tmp_path / "cache")
    assert "index.html, line 3: style=" in str(raised.value)
    assert "om/index.html, line 3: onclick" in str(raised.value)
    assert "Content-Security-Policy" not in (built / "index.html").read_text()


def test_folder_without_a_site_is_told_with_its_remedy(tmp_path, capsys):
    assert main(["finish", str(tmp_path)]) == 1
    assert "mkdocs build" in capsys.readouterr().err


def test_P1_real_site_has_the_policy_on_every_page(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        assert page.read_text().count('http-equiv="Content-Security-Policy"') == 1, page
