"""Numbers as they stand in the table, budgets, and whether a number keeps its budget.

Knows medians and units. Does not know how anything was measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Limit:
    """What must be reached: at most `most` of a unit."""

    most: float
    unit: str

    def __str__(self) -> str:
        return f"≤ {self.most:g} {self.unit}"

    def verdict(self, value: float) -> str:
        """Whether a value keeps the budget, and if not, by how much it misses it."""
        if value <= self.most:
            return "met"
        return f"**missed by {value - self.most:.2g} {self.unit} ({value / self.most - 1:.0%})**"


@dataclass(frozen=True)
class Row:
    """One line of the table, all of it text. `must` names the budget, or says that there is none."""

    number: int
    what: str
    must: str
    measured: str
    floor: str = "–"
    stock: str = "–"
    met: str = "–"


NO_BUDGET = "no budget"


def spread(values: list[float], unit: str, digits: int = 2) -> str:
    """The median with the least and the most beside it, such as "1.20 s (1.15–1.31)"."""
    return f"{median(values):.{digits}f} {unit} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def kilobytes(values: list[int]) -> str:
    """A number of bytes that should not vary: one number, or the least and the most where it does."""
    low, high = (f"{value / 1000:,.0f}".replace(",", " ") for value in (min(values), max(values)))
    return f"{low} kB" if low == high else f"{low}–{high} kB"


def p95(values: list[float]) -> float:
    """The value that 95 % of the values do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
