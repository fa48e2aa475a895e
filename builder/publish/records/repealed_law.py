"""The law that no longer holds: the old SoL's paragraph on SIP, however it is written.

Knows 2 kap. 7 § of 2001:453 in the ways people cite it. Does not know who may name it; rules_of_content.py and
markers.py do.
"""

from __future__ import annotations

import html
import re

REMEDY = "Write 10 kap. 8–9 §§ SoL (2025:400)."

_REPEALED = re.compile(
    r"2001:453|\b2\s*kap\.?\s*7\s*(?:[–-]\s*\d+\s*)?§|\b7\s*§\s*2\s*kap\b|\bSoL\s*2:7\b", re.IGNORECASE
)


def repealed(text: str) -> str | None:
    """Return what in a text, which may hold HTML's entities, names the repealed law."""
    plain = html.unescape(text)
    if (
        "7" not in plain and "2001" not in plain
    ):  # in every way of citing it; the pattern is slow on all the other texts
        return None
    found = _REPEALED.search(plain)
    return found[0] if found else None
