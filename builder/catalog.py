"""The content that the first coach answer needs, as plain dicts: rules and lexicon.

In the source tree the content is read from content/*.toml. In the browser's files a module of the same name holds
CATALOG as a literal, so that no engine parses content. The rest of the content is in catalog_rest.py.
"""

from builder.publish.records.read import read_core

CATALOG = {key: core_catalog()[key] for key in ("rules", "lexicon")}
