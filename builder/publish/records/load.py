"""The content as everybody at build time gets it: read, and held against everything that must hold.

Knows in which order that is done. Needs msgspec; the command line needs no more than read.py.
"""

from __future__ import annotations

import datetime
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from builder.publish.records.conform import check_files
from builder.publish.records.read import CONTENT, content_of, core_of, read_files, source_files
from builder.publish.records.references import check_values
from builder.publish.records.rules_of_content import check_rules
from builder.publish.records.shared_names import check_shared_names
from builder.publish.records.values import Value, walk

if TYPE_CHECKING:
    from builder.shapes import Catalog


def load_content(folder: Path = CONTENT, today: datetime.date | None = None) -> dict[str, Any]:
    """Return all content of a folder, checked. Raises ContentError at the first fault.

    today: the day that review dates are held against; the clock's unless given.
    """
    return _checked(read_files(folder), today or datetime.date.today())


def _checked(files: dict[str, dict[str, Any]], today: datetime.date) -> dict[str, Any]:
    check_files(files)
    content = content_of(files)
    found = [one for file, data in files.items() for one in walk(file, data)]
    check_values(found, content)
    check_shared_names(content)
    check_rules(content, [one for one in found if isinstance(one, Value)], today)
    return content


@functools.cache
def load_catalog() -> dict[str, Any]:
    """Return the checked content of this source tree. Read once; treat it as read-only."""
    return _checked(source_files(), datetime.date.today())


@functools.cache
def core_catalog() -> Catalog:
    """Return what the core gets of the checked content. Treat it as read-only."""
    return cast("Catalog", core_of(load_catalog()))
