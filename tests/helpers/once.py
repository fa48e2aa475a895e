"""Make a folder once for all workers of a test run.

Knows how pytest-xdist places the workers' temporary folders. Does not know what is made.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(
    config: pytest.Config, factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """Return the folder `name`. The first worker that asks makes it, the others wait; nobody may write in it."""
    base = factory.getbasetemp()
    if hasattr(config, "workerinput"):
        base = base.parent  # shared by the workers of one run
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # an attempt that failed
            make(folder)
            done.touch()
    return folder
