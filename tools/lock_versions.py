"""`make lock`: resolve the ranges of pyproject.toml and package.json into exact versions with hashes.

Knows uv and npm. Does not know what the packages are for.
The locks hold no address and no path, so that they read the same on every machine.
"""

from __future__ import annotations

from tools.toolchain import ROOT, run, venv_python

EXTRAS = {  # lock file → the extras of pyproject.toml it resolves
    "site": ("site",),
    "check": ("site", "check"),
    "test": ("site", "check", "test", "bench"),
    "node": ("node",),
    "lock": ("lock",),
}
HOLDS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-config", "--upgrade"]
LEAVES_OUT = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet"]


def resolve() -> None:
    """Write all lock files anew; check.txt and test.txt keep the versions of site.txt, which is written first."""
    for name, extras in EXTRAS.items():
        print(f"Resolving requirements/{name}.txt", flush=True)
        chosen = [word for extra in extras for word in ("--extra", extra)]
        same = ["--constraints", "requirements/site.txt"] if name in ("check", "test") else []
        target = ["--output-file", f"requirements/{name}.txt"]
        uv = [str(venv_python()), "-m", "uv", "pip", "compile", "pyproject.toml"]
        run([*uv, *chosen, *same, *HOLDS, *LEAVES_OUT, *target], ROOT)
    print("Resolving package-lock.json", flush=True)
    run(["npm", "install", "--package-lock-only", "--loglevel=error"], ROOT)


if __name__ == "__main__":
    resolve()
