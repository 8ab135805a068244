"""A site that is made over while it is watched: real looks, and what readers and the operator hear of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from newsroom import Clock, settings

from watcher import wiring
from watcher.check import check
from watcher.deliver import deliver
from watcher.demo.site import Arrival, Server, Sink
from watcher.model import DriftId, DriftState, Outcome, WatchId
from watcher.model.destination import destination
from watcher.settings import Operator
from watcher.urls import identity, site

TOPICS = "Weir Ferry Eels Bridge Flood Mills Sluice Barge Salmon Towpath Reeds Regatta Dredger Otters".split()
BETWEEN = timedelta(minutes=2)
BOX = "<p>A walk through the museum of local life is free for children on every first Sunday.</p>"
Template = Callable[[str, int], str]


PAGE = """<!doctype html><html lang="en"><head><title>{title} | The Example</title>
<meta property="article:published_time" content="2026-03-02T09:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>
<figure><img src="/{topic}.jpg" width="800" height="500" alt="">{caption}</figure>
<p>The {topic} near kilometre {number}4 was closed on Monday, and {boats} boats wait beside the {topic}.</p>
<p>Repairs of the {topic}wall take {number} weeks and a good deal of money, says the owner of the {topic}.</p>
<p>People who live by the {topic} have asked the county for another {topic} since the fair of 19{number}.</p>
{box}</article></body></html>"""


def story(topic: str, number: int, *, box: str = "", caption: bool = True, boats: int = 12) -> str:
    """An article's page as the site shows it, with or without what its template brings."""
    title = f"{topic}: {topic}wall {number} is out"
    under = f"<figcaption>The {topic} as it was seen from the old {topic} road</figcaption>" * caption
    return PAGE.format(title=title, topic=topic, number=number, boats=boats, caption=under, box=box)


class Paper(Server):
    """A newspaper whose pages are made anew as they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.template: Template = story
        self.app.router.add_get("/{topic}", self._page)

    async def _page(self, request: web.Request) -> web.Response:
        topic = request.match_info["topic"]
        if topic not in TOPICS:
            return web.Response(status=404)
        return web.Response(text=self.template(topic, TOPICS.index(topic) + 10), content_type="text/html")


@dataclass(kw_only=True)
class Press:
    """The site, everything that watches it, and who is told."""

    site: Paper
    assembly: wiring.Assembly
    clock: Clock
    desk: Sink
    ops: Sink
    watches: dict[str, WatchId] = field(default_factory=dict)

    async def look(self) -> list[Outcome]:
        """Looks at every article once; how each look ended."""
        outcomes = []
        for topic in TOPICS:
            self.clock.move(BETWEEN)
            url = f"http://127.0.0.1:{self.site.port}/{topic}"
            watch, _ = self.assembly.store.watches.add(url, key=identity(url), site=site(url), now=self.clock())
            self.watches[topic] = watch.id
            outcomes.append((await check(watch, self.assembly.engine.desk)).outcome)
        return outcomes

    async def tell(self) -> tuple[list[Arrival], list[Arrival]]:
        """Sends what is due; what the desk and the operator got of it."""
        before = len(self.desk.arrived), len(self.ops.arrived)
        engine = self.assembly.engine
        await deliver(engine.outbox, engine.past, engine.channel, engine.destinations, self.clock, random=engine.random)
        return self.desk.arrived[before[0] :], self.ops.arrived[before[1] :]


@asynccontextmanager
async def press(folder: Path) -> AsyncIterator[Press]:
    async with AsyncExitStack() as stack:
        printed = await stack.enter_async_context(Paper())
        desk, ops = [await stack.enter_async_context(Sink()) for _ in range(2)]
        told = replace(settings(folder, desk), operator=Operator(to=(destination(ops.destination),)))
        clock = Clock()
        assembly = await stack.enter_async_context(wiring.assembled(told, now=clock))
        yield Press(site=printed, assembly=assembly, clock=clock, desk=desk, ops=ops)


async def test_a_box_that_a_template_brings_is_told_to_the_operator_and_to_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with press(tmp_path) as room:
        assert await room.look() == [Outcome.NEW] * len(TOPICS)
        assert await room.look() == [Outcome.SAME] * len(TOPICS)
        room.site.template = lambda topic, number: story(topic, number, box=BOX, boats=21 if topic == "Ferry" else 12)
        outcomes = await room.look()
        assert outcomes[:4] == [Outcome.CHANGED] * 4
        readers, operator = await room.tell()
        (drift,) = room.assembly.store.drifts.listed()
        (message,) = operator
        assert drift.articles == outcomes.count(Outcome.CHANGED)
        assert [arrival.subject for arrival in readers] == ["Paragraph edited (12 → 21): Ferry: Ferrywall 11 is out"]
        assert "[-12-]{+21+} boats" in readers[0].text
        assert message.subject == f"{drift.articles} articles of {drift.site} changed alike: alerts are held (drift 1)"
        assert "Paragraph added: “A walk through the museum" in message.text
        assert f"{drift.articles} of 14 articles looked at since" in message.text
        assert f"{drift.articles} alerts are held." in message.text
        for line in (
            "watcher drift show 1",
            "watcher drift release 1",
            "watcher drift discard 1",
            "watcher diff 1 1..2",
        ):
            assert line in message.text
        assert [record.levelname for record in caplog.records if "drift=1" in record.getMessage()] == ["WARNING"]
        assert room.assembly.store.drifts.discard(drift.id, room.clock())
        assert await room.look() == [Outcome.SAME] * len(TOPICS)
        assert await room.tell() == ([], [])


async def test_captions_that_vanish_everywhere_wait_until_they_are_released(tmp_path: Path) -> None:
    async with press(tmp_path) as room:
        await room.look()
        room.site.template = lambda topic, number: story(topic, number, caption=False)
        assert await room.look() == [Outcome.CHANGED] * len(TOPICS)
        readers, operator = await room.tell()
        assert (readers, len(operator)) == ([], 1)
        assert "Caption removed" in operator[0].text
        revision = room.assembly.store.history.revision(room.watches["Otters"], 2)
        assert revision is not None
        assert [change.kind for change in revision.changes] == ["caption.removed"]
        assert room.assembly.store.drifts.release(DriftId(1), room.clock())
        readers, operator = await room.tell()
        assert [arrival.subject[:16] for arrival in readers] == ["Caption removed:"] * len(TOPICS)
        assert operator == []
        assert [drift.state for drift in room.assembly.store.drifts.listed()] == [DriftState.RELEASED]
