"""Write files whole or not at all. Knows bytes and paths, and not what is written."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and leave one alone that is already right."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    unfinished.write_bytes(data)
    unfinished.replace(path)
