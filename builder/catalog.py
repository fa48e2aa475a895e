"""All content as plain dicts, for respond.py and the command line.

In the source tree it is read from content/*.toml. In the browser's bundle a file of the same name holds
CATALOG as a literal, so that no engine parses content.
"""

from builder.publish.records.read import read_core

CATALOG = read_core()
