"""The content policy: one source, four ways of saying it."""

from __future__ import annotations

import re

import pytest

from builder.publish.site import policy

HASHES = ["'sha256-AAAA='", "'sha256-BBBB='"]
PATHS = ["index.html", "assets/javascripts/bundle.79ae519e.min.js", "js/builder.js"]


def directives(text: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in text.split("; "))


@pytest.mark.parametrize("header", [False, True])
def test_P1_policy_allows_only_this_site_and_no_evaluated_or_inline_code(header):
    found = directives(policy.content_policy([], header=header))
    assert found["default-src"] == "'none'"
    assert found["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert found["style-src"] == found["connect-src"] == "'self'"
    assert found["form-action"] == found["object-src"] == found["base-uri"] == "'none'"
    allowed = {source for sources in found.values() for source in sources.split()}
    assert allowed == {"'none'", "'self'", "'wasm-unsafe-eval'", "data:", "blob:"}


def test_script_hashes_follow_the_other_script_sources():
    assert directives(policy.content_policy(HASHES, header=False))["script-src"].endswith(" ".join(HASHES))


def test_only_headers_forbid_framing_because_a_meta_tag_cannot():
    assert "frame-ancestors" not in policy.meta_tags(HASHES)
    assert "frame-ancestors 'none'" in policy.content_policy(HASHES, header=True)


@pytest.mark.parametrize(
    "text", [policy.netlify_headers(HASHES, PATHS), policy.nginx_snippet(HASHES), policy.caddy_snippet(HASHES)]
)
def test_every_host_gets_the_same_headers(text):
    for name, value in policy.response_headers(HASHES).items():
        assert re.search(rf'{name}:? "?{re.escape(value)}"?', text), name


@pytest.mark.parametrize("text", [policy.nginx_snippet(HASHES, "/sip/"), policy.caddy_snippet(HASHES)])
def test_who_includes_a_snippet_is_told_what_binds_the_whole_host_name(text):
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert sum("Strict-Transport-Security" in line and "Under a path" in line for line in comments) == 1


def test_only_names_with_a_content_hash_are_kept_without_asking():
    assert [path for path in PATHS if policy.is_immutable(path)] == [PATHS[1]]
    assert not policy.is_immutable("engine.0123456789ab/core.js")


def test_headers_file_reads_back_as_written():
    text = policy.netlify_headers(HASHES, PATHS)
    assert policy.read_netlify_headers(text, "/") == policy.response_headers(HASHES)
    assert policy.read_netlify_headers(text, f"/{PATHS[1]}") == policy.response_headers(HASHES) | {
        "Cache-Control": policy.IMMUTABLE
    }


def test_headers_file_for_a_path_says_nothing_of_the_rest_of_the_host_and_reads_back_the_same():
    text = policy.netlify_headers(HASHES, PATHS, under="/sip/")
    assert [line for line in text.splitlines() if line.startswith("/")] == ["/sip/*", f"/sip/{PATHS[1]}"]
    for path in ("/", f"/{PATHS[1]}"):
        assert policy.read_netlify_headers(text, path) == policy.read_netlify_headers(
            policy.netlify_headers(HASHES, PATHS), path
        )


def test_headers_file_names_no_header_in_two_rules_that_overlap():
    everywhere = policy.read_netlify_headers(policy.netlify_headers(HASHES, []), "/")
    assert "Cache-Control" not in everywhere
