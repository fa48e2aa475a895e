"""Fixtures for all tests: the real site, built once for all workers.

Knows how `make build` builds. Does not know any browser; see chromium/conftest.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from tests.helpers import needs
from tests.helpers.once import made_once

# How long a case takes says how busy the machine is. Timings live in the benchmark.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# make check draws a few examples for each property; make test draws as many as the property asks for.
settings.register_profile("few", settings.get_profile("untimed"), max_examples=20)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --site."""
    parser.addoption("--site", type=Path, help="test this finished folder instead of building one")


def pytest_configure(config: pytest.Config) -> None:
    """Mark the tests by what they need of the machine."""
    needs.register(config)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the properties. They are left out of the coverage, so that the gate is the same in every run."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("property")
            item.add_marker("no_cover")


def build_site(site: Path, **env: str) -> None:
    """Build and finish the real site in a folder, as `make build` does."""
    for command in (
        ["mkdocs", "build", "--strict", "--site-dir", str(site)],
        ["builder.publish", "finish", str(site)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, env=os.environ | env, capture_output=True, text=True
        )
        if done.returncode:
            pytest.fail(f"{' '.join(command)}:\n{done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def node() -> str:
    """Node.js, for a test that starts it."""
    found = shutil.which("node")
    assert found, "Node is not on PATH: run the tests through make, or put .venv/bin first"
    return found


@pytest.fixture(scope="session")
def web_servers() -> None:
    """Says that a test starts nginx or Caddy; see helpers/servers.py."""


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site. The first worker builds it, the others wait for it; nobody writes in it."""
    given = request.config.getoption("--site")
    if given:
        return given.resolve()
    return made_once(request.config, tmp_path_factory, "site", build_site)


@pytest.fixture(scope="session")
def site_under_path(site: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, built for the path /sip/; after `site`, which has filled the caches."""
    return made_once(
        request.config,
        tmp_path_factory,
        "site_under_path",
        lambda folder: build_site(folder, SITE_URL="https://kommun.example/sip/"),
    )
