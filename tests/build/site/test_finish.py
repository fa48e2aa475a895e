"""The finish step over a small built folder; the engines are a stand-in, the real ones have test_bundle.py."""

from __future__ import annotations

import gzip
import hashlib
import random
import re
from pathlib import Path

import brotli
import pytest

from builder.publish.__main__ import main
from builder.publish.errors import FinishError
from builder.publish.site import compress
from builder.publish.site.complete import check_complete
from builder.publish.site.finish import finish
from builder.publish.site.preload import add_preloads

PAGE = '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head>\n'
PAGE += "<body>{body}</body></html>\n"
MENUS = '<nav class="v-nav"><ul><li>Om</li></ul></nav><div class="v-aside"><nav aria-label="Om SIP"></nav></div>'
GENERATED = {
    "forbered/index.html": PAGE.format(
        title='Form</title>\n    <link rel="modulepreload" href="../js/page.js" data-with-imports>\n<title>',
        body=f'{MENUS}<form class="builder" id="builder"></form>',
    ),
    "sok/index.html": PAGE.format(title="", body='<p data-worker="../assets/javascripts/workers/search.*.min.js">'),
    "search/search_index.json": '{"config": {"lang": ["sv"]}}',
    "assets/javascripts/workers/search.a1b2c3d4.min.js": "find()",
    "assets/javascripts/lunr/min/lunr.stemmer.support.min.js": "support()",
    "assets/javascripts/lunr/min/lunr.sv.min.js": "sv()",
    "assets/javascripts/lunr/min/lunr.da.min.js": "da()",
    "assets/javascripts/bundle.a1b2c3d4.min.js": "theme()",
    "assets/stylesheets/main.a1b2c3d4.min.css": "p {}",
    "js/page.js": 'import {\n  one,\n} from "./parts/one.js";\nimport "./parts/two.js";\n() => import("./later.js");\n',
    "js/parts/one.js": 'export { two } from "./two.js";\n',
    "js/parts/two.js": 'const three = "./three.js";\n',
}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a generator leaves it: pages, the search's files, two modules, a style sheet, a picture."""

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
    for name, text in GENERATED.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
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


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("search/search_index.json", None, "search_index.json is missing.*ProperDocs"),
        (
            "om/index.html",
            PAGE.format(title="", body="<!-- builder:facts -->"),
            "om/index.html still holds.*mkdocs.yml",
        ),
        ("forbered/index.html", PAGE.format(title="", body=MENUS), "holds no form.*forbered/index.md"),
        ("forbered/index.html", GENERATED["forbered/index.html"].replace("v-aside", ""), "menu of a section.*partials"),
        ("forbered/index.html", GENERATED["forbered/index.html"].replace("v-nav", ""), "main menu.*partials"),
    ],
)
def test_a_folder_that_lacks_something_is_refused_with_its_remedy_and_left_as_it_is(built, tmp_path, name, text, said):
    check_complete(built)
    if text is None:
        (built / name).unlink()
    else:
        (built / name).write_text(text)
    before = contents(built)
    with pytest.raises(FinishError, match=said):
        finish(built, tmp_path / "cache")
    assert contents(built) == before


def test_of_the_themes_files_only_the_search_worker_and_its_language_are_kept(built, tmp_path):
    finish(built, tmp_path / "cache")
    there = {name for name in contents(built) if name.startswith("assets/")}
    assert there == {
        "assets/javascripts/workers/search.a1b2c3d4.min.js",
        "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
        "assets/javascripts/lunr/min/lunr.sv.min.js",
    }
    assert (
        'data-worker="../assets/javascripts/workers/search.a1b2c3d4.min.js"' in (built / "sok/index.html").read_text()
    )


def test_a_file_of_the_theme_that_a_page_names_is_kept(built, tmp_path):
    (built / "om" / "index.html").write_text(
        PAGE.format(title="", body='<link rel="stylesheet" href="../assets/stylesheets/main.a1b2c3d4.min.css">')
    )
    finish(built, tmp_path / "cache")
    assert (built / "assets/stylesheets/main.a1b2c3d4.min.css").is_file()


@pytest.mark.parametrize("more", ["assets/javascripts/workers/search.ffffffff.min.js", None])
def test_a_search_worker_that_is_not_one_is_told(built, tmp_path, more):
    if more:
        (built / more).write_text("")
    else:
        (built / "assets/javascripts/workers/search.a1b2c3d4.min.js").unlink()
    with pytest.raises(FinishError, match=r"files fit data-worker.*requirements"):
        finish(built, tmp_path / "cache")


def test_a_page_asks_early_for_its_module_and_what_that_imports_at_once(built, tmp_path):
    finish(built, tmp_path / "cache")
    links = [f'    <link rel="modulepreload" href="../js/{name}.js">\n' for name in ("page", "parts/one", "parts/two")]
    assert "".join(links) in (built / "forbered/index.html").read_text()


def test_an_import_that_leads_nowhere_is_told(built, tmp_path):
    (built / "js" / "parts" / "two.js").write_text('import { x } from "./gone.js";\n')
    with pytest.raises(FinishError, match=r"gone\.js is imported and is not there"):
        finish(built, tmp_path / "cache")


def test_the_form_asks_early_for_all_that_its_scripts_import_and_no_other_page_does(site, root):
    text = (site / "forbered" / "index.html").read_text(encoding="utf-8")
    early = [part.split('"')[0] for part in text.split('<link rel="modulepreload" href="../')[1:]]
    assert len(early) == len(set(early)) > 20
    assert early[0] == "js/exit.js"
    imported = {"js/exit.js", "js/builder.js"}
    for name in early:
        for found in re.findall(r'from "(\.[^"]+)"|^import "(\.[^"]+)"', (site / name).read_text(), re.MULTILINE):
            imported.add((site / name).parent.joinpath("".join(found)).resolve().relative_to(site.resolve()).as_posix())
    assert imported == set(early)
    others = [
        page for page in site.rglob("*.html") if "modulepreload" in page.read_text() and page.parent.name != "forbered"
    ]
    assert others == []
    assert add_preloads(site / "forbered" / "index.html") == text


def test_P1_real_site_has_the_policy_on_every_page(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        assert page.read_text().count('http-equiv="Content-Security-Policy"') == 1, page
