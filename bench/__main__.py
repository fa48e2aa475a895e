"""`python -m bench`: measure the budgets and write bench/RESULTS.md. `--rows 1,5 --runs 5` selects.

Knows the words of the command line and the order. Does not know how anything is measured.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.chromium import slowdown
from bench.figures import Row
from bench.folders import BenchError, make_folders
from bench.machine import machine
from bench.rows import again, answers, build, lines, sheet, start
from bench.table import document

ALL = tuple(range(1, 11))
RESULTS = Path(__file__).parent / "RESULTS.md"
MOST_LOAD = 0.5  # processes waiting; above that the machine is not calm


def row_numbers(text: str) -> list[int]:
    """The rows that "1,5" names, in order."""
    numbers = sorted({int(part) for part in text.split(",")})
    if not set(numbers) <= set(ALL):
        raise ValueError
    return numbers


def positive(text: str) -> int:
    """A whole number above zero."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def tell(sentence: str) -> None:
    """Say on standard error what is going on; the table alone goes to standard output."""
    print(f"{time.strftime('%H:%M:%S')} {sentence}", file=sys.stderr, flush=True)


def measure(numbers: list[int], runs: int, site: Path | None) -> tuple[list[Row], dict[str, str]]:
    """Measure the rows; gives them and the facts that the method's description needs."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        tell("Making the folders to be measured")
        work = Path(folder)
        folders = make_folders(work, site)
        slower = slowdown(playwright)
        facts = {where: f"{times:.1f} ×" for where, times in slower.items()}
        tell(f"Slower CPU, checked with the same work: page {facts['page']}, worker {facts['worker']}")
        cold = [number for number in numbers if number in start.NEEDS]
        if cold:
            rows += start.measure(playwright, folders, runs, cold, tell)
        if 7 in numbers:
            tell("Answers of warm engines")
            rows += answers.measure(playwright, folders, runs)
            rows += lines.measure(runs)
        if 8 in numbers:
            tell("The sheet")
            rows += sheet.measure(playwright, folders, runs)
        if 9 in numbers:
            tell("Site builds")
            rows += build.measure(work / "build", runs)
        if 10 in numbers:
            tell("Second visits, server stopped")
            rows += again.measure(playwright, folders, runs)
    counts = {"times": answers.TIMES, "warm": answers.WARM, "paint": start.PAINT_ROUNDS}
    return rows, {"slowdown": f"{facts['page']} and {facts['worker']}"} | {
        name: str(count) for name, count in counts.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the results; what cannot be measured is one line on standard error, with status 1."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--rows", type=row_numbers, default=list(ALL), metavar="1,5", help="only these rows; default: all"
    )
    parser.add_argument("--runs", type=positive, default=5, help="rounds; default: 5")
    parser.add_argument("--site", type=Path, help="a finished site to measure; default: build one")
    parser.add_argument("--out", type=Path, default=RESULTS, help="default: bench/RESULTS.md")
    chosen = parser.parse_args(arguments)
    before = os.getloadavg()[0]
    if before > MOST_LOAD:
        tell(f"The machine is not calm (load average {before:.1f}): times will be too long")
    try:
        rows, facts = measure(chosen.rows, chosen.runs, chosen.site and chosen.site.resolve())
    except BenchError as error:
        print(error, file=sys.stderr)
        return 1
    written = document(
        rows, datetime.date.today().isoformat(), machine(), chosen.runs, (before, os.getloadavg()[2]), facts
    )
    chosen.out.write_text(written, encoding="utf-8")
    print(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
