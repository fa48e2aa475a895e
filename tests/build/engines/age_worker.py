"""The worker that locks files, in a Node process: for tests that need many files, or files with a fault.

Knows ask_age.mjs. Does not know what is tested.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

TESTS = Path(__file__).parent
TEXT = "Katten ska vara kvar. Åäö 😀"
PHRASE = "varm bulle på söndag"


class Age:
    """The worker in a Node process; ask() gives its answer."""

    def __init__(self, script: Path) -> None:
        command = [shutil.which("node"), TESTS / "ask_age.mjs", script]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, **request) -> dict:
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def make(self, text: str = TEXT, phrase: str = PHRASE, work: int = 1, **more) -> bytes:
        """An age file, with next to no work in it unless told otherwise."""
        return base64.b64decode(self.ask(make=text, phrase=phrase, work=work, **more)["file"])

    def lock(self, text: str, phrase: str) -> bytes:
        return base64.b64decode(self.ask(lock=text, phrase=phrase)["file"])

    def unlock(self, file: bytes, *phrases: str, **more) -> dict:
        return self.ask(unlock=base64.b64encode(file).decode(), phrases=phrases, **more)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
