"""What is remembered: one door to all parts of it."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path

from watcher.errors import StoreError
from watcher.store import locks, migrate, schema, sqlite
from watcher.store.captures import Captures
from watcher.store.care import Care
from watcher.store.connections import Connections
from watcher.store.drifts import Drifts
from watcher.store.figures import Sites
from watcher.store.history import History
from watcher.store.incidents import Incidents
from watcher.store.memory import Memory
from watcher.store.orders import Orders
from watcher.store.outbox import Outbox
from watcher.store.rounds import Rounds
from watcher.store.search import Search
from watcher.store.sources import Sources
from watcher.store.status import Status, status, sweep
from watcher.store.watches import Watches
from watcher.store.writer import Writer


class Store:
    """The database of one watcher, and its parts. Their methods may be called from any thread; those that are
    coroutines do not hold the event loop up. Every method raises StoreError where the database cannot be read or
    written. What a method wrote is on the disk when it returns."""

    def __init__(self, connections: Connections) -> None:
        self.path = connections.path
        self._connections = connections
        self.watches = Watches(connections)
        self.sources = Sources(connections)
        self.rounds = Rounds(connections)
        self.memory = Memory(connections)
        self.history = History(connections)
        self.search = Search(connections)
        self.sites = Sites(connections)
        self.outbox = Outbox(connections)
        self.drifts = Drifts(connections)
        self.incidents = Incidents(connections)
        self.orders = Orders(connections)
        self.captures = Captures(connections)
        self.care = Care(connections)

    @classmethod
    def open(cls, database: str, *, readonly: bool = False, made: bool = True) -> Store:
        """The store in "sqlite:state/watcher.db". Made, with its folder, or brought to today's schema first, unless
        `readonly`: then it must be there, and so it must without `made`.

        Raises NewerStore for a database of a newer version, StoreBusy where another process holds it, StoreError
        where it cannot be opened."""
        path = sqlite.database_path(database)
        if readonly:
            return cls(Connections(path, None, schema.readers(path)))
        if not made:
            sqlite.refuse_none(path)
        writer = Writer(_prepared(path), path)
        return cls(Connections(path, writer, sqlite.Readers(path, writer.look)))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Writes what is queued, then closes the database."""
        self._connections.close()

    def claim_daemon(self) -> AbstractContextManager[None]:
        """To be held while a daemon works on this database. Raises StoreBusy where another one does."""
        return locks.daemon(self.path)

    def status(self, now: datetime) -> Status:
        return self._connections.read(partial(status, path=self.path, now=now))

    def sweep(self) -> None:
        """Housekeeping: the planner's figures, the write-ahead log. Removes nothing."""
        sweep(self.path)


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
