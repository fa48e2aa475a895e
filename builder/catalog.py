"""The content that the first coach answer needs, as plain dicts: rules and lexicon.

In the source tree the content is read from content/*.toml. In the browser's files a module of the same name holds
CATALOG as a literal, so that no engine parses content. The rest of the content is in catalog_rest.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from builder.publish.records.read import read_core

if TYPE_CHECKING:
    from builder.shapes import Catalog

CATALOG = cast("Catalog", {key: read_core()[key] for key in ("rules", "lexicon")})
