"""What the daemon is tortured beside: a news site on several hosts that is edited all the time, and where alerts go."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from aiohttp import web

from watcher.demo.articles import STORIES
from watcher.demo.script import Rewriting
from watcher.demo.site import Server, Site
from watcher.model import Article, Paragraph, WatchId
from watcher.store import Store
from watcher.urls import identity, site

ADDRESSES = tuple(f"127.0.0.{number}" for number in range(1, 9))
DESTINATIONS = ("json", "hook")
EVERY = timedelta(milliseconds=500)
_SECRET = "whsec_d2hhdCBhIGRhZW1vbiBpcyB0b3J0dXJlZCBiZXNpZGU="
_DIFFERENCE = re.compile(r"watcher diff (\d+) \d+\.\.(\d+)")

Text = tuple[str, ...]
Told = tuple[WatchId, int]  # a watch, and the number of a revision


def text(article: Article) -> Text:
    """What tells one version of an article from all others: headline and paragraphs, without the spaces."""
    lines = (article.title, *(block.text for block in article.blocks if isinstance(block, Paragraph)))
    return tuple("".join(line.split()) for line in lines)


@dataclass
class Trap:
    """Kills the daemon at the answer number `at` of one kind ("look", "message"), before it is sent or after. `touched`
    is set when the first one is asked for."""

    kind: str = ""
    at: int = 0
    answers_first: bool = False
    kill: Callable[[], None] = field(default=lambda: None)
    touched: asyncio.Event = field(default_factory=asyncio.Event)

    async def passed(self, kind: str, request: web.Request, answer: web.StreamResponse) -> web.StreamResponse:
        self.touched.set()
        self.at -= kind == self.kind
        if kind == self.kind and self.at == 0:
            if self.answers_first:
                await answer.prepare(request)
                await answer.write_eof()
            self.kill()
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A version (0, 1, …) of an article was asked for by the daemon of a round; `unchanged`: it had it already."""

    round: int
    story: str
    version: int
    unchanged: bool


class Town(Site):
    """The sample site at one address. Who asks says by its user agent which daemon it is: "torture/ROUND"."""

    def __init__(self, address: str) -> None:
        # Few on each: what is edited alike in many articles of a site is held.
        super().__init__(STORIES[::2], address)
        self.sightings: list[Sighting] = []
        self.trap = Trap()
        self._edits = 0

    def rewrite(self, random: Random) -> None:
        """Edits one article as it was never edited before."""
        self._edits += 1
        rewriting = random.choice((_counted_headline, _counted_paragraph, _longer))(self._edits)
        disclosed_at = datetime.now(UTC) if random.random() < 0.5 else None
        self.edit(random.choice(sorted(self.stories)), rewriting, disclosed_at=disclosed_at)

    def versions(self, key: str) -> Sequence[Article]:
        """The article as it stood, oldest first."""
        return self._versions[key]

    async def _article(self, request: web.Request) -> web.StreamResponse:
        answer = await super()._article(request)
        load, of = self.loads[-1], int(request.headers["User-Agent"].rpartition("/")[2])
        self.sightings.append(
            Sighting(round=of, story=load.story, version=load.version, unchanged=load.status == 304)
        )  # fmt: skip
        return await self.trap.passed("look", request, answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message at one of DESTINATIONS: its identity, and the revisions that it tells of."""

    destination: str
    identity: str
    told: tuple[Told, ...]


class Ear(Server):
    """Takes messages as Apprise and as our own web hooks send them."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        super().__init__(address)
        self.arrived: list[Arrival] = []
        self.trap = Trap()
        self.app.router.add_post("/json", self._worded)
        self.app.router.add_post("/hook", self._data)

    async def _worded(self, request: web.Request) -> web.StreamResponse:
        message = str((await request.json())["message"])
        told = [(int(watch), int(number)) for watch, number in _DIFFERENCE.findall(message)]
        return await self._take(request, request.headers["Idempotency-Key"], told)

    async def _data(self, request: web.Request) -> web.StreamResponse:
        alerts: list[dict[str, Any]] = (await request.json())["alerts"]
        told = [(alert["watch"]["watch"], alert["revision"]["revision"]) for alert in alerts]
        return await self._take(request, request.headers["webhook-id"], told)

    async def _take(
        self, request: web.Request, identity_: str, told: Sequence[tuple[int, int]]
    ) -> web.StreamResponse:  # fmt: skip
        revisions = tuple((WatchId(watch), number) for watch, number in told)
        self.arrived.append(Arrival(destination=request.path[1:], identity=identity_, told=revisions))
        return await self.trap.passed("message", request, web.Response())


def configured(folder: Path, ear: Ear, round_: int) -> Path:
    """The configuration of the daemon of this round."""
    config = folder / "watcher.toml"
    to = [f"json://127.0.0.1:{ear.port}/json", f"hook+http://127.0.0.1:{ear.port}/hook#{_SECRET}"]
    config.write_text(
        f'database = "{database(folder)}"\n[web]\nlisten = ""\n'
        f'[fetch]\nuser_agent = "torture/{round_}"\nhost_gap = "10ms"\nallow_networks = ["127.0.0.0/8"]\n'
        f'[[subscription]]\nname = "all"\nmin_weight = "cosmetic"\nlimit = 0\nto = {to}\n',
        encoding="utf-8",
    )
    return config


def database(folder: Path) -> str:
    return f"sqlite:{folder}/watcher.db"


def tracked(store: Store, towns: Sequence[Town]) -> Iterator[tuple[WatchId, tuple[Town, str]]]:
    """Watches every article of the towns."""
    for town in towns:
        for key in town.stories:
            url, now = town.url(key), datetime.now(UTC)
            watch, _ = store.watches.add(url, key=identity(url), site=site(url), every=EVERY, now=now)
            yield watch.id, (town, key)


def _counted_headline(number: int) -> Rewriting:
    return lambda article: replace(article, title=_counted(article.title, number))


def _counted_paragraph(number: int) -> Rewriting:
    """Says in the last paragraph how often was edited."""

    def rewritten(article: Article) -> Article:
        at, block = max((i, b) for i, b in enumerate(article.blocks) if isinstance(b, Paragraph))
        return _with(article, at, replace(block, text=_counted(block.text, number)))

    return rewritten


def _longer(number: int) -> Rewriting:
    """Adds a paragraph, up to a dozen; then exchanges the last one for it."""

    def rewritten(article: Article) -> Article:
        added = Paragraph(text=f"{number} lorries, {number * 7} tonnes and {number % 97} days were counted by then.")
        kept = article.blocks if len(article.blocks) < _LONGEST else article.blocks[:-1]
        return replace(article, blocks=(*kept, added))

    return rewritten


_LONGEST = 16


def _counted(line: str, number: int) -> str:
    return f"{line.partition(' # ')[0]} # {number}"


def _with(article: Article, at: int, block: Paragraph) -> Article:
    return replace(article, blocks=(*article.blocks[:at], block, *article.blocks[at + 1 :]))
