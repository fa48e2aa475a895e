"""Rows 1 to 6: cold starts. Which visits a row needs, the rounds, and the rows made of them.

Knows the visits and the budgets. Does not know how a page is opened or a link is shaped.
Within a round the visits take turns, so that a slow minute of the machine falls on all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from playwright.sync_api import Playwright

from bench.chromium import ASK, Visit, visit
from bench.figures import NO_BUDGET, Limit, Row, kilobytes, spread
from bench.folders import PAGE, Folders
from bench.link import FAST_4G, SLOW_4G

PAINT_ROUNDS = 3
"""Visits of row 1 in a round: they are short, and 5 % is a fine difference."""

LINKS = {"fast": (FAST_4G, False), "slow": (SLOW_4G, False), "cpu": (FAST_4G, True)}
PLACES = {
    "page": ("site", PAGE, {"wanted": ["painted", "typed", "started"], "type": True}),
    "bare": ("bare", PAGE, {"wanted": ["painted", "typed"], "type": True}),
    "seen": ("site", PAGE, {"wanted": ["first shown"], "ask": ASK}),
    "eager": ("eager", PAGE, {"wanted": ["first shown"], "ask": ASK}),
    "full": ("eager", PAGE, {"wanted": ["first shown", "pyodide shown"], "ask": ASK}),
    "alone": ("alone", PAGE, {"wanted": ["pyodide answered"]}),
    "floor": ("stock", "floor.html", {"wanted": ["answered"]}),
    "stock brython": ("stock", "brython.html", {"wanted": ["answered"]}),
    "stock pyodide": ("stock", "pyodide.html", {"wanted": ["answered"]}),
}
STOCK = ("floor", "stock brython", "stock pyodide")
NEEDS = {
    1: [(link, place) for link in ("fast", "slow") for place in ("page", "bare") * PAINT_ROUNDS],
    2: [("slow", place) for place in ("eager", "seen", *STOCK)],
    3: [("cpu", place) for place in ("full", "seen", *STOCK)],
    4: [("cpu", place) for place in ("full", "alone", *STOCK)],
    5: [("slow", place) for place in ("eager", *STOCK)],
    6: [("cpu", place) for place in ("full", *STOCK)],
}
"""The visits of each row; a visit that several rows need is made once a round."""

AFTER_FIRST = ("brython-rest.js", "pyodide-start.mjs")
"""What is asked for when Brython has answered for the first time, whichever comes first."""

RATIO = Limit(1.05, "× without scripts")
FIRST_SLOW, FIRST_SLOW_STOCK = Limit(3.0, "s"), Limit(0.1, "× stock Pyodide")
FIRST_CPU = Limit(2.0, "s")
FULL_STOCK = Limit(0.45, "× stock Pyodide")
FIRST_BYTES, FULL_BYTES = Limit(400, "kB"), Limit(4400, "kB")


class Visits:
    """All visits of a run, by link and place."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, str], list[Visit]] = {}

    def times(self, link: str, place: str, mark: str) -> list[float]:
        """When something happened in each visit, s."""
        return [one.marks[mark] for one in self.made[link, place]]

    def sizes(self, link: str, place: str, until: tuple[str, ...] = AFTER_FIRST) -> list[int]:
        """Bytes on the wire in each visit, until one of these files was asked for; with none of them, all bytes."""
        return [one.bytes_before(*until) for one in self.made[link, place]]

    def beside(self, link: str, of: Callable[[str], str]) -> dict[str, str]:
        """The floor's and the stock engines' columns."""
        stock = "; ".join(f"{name.split()[1].capitalize()} {of(name)}" for name in STOCK[1:])
        return {"floor": of("floor"), "stock": stock}


def visits_for(numbers: list[int]) -> list[tuple[str, str]]:
    """One round's visits: those of row 1 as often as it names them, each other one once."""
    paint = NEEDS[1] if 1 in numbers else []
    others = dict.fromkeys(one for number in numbers if number > 1 for one in NEEDS[number])
    return [*paint, *others]


def measure(
    playwright: Playwright, folders: Folders, runs: int, numbers: list[int], tell: Callable[[str], None]
) -> list[Row]:
    """Make the rounds and the rows."""
    visits = Visits()
    for turn in range(runs):
        tell(f"Cold starts, round {turn + 1} of {runs}")
        for link, place in visits_for(numbers):
            folder, path, job = PLACES[place]
            made = visit(playwright, getattr(folders, folder), path, job, *LINKS[link])
            visits.made.setdefault((link, place), []).append(made)
    return [row for number in numbers for row in MAKE[number](visits)]


def paint_rows(visits: Visits) -> list[Row]:
    """Row 1: our page against itself without scripts, for each link and moment."""
    rows = []
    for link in ("fast", "slow"):
        for mark, what in (("painted", "Form painted"), ("typed", "Form takes typed text")):
            ours, bare = visits.times(link, "page", mark), visits.times(link, "bare", mark)
            ratio = median(ours) / median(bare)
            measured = f"{ratio:.3f} × ({spread(ours, 's')})"
            what = f"{what}, {LINKS[link][0]}"
            rows.append(
                Row(1, what, str(RATIO), measured, f"without scripts {spread(bare, 's')}", met=RATIO.verdict(ratio))
            )
        what = f"… the page's own scripts have started, {LINKS[link][0]}"
        rows.append(Row(1, what, NO_BUDGET, spread(visits.times(link, "page", "started"), "s")))
    return rows


def first_slow_rows(visits: Visits) -> list[Row]:
    """Row 2: the first answer over the slow link, in seconds and against stock Pyodide."""
    ours, stock = visits.times("slow", "eager", "first shown"), visits.times("slow", "stock pyodide", "answered")
    ratio = median(ours) / median(stock)
    beside = visits.beside("slow", lambda place: spread(visits.times("slow", place, "answered"), "s"))
    what = f"First coach answer, cold, {SLOW_4G}, the coach's 1 s pause taken out"
    return [
        Row(2, what, str(FIRST_SLOW), spread(ours, "s"), **beside, met=FIRST_SLOW.verdict(median(ours))),
        Row(2, "… against stock Pyodide", str(FIRST_SLOW_STOCK), f"{ratio:.3f} ×", met=FIRST_SLOW_STOCK.verdict(ratio)),
        Row(
            2,
            "… as a person sees it, pause and all",
            NO_BUDGET,
            spread(visits.times("slow", "seen", "first shown"), "s"),
        ),
    ]


def first_cpu_rows(visits: Visits) -> list[Row]:
    """Row 3: the first answer over the fast link on a slow processor."""
    ours = visits.times("cpu", "full", "first shown")
    beside = visits.beside("cpu", lambda place: spread(visits.times("cpu", place, "answered"), "s"))
    what = f"First coach answer, cold, {FAST_4G} and 4 × slower CPU, the coach's 1 s pause taken out"
    return [
        Row(3, what, str(FIRST_CPU), spread(ours, "s"), **beside, met=FIRST_CPU.verdict(median(ours))),
        Row(
            3,
            "… as a person sees it, pause and all",
            NO_BUDGET,
            spread(visits.times("cpu", "seen", "first shown"), "s"),
        ),
    ]


def full_rows(visits: Visits) -> list[Row]:
    """Row 4: Pyodide's first answer, alone as stock is, and on the page, where Brython is asked first."""
    stock = visits.times("cpu", "stock pyodide", "answered")
    beside = visits.beside("cpu", lambda place: spread(visits.times("cpu", place, "answered"), "s"))
    rows = []
    for place, mark, what in (
        (
            "alone",
            "pyodide answered",
            f"Pyodide answers, cold, {FAST_4G} and 4 × slower CPU, started at once as stock is",
        ),
        ("full", "pyodide shown", "… as the page does it: Brython first, Pyodide when that has answered"),
    ):
        ours = visits.times("cpu", place, mark)
        ratio = median(ours) / median(stock)
        rows.append(
            Row(
                4,
                what,
                str(FULL_STOCK),
                f"{ratio:.3f} × ({spread(ours, 's')})",
                **beside,
                met=FULL_STOCK.verdict(ratio),
            )
        )
    return rows


def bytes_row(number: int, what: str, limit: Limit, ours: list[int], beside: dict[str, str]) -> Row:
    """A row of transferred bytes: each visit's sum in `ours`, the cells of the other columns in `beside`."""
    return Row(number, what, f"{limit} brotli", kilobytes(ours), **beside, met=limit.verdict(max(ours) / 1000))


def first_bytes_rows(visits: Visits) -> list[Row]:
    """Row 5: what has been asked for when Brython answers."""
    beside = visits.beside("slow", lambda place: kilobytes(visits.sizes("slow", place)))
    what = "Transferred before the first coach answer, page and response heads included"
    return [bytes_row(5, what, FIRST_BYTES, visits.sizes("slow", "eager"), beside)]


def full_bytes_rows(visits: Visits) -> list[Row]:
    """Row 6: everything, until Pyodide has answered."""
    beside = visits.beside("cpu", lambda place: kilobytes(visits.sizes("cpu", place)))
    what = "Transferred with Pyodide, all told: page, Brython and Pyodide"
    return [bytes_row(6, what, FULL_BYTES, visits.sizes("cpu", "full", until=()), beside)]


MAKE = {1: paint_rows, 2: first_slow_rows, 3: first_cpu_rows, 4: full_rows, 5: first_bytes_rows, 6: full_bytes_rows}
