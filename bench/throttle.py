"""A slower processor: stops and continues the browser's renderer processes, workers included.

Knows Linux processes and signals. Does not know the browser beyond the name of its renderers.
Chromium's own CPU throttling does not reach workers, where both engines run. As a program of its own
(`python -m bench.throttle PID`), so that neither the server nor Playwright disturbs its rhythm.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SLOWDOWN = 4
RUN = 0.004  # seconds of running, then SLOWDOWN - 1 times as long a stop
LOOK_AGAIN = 0.05  # seconds between two looks for new renderers
PROC = Path("/proc")


def parents() -> dict[int, int]:
    """The parent of every process that can be read."""
    found = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return found


def renderers(ancestor: int) -> list[int]:
    """The renderer processes among a process's descendants."""
    parent_of = parents()
    return [process for process in parent_of if is_below(process, ancestor, parent_of) and is_renderer(process)]


def is_below(process: int, ancestor: int, parent_of: dict[int, int]) -> bool:
    """Whether a process descends from another."""
    while process in parent_of:
        process = parent_of[process]
        if process == ancestor:
            return True
    return False


def is_renderer(process: int) -> bool:
    """Whether a process says on its command line that it is one of Chromium's renderers."""
    with contextlib.suppress(OSError):
        return b"--type=renderer" in (PROC / str(process) / "cmdline").read_bytes()
    return False


def send(processes: list[int], which: signal.Signals) -> None:
    """Send a signal to those of the processes that still run."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, which)


def run(ancestor: int) -> None:
    """Stop and continue until SIGTERM comes; all renderers run when this returns."""
    found: list[int] = []
    looked = 0.0
    at = time.monotonic()
    print("ready", flush=True)
    try:
        while True:
            send(found, signal.SIGSTOP)
            if at - looked > LOOK_AGAIN:  # while they stand still, so that looking gives them no time
                looked, found = at, renderers(ancestor)
            at = sleep_until(at + RUN * (SLOWDOWN - 1))
            send(found, signal.SIGCONT)
            at = sleep_until(at + RUN)
    finally:
        send(found, signal.SIGCONT)


def sleep_until(then: float) -> float:
    """Sleep until a time and return it; when that has passed, return the present, so that no stop is shortened."""
    late = time.monotonic() - then
    if late < 0:
        time.sleep(-late)
    return max(then, then + late)


@contextlib.contextmanager
def throttled() -> Iterator[None]:
    """Slow every renderer below this process down, those too that start meanwhile."""
    command = [sys.executable, "-m", "bench.throttle", str(os.getpid())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        try:
            yield
        finally:
            process.terminate()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    run(int(sys.argv[1]))
