"""Ask early for the modules that a page needs at once: a page names one, its static imports are found and added.

Without this, a browser learns of a module's imports only when the module has come, one round trip after another.
Knows import statements and link elements. Does not know what the modules do, nor which generator made the page.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from builder.publish.errors import FinishError

ASKS = re.compile(r'([ \t]*)<link rel="modulepreload" href="([^"]+)" data-with-imports>')
IMPORT = re.compile(r'^(?:import|export)\s(?:[^"\';]*?\sfrom\s)?\s*"(\.[^"]+)"', re.MULTILINE)


def with_imports(module: Path) -> list[Path]:
    """Return a module and all that it imports when it loads, the nearest first; not what it imports later."""
    found = [module]
    for one in found:
        if not one.is_file():
            raise FinishError(
                f"{one} is imported and is not there. Correct the import, or the page that names the module"
            )
        imported = [
            Path(os.path.normpath(one.parent / name)) for name in IMPORT.findall(one.read_text(encoding="utf-8"))
        ]
        found += [each for each in dict.fromkeys(imported) if each not in found]
    return found


def add_preloads(page: Path) -> str:
    """Return a page's HTML with one link for each module in place of the links that ask for them, each module once."""
    linked: set[Path] = set()

    def links(asked: re.Match[str]) -> str:
        modules = [one for one in with_imports(Path(os.path.normpath(page.parent / asked[2]))) if one not in linked]
        linked.update(modules)
        addresses = [Path(os.path.relpath(module, page.parent)).as_posix() for module in modules]
        return "\n".join(f'{asked[1]}<link rel="modulepreload" href="{address}">' for address in addresses)

    return ASKS.sub(links, page.read_text(encoding="utf-8"))
