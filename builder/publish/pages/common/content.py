"""How the pages' modules name what the records' loader gives them. Knows no record; records/schema says what each holds."""

from __future__ import annotations

from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]
"""One record, or the words of a page by their keys."""
Content: TypeAlias = dict[str, Any]
"""All content, as load_catalog() in builder/publish/records/load.py returns it."""
