"""The command `watcher`, as a person runs it, and a news site on loopback that it looks at."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cli_place import Place, Ran
from mail_server import AUTHORITY
from served import awaited

from watcher.demo.articles import STORIES, Story
from watcher.demo.script import headline
from watcher.demo.site import Site
from watcher.model import AlertState, Letter

FERRY = next(story for story in STORIES if story.key == "ferry")
SHIP = "“晨星”号渡轮提前返航，试航推迟到四月"

_SETTINGS = """
[web]
listen = ""

[fetch]
allow_networks = ["127.0.0.0/8"]
host_gap = "0s"
"""
_SUBSCRIPTION = """
[[subscription]]
name = "{name}"
to = ["env:{name}"]
min_weight = "minor"
limit = 0
"""


def stories(count: int) -> list[Story]:
    """So many articles, whose headlines are numbered."""
    return [
        replace(FERRY, key=str(n), path=f"/zh/{n}", article=replace(FERRY.article, title=f"第{n}号渡轮开始试航"))
        for n in range(1, count + 1)
    ]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything of minor weight and more goes to the places of `to`, Apprise URLs by the name of a variable."""

    place: Place
    site: Site
    environ: Mapping[str, str]

    def says(self, *words: object) -> Ran:
        """What the command prints, once it is done, and well done."""
        ran = self.place.process(*words, **self.environ)
        assert ran.code == 0, (words, ran.out, ran.err)
        return ran

    def seen(self) -> None:
        """Tracks every article of the site, and sees it as it stands."""
        self.says("add", *(self.site.url(key) for key in self.site.stories))
        self.says("check", "-q")

    def edited(self, title: str, key: str = FERRY.key) -> None:
        """Gives an article another headline, which is seen."""
        self.site.edit(key, headline(title))
        self.says("check", "-q", self.site.url(key))

    def alerts(self) -> dict[str, Letter]:
        """The last alert to each place of `to`."""
        with self.place.store(readonly=True) as store:
            return {letter.alert.label.removeprefix("env:"): letter for letter in store.outbox.letters()}

    def tried(self, *names: str) -> dict[str, Letter]:
        """The same, once those to `names` were tried and that is written down."""
        return awaited(
            self.alerts, f"a try to reach {names}", enough=lambda alerts: all(alerts[name].attempts for name in names)
        )

    @contextmanager
    def running(self, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
        """The daemon at work; told to end at the end, if it did not end before."""
        words = [sys.executable, "-m", "watcher", "--config", str(self.place.config), "run"]
        with (self.place.folder / "log").open("ab") as log:
            daemon = subprocess.Popen(
                words, env=os.environ | self.environ | environ, cwd=self.place.folder, stderr=log
            )  # fmt: skip
        try:
            yield daemon
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(60)

    def waiting(self) -> int:
        """How many alerts are neither sent nor given up."""
        with self.place.store(readonly=True) as store:
            return len(store.outbox.letters(state=AlertState.PENDING))

    def forgets(self) -> None:
        """The outbox as it is when the daemon was killed between sending and writing down that it was sent."""
        with closing(sqlite3.connect(self.place.folder / "watcher.db")) as database, database:
            database.execute(
                "UPDATE alerts SET state = 'pending', attempts = 0, settled_at = NULL, next_try_at = created_at"
            )

    def identities(self) -> list[str]:
        """Those of all messages in the outbox, oldest first."""
        with closing(sqlite3.connect(self.place.folder / "watcher.db")) as database:
            return [str(one) for (one,) in database.execute("SELECT bundle FROM alerts ORDER BY id")]

    @property
    def log(self) -> str:
        """What the daemon said."""
        return (self.place.folder / "log").read_text(encoding="utf-8")


@contextmanager
def desk(folder: Path, to: Mapping[str, str], told: Sequence[Story] = (FERRY,), *, more: str = "") -> Iterator[Desk]:
    """A desk whose articles were seen as they were first. `more` is what each subscription sets besides."""
    settings = _SETTINGS + "".join(_SUBSCRIPTION.format(name=name) + more for name in to)
    environ = {**to, "SSL_CERT_FILE": str(AUTHORITY)}
    with _published(told) as site:
        found = Desk(place=Place(folder, settings), site=site, environ=environ)
        found.seen()
        yield found


@contextmanager
def _published(told: Sequence[Story]) -> Iterator[Site]:
    """The site, served from a thread, so that a test may wait for something else."""
    loop = asyncio.new_event_loop()
    site = Site(told)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(site.__aenter__(), loop).result(30)
    try:
        yield site
    finally:
        asyncio.run_coroutine_threadsafe(site.__aexit__(None, None, None), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()
