"""Set up the tools from a bare Python 3.11: make runs this file as a script, before anything is installed.

Knows pip, npm, apt and the two folders .venv and node_modules. Does not know the site.
Imports only the standard library. A step leaves its stamp when it has succeeded, and is then skipped.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON_MINIMUM = (3, 11)
NODE_MINIMUM = (20, 19)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HEADLESS_SHELL = "chromium-headless-shell"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""How the tests and the benchmark start it: as root too, and without requests of its own."""
CHROMIUM_ON_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


class ToolchainError(Exception):
    """Something is missing that we cannot fetch; the message says what to do. Raised here, printed by main."""


def venv_python(root: Path = ROOT) -> Path:
    """The Python of the project's own environment."""
    return root / ".venv" / "bin" / "python"


def tool_path(root: Path = ROOT) -> str:
    """PATH with the environment first, so that its Node is found where the machine has none."""
    return f"{venv_python(root).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def run(command: list[str], root: Path = ROOT, **env: str) -> None:
    """Run a command in the project; its own output is the explanation if it fails."""
    settings = {
        **os.environ,
        "PATH": tool_path(root),
        "npm_config_cache": str(root / ".cache" / "npm"),
        "npm_config_update_notifier": "false",
        **env,
    }
    if subprocess.run(command, cwd=root, env=settings).returncode:
        raise ToolchainError(f"This did not succeed: {' '.join(command)}")


def output(command: list[str], root: Path = ROOT) -> str | None:
    """What a command prints, or None where it is missing or fails."""
    try:
        done = subprocess.run(
            command, cwd=root, env={**os.environ, "PATH": tool_path(root)}, capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def once(stamp: Path, key: str, message: str, step: Callable[[], object]) -> None:
    """Do a step unless its stamp holds this key; write the stamp only after success."""
    if stamp.is_file() and stamp.read_text() == key:
        return
    print(message, flush=True)
    stamp.unlink(missing_ok=True)
    step()
    stamp.write_text(key)


def digest(*parts: Path | str) -> str:
    """One key for the contents of files and for plain strings."""
    return hashlib.sha256(
        b"\0".join(part.read_bytes() if isinstance(part, Path) else part.encode() for part in parts)
    ).hexdigest()


def make_venv(root: Path = ROOT) -> None:
    """Make .venv unless it has a working Python of a version that will do."""
    asked = f"import pip, sys; sys.exit(sys.version_info < {PYTHON_MINIMUM})"
    if output([str(venv_python(root)), "-c", asked], root) is not None:
        return
    if not importlib.util.find_spec("ensurepip") or not importlib.util.find_spec("venv"):
        raise ToolchainError(
            f"{sys.executable} cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
        )
    print("Making a Python environment in .venv", flush=True)
    run([sys.executable, "-m", "venv", "--clear", str(root / ".venv")], root)


def pip_install(name: str, root: Path = ROOT) -> None:
    """Install one lock file into the environment: exact versions, each file checked against its hash."""
    lock = root / "requirements" / f"{name}.txt"
    python = str(venv_python(root))
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    checks = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    once(
        root / ".venv" / f"viktigast-{name}",
        digest(lock, python, str(output([python, "-V"], root))),
        f"Installing Python packages from requirements/{name}.txt",
        lambda: run([python, "-m", "pip", "install", *options, *checks, "-r", str(lock)], root),
    )


def has_node(root: Path = ROOT) -> bool:
    """Whether Node and npm are there, and new enough for the build and its checkers."""
    version = re.match(r"v(\d+)\.(\d+)", output(["node", "--version"], root) or "")
    if not version or tuple(map(int, version.groups())) < NODE_MINIMUM:
        return False
    return bool(output(["npm", "--version"], root))


def get_node(root: Path = ROOT) -> None:
    """Make sure that there is a Node: the machine's, or one that comes through pip."""
    if not has_node(root):
        print("No Node.js of version {}.{} or later here; taking one through pip".format(*NODE_MINIMUM), flush=True)
        pip_install("node", root)
        if not has_node(root):
            raise ToolchainError("Node.js from pip does not start here. Install {}.{} or later.".format(*NODE_MINIMUM))


def npm_install(root: Path = ROOT, stage: str = "test") -> None:
    """Install package-lock.json; for `make serve` without what only the tests need, unless that is there already."""
    stamp = root / "node_modules" / ".viktigast"
    key = digest(root / "package.json", root / "package-lock.json")
    if stage == "site" and stamp.is_file() and stamp.read_text() == key:
        return
    leave_out = ["--omit=dev"] if stage == "site" else []
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *leave_out]
    once(stamp, " ".join([key, *leave_out]), "Installing npm packages", lambda: run(["npm", "ci", *options], root))


def apt_install(wanted: dict[str, list[str]], root: Path = ROOT) -> None:
    """Install packages, by what they are for, where there is an apt that we may use.

    Each may fail, says so itself, and does not take the others with it: what counts is what is there afterwards.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    with contextlib.suppress(ToolchainError):
        run(["apt-get", "update", "-qq"], root)
    for name, packages in wanted.items():
        print(f"Installing {name} with apt", flush=True)
        with contextlib.suppress(ToolchainError):
            run(
                ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
                root,
                DEBIAN_FRONTEND="noninteractive",
            )


def find_chromium() -> str | None:
    """A Chromium on this machine that starts, or None; $CHROMIUM goes before the usual names."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else (*CHROMIUM_NAMES, CHROMIUM_ON_MAC):
        path = shutil.which(name)
        if path and output([path, "--version"]):
            return path
    if named:
        raise ToolchainError(f"CHROMIUM names {named}, which does not start.")
    return None


def find_headless_shell() -> str | None:
    """Chromium without its windows: the same engine, and the tests take about 60 % of the time in it.

    None where $CHROMIUM names another.
    """
    path = None if os.environ.get("CHROMIUM") else shutil.which(HEADLESS_SHELL)
    return path if path and output([path, "--version"]) else None


def has_playwright_chromium(root: Path = ROOT) -> bool:
    """Whether Playwright has a Chromium of its own that starts."""
    asked = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    path = output([str(venv_python(root)), "-c", asked], root)
    return path is not None and bool(output([path, "--version"], root))


def get_chromium(root: Path = ROOT) -> None:
    """Make sure that the browser tests have a Chromium: the machine's, apt's or Playwright's.

    Each way may fail; it says so itself, and the next is tried. What counts is whether a Chromium starts at the end.
    """
    if find_chromium() or has_playwright_chromium(root):
        return
    apt_install({"Chromium": ["chromium", "fonts-dejavu-core"]}, root)
    if find_chromium():
        return
    print("No Chromium here; taking Playwright's", flush=True)
    with contextlib.suppress(ToolchainError):
        run([str(venv_python(root)), "-m", "playwright", "install", "chromium"], root)
    if not has_playwright_chromium(root):
        raise ToolchainError(
            "The browser tests need Chromium. Install it, or name one: make test CHROMIUM=/path/to/chromium"
        )


def get_headless_shell(root: Path = ROOT) -> None:
    """Try once to get Chromium's headless shell from apt; without it all tests run in the whole Chromium.

    Playwright has one with its own.
    """
    if find_chromium() and not find_headless_shell():
        name = "Chromium's headless shell"
        once(
            root / ".venv" / "viktigast-shell",
            "",
            f"Looking for {name}, once",
            lambda: apt_install({name: [HEADLESS_SHELL]}, root),
        )


def set_up(stage: str, root: Path = ROOT) -> None:
    """Set up what `make serve` ("site"), `make check` ("check"), `make test` ("test") or `make lock` ("lock") needs."""
    make_venv(root)
    pip_install(stage, root)
    get_node(root)
    if stage != "lock":  # which makes the file that this installs from
        npm_install(root, stage)
    if stage == "test":
        get_chromium(root)
        get_headless_shell(root)
        run([str(venv_python(root)), "-m", "tools.browsers"], root)
        run([str(venv_python(root)), "-m", "tools.servers"], root)


def main(arguments: list[str]) -> int:
    """Set up one stage; a failure is one line on standard error and status 1."""
    try:
        set_up(arguments[0])
    except ToolchainError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
