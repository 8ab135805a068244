"""What one look takes and writes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from watcher.alone import alone
from watcher.model import Drift, Finding, Known, Revision, Tempos, WatchId
from watcher.store import archive, codec, history, repeated, tempo
from watcher.store.beside import beside
from watcher.store.connections import Connections
from watcher.store.record import add_looks, add_steady_looks, record, steady


class Memory:
    """What one store knows of an article before a look, and keeps of it afterwards. None of its methods holds the event
    loop up; each raises StoreError where the database cannot be read or written."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def known(self, site: str) -> Known:
        """The lines that the articles of `site` are known to repeat."""
        # On the event loop, as below.
        with self._connections.reader() as connection:
            return repeated.known(connection, site)

    async def tempos(self, site: str) -> Tempos:
        """How often the articles of `site`, and all, were edited, as measured last."""
        # On the event loop, as below.
        with self._connections.reader() as connection:
            return tempo.tempos(connection, site)

    async def newest(self, watch_id: WatchId) -> int:
        """The number of the newest revision, 0 where the article was never read."""
        # On the event loop, as below.
        with self._connections.reader() as connection:
            return history.newest(connection, watch_id)

    async def last_revision(self, watch_id: WatchId, extractor: str) -> Revision | None:
        """The newest revision, its changes left out; None where the article was never read. Its page comes with it
        where another version than `extractor` read it and the page is kept."""
        # On the event loop: one statement of 70 µs; handing it to a thread would cost 50 µs more CPU and a turn.
        with self._connections.reader() as connection:
            last = history.last_revision(connection, watch_id)
        if last is None or last.extractor == extractor:
            return last
        page_of = partial(archive.page_of, watch_id=watch_id, number=last.number)
        return replace(last, page=await beside(self._connections.read, page_of))

    async def record(self, finding: Finding) -> Drift | None:
        """Writes a look and all that came of it; nothing where the watch was removed meanwhile. Gives the drift of the
        site that shows with it, None where none does.

        Raises StoreError, with nothing written, where another look wrote the same revision."""
        if finding.is_plain:
            if steady(finding):
                await self._connections.writer.add(add_steady_looks, codec.steady_row(finding))
            else:
                await self._connections.writer.add(add_looks, codec.look_row(finding))
            return None
        page = None
        if finding.revision is not None and finding.page is not None:
            number = finding.revision.number
            pack = partial(archive.packed, watch_id=finding.watch.id, number=number, page=finding.page)
            page = await beside(alone, partial(self._connections.read, pack))
        recorded = partial(record, finding=finding, page=page)
        return await self._connections.write_soon(lambda connection: alone(partial(recorded, connection)))
