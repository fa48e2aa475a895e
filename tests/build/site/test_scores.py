"""What outside readers make of our headers: MDN's HTTP Observatory, Google's CSP Evaluator, Netlify's _headers reader.

The Observatory scans real servers over HTTPS, with a certificate made for the test. No request leaves the machine.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from builder.publish.site import policy
from tests.helpers.servers import SERVERS, host_of

MEDIUM = 30  # in CspEvaluator's scale, in which less is worse; 40 is what may be high
UNSAFE = "script-src 'self' 'unsafe-inline'; object-src *"


def ask(root: Path, reader: str, text: str, **env: str):
    done = subprocess.run(
        ["node", "tests/build/site/score_headers.mjs", reader, text],
        cwd=root,
        env=os.environ | env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its certificate for localhost, in one file."""
    if not shutil.which("openssl"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("openssl is not here: no certificate to scan with")
    file = tmp_path_factory.mktemp("certificate") / "both.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(file)]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    made = subprocess.run(["openssl", "req", "-x509", *key, *name], capture_output=True, text=True, check=True)
    file.write_text(file.read_text() + made.stdout)
    return file


@pytest.mark.usefixtures("web_servers")
@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_observatory_gives_the_highest_grade_with_nothing_to_remark(root, site, certificate, tmp_path, server):
    with SERVERS[server](site, "/", tmp_path, certificate) as address:
        scan = ask(root, "observatory", host_of(address), NODE_EXTRA_CA_CERTS=str(certificate))
    assert scan["grade"] == "A+"
    assert {name: test for name, test in scan["tests"].items() if not test["pass"] or test["scoreModifier"] < 0} == {}


@pytest.mark.usefixtures("web_servers")
def test_observatory_sees_what_is_missing(root, site, certificate, tmp_path):
    copy = shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("*.br", "*.gz"))
    (copy / "headers" / "nginx.conf").write_text("index index.html;")
    with SERVERS["nginx"](copy, "/", tmp_path, certificate) as address:
        scan = ask(root, "observatory", host_of(address), NODE_EXTRA_CA_CERTS=str(certificate))
    assert scan["grade"] != "A+"
    assert not scan["tests"]["strict-transport-security"]["pass"]


def policies(site: Path) -> list[str]:
    """The policy of the pages' meta tag, and that of the headers."""
    meta = re.search(
        'http-equiv="Content-Security-Policy" content="([^"]+)"', (site / "forbered" / "index.html").read_text()
    )
    return [meta[1], policy.read_netlify_headers((site / "_headers").read_text(), "/")["Content-Security-Policy"]]


def test_P1_csp_evaluator_finds_nothing_of_medium_severity_or_worse(root, site):
    for text in policies(site):
        findings = ask(root, "policy", text)
        assert [finding for finding in findings if finding["severity"] <= MEDIUM + 10] == []


def test_csp_evaluator_finds_what_is_unsafe(root, node):
    assert min(finding["severity"] for finding in ask(root, "policy", UNSAFE)) < MEDIUM


def test_headers_file_is_read_by_netlify_as_we_mean_it(root, site):
    read = ask(root, "headers", str(site / "_headers"))
    assert read["errors"] == []
    rules = {rule["for"]: rule["values"] for rule in read["rules"]}
    text = (site / "_headers").read_text()
    everywhere = rules.pop("/*")
    assert everywhere == policy.read_netlify_headers(text, "/")
    assert len(rules) == sum(line.startswith("/") for line in text.splitlines()) - 1
    for path, values in rules.items():
        assert everywhere | values == policy.read_netlify_headers(text, path)
