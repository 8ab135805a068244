"""A server of somebody else's in a process of its own: as nobody, on free ports of loopback, ended by its id."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

_Found = TypeVar("_Found")

NOBODY = 65534
_IS_ROOT = os.geteuid() == 0


@contextmanager
def place() -> Iterator[Path]:
    """A folder of nobody's, outside of pytest's, which only root may enter."""
    with tempfile.TemporaryDirectory(prefix="watcher-served-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        owned(folder)
        yield folder


def owned(*paths: Path) -> None:
    """Gives them to whom the servers run as."""
    for path in paths if _IS_ROOT else ():
        os.chown(path, NOBODY, NOBODY)


def ports(count: int) -> list[int]:
    """Free ports, below those that outgoing connections are given."""
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as tried:
            if port not in found and tried.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
    return found


class Served:
    """A server that can be stopped and started again, where everything is as it was."""

    def __init__(self, words: Sequence[str], *, port: int, log: Path, environ: Mapping[str, str], root: bool = False):
        """`root` leaves the user as it is, without any of root's rights."""
        self._port = port
        self._log = log
        self._environ = os.environ | environ
        self._user = NOBODY if _IS_ROOT and not root else None
        powerless = ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"] if _IS_ROOT and root else []
        self._words = ["setpriv", "--pdeathsig", "KILL", *powerless, *words]  # ends when the tests are killed, too
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._environ, cwd="/",
                start_new_session=True, user=self._user, group=self._user, extra_groups=[] if self._user else None,
            )  # fmt: skip
        awaited(self._answers, f"{self._words} to answer at {self._port}; {self._log} says why not")

    def stop(self) -> None:
        """Ends it and what it started."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(20)
        self._process = None

    def __enter__(self) -> Served:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"{self._words} ended: {self._log.read_text(errors='replace')[-2000:]}"
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self._port)) == 0


def awaited(
    find: Callable[[], _Found], what: str, *, enough: Callable[[_Found], object] = bool, seconds: float = 60
) -> _Found:
    """What is found once it is enough; fails after `seconds`."""
    until = time.monotonic() + seconds
    while not enough(found := find()):
        assert time.monotonic() < until, f"waited {seconds:g} s in vain for {what}; there is {str(found)[:1000]}"
        time.sleep(0.1)
    return found
