"""Reading built pages: inline scripts, and what the policy would refuse."""

from __future__ import annotations

import base64
import hashlib

import pytest

from builder.publish.site.built_page import insert_tags, read_page

HEAD = '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>Sida</title></head><body>\n'


def source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_scripts_that_run_are_hashed_and_data_is_not():
    page = read_page(
        HEAD
        + "<script>let a = 1 < 2 && '</p>'\n</script>"
        + '<script type="module">import "./x.js"</script>'
        + '<script type="application/json">{"a": 1}</script>'
        + '<script src="js/a.js"></script><script></script>'
    )
    assert page.script_hashes == {source("let a = 1 < 2 && '</p>'\n"), source('import "./x.js"')}
    assert page.faults == ()


def test_hash_is_of_what_the_browser_parses_whatever_the_line_ends():
    assert read_page(HEAD + "<script>a\r\nb\rc</script>").script_hashes == {source("a\nb\nc")}


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<style>p{}</style>", "inline <style>"),
        ("<svg><style>path{}</style></svg>", "inline <style>"),
        ('<p style="color:red">', 'style="color:red" on <p>'),
        ('<button onclick="x()">', "onclick on <button>"),
        ('<a href=" JavaScript:x()">', "javascript: address on <a>"),
        ('<base href="/x/">', "<base>"),
        ('<script src="https://cdn.example/x.js"></script>', "https://cdn.example/x.js"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "//cdn.example/x.css"),
        ('<link rel="preconnect" href="https://cdn.example">', "https://cdn.example"),
        ('<img src="HTTP://cdn.example/x.png" alt="">', "HTTP://cdn.example/x.png"),
        ('<img srcset="a.png 1x, https://cdn.example/x.png 2x" alt="">', "https://cdn.example/x.png"),
        ('<iframe src="https://other.example/"></iframe>', "https://other.example/"),
    ],
)
def test_P1_what_the_policy_would_refuse_is_named_with_line_and_remedy(html, told):
    (fault,) = read_page(HEAD + html).faults
    assert fault.startswith("line 3: ")
    assert told in fault
    assert fault.endswith(")")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://www.riksdagen.se/">Lagen</a>',
        '<link rel="canonical" href="https://sip.example/">',
        '<img src="data:image/png;base64,AA//" alt="">',
        '<img src="bilder/a.png" alt="">',
        "<pre>&lt;style&gt;</pre>",
    ],
)
def test_what_the_policy_allows_is_left_alone(html):
    assert read_page(HEAD + html).faults == ()


def test_page_without_charset_is_a_fault_because_the_policy_has_no_place():
    (fault,) = read_page("<!doctype html><title>Sida</title>").faults
    assert "charset" in fault


def test_script_before_the_charset_is_a_fault_because_the_policy_would_not_bind_it():
    (fault,) = read_page('<head><script src="a.js"></script><meta charset="utf-8">').faults
    assert "before" in fault


def test_tags_go_right_after_the_charset_and_replace_those_of_an_earlier_run():
    tags = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><meta name="referrer" content="x">'
    )
    newer = tags.replace("'none'", "'self'")
    once = insert_tags(HEAD, tags)
    assert f'<meta charset="utf-8">{tags}<title>' in once
    assert insert_tags(once, newer) == insert_tags(HEAD, newer)
