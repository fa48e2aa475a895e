"""The coach's lexicon, unpacked from the content at the first question. Knows nothing of what is asked."""

from __future__ import annotations

from builder.catalog import CATALOG
from builder.coaching.tokens import Lexicon

_unpacked: list[Lexicon] = []


def lexicon() -> Lexicon:
    """Return the lexicon, the same one each time."""
    if not _unpacked:
        _unpacked.append(Lexicon(CATALOG["lexicon"]))
    return _unpacked[0]
