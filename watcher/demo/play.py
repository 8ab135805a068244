"""A demonstration under way: the daemon reads, the script edits, what arrives is shown and held against the script."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from watcher.demo.script import SCRIPT, Edit
from watcher.demo.show import Show
from watcher.demo.site import Arrival, Sink, Site
from watcher.demo.verdict import Told, Verdict, kinds_of, quiet_loads
from watcher.model import Entry, WatchId
from watcher.store import Store
from watcher.urls import identity
from watcher.urls import site as site_of

_PATIENCE = 60.0  # seconds more than it should take, for a slow machine
_GLANCE = 0.05
_OVERTURE = 9.0  # of the time asked for, seconds that pass without an edit: first looks, last alerts, silence
_QUICKEST = 0.2


class Play:
    """`seconds` is how long it should take; it takes longer where the machine is slow."""

    def __init__(self, *, store: Store, site: Site, sink: Sink, show: Show, seconds: float) -> None:
        self._store = store
        self._site = site
        self._sink = sink
        self._show = show
        self._gap = max((seconds - _OVERTURE) / len(SCRIPT), _QUICKEST)
        self._every = timedelta(seconds=min(2.0, max(seconds / 15, _QUICKEST)))
        self._began = time.monotonic()
        self._deadline = self._began + seconds + _PATIENCE
        self._watches: dict[str, WatchId] = {}
        self._made: list[tuple[Edit, float]] = []
        self._after: dict[Edit, float] = {}
        self._false: list[str] = []

    def track(self) -> None:
        """Adds a watch for every article of the site."""
        for key in self._site.stories:
            url = self._site.url(key)
            watch, _ = self._store.watches.add(
                url,
                key=identity(url),
                site=site_of(url),
                tags=(self._site.article(key).language or "",),
                every=self._every,
                now=datetime.now(UTC),
            )
            self._watches[key] = watch.id

    async def run(self) -> Verdict:
        """Plays the script to its end."""
        listening = asyncio.create_task(self._listen())
        try:
            await self._until(lambda: all(self._store.history.revisions(number) for number in self._watches.values()))
            self._show.watched([self._first(key) for key in self._watches])
            began = time.monotonic()
            for place, edit in enumerate(SCRIPT):
                await asyncio.sleep(began + place * self._gap - time.monotonic())
                await self._until(partial(self._is_settled, edit.story))
                self._make(edit)
            await self._until(lambda: len(self._after) == len(self._made))
            await self._silence()
        finally:
            listening.cancel()
        return self._verdict()

    async def _listen(self) -> None:
        """Takes what arrives and finds the edit that it tells of: one edit of an article is out at a time."""
        while True:
            arrival = await self._sink.next()
            now = time.monotonic()
            made = next((m for m in self._made if m[0] not in self._after and self._tells_of(arrival, m[0])), None)
            if made is None:
                self._false.append(arrival.subject)
            else:
                self._after[made[0]] = now - made[1]
            watch = self._watches[made[0].story] if made else None
            self._show.arrived(now - self._began, watch, arrival, self._after[made[0]] if made else None)

    def _tells_of(self, arrival: Arrival, edit: Edit) -> bool:
        return self._site.url(edit.story) in arrival.text

    def _make(self, edit: Edit) -> None:
        now = time.monotonic()
        if edit.rewritten is None:
            self._site.withdraw(edit.story)
        else:
            self._site.edit(edit.story, edit.rewritten, disclosed_at=datetime.now(UTC) if edit.disclosed else None)
        self._made.append((edit, now))
        self._show.edited(now - self._began, self._watches[edit.story], edit)

    def _is_settled(self, story: str) -> bool:
        return all(edit in self._after for edit, _ in self._made if edit.story == story)

    async def _silence(self) -> None:
        """Lets every article be looked at twice more, in which nothing may be reported."""
        until = {key: self._site.count(key) + 2 for key in self._watches}
        await self._until(lambda: all(self._site.count(key) >= count for key, count in until.items()))

    async def _until(self, condition: Callable[[], bool]) -> None:
        """Waits for what has to happen, or until it would be too late."""
        while time.monotonic() < self._deadline:
            if condition():
                return
            await asyncio.sleep(_GLANCE)

    def _first(self, key: str) -> tuple[int, str, str, int]:
        revision = self._store.history.revision(self._watches[key], 1)
        if revision is None:
            return self._watches[key], "", f"{self._site.url(key)} could not be read", 0
        article = revision.article
        return self._watches[key], article.language or "", article.title, len(article.blocks)

    def _verdict(self) -> Verdict:
        told: list[Told] = []
        false = list(self._false)
        for key, number in self._watches.items():
            entries = self._store.history.entries(watch_id=number)
            edits = [edit for edit, _ in self._made if edit.story == key]
            told += [Told(edit=e, entry=_nth(entries, i), after=self._after.get(e)) for i, e in enumerate(edits)]
            false += [f"{entry.title}: {', '.join(kinds_of(entry))}" for entry in entries[len(edits) :]]
        loads = self._site.loads
        return Verdict(
            told=tuple(sorted(told, key=lambda t: SCRIPT.index(t.edit))),
            false=tuple(false),
            loads=len(loads),
            quiet=quiet_loads(loads),
            unmodified=sum(load.status == 304 for load in loads),
            seconds=time.monotonic() - self._began,
        )


def _nth(entries: list[Entry], place: int) -> Entry | None:
    return entries[place] if place < len(entries) else None
