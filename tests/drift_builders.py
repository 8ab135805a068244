"""A site with many articles, each of them like no other, that are looked at one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs
from store_builders import NOON

from watcher.compare import compare
from watcher.model import Alert, Article, Drift, DriftId, Finding, Image, Outcome, Paragraph, Revision, Standing, Watch
from watcher.store import Store

SITE = "river.example"
TOPICS = (
    "weir ferry eels bridge flood mills sluice barge salmon towpath reeds lock regatta dredger otters pilots quay "
    "cranes locks tides"
).split()
HOUR, GAP = timedelta(hours=1), timedelta(minutes=1)
OPERATOR = (Alert(subscription="operator", destination="ops", label="env:OPS"),)
Edit = Callable[[int, Article], Article]


def story(number: int) -> Article:
    """The article `number`: headline, standfirst, author, times, a picture, five paragraphs."""
    topic = TOPICS[number % len(TOPICS)]
    words = [f"{topic}{letter * 4}" for letter in "abcdefghijklmnopqrst"]
    texts = [" ".join([*words[n * 4 : n * 4 + 4], f"beside the {topic} at mile {number}{n}."]) for n in range(5)]
    src = f"https://{SITE}/{topic}.jpg"
    picture = Image(src=src, asset=src, caption=f"How the {topic} looked", credit=f"Photo {topic}", role="lead")
    return Article(
        url=f"https://{SITE}/{number}", site=SITE, title=f"{topic.capitalize()} {words[-1]} {words[-2]}told",
        standfirst=f"What is known of the {topic}.", authors=(f"Ada {topic.capitalize()}",), section=f"{topic} news",
        tags=(topic,), published_at=f"2026-05-0{number % 3 + 1}T06:{number:02}:00Z",
        modified_at=f"2026-05-03T10:{number:02}:00Z", blocks=(picture, *(Paragraph(text=text) for text in texts)),
    )  # fmt: skip


def with_text(of: Article, *texts: str, at: int | None = None) -> Article:
    """The article with more paragraphs, before block `at` or at its end."""
    at = len(of.blocks) if at is None else at
    return replace(of, blocks=(*of.blocks[:at], *(Paragraph(text=text) for text in texts), *of.blocks[at:]))


def with_picture(of: Article, **fields: Any) -> Article:
    picture = of.blocks[0]
    assert isinstance(picture, Image)
    return replace(of, blocks=(replace(picture, **fields), *of.blocks[1:]))


def reworded(of: Article, old: str, new: str) -> Article:
    blocks = [replace(b, text=b.text.replace(old, new)) if isinstance(b, Paragraph) else b for b in of.blocks]
    return replace(of, title=of.title.replace(old, new), blocks=tuple(blocks))


@dataclass
class Press:
    """The watched articles of a site in a store; `alerts` is where each edit is told."""

    store: Store
    at: datetime = NOON
    alerts: tuple[str, ...] = ("desk",)
    watches: list[Watch] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    seen: list[datetime] = field(default_factory=list)

    async def open(self, count: int, rewritten: Edit = lambda _, of: of) -> Press:
        """Reads `count` articles for the first time."""
        for number in range(count):
            url = f"https://{SITE}/{number}"
            watch, _ = self.store.watches.add(url, key=url, site=SITE, now=self.at)
            self.watches.append(watch)
            self.articles.append(rewritten(number, story(number)))
            self.numbers.append(1)
            self.seen.append(self.at)
            await self._record(number, Outcome.NEW, self._revision(number, ()))
        return self

    async def look(self, edit: Edit = lambda _, of: of, *, only: Iterable[int] | None = None) -> list[Drift]:
        """Looks at all articles, or `only` these, a minute after one another; `edit` has edited them by then. The
        drifts that showed."""
        shown = [await self._look(number, edit) for number in (only or range(len(self.watches)))]
        return [drift for drift in shown if drift is not None]

    async def _look(self, number: int, edit: Edit) -> Drift | None:
        self.at += GAP
        before, after = self.articles[number], edit(number, self.articles[number])
        changes = compare(before, after)
        self.articles[number] = after
        if not changes:
            shown = await self._record(number, Outcome.SAME, None)
        else:
            self.numbers[number] += 1
            shown = await self._record(number, Outcome.CHANGED, self._revision(number, changes))
        self.seen[number] = self.at
        return shown

    def _revision(self, number: int, changes: tuple[Any, ...]) -> Revision:
        return Revision(
            watch_id=self.watches[number].id, number=self.numbers[number], article=self.articles[number],
            first_seen_at=self.at, last_seen_at=self.at, seen_after=self.seen[number] if changes else None,
            extractor="1", changes=changes,
        )  # fmt: skip

    async def _record(self, number: int, outcome: Outcome, revision: Revision | None) -> Drift | None:
        told = tuple(range(len(revision.changes))) if revision else ()
        alerts = [Alert(subscription="all", destination=to, label=to, changes=told) for to in self.alerts if told]
        looked = structs.replace(self.watches[number], looked_at=self.at, standing=Standing.PRESENT)
        return await self.store.memory.record(
            Finding(
                outcome=outcome, watch=looked, at=self.at, revision=revision, alerts=tuple(alerts), operator=OPERATOR
            )
        )  # fmt: skip

    def told(self) -> list[tuple[int, str, list[str], DriftId | None]]:
        """What is in the outbox for readers: article, state, kinds told, drift."""
        found = []
        for letter in self.store.outbox.letters():
            if letter.revision is not None:
                kinds = [letter.revision.changes[i].kind for i in letter.alert.changes]
                number = self.watches.index(next(w for w in self.watches if w.id == letter.revision.watch_id))
                found.append((number, str(letter.state), kinds, letter.drift))
        return found

    def states(self) -> list[str]:
        return [state for _, state, _, _ in self.told()]
