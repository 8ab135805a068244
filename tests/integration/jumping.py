"""A clock of its own for one process: libfaketime's, out of Debian's package; the machine's own stays as it is."""

from __future__ import annotations

import os
from pathlib import Path

from debian import unpacked

_ANYWHERE = "import os\n\ndel os.sched_getaffinity\n"


class Jumping:
    """A clock that is seconds ahead of the machine's, by the file that libfaketime reads at every look at the time.

    Its threads may run on all processors: under libfaketime who waits for the interpreter's lock looks for it without a
    pause, which takes nearly all of the one processor that the daemon keeps to."""

    def __init__(self, folder: Path) -> None:
        unpacked(folder, "libfaketime")
        (library,) = folder.glob("usr/lib/*/faketime/libfaketimeMT.so.1")
        self._file = folder / "ahead"
        self.set(0)
        (folder / "sitecustomize.py").write_text(_ANYWHERE)
        self.env = {
            **os.environ, "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "PYTHONPATH": os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", ""))),
        }  # fmt: skip

    def set(self, ahead: int) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{ahead:+d}\n")
        fresh.replace(self._file)
