"""Runs in the machine of machine.py: a news site that serves the files in a folder, and a web hook that keeps what is
posted. What begins with /slow is not answered for minutes, and nothing posted is while there is a file "busy". There is
a name server, too, which answers nothing."""

from __future__ import annotations

import json
import socket
import sys
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_MINUTES = 300.0


class Neighbour(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/slow"):
            self.note("asked", {"slow": True})
            time.sleep(_MINUTES)
        self.note("asked", {"path": self.path, "by": self.headers["User-Agent"]})
        super().do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.note("posted", {"id": self.headers["webhook-id"], "body": json.loads(body)})
        if Path(self.directory, "busy").exists():
            time.sleep(_MINUTES)
        self.send_response(204)
        self.end_headers()

    def note(self, name: str, what: object) -> None:
        """A line more in a file beside what is served."""
        with Path(self.directory, name).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(what)}\n")


if __name__ == "__main__":
    port, folder = sys.argv[1:]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as name_server:
        name_server.bind(("127.0.0.1", 53))
        ThreadingHTTPServer(("127.0.0.1", int(port)), partial(Neighbour, directory=folder)).serve_forever()
