"""Row 7: how many lines the command line answers, the start of Python and the reading of content included.

Knows the labelled goals and the commands. Does not know what they do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tomllib
from statistics import median

from bench.chromium import HERE
from bench.figures import Limit, Row, spread

GOALS = HERE.parents[1] / "tests" / "examples" / "goals" / "goals.toml"
LINES = 10_000
LIMIT = Limit(0.5, "s a thousand lines")
"""Two thousand lines a second."""
COMMANDS = ("coach", "du")


def spent(command: str, lines: str) -> float:
    """Answer the lines with one command in a process of its own: seconds for a thousand."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "builder", command],
        input=lines,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=HERE.parents[1],
    )
    return (time.perf_counter() - start) / (LINES / 1000)


def measure(runs: int) -> list[Row]:
    """Rows 7: the labelled goals over and over, through each command."""
    goals = tomllib.loads(GOALS.read_text(encoding="utf-8"))["goal"]
    asked = [json.dumps({"field": goal["field"], "text": goal["text"]}, ensure_ascii=False) for goal in goals]
    lines = "".join(asked[at % len(asked)] + "\n" for at in range(LINES))
    found = {command: [spent(command, lines) for _ in range(runs)] for command in COMMANDS}
    return [
        Row(
            7,
            f"Command line, {LINES // 1000} 000 goals: python -m builder {command}",
            str(LIMIT),
            spread(times, "s a thousand lines"),
            met=LIMIT.verdict(median(times)),
        )
        for command, times in found.items()
    ]
