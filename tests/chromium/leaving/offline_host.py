"""The host of test_offline.py: a copy of the site without headers, which can be stopped, changed, and told to lie.

Knows how a version is published. Does not know any browser.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
from dataclasses import replace
from pathlib import Path

from builder.publish.files import write
from builder.publish.site.precache import write_worker
from tests.helpers import web


class Host(web.Web):
    """A copy of the site, published under a path."""

    def __init__(self, site: Path, folder: Path, under: str = "/") -> None:
        self.folder = Path(shutil.copytree(site, folder / under.strip("/"), copy_function=os.link))
        self.under = under
        self.lies: dict[str, bytes | int] = {}
        """Path → what is sent in the file's place: a body, or a status."""
        self.held: set[str] = set()
        """Paths whose answers wait for `go`."""
        self.go = threading.Event()
        self.asked: list[str] = []
        self.published = web.files(self.folder, under)
        super().__init__(self.reply)

    def reply(self, request: web.Request) -> web.Answer:
        path = request.path.removeprefix(self.under)
        self.asked.append(path)
        if path in self.held:
            self.go.wait(60)
        lie = self.lies.get(path)
        if isinstance(lie, bytes):
            answer = web.Answer(200, lie, {"Content-Type": web.content_type(path)})
        else:
            answer = web.Answer(lie, b"Nothing here") if lie else self.published(request)
        # Without this the browser's own cache could answer in the copy's place.
        return replace(answer, headers=answer.headers | {"Cache-Control": "no-cache"})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.under}"

    def stop(self) -> None:
        """End the server, and make sure that nothing answers."""
        self.go.set()
        super().stop()
        with socket.socket() as knock:
            assert knock.connect_ex(("127.0.0.1", self.port)) != 0

    def offline_list(self) -> dict:
        first = (self.folder / "sw.js").read_text(encoding="utf-8").split("\n", 1)[0]
        return json.loads(first.removeprefix("const OFFLINE = ").removesuffix(";"))

    def release(self, path: str, old: str, new: str) -> None:
        """Publish a new version in which one file differs."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        write(self.folder / path, text.replace(old, new).encode())
        write_worker(self.folder, self.offline_list()["headers"])
