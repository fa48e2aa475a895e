"""The content that the first coach answer does not need, as plain dicts. A literal in the browser, as in catalog.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from builder.catalog import CATALOG as FIRST
from builder.publish.records.read import read_core

if TYPE_CHECKING:
    from builder.shapes import Catalog

CATALOG = cast("Catalog", {key: value for key, value in read_core().items() if key not in FIRST})
