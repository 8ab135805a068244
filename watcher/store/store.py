"""What is remembered. A public method is one transaction and one fact."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from watcher.errors import StoreError
from watcher.model import (
    Alert,
    AlertId,
    AlertState,
    Bundle,
    Delivery,
    Drift,
    DriftId,
    DriftState,
    Entry,
    Event,
    Finding,
    Hit,
    Incident,
    IncidentKind,
    Known,
    Letter,
    Look,
    Mark,
    Pace,
    Page,
    Place,
    Queue,
    Reading,
    Revision,
    Round,
    SiteFigures,
    SiteHealth,
    Source,
    SourceId,
    SourceSetting,
    State,
    Tempos,
    Watch,
    WatchId,
    Weight,
)
from watcher.store import (
    archive,
    codec,
    drifts,
    figures,
    history,
    incidents,
    locks,
    migrate,
    outbox,
    repeated,
    rounds,
    search,
    sources,
    sqlite,
    tempo,
    watches,
)
from watcher.store.beside import beside
from watcher.store.captures import Captures
from watcher.store.care import Care
from watcher.store.figures import SitePlace
from watcher.store.orders import Orders
from watcher.store.record import add_looks, plain, record
from watcher.store.sources import SourceFigures
from watcher.store.status import Status, backlog, note_pace, status, sweep
from watcher.store.writer import Writer

T = TypeVar("T")
_START = WatchId(0)
_FIRST = SourceId(0)
_RECENT = timedelta(hours=1)  # in which sent messages count towards a limit


class Store:
    """The database of one watcher. Its methods may be called from any thread; those that are coroutines do not hold
    the event loop up. Every method raises StoreError where the database cannot be read or written. What a method
    wrote is on the disk when it returns."""

    def __init__(self, path: Path, writer: Writer | None, readers: sqlite.Readers) -> None:
        self.path = path
        self._writer = writer
        self._readers = readers
        self.orders = Orders(self._writing, readers)
        self.captures = Captures(self._writing, readers)
        self.care = Care(path, self._writing, readers)

    @classmethod
    def open(cls, database: str, *, readonly: bool = False) -> Store:
        """The store in "sqlite:state/watcher.db". Made, with its folder, or brought to today's schema first, unless
        `readonly`: then it must be there.

        Raises NewerStore for a database of a newer version, StoreBusy where another process holds it, StoreError
        where it cannot be opened."""
        path = sqlite.database_path(database)
        if readonly:
            return cls(path, None, _checked(path))
        writer = Writer(_prepared(path), path)
        return cls(path, writer, sqlite.Readers(path, writer.look))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Writes what is queued, then closes the database."""
        self._readers.close()
        if self._writer is not None:
            self._writer.close()

    def claim_daemon(self) -> AbstractContextManager[None]:
        """To be held while a daemon works on this database. Raises StoreBusy where another one does."""
        return locks.daemon(self.path)

    def add_watch(
        self,
        url: str,
        *,
        key: str,
        site: str,
        tags: Iterable[str] = (),
        every: timedelta | None = None,
        note: str = "",
        now: datetime,
    ) -> tuple[Watch, bool]:
        """The watch of the article `key`, due now, and True; or the one there was, with `tags` added, and False: of an
        article, too, that was found to have moved there."""
        return self._write(
            partial(watches.add, url=url, key=key, site=site, tags=tuple(tags), every=every, note=note, now=now)
        )

    def watches(
        self, *, tag: str | None = None, state: State | None = None, after: WatchId = _START, limit: int | None = None
    ) -> list[Watch]:
        """Watches in the order they were added, at most `limit` of those after the watch `after`."""
        return self._read(partial(watches.listed, tag=tag, state=state, after=after, limit=limit))

    def watch(self, watch_id: WatchId) -> Watch | None:
        return self._read(partial(watches.by_id, watch_id=watch_id))

    def watch_by_key(self, key: str) -> Watch | None:
        return self._read(partial(watches.by_key, key=key))

    def pause(self, watch_id: WatchId) -> bool:
        """No more looks; False where there is no such watch."""
        return self._write(partial(watches.pause, watch_id=watch_id))

    def resume(self, watch_id: WatchId, now: datetime) -> bool:
        """Due now; False where there is no such watch."""
        return self._write(partial(watches.resume, watch_id=watch_id, now=now))

    def look_soon(self, watch_id: WatchId, now: datetime) -> bool:
        """Due now at the latest; False where there is no such watch, or it is paused."""
        return self._write(partial(watches.look_soon, watch_id=watch_id, now=now))

    def mute(self, watch_id: WatchId, until: datetime, now: datetime) -> int | None:
        """Nobody is told of what is found of the watch until then, nor of what waits: how many alerts were dropped;
        None where there is no such watch."""
        return self._write(partial(outbox.mute, watch_id=watch_id, until=until, now=now))

    def unmute(self, watch_id: WatchId) -> bool:
        """What is found from now on is told; False where there is no such watch."""
        return self._write(partial(watches.mute, watch_id=watch_id, until=None))

    def snooze_watch(self, watch_id: WatchId, until: datetime | None) -> bool:
        """Messages about the watch wait until then; None ends that. False where there is no such watch."""
        return self._write(partial(watches.snooze, watch_id=watch_id, until=until))

    def snooze(self, subscription: str, until: datetime | None) -> None:
        """The messages of a subscription wait until then; None ends that."""
        self._write(partial(outbox.snooze, subscription=subscription, until=until))

    def snoozes(self) -> dict[str, datetime]:
        """Until when messages wait, by the name of their subscription, those whose time is over included."""
        return self._read(outbox.snoozes)

    def remove(self, watch_id: WatchId) -> bool:
        """Forgets the watch, its whole history and its alerts; False where there is no such watch."""
        return self._write(partial(watches.remove, watch_id=watch_id))

    def set_tags(self, watch_id: WatchId, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> bool:
        """False where there is no such watch."""
        return self._write(partial(watches.set_tags, watch_id=watch_id, add=tuple(add), remove=tuple(remove)))

    def due_rounds(
        self, now: datetime, limit: int, *, visited: Collection[str] = (), per_host: int | None = None
    ) -> list[Round]:
        """At most `limit` due watches by host, `per_host` of each, and as many due sources, none of the hosts
        `visited` (being visited now); rounds and watches earliest first."""
        return self._read(partial(rounds.due, now=now, limit=limit, visited=visited, per_host=per_host))

    def rebase(self, now: datetime) -> int:
        """After the clock was set back: what was to wait for a future that is far off again is due now. How many
        watches that were; 0 where the clock only went on."""
        return self._write(partial(rounds.rebase, now=now))

    def next_due(self) -> datetime | None:
        """When the next active watch or the next source is due, in the past where one is; None without any."""
        return self._read(rounds.next_due)

    def add_source(self, setting: SourceSetting, now: datetime) -> tuple[Source, bool]:
        """The source of this address and pattern, due now, and True; or the one there was, set anew, and False."""
        return self._write(partial(sources.add, setting=setting, now=now, from_file=False))

    def reconcile_sources(self, settings: Sequence[SourceSetting], now: datetime) -> None:
        """Makes the sources of the configuration those of `settings`; others stay, and all articles that were found."""
        self._write(partial(sources.reconcile, settings=settings, now=now))

    def remove_source(self, source_id: SourceId) -> bool:
        """Forgets the source; what it found stays. False where there is no such source."""
        return self._write(partial(sources.remove, source_id=source_id))

    def sources(self, *, after: SourceId = _FIRST, limit: int | None = None) -> list[Source]:
        """In the order they were added: at most `limit` of those after the source `after`."""
        return self._read(partial(sources.listed, after=after, limit=limit))

    def source(self, source_id: SourceId) -> Source | None:
        return self._read(partial(sources.by_id, source_id=source_id))

    def source_figures(self, now: datetime) -> SourceFigures:
        return self._read(partial(sources.figures, now=now))

    def addresses(self, site: str) -> list[str]:
        """Where articles of a site stand that were read, the newest of them."""
        return self._read(partial(sources.addresses, site_=site))

    def unlisted(self, source_id: SourceId, keys: Collection[str]) -> frozenset[str]:
        """Those of `keys` under which the source did not list an article before."""
        return self._read(partial(sources.unlisted, source_id=source_id, keys=keys))

    async def enter(self, reading: Reading) -> Source | None:
        """Writes a reading and watches what it found; the source as it is then, None where it was removed
        meanwhile."""
        return await self._writing().carry_out_soon(partial(sources.enter, reading=reading))

    async def known(self, site: str) -> Known:
        """The lines that the articles of `site` are known to repeat."""
        # On the event loop, as below.
        with self._readers.connection() as connection:
            return repeated.known(connection, site)

    async def tempos(self, site: str) -> Tempos:
        """How often the articles of `site`, and all, were edited, as measured last."""
        # On the event loop, as below.
        with self._readers.connection() as connection:
            return tempo.tempos(connection, site)

    def measure_tempo(self) -> None:
        """Adds up how often the articles of each site were edited."""
        self._write(tempo.measure)

    async def newest(self, watch_id: WatchId) -> int:
        """The number of the newest revision, 0 where the article was never read."""
        # On the event loop, as below.
        with self._readers.connection() as connection:
            return history.newest(connection, watch_id)

    async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None:
        """The newest revision, its changes left out; None where the article was never read. Its page comes with it
        where another version than `extractor` read it and the page is kept."""
        # On the event loop: one statement of 70 µs; handing it to a thread would cost 50 µs more CPU and a turn.
        with self._readers.connection() as connection:
            last = history.last_revision(connection, watch_id)
        if last is None or last.extractor == extractor:
            return last
        page = await beside(self.page_of, watch_id, last.number)
        return replace(last, page=page)

    async def record(self, finding: Finding) -> Drift | None:
        """Writes a look and all that came of it; nothing where the watch was removed meanwhile. Gives the drift of the
        site that shows with it, None where none does.

        Raises StoreError, with nothing written, where another look wrote the same revision."""
        if plain(finding):
            await self._writing().add(add_looks, codec.look_columns(finding))
            return None
        page = None
        if finding.revision is not None and finding.page is not None:
            pack = partial(archive.packed, watch_id=finding.watch.id, page=finding.page)
            page = await beside(self._read, pack)
        return await self._writing().carry_out_soon(partial(record, finding=finding, page=page))

    def revisions(self, watch_id: WatchId, first: int = 1, last: int | None = None) -> list[Revision]:
        """Revisions with their changes, without their pages and with no lineage but their own digest, oldest first: all
        of them, or those with the numbers `first` to `last`."""
        return self._read(partial(history.revisions, watch_id=watch_id, first=first, last=last))

    def marks(self, watch_id: WatchId) -> list[Mark]:
        """All revisions without their texts, oldest first."""
        return self._read(partial(history.marks, watch_id=watch_id))

    def notices(self, watch_ids: Sequence[WatchId]) -> dict[WatchId, list[int]]:
        """The numbers of the revisions of some watches with which a notice came or was edited, in their order; watches
        without any are not named."""
        return self._read(partial(history.notices, watch_ids=watch_ids))

    def revision(self, watch_id: WatchId, number: int) -> Revision | None:
        """With its changes, without its page and with no lineage but its own digest."""
        return self._read(partial(history.revision, watch_id=watch_id, number=number))

    def titles(self, watch_ids: Sequence[WatchId]) -> dict[WatchId, str]:
        """The headlines of articles as last read; "" where one never was."""
        return self._read(partial(history.titles, watch_ids=watch_ids))

    def page_of(self, watch_id: WatchId, number: int) -> Page | None:
        """The page a revision was read from; None where none was kept."""
        return self._read(partial(archive.page_of, watch_id=watch_id, number=number))

    def events(self, watch_id: WatchId) -> list[Event]:
        """Oldest first."""
        return self._read(partial(history.events, watch_id=watch_id))

    def looks(self, watch_id: WatchId) -> list[Look]:
        """Runs of looks that ended alike, oldest first."""
        return self._read(partial(history.looks, watch_id=watch_id))

    def history(
        self,
        *,
        watch_id: WatchId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: Place | None = None,
        site: str | None = None,
        tag: str | None = None,
        language: str | None = None,
        kind: str | None = None,
        fact: str | None = None,
        min_weight: Weight | None = None,
        stealth: bool = False,
        limit: int | None = None,
    ) -> list[Entry]:
        """Edits and events, newest last; the newest `limit` of those `before` a place. First revisions are no edits.

        `kind` is a glob that one change, or the event, has to match. Events weigh enough for any `min_weight`;
        `stealth` takes only stealthy edits, `fact` those that touch one, `language` those of articles in it ("zh" takes
        zh-Hans too)."""
        placed = partial(history.entries, watch_id=watch_id, since=since, until=until, before=before, limit=limit)
        of = partial(placed, site=site, tag=tag, language=language)
        return self._read(partial(of, kind=kind, fact=fact, min_weight=min_weight, stealth=stealth))[0][::-1]

    def stretch(
        self,
        *,
        watch_id: WatchId | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: Place | None = None,
        site: str | None = None,
        tag: str | None = None,
        language: str | None = None,
        kind: str | None = None,
        fact: str | None = None,
        min_weight: Weight | None = None,
        stealth: bool = False,
        limit: int,
        steps: int,
    ) -> tuple[list[Entry], Place | None]:
        """Edits and events as `history` gives them, newest first, and the place before which to go on, None at the end.
        It looks at so many `steps`, edits and events, and no more: where few of them fit, there are less than `limit`,
        or none at all."""
        placed = partial(history.entries, watch_id=watch_id, since=since, until=until, before=before, limit=limit)
        of = partial(placed, site=site, tag=tag, language=language, steps=steps)
        return self._read(partial(of, kind=kind, fact=fact, min_weight=min_weight, stealth=stealth))

    def figures(
        self,
        *,
        since: datetime | None = None,
        tag: str | None = None,
        after: SitePlace | None = None,
        limit: int | None = None,
    ) -> list[SiteFigures]:
        """What was edited on each site, the most edited first: `limit` of those after a place. What is asked for a time
        or a tag is counted, the rest was summed when it was written."""
        if since is None and tag is None:
            return self._read(partial(figures.figures, after=after, limit=limit))
        found = self._read(partial(figures.figures_of, since=since, tag=tag))
        beyond = [site for site in found if after is None or (-site.edits, site.site) > (-after[0], after[1])]
        return beyond[:limit]

    def edits_by_day(self, sites: Sequence[str], since: datetime) -> dict[str, Mapping[date, int]]:
        """How many edits of some sites were first seen since then, by site and day (UTC); those without any are not
        named."""
        return self._read(partial(figures.days, sites=sites, since=since))

    def health(self, sites: Sequence[str]) -> dict[str, SiteHealth]:
        """How those of some sites do of whose articles, paused ones aside, something is wrong."""
        return self._read(partial(figures.health, sites=sites))

    def search(self, text: str, *, watch_id: WatchId | None = None, tag: str | None = None, limit: int) -> list[Hit]:
        """The newest `limit` revisions that brought all the words and "phrases" of `text`, newest first; [] where it
        holds no word. Case, accents and width of letters do not count, and a word may go on."""
        find = partial(search.search, text=text, watch_id=watch_id, tag=tag, before=None, limit=limit, steps=None)
        return self._read(find)[0]

    def search_on(
        self, text: str, *, tag: str | None = None, before: int | None = None, limit: int, steps: int
    ) -> tuple[list[Hit], int | None]:
        """What `search` gives, `before` a place, and the place before which to go on, None at the end. It looks at so
        many `steps`, revisions with these words, and no more: where few of them have the tag, there are less than
        `limit`, or none at all."""
        find = partial(search.search, text=text, watch_id=None, tag=tag, before=before, limit=limit, steps=steps)
        return self._read(find)

    def queues(self, now: datetime) -> list[Queue]:
        """What waits to be sent, by destination and subscription."""
        return self._read(partial(outbox.queues, now=now, recent=_RECENT))

    async def claim(
        self, now: datetime, lease: timedelta, queue: Queue, *, most: int = 1, digest: bool = False
    ) -> Bundle | None:
        """The bundle of a queue that is to be sent next; None where nothing is due. Nobody else gets it during `lease`;
        what is not settled by then is due again, as the same bundle: a message is rather repeated than lost.

        What is sent for the first time becomes a bundle here: the oldest due letters, as many as `most`, collected as
        a `digest` or not."""
        take = partial(outbox.claim, now=now, lease=lease, queue=queue, most=most, digest=digest)
        identity = await self._writing().carry_out_soon(take)
        if identity is None:
            return None
        return await beside(self._read, partial(outbox.bundle, identity=identity))

    async def settle(
        self,
        alert_ids: Sequence[AlertId],
        delivery: Delivery,
        next_try_at: datetime | None,
        *,
        operator: Sequence[Alert] = (),
        failing_since: datetime | None = None,
    ) -> None:
        """All sent; or pending until `next_try_at`; or failed where that is None. A letter sent already stays sent. The
        alerts for the `operator` are written where they fail first, where the destination has taken nothing
        `failing_since` long ago, and where it takes messages again."""
        work = partial(
            outbox.settle, alert_ids=alert_ids, delivery=delivery, next_try_at=next_try_at, operator=operator,
            failing_since=failing_since,
        )  # fmt: skip
        await self._writing().carry_out_soon(work)

    async def report(self, incident: Incident, operator: Sequence[Alert]) -> bool:
        """Writes down what befell the installation, and the alerts for the `operator`; False where that is no news."""
        return await self._writing().carry_out_soon(partial(incidents.report, incident=incident, operator=operator))

    def lasting(self, kind: IncidentKind) -> list[Incident]:
        """What befell and is not over, first noticed first."""
        return self._read(partial(incidents.lasting, kind=kind))

    def alerts(
        self,
        *,
        state: AlertState | None = None,
        subscription: str | None = None,
        before: AlertId | None = None,
        limit: int | None = None,
    ) -> list[Letter]:
        """The outbox, newest last; the newest `limit` of those before one."""
        return self._read(partial(outbox.letters, state=state, subscription=subscription, before=before, limit=limit))

    def alert(self, alert_id: AlertId) -> Letter | None:
        return self._read(partial(outbox.letter, alert_id=alert_id))

    def retry_failed(self, now: datetime) -> int:
        """All that has failed is due now, as if never tried; how many alerts those are."""
        return self._write(partial(outbox.retry_failed, now=now))

    def take_back(self, now: datetime) -> None:
        """Makes due what a daemon that is no more had claimed and not settled. For the only one that delivers."""
        self._write(partial(outbox.take_back, now=now))

    def retry(self, alert_id: AlertId, now: datetime) -> bool:
        """Due now, as if never tried, with what is bundled with it; False where there is none or it was sent."""
        return self._write(partial(outbox.retry, alert_id=alert_id, now=now))

    def drop(self, alert_id: AlertId, why: str, now: datetime) -> bool:
        """Never to be sent, and kept; False where there is no such alert or it was sent."""
        return self._write(partial(outbox.drop, alert_id=alert_id, why=why, now=now))

    def release(self, alert_id: AlertId, now: datetime) -> bool:
        """Due now; False where there is no such alert or it is not held."""
        return self._write(partial(outbox.release, alert_id=alert_id, now=now))

    def drifts(self, *, state: DriftState | None = None, limit: int | None = None) -> list[Drift]:
        """What many articles of a site changed alike at once, newest last; the newest `limit`."""
        return self._read(partial(drifts.listed, state=state, limit=limit))

    def drift(self, drift_id: DriftId) -> Drift | None:
        """The drift with all its articles; None where there is no such drift."""
        return self._read(partial(drifts.drift, drift_id=drift_id, examples=None))

    def release_drift(self, drift_id: DriftId, now: datetime) -> bool:
        """Its alerts are due now, and what else is part of it is told like any change; False where it is not open."""
        return self._write(partial(drifts.release, drift_id=drift_id, now=now))

    def discard_drift(self, drift_id: DriftId, now: datetime) -> bool:
        """Its alerts are dropped, and so are those about what else is part of it; False where it is not open."""
        return self._write(partial(drifts.discard, drift_id=drift_id, now=now))

    async def hasten(self, destination: str, now: datetime) -> None:
        """What waits at a destination to be sent again is due now."""
        await self._writing().carry_out_soon(partial(outbox.hasten, destination=destination, now=now))

    def note_pace(self, at: datetime, pace: Pace) -> None:
        """How late the looks of the last minute came; kept for two days."""
        self._write(partial(note_pace, at=at, pace=pace))

    def backlog(self, now: datetime) -> dict[str, int]:
        """How many watches are due, by host, the most first."""
        return self._read(partial(backlog, now=now))

    def status(self, now: datetime) -> Status:
        return self._read(partial(status, path=self.path, now=now))

    def sweep(self) -> None:
        """Housekeeping: the planner's figures, the write-ahead log. Removes nothing."""
        sweep(self.path)

    def _read(self, reading: Callable[[sqlite3.Connection], T]) -> T:
        return self._readers.read(reading)

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        return self._writing().carry_out(work)

    def _writing(self) -> Writer:
        if self._writer is None:
            raise StoreError(f"{self.path}: the database was opened for reading only")
        return self._writer


def _prepared(path: Path) -> sqlite3.Connection:
    """A connection for writing to a database of today's schema, made where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent} cannot be made: {error.strerror}; see to its permissions") from error
    with locks.opening(path):
        connection = sqlite.writable(path)
        try:
            with sqlite.explained(path):
                migrate.upgrade(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _checked(path: Path) -> sqlite.Readers:
    """Connections for reading a database of today's schema."""
    readers = sqlite.Readers(path)
    try:
        with readers.connection() as connection:
            today = migrate.check(connection, path)
        if not today:
            raise StoreError(
                f"{path}: the database is empty, or was made by an older version of watcher; `watcher init` upgrades "
                "the one in use, `watcher restore` a backup"
            )
    except BaseException:
        readers.close()
        raise
    return readers
