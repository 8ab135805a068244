"""A clock of its own for one process: libfaketime's, out of Debian's package; the machine's own stays as it is."""

from __future__ import annotations

import os
from pathlib import Path

from debian import unpacked


class Jumping:
    """A clock that is seconds ahead of the machine's, by the file that libfaketime reads at every look at the time."""

    def __init__(self, folder: Path) -> None:
        unpacked(folder, "libfaketime")
        (library,) = folder.glob("usr/lib/*/faketime/libfaketimeMT.so.1")
        self._file = folder / "ahead"
        self.set(0)
        self.env = {
            **os.environ, "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip

    def set(self, ahead: int) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{ahead:+d}\n")
        fresh.replace(self._file)
