"""Fixtures for all tests: the real site, built once for all workers.

Knows how `make build` builds. Does not know any browser; see chromium/conftest.py.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long a case takes says how busy the machine is. Timings live in the benchmark.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", type=Path, help="test this finished folder instead of building one")


def build_site(site: Path, **env: str) -> None:
    """Build and finish the real site in a folder, as `make build` does."""
    for command in (
        ["mkdocs", "--quiet", "build", "--strict", "--site-dir", str(site)],
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
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site. The first worker builds it, the others wait for it; nobody writes in it."""
    given = request.config.getoption("--site")
    if given:
        return given.resolve()
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent  # shared by the workers of one run
    folder, done = base / "site", base / "site-done"
    with (base / "site-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            build_site(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def site_under_path(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, built for the path /sip/; after `site`, which has filled the caches."""
    folder = tmp_path_factory.mktemp("under") / "site"
    build_site(folder, SITE_URL="https://kommun.example/sip/")
    return folder
