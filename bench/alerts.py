"""How fast alerts are sent, and what a burst of them costs the looks: `python bench/alerts.py [BURST]`.

  sent      500 alerts about 500 edited articles, each a message of its own, from the outbox of a real store through
            the real channel to a web hook on loopback: seconds, least of three; to one destination, and to ten
  bare      500 posts of the same size by the HTTP library that the channel uses, one after the other, in the same run
  burst     BURST changes (10,000) at once for one destination, with the usual limit: how many are told at once, how
            late a task on the event loop is woken that asks to be woken every 5 ms (99 of 100, and at most), and how
            many looks are written a second, beside the same without alerts
  memory    what all this added to the process at its peak, resident

The hook runs in a process of its own. Everything is made in a temporary folder.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import requests
from aiohttp import web

from watcher.deliver import deliver
from watcher.model import (
    Alert,
    Article,
    Change,
    Destination,
    Finding,
    Outcome,
    Paragraph,
    Revision,
    Subscription,
    Watch,
    Weight,
)
from watcher.model.destination import destination
from watcher.notify.apprise import AppriseChannel
from watcher.notify.message import trial
from watcher.store import Store

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ALERTS = 500
_EVERY = 0.005  # seconds
_MEASURED = 8.0
_TEXT = (
    "The council put the vote on the new harbour bridge off until the report on its cables has been read by all. " * 3
)


def _now() -> datetime:
    return datetime.now(UTC)


async def _sink() -> None:
    """A web hook that takes everything; prints its port."""

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.Response()

    app = web.Application()
    app.router.add_post("/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until who started it is gone
    await runner.cleanup()


def _edited(watch: Watch, number: int, places: Sequence[Destination]) -> Finding:
    before, after = f"The bridge costs {number + 11} million.", f"The bridge costs {number + 12} million."
    blocks = (*(Paragraph(text=f"{n}. {_TEXT}") for n in range(12)), Paragraph(text=after))
    change = Change(
        kind="paragraph.edited", path="blocks[12]", before=before, after=after, weight=Weight.MAJOR, facts=("number",),
        spans=(
            ("=", "The bridge costs "), ("-", str(number + 11)), ("+", str(number + 12)), ("=", " million."),
        ),
    )  # fmt: skip
    revision = Revision(
        watch_id=watch.id, number=number, article=Article(url=watch.url, title=f"Bridge {watch.id}", blocks=blocks),
        first_seen_at=NOW, last_seen_at=NOW, extractor="1", changes=(change,) if number > 1 else (),
    )  # fmt: skip
    to = places[watch.id % len(places)]
    alert = Alert(subscription="desk", destination=to.id, label=to.label, changes=(0,))
    return Finding(
        outcome=Outcome.CHANGED, watch=watch, at=NOW, revision=revision, alerts=(alert,) if number > 1 else ()
    )


async def _filled(store: Store, watches: int, edits: int, places: Sequence[Destination]) -> list[Watch]:
    """So many articles, each edited so often."""
    found = []
    for n in range(watches):
        url = f"https://news{n}.example/story"
        found.append(store.watches.add(url, key=url, site=f"news{n}.example", now=NOW)[0])
    for number in range(1, edits + 2):
        await asyncio.gather(*(store.memory.record(_edited(watch, number, places)) for watch in found))
    return found


def _hooks(port: int, count: int) -> list[Destination]:
    return [destination(f"json://127.0.0.1:{port}/hook/{n}") for n in range(count)]


async def _sent(port: int, places: int) -> float:
    """Seconds."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:{folder}/watcher.db") as store:
        to = _hooks(port, places)
        await _filled(store, ALERTS, 1, to)
        began = time.perf_counter()
        sent = await _delivered(store, to, limit=0)
        took = time.perf_counter() - began
        assert sent == ALERTS, sent
        return took


async def _delivered(store: Store, places: Sequence[Destination], limit: int) -> int:
    desk = Subscription(name="desk", to=tuple(places), limit=limit)
    return await deliver(
        store.outbox, store.history, AppriseChannel(_now, environ={}), {to.id: to for to in places}, _now,
        random=lambda: 0.5, subscriptions={"desk": desk},
    )  # fmt: skip


def _bare(port: int) -> float:
    began = time.perf_counter()
    body = b"x" * 700
    for _ in range(ALERTS):
        requests.post(f"http://127.0.0.1:{port}/bare", data=body, timeout=10).raise_for_status()
    return time.perf_counter() - began


async def _late(lags: list[float], stop: asyncio.Event) -> None:
    while not stop.is_set():
        began = time.perf_counter()
        await asyncio.sleep(_EVERY)
        lags.append(time.perf_counter() - began - _EVERY)


async def _looking(store: Store, watches: Sequence[Watch], until: float) -> int:
    """How many looks that found nothing new were written."""
    looks = 0
    while time.perf_counter() < until:
        at = NOW + timedelta(seconds=looks)
        batch = watches[looks % len(watches) :][:64]
        await asyncio.gather(
            *(store.memory.record(Finding(outcome=Outcome.SAME, watch=watch, at=at)) for watch in batch)
        )  # fmt: skip
        looks += len(batch)
    return looks


async def _burst(port: int, changes: int) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:{folder}/watcher.db") as store:
        to = _hooks(port, 1)
        watches = await _filled(store, changes // 10, 10, to)
        found: dict[str, float] = {}
        for name in ("alone", "burst"):
            lags: list[float] = []
            stop = asyncio.Event()
            noticing = asyncio.create_task(_late(lags, stop))
            telling = asyncio.create_task(_delivered(store, to, limit=60)) if name == "burst" else None
            began = time.perf_counter()
            looks = await _looking(store, watches, began + _MEASURED)
            found[f"{name} looks"] = looks / (time.perf_counter() - began)
            stop.set()
            await noticing
            lags.sort()
            found[f"{name} late"], found[f"{name} latest"] = lags[int(len(lags) * 0.99)] * 1000, lags[-1] * 1000
            if telling is not None:
                found["told"] = await telling
                found["messages"] = sum(queue.sent for queue in store.outbox.queues(_now()))
        return found


def _resident() -> float:
    """Megabytes, at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


async def _measured(port: int, changes: int) -> None:
    bare = min(_bare(port) for _ in range(3))
    await _delivered_once(port)
    before = _resident()
    print("| 500 alerts | seconds | to bare posts |\n| --- | --- | --- |")
    print(f"| bare posts | {bare:.2f} | 1 |")
    for places in (1, 10):
        took = min([await _sent(port, places) for _ in range(3)])
        print(f"| sent to {places} | {took:.2f} | {took / bare:.1f} |", flush=True)
    found = await _burst(port, changes)
    print(f"\n{changes:,} changes at once: {found['told']:.0f} told in {found['messages']:.0f} messages")
    print("| | looks a second | late, 99 of 100 | late, at most |\n| --- | --- | --- | --- |")
    for name in ("alone", "burst"):
        late = f"{found[f'{name} late']:.1f} ms | {found[f'{name} latest']:.1f} ms"
        print(f"| {name} | {found[f'{name} looks']:.0f} | {late} |")
    print(f"\nmemory: {_resident() - before:.0f} MB more than the {before:.0f} MB before")


async def _delivered_once(port: int) -> None:
    """Loads what sending needs."""
    await AppriseChannel(_now, environ={}).send(_hooks(port, 1)[0], trial("bench"))


def main() -> None:
    if sys.argv[1:] == ["--sink"]:
        asyncio.run(_sink())
        return
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    command = [sys.executable, __file__, "--sink"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout is not None
        assert sink.stdin is not None
        asyncio.run(_measured(int(sink.stdout.readline()), changes))
        sink.stdin.close()


if __name__ == "__main__":
    main()
