"""The program's door for Pyodide: JSON in, JSON out, so that nothing but text crosses the border.

Knows JSON, and how the program's second zip joins the first. Does not know what is asked. Packed as door.py; json is
Pyodide's own and costs nothing here.
"""

import json
import sys

from builder.respond import FIRST, respond


def first_ops_json() -> str:
    """Return the ops that the first zip answers alone, as a JSON list."""
    return json.dumps(list(FIRST))


def respond_json(request: str) -> str:
    """Answer one request; JSON in and out."""
    return json.dumps(respond(json.loads(request)))


def add_rest(archive: str) -> None:
    """Let the packages that are loaded find their other modules in the second zip."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "builder" and hasattr(module, "__path__"):
            module.__path__.append(archive + "/" + name.replace(".", "/"))
