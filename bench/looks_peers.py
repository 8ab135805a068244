"""Other programs that watch pages, on the same pages: urlwatch and webchanges, where they are installed.

They are started for each round, as they are by cron. "as it comes" watches the whole page, which is another one at each
load; "with a filter" what a selector written by hand for these pages leaves of it, without what the noise changes.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from looks_cost import Cost

_FILTER = """filter:
  - css:
      selector: "article, .rm_txt_con, [itemtype]"
      exclude: ".comment-count, .relative-time, .advertisement, .newsletter-box, aside, form"
  - html2text:
"""
_TO_TEXT: Mapping[str, str] = {
    "urlwatch": "      method: re\n",
    "webchanges": "      ignore_images: true\n      ignore_links: true\n",
}
_FILES: Mapping[str, tuple[str, str]] = {
    "urlwatch": ("--urls", "--cache"),
    "webchanges": ("--jobs", "--database"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One program on these addresses. Its files are in a folder of its own."""

    program: Path
    folder: Path
    urls: Sequence[str]
    is_filtered: bool

    @property
    def name(self) -> str:
        return f"{self.program.name}, {'with a filter' if self.is_filtered else 'as it comes'}"

    def prepare(self) -> None:
        self.folder.mkdir()
        filtered = _FILTER + _TO_TEXT[self.program.name] if self.is_filtered else ""
        jobs = (f'name: "{url}"\nurl: "{url}"\n{filtered}' for url in self.urls)
        (self.folder / "jobs.yaml").write_text("---\n".join(jobs), encoding="utf-8")

    def turn(self) -> Cost:
        """All pages once."""
        jobs, database = _FILES[self.program.name]
        files = (jobs, "jobs.yaml", "--config", "config.yaml", database, "pages.db")
        began = time.perf_counter()
        with (self.folder / "told").open("wb") as told:
            process = subprocess.Popen(
                [self.program.absolute(), *files], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=told, stderr=told,
                env=os.environ | {"HOME": str(self.folder)},
            )  # fmt: skip
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, (self.folder / "told").read_text("utf-8")[-2000:]
        cpu, wall = used.ru_utime + used.ru_stime, time.perf_counter() - began
        return Cost(looks=len(self.urls), cpu=cpu, wall=wall, memory=used.ru_maxrss / 1000)

    def size(self) -> int:
        """Bytes of its database."""
        return (self.folder / "pages.db").stat().st_size


def installed(programs: Path | None, folder: Path, urls: Sequence[str]) -> list[Peer]:
    """Those that stand in the folder `programs`, ready to be started; none where that is not given."""
    found = [programs / name for name in _FILES if (programs / name).exists()] if programs else []
    peers = [
        Peer(program=one, folder=folder / f"{one.name}-{filtered}", urls=urls, is_filtered=filtered)
        for one in found
        for filtered in (True, False)
    ]
    for peer in peers:
        peer.prepare()
    return peers


def absent(programs: Path | None) -> str:
    """What is not measured, and how it would be; "" where nothing is missing."""
    missing = [name for name in _FILES if programs is None or not (programs / name).exists()]
    where = f"in {programs}" if programs else "anywhere that was said"
    ask = "PEERS=FOLDER names the folder of their programs"
    return f"Not measured, as not found {where}: {', '.join(missing)} ({ask})." if missing else ""
