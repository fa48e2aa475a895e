"""`make test`: fetch nginx and Caddy for the tests that serve the site with them. Installs nothing, starts nothing.

Knows apt and how Debian packs these servers. Does not know their configuration; see policy.py and
tests/helpers/servers.py. The packages are unpacked into .cache/servers: an installed web server would start, and take a
port of this machine.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

from tools.toolchain import ROOT, ToolchainError, run

FOLDER = ROOT / ".cache" / "servers"
PACKAGES = {
    "nginx": ("nginx", "nginx-common", "libnginx-mod-http-brotli-static"),
    "caddy": ("caddy",),
}
NEEDS = {"nginx": ("etc/nginx/mime.types", "usr/lib/nginx/modules/ngx_http_brotli_static_module.so"), "caddy": ()}
"""What must lie beside the program, seen from the folder in which its usr/ lies."""


def has_needs(program: Path, needed: tuple[str, ...]) -> bool:
    """Whether what a program needs lies beside the usr/ that it lies in; one that needs nothing may lie anywhere."""
    return all(len(program.parents) > 2 and (program.parents[2] / file).is_file() for file in needed)


def find_server(name: str) -> Path | None:
    """A server that starts and has what the tests need: the unpacked one, or this machine's own."""
    places = [
        FOLDER / "usr" / "sbin",
        FOLDER / "usr" / "bin",
        *os.environ.get("PATH", os.defpath).split(os.pathsep),
        "/usr/sbin",
    ]
    for place in places:
        found = shutil.which(name, path=str(place))
        if not found:
            continue
        program = Path(found).resolve()  # /sbin is a link to usr/sbin
        if not has_needs(program, NEEDS[name]):
            continue
        with contextlib.suppress(OSError):
            if subprocess.run([program, "version" if name == "caddy" else "-v"], capture_output=True).returncode == 0:
                return program
    return None


def unpack(name: str) -> None:
    """Fetch a server's packages and unpack them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    run(["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", *PACKAGES[name]], FOLDER)
    for package in sorted(FOLDER.glob("*.deb")):
        run(["dpkg-deb", "-x", str(package), str(FOLDER)], FOLDER)
        package.unlink()


def get_servers() -> list[str]:
    """Get what can be had; returns the names of those that could not.

    Old lists of packages are brought up to date once.
    """
    missing = [name for name in PACKAGES if not find_server(name)]
    if not missing or not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return missing
    for update in (False, True):
        if update and os.geteuid() == 0:
            with contextlib.suppress(ToolchainError):
                run(["apt-get", "update", "-qq"])
        for name in missing:
            print(f"Fetching {name} with apt, for the tests only", flush=True)
            with contextlib.suppress(ToolchainError):
                unpack(name)
        missing = [name for name in missing if not find_server(name)]
        if not missing or os.geteuid():
            break
    return missing


def main() -> None:
    """Get the servers, and say what is left out; where CI is set, nothing may be."""
    for name in get_servers():
        print(
            f"Left out: the tests with {name}, which is not here. "
            f"To run them: apt-get install {' '.join(PACKAGES[name])}",
            flush=True,
        )
        if os.environ.get("CI"):
            raise SystemExit(f"CI is set, so {name} is needed.")


if __name__ == "__main__":
    main()
