"""The service worker's list, the manifest and the icons.

What the worker does with its list: chromium/leaving/test_offline.py.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from builder.publish.__main__ import main
from builder.publish.errors import FinishError
from builder.publish.site.finish import write_checksums
from builder.publish.site.precache import file_list, write_worker
from builder.publish.site.withdraw import withdraw

ADDRESS = re.compile(r'(?:href|src|data-index|data-worker)="([^"#?]+)')


def read_list(site: Path) -> dict:
    first = (site / "sw.js").read_text(encoding="utf-8").split("\n", 1)[0]
    return json.loads(first.removeprefix("const OFFLINE = ").removesuffix(";"))


def test_P10_everything_that_a_page_asks_for_is_in_the_list(site):
    listed = read_list(site)["files"]
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue  # its addresses begin at the host's root
        for address in ADDRESS.findall(page.read_text(encoding="utf-8")):
            if ":" in address:
                continue
            target = (page.parent / address).resolve().relative_to(site.resolve()).as_posix()
            target = "index.html" if target == "." else target
            assert target in listed or f"{target}/index.html" in listed, f"{page}: {address}"


def test_P10_every_module_and_engine_file_is_in_the_list(site):
    listed = read_list(site)["files"]
    for folder in ("js", "css", "img", "engine"):
        for path in (site / folder).rglob("*.*"):
            if path.suffix not in (".br", ".gz"):
                assert path.relative_to(site).as_posix() in listed


def test_hashes_are_those_of_the_published_files(site):
    for path, digest in read_list(site)["files"].items():
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == digest, path


def test_P1_the_list_holds_the_sites_own_files_only_and_the_worker_is_not_one_of_them(site):
    listed = read_list(site)["files"]
    assert all((site / path).is_file() and not path.startswith(("/", "..")) for path in listed)
    assert not {path for path in listed if path.endswith((".br", ".gz")) or path in ("sw.js", "_headers", "SHA256SUMS")}


def test_the_small_part_is_a_whole_site_without_the_large_engine(site):
    found = read_list(site)
    assert all(path.startswith("engine/") for path in found["later"])
    assert "engine/brython.js" not in found["later"]

    def wire(paths):
        return sum(
            ((site / f"{path}.br") if (site / f"{path}.br").exists() else site / path).stat().st_size for path in paths
        )

    assert wire(set(found["files"]) - set(found["later"])) < 800_000
    assert wire(found["later"]) > 3_000_000


def test_the_worker_sends_the_headers_that_hosts_send(site):
    named = dict(
        line.strip().split(": ", 1)
        for line in (site / "_headers").read_text().splitlines()
        if ": " in line and "Cache-Control" not in line
    )
    assert read_list(site)["headers"] == named


def test_a_file_of_an_unknown_kind_stops_the_build_with_its_remedy(tmp_path):
    (tmp_path / "index.html").write_text("")
    (tmp_path / "sound.ogg").write_bytes(b"")
    with pytest.raises(FinishError, match=r"sound\.ogg.*TYPES"):
        write_worker(tmp_path, {})


def test_running_twice_gives_the_same_worker_and_another_file_another_one(tmp_path):
    (tmp_path / "index.html").write_text("a")
    write_worker(tmp_path, {"X-Test": "yes"})
    first = (tmp_path / "sw.js").read_bytes()
    write_worker(tmp_path, {"X-Test": "yes"})
    assert (tmp_path / "sw.js").read_bytes() == first
    (tmp_path / "index.html").write_text("b")
    write_worker(tmp_path, {"X-Test": "yes"})
    assert (tmp_path / "sw.js").read_bytes() != first


def test_what_no_page_asks_for_is_left_out(tmp_path):
    for name in (
        "index.html",
        "index.html.br",
        "SHA256SUMS",
        "_headers",
        "headers/nginx.conf",
        "assets/javascripts/lunr/min/lunr.sv.min.js",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert list(file_list(tmp_path)) == ["assets/javascripts/lunr/min/lunr.sv.min.js", "index.html"]


def test_pages_and_workers_have_one_source_for_the_names_they_share(root, tmp_path):
    shell = root / "builder" / "shell"
    names = (shell / "theme" / "js" / "common" / "offline-names.js").read_text()
    shared = re.findall(r"^export const (\w+)", names, re.MULTILINE)
    assert shared == ["cacheName", "TO_WORKER", "TO_PAGE"]
    written = []
    for make in (lambda: write_worker(tmp_path, {}), lambda: withdraw(tmp_path)):
        make()
        written.append((tmp_path / "sw.js").read_text())
    for worker in written:
        assert re.findall(rf"^const ({'|'.join(shared)}) =", worker, re.MULTILINE) == shared
        assert not re.search(r"^(export|import)\b", worker, re.MULTILINE)
    said = set(re.findall(r'^(?:export const cacheName =.*`(viktigast) .*|  \w+: ("[^"]+"),)$', names, re.MULTILINE))
    literals = {word or literal for word, literal in said}
    assert {"viktigast", '"hold?"', '"fill all"'} < literals
    for file in ("sw/sw.js", "sw/withdrawn.js", "theme/js/offline.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", (shell / file).read_text(), flags=re.DOTALL)
        assert not [one for one in literals if one in code], file


def test_withdrawing_a_site_replaces_its_worker_in_every_form_that_a_host_may_send(tmp_path):
    for name in ("index.html", "sw.js", "sw.js.br", "sw.js.gz", "headers/nginx.conf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("old")
    write_checksums(tmp_path)
    assert main(["withdraw", str(tmp_path)]) == 0
    worker = (tmp_path / "sw.js").read_bytes()
    assert b"registration.unregister()" in worker
    assert not list(tmp_path.glob("sw.js.*"))
    assert f"{hashlib.sha256(worker).hexdigest()}  sw.js\n" in (tmp_path / "SHA256SUMS").read_text()
    assert (tmp_path / "index.html").read_text() == "old"


def test_a_folder_that_is_not_there_cannot_be_withdrawn_and_that_is_told(tmp_path, capsys):
    assert main(["withdraw", str(tmp_path / "none")]) == 1
    assert "Name the one that the host publishes" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_manifest_leads_to_files_that_are_there(site):
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["lang"] == "sv"
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert "id" not in manifest  # it would be read from the host's root, where another site lies
    assert all((site / icon["src"]).is_file() for icon in manifest["icons"])
