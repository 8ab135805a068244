"""Runs in the machine of machine.py: does what it is asked, one command after the other, and says how it ended."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading


def answered(peer: socket.socket) -> None:
    with peer, peer.makefile(encoding="utf-8") as request:
        asked = json.loads(request.read() or "{}")
        if asked:
            done = subprocess.run(asked["words"], input=asked["given"], capture_output=True, text=True, check=False)
            peer.sendall(json.dumps({"code": done.returncode, "out": done.stdout, "err": done.stderr}).encode())


def main(place: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(place)
        server.listen()
        while True:
            peer, _ = server.accept()
            threading.Thread(target=answered, args=(peer,)).start()


if __name__ == "__main__":
    main(sys.argv[1])
