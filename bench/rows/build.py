"""Row 9: how long the pages take to build, ours beside bare Material for MkDocs, and whether that grows with the pages.

Knows mkdocs as a program and its settings. Does not know what the build does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bench.figures import NO_BUDGET, Limit, Row, spread
from bench.folders import ROOT, BenchError

RATIO = Limit(1.3, "× bare")
GROWTH = Limit(1.25, "× a straight line through 10 and 100 pages")
COPIED = "om/kallor.md"
"""The content page that is copied: prose and a list that comes in through a marker."""
COUNTS = (10, 100, 1000)
IN_SECTION = 20
ONCE = {("ours", "flat"), ("bare", "flat"), ("bare", 1000)}
BARE = """\
theme:
  name: material
  language: sv
  font: false
plugins:
  - search:
      lang: sv
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc]
site_name: Bare
"""
OURS = """\
INHERIT: {root}/mkdocs.yml
theme:
  custom_dir: {root}/builder/shell
nav:
"""


def make_project(folder: Path, docs: Path, settings: str) -> Path:
    """A folder with its own settings and the given pages; without templates of ours, bare MkDocs can build them too."""
    shutil.copytree(docs, folder / "docs")
    if "INHERIT" not in settings:
        for page in (folder / "docs").rglob("*.md"):
            page.write_text(
                re.sub(r"^template:.*\n", "", page.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8"
            )
    (folder / "mkdocs.yml").write_text(settings.format(root=ROOT), encoding="utf-8")
    return folder


def copies(folder: Path, count: int, in_section: int = IN_SECTION) -> Path:
    """A folder of pages: a start page and count copies of one content page, in sections of the menu."""
    text = (ROOT / "docs" / COPIED).read_text(encoding="utf-8")
    for name in ("index", *(f"section-{n // in_section:03}/page-{n:04}" for n in range(count))):
        page = folder / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return folder


def build_time(project: Path) -> float:
    """Seconds for one build from nothing, the start of Python included."""
    shutil.rmtree(project / "site", ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--config-file", str(project / "mkdocs.yml")]
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True
    )
    spent = time.perf_counter() - start
    if done.returncode:
        raise BenchError(f"mkdocs build: {done.stdout}{done.stderr}")
    return spent


def measure(work: Path, runs: int) -> list[Row]:
    """Rows 9: our own pages, then copies of one page in growing numbers, both builds in turn.

    The two longest builds that no budget is for (bare, and a menu that lists every page) are made once.
    """
    pages = {"own": ROOT / "docs"} | {count: copies(work / f"pages-{count}", count) for count in COUNTS}
    pages["flat"] = copies(work / "pages-flat", COUNTS[-1], in_section=1)
    projects = {
        (kind, name): make_project(work / f"{kind}-{name}", docs, settings)
        for kind, settings in (("ours", OURS), ("bare", BARE))
        for name, docs in pages.items()
    }
    found: dict[tuple[str, str | int], list[float]] = {one: [] for one in projects}
    for turn in range(runs):
        for one, project in projects.items():
            if turn == 0 or one not in ONCE:
                found[one].append(build_time(project))
    return [own_row(found), *growth_rows(found)]


def own_row(found: dict[tuple[str, str | int], list[float]]) -> Row:
    """Our site against the same pages without anything of ours."""
    ours, bare = found["ours", "own"], found["bare", "own"]
    ratio = median(ours) / median(bare)
    what = "Site build: mkdocs build of our pages, against bare MkDocs and Material"
    return Row(
        9,
        what,
        str(RATIO),
        f"{ratio:.2f} × ({spread(ours, 's')})",
        stock=f"bare {spread(bare, 's')}",
        met=RATIO.verdict(ratio),
    )


def growth_rows(found: dict[tuple[str, str | int], list[float]]) -> list[Row]:
    """Whether a thousand pages take as much longer as they are more."""
    line = straight_line(*(median(found["ours", count]) for count in COUNTS[:2]))
    rows = []
    for name in (*COUNTS, "flat"):
        ours, bare = found["ours", name], found["bare", name]
        growth = median(ours) / line
        judged = name == COUNTS[-1]
        what = (
            f"… {COUNTS[-1]} copies, all in one flat menu"
            if name == "flat"
            else f"… {name} copies of a page, {IN_SECTION} in a section"
        )
        measured = spread(ours, "s") if name in COUNTS[:2] else f"{growth:.2f} × ({spread(ours, 's')})"
        met = GROWTH.verdict(growth) if judged else "–"
        rows.append(
            Row(9, what, str(GROWTH) if judged else NO_BUDGET, measured, stock=f"bare {spread(bare, 's')}", met=met)
        )
    return rows


def straight_line(ten: float, hundred: float) -> float:
    """What 1 000 pages would take if each further page took as long as between 10 and 100."""
    return ten + (hundred - ten) / 90 * 990
