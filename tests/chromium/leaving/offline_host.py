"""A host that sends no headers, can be stopped so that its port is closed, and can be told to lie. For test_offline.py."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from builder.publish.files import write
from builder.publish.site.precache import write_worker


class Host:
    """A copy of the site. `lies` maps a path to what is sent in its place: bytes, or a status; `held` are paths that wait for `go`."""

    def __init__(self, site: Path, folder: Path, under: str = "/") -> None:
        self.folder = Path(shutil.copytree(site, folder / under.strip("/"), copy_function=os.link))
        self.lies: dict[str, bytes | int] = {}
        self.asked: list[str] = []
        self.held: set[str] = set()
        self.go = threading.Event()
        self.under = under
        self.port = 0
        host = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: object) -> None:
                super().__init__(*arguments, directory=str(folder))

            def do_GET(self) -> None:
                path = self.path.removeprefix(under).split("?")[0]
                host.asked.append(path)
                if path in host.held:
                    host.go.wait(60)
                lie = host.lies.get(path)
                if isinstance(lie, bytes):
                    self.send_response(200)
                    self.send_header("Content-Type", self.guess_type(self.path))
                    self.send_header("Content-Length", str(len(lie)))
                    self.end_headers()
                    self.wfile.write(lie)
                elif lie:
                    self.send_error(lie)
                else:
                    super().do_GET()

            def end_headers(self) -> None:
                self.send_header(
                    "Cache-Control", "no-cache"
                )  # or the browser's own cache could answer in the copy's place
                super().end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.handler = Handler

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.under}"

    def start(self) -> None:
        """Serve, at the same port as before if there was one."""
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), self.handler)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End the server, and make sure that nothing answers."""
        self.go.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
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
