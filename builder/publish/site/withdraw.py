"""Withdraw a site: put a service worker into the folder that is published, which ends the copies in people's browsers.

Knows where the worker lies. Does not know what else the folder holds; what the host shows instead is its own matter.
Without this the copies live on for as long as the browsers keep them.
"""

from __future__ import annotations

from pathlib import Path

from builder.publish.errors import FinishError
from builder.publish.files import write
from builder.publish.site.compress import ENDINGS
from builder.publish.site.finish import CHECKSUMS, write_checksums
from builder.publish.site.precache import SHELL, WORKER, with_names

WITHDRAWN = SHELL / "sw" / "withdrawn.js"


def withdraw(folder: Path) -> None:
    """Write sw.js at the place that the site had; its compressed versions go, or a host would send the old ones."""
    if not folder.is_dir():
        raise FinishError(f"{folder} is not a folder. Name the one that the host publishes where the site was")
    write(folder / WORKER, with_names(WITHDRAWN).encode())
    for ending in ENDINGS:
        (folder / (WORKER + ending)).unlink(missing_ok=True)
    if (folder / CHECKSUMS).is_file():
        write_checksums(folder)
