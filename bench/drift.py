"""What of real histories would be held as drifts of a site: `python bench/drift.py REVISIONS`.

REVISIONS is a file of histories, one JSON object a line: id, origin, versions with time, title and text or html. Those
of one origin are a site, whose articles are looked at every hour for three days after they were published or edited.
Every drift is printed, to be judged by a person: did the site do that, or people who edited?
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import structs

from watcher.compare import compare
from watcher.extract import extract
from watcher.model import Alert, Article, Change, Finding, Outcome, Paragraph, Revision, Standing, Watch
from watcher.store import Store

_BETWEEN = timedelta(hours=1)
_WATCHED = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """How the article `id` stood from `at` on."""

    id: str
    at: datetime
    article: Article


@dataclass(kw_only=True)
class Watched:
    """One article of the site as it was read last."""

    watch: Watch
    article: Article
    number: int = 1
    edited_at: datetime
    looked_at: datetime


@dataclass(kw_only=True)
class Press:
    """A site that is watched, in a store."""

    store: Store
    site: str
    articles: dict[str, Watched] = field(default_factory=dict)
    edits: int = 0

    async def read(self, version: Version) -> None:
        """One look at the article, when all the others have had theirs."""
        known = self.articles.get(version.id)
        if known is None:
            await self._begin(version)
            return
        await self._look_at_others(version)
        changes = compare(known.article, version.article)
        if changes:
            await self._edit(known, version, changes)

    async def _begin(self, version: Version) -> None:
        watch, _ = self.store.watches.add(version.article.url, key=version.id, site=self.site, now=version.at)
        watch = structs.replace(watch, standing=Standing.PRESENT)
        self.articles[version.id] = Watched(
            watch=watch, article=version.article, edited_at=version.at, looked_at=version.at
        )
        await self._record(self.articles[version.id], Outcome.NEW, version.at, None)

    async def _look_at_others(self, version: Version) -> None:
        at = version.at - timedelta(minutes=1)
        due = [
            known
            for id_, known in self.articles.items()
            if id_ != version.id and version.at - known.edited_at < _WATCHED and at - known.looked_at > _BETWEEN
        ]
        await asyncio.gather(*(self._record(known, Outcome.SAME, at, None) for known in due))

    async def _edit(self, known: Watched, version: Version, changes: tuple[Change, ...]) -> None:
        self.edits += 1
        known.article, known.number, known.edited_at = version.article, known.number + 1, version.at
        await self._record(known, Outcome.CHANGED, version.at, changes)

    async def _record(
        self, known: Watched, outcome: Outcome, at: datetime, changes: tuple[Change, ...] | None
    ) -> None:  # fmt: skip
        seen_after = None if changes is None else max(known.looked_at, at - _BETWEEN)
        revision = Revision(
            watch_id=known.watch.id, number=known.number, article=known.article, first_seen_at=at, last_seen_at=at,
            seen_after=seen_after, extractor="bench", changes=changes or (),
        )  # fmt: skip
        desk = Alert(subscription="all", destination="desk", label="desk", changes=tuple(range(len(changes or ()))))
        known.looked_at = at
        await self.store.memory.record(
            Finding(
                outcome=outcome,
                watch=structs.replace(known.watch, looked_at=at),
                at=at,
                revision=None if outcome is Outcome.SAME else revision,
                alerts=(desk,) if changes else (),
            )
        )


def versions(history: dict[str, Any]) -> Iterable[Version]:
    for version in history["versions"]:
        at = datetime.fromisoformat(version["time"].replace("Z", "+00:00"))
        yield Version(id=history["id"], at=at, article=article_of(history["id"], version))


def article_of(id_: str, version: dict[str, Any]) -> Article:
    url, title = f"https://site.example/{id_}", version["title"]
    if "html" in version:
        page = f"<title>{title}</title><article><h1>{title}</h1>{version['html']}</article>"
        return extract(page.encode("utf-8", "replace"), url, content_type="text/html; charset=utf-8")
    texts = version.get("text", "").split("\n")
    return Article(url=url, title=title, blocks=tuple(Paragraph(text=text) for text in texts if text.strip()))


async def told(site: str, histories: Iterable[dict[str, Any]]) -> None:
    """Replays a site, and prints what would have been held."""
    order = sorted((v for history in histories for v in versions(history)), key=lambda v: (v.at, v.id))
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:{folder}/watcher.db") as store:
        press = Press(store=store, site=site)
        for version in order:
            await press.read(version)
        drifts = store.drifts.listed()
    print(f"{site}: {len(press.articles)} articles, {press.edits} edits, {len(drifts)} drifts")
    for drift in drifts:
        print(f"    {drift.since:%Y-%m-%d %H:%M} {drift.articles} articles, {drift.held} alerts held")
        for trait in drift.traits:
            print(f"        {trait.likeness}: {trait.kind} {trait.detail}")


def main(file: Path) -> None:
    sites: dict[str, list[dict[str, Any]]] = {}
    for line in file.read_text("utf-8").splitlines():
        history = json.loads(line)
        sites.setdefault(history["origin"], []).append(history)
    for site, histories in sites.items():
        asyncio.run(told(site, histories))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
