"""What it was measured on: processor, memory, system, versions. No names of hosts or folders.

Knows where Linux tells such things; what it does not tell is left out.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
from pathlib import Path

from builder.publish.engines.bundle import NODE_MODULES
from tools.toolchain import find_chromium, output


def found_in(file: str, pattern: str) -> str:
    """The first group of a pattern in a file, or an empty text."""
    path = Path(file)
    found = re.search(pattern, path.read_text(encoding="utf-8")) if path.is_file() else None
    return found.group(1).strip() if found else ""


def chromium_version() -> str:
    """Chromium's number, without what a distribution adds."""
    said = output([find_chromium() or "chromium", "--version"]) or ""
    found = re.search(r"\d+(\.\d+)+", said)
    return found.group() if found else "Playwright's own"


def machine() -> list[str]:
    """Lines that describe the machine and the versions."""
    model = found_in("/proc/cpuinfo", r"model name\s*:\s*(.*)") or platform.machine()
    memory = found_in("/proc/meminfo", r"MemTotal:\s*(\d+)")
    pyodide = json.loads((NODE_MODULES / "pyodide" / "package.json").read_text(encoding="utf-8"))["version"]
    packages = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("mkdocs", "mkdocs-material", "brython", "playwright")
    )
    return [
        f"{os.cpu_count()} cores, {model}" + (f", {int(memory) / 1e6:.1f} GB memory" if memory else ""),
        f"{platform.system()} {platform.release()}",
        f"Chromium {chromium_version()} (headless), Python {platform.python_version()}, "
        f"Node {output(['node', '--version'])}",
        f"{packages}, pyodide {pyodide}",
    ]
