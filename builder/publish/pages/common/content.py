"""Names for what the pages get from the records' loader. Knows no record: records/schema says what one holds."""

from __future__ import annotations

from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]
"""One record, or the words of a page by their keys."""
Content: TypeAlias = dict[str, Any]
"""All content, as load_catalog() in builder/publish/records/load.py returns it."""
