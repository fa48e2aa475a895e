"""The content that the first coach answer does not need, as plain dicts. In the browser's files a literal, as catalog.py."""

from builder.catalog import CATALOG as FIRST
from builder.publish.records.load import core_catalog

CATALOG = {key: value for key, value in core_catalog().items() if key not in FIRST}
