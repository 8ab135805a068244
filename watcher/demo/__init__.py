"""The whole product in half a minute: the real daemon, against a sample news site that is served on loopback.

Articles in seven languages are read over HTTP, edited while the daemon watches, and every alert is taken where it
arrives. The script says what has to be reported; everything else has to stay silent.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from watcher.demo.place import Place
from watcher.demo.play import Play
from watcher.demo.show import Show
from watcher.demo.site import Sink, Site
from watcher.demo.verdict import Verdict
from watcher.settings import Settings, load
from watcher.store import Store
from watcher.wiring import run

__all__ = ["DIRECTORY", "SECONDS", "main", "run_demo"]

DIRECTORY = Path("state/demo")
SECONDS = 30.0
_INTERRUPTED = 130

# What to look at afterwards, by the watches' numbers: the order in which the sample site lists its articles.
_COMMANDS = (
    ("log", "every change, oldest first"),
    ("diff 3", "what the last edit of watch 3 changed"),
    ("show 1", "the article of watch 1 as it stands"),
    ("alerts", "what was sent, and where to"),
    ("web", "all of this in a browser"),
)


def main(directory: Path = DIRECTORY, seconds: float = SECONDS, *, as_json: bool = False) -> int:
    """Runs the demonstration: 0 where every edit was reported as what it is and nothing else was, else 1; 130 where it
    was interrupted.

    It prints as it goes, or with `as_json` one JSON document at the end, and the rest to standard error. Raises
    WatcherError where `directory` cannot be used.
    """
    return asyncio.run(run_demo(directory, seconds, as_json=as_json))


async def run_demo(directory: Path = DIRECTORY, seconds: float = SECONDS, *, as_json: bool = False) -> int:
    """What `main` does, in a running event loop."""
    place = Place(directory=directory)
    place.emptied()
    show = Show(sys.stderr if as_json else sys.stdout)
    async with Site() as site, Sink() as sink:
        place.configure(sink.destination)
        show.opening(site, place)
        verdict = await _played(load(place.config), site, sink, show, seconds)
    if verdict is None:
        return _INTERRUPTED
    show.summary(verdict)
    commands = [(place.command(words), shows) for words, shows in _COMMANDS]
    show.farewell(commands)
    if as_json:
        told = verdict.to_dict() | {"config": str(place.config), "commands": [command for command, _ in commands]}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 0 if verdict.right else 1


async def _played(settings: Settings, site: Site, sink: Sink, show: Show, seconds: float) -> Verdict | None:
    """The verdict on a script that was played while the daemon ran; None where a signal ended the daemon before."""
    stop = asyncio.Event()
    with Store.open(settings.database) as store:
        play = Play(store=store, site=site, sink=sink, show=show, seconds=seconds)
        play.track()
        daemon, playing = asyncio.create_task(run(settings, stop)), asyncio.create_task(play.run())
        try:
            await asyncio.wait((daemon, playing), return_when=asyncio.FIRST_COMPLETED)
            return playing.result() if playing.done() else None
        finally:
            stop.set()
            playing.cancel()
            await asyncio.wait((playing,))
            await daemon
