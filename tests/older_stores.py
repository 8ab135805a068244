"""Databases as older versions of watcher left them, with rows in every table that they had."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from store_builders import MINUTE, NOON, added, alert, article, edited, gone, indexed_anew, new, opened, page, same

from watcher.model import SourceSetting
from watcher.store import articles, codec, migrate
from watcher.store.archive import came_in
from watcher.store.proof import page_sealed
from watcher.store.queries import Queries
from watcher.store.schema import STEPS
from watcher.store.sqlite import readable, writable
from watcher.store.texts import article_in, columns_in

SCHEMAS = [name for name, _ in STEPS]
_OWN = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    " AND name NOT LIKE '~_%' ESCAPE '~' AND name NOT LIKE 'passages%'"
)

# Since when tables are as they are today.
_SINCE = {
    "articles": "0021_texts", "changes": "0028_notices", "pages": "0030_room", "page_seals": "0023_pages",
    "alike": "0024_traits", "heads": "0024_traits", "seals": "0025_seals", "alerts": "0026_outbox",
    "revisions": "0027_numbers", "stream": "0027_numbers", "notices": "0028_notices",
}  # fmt: skip
_TIMES = ("next_try_at", "created_at", "settled_at")  # of alerts, numbers today
_MAGIC = bytes.fromhex("28b52ffd")


async def filled(folder: Path) -> Path:
    """A database of today: two articles, one with three revisions, an event, alerts, a source."""
    with opened(folder) as store:
        store.sources.add(SourceSetting(url="https://river.example/feed", tags=("water",)), NOON)
        for name in ("river", "forest"):
            watch = added(store, name, tags=("water",))
            await store.memory.record(new(watch, page=page(b"<p>The water stands at 1 metre.</p>" * 40)))
        watch = store.watches.listed()[0]
        for number in (2, 3):
            at = NOON + number * MINUTE
            read = article(f"The water stands at {number} metres.")
            body = page(b"<p>The water stands at %d metres.</p>" % number * 40, at)
            await store.memory.record(edited(watch, number, at, article=read, page=body, alerts=(alert("desk", 0),)))
            await store.memory.record(same(watch, at + MINUTE / 2))
        away = replace(gone(NOON + 9 * MINUTE), url=None)
        await store.memory.record(same(watch, NOON + 9 * MINUTE, event=away, alerts=(alert(),)))
    return folder / "watcher.db"


def as_of(schema: str, today: Path, file: Path) -> Path:
    """What a database of today holds, in one of an older schema."""
    with closing(writable(file)) as connection:
        migrate.migrate(connection, STEPS[: SCHEMAS.index(schema) + 1])
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS today", (str(today),))
        # Triggers would write once more what is copied.
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for (table,) in connection.execute(_OWN).fetchall():
            if schema < _SINCE.get(table, ""):
                continue
            shared = _columns(connection, "main", table) & _columns(connection, "today", table)
            names = ", ".join(f'"{name}"' for name in sorted(shared))
            connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM today.{table}")
        if schema < "0027_numbers":
            by_text(today, connection)
        if schema < "0021_texts":
            unpacked(today, connection)
        if schema < "0023_pages":
            by_digest(today, connection, sealed=schema >= "0015_seals")
        elif schema < "0030_room":
            by_number(today, connection)
        for _, sql in triggers:
            connection.execute(sql)
        _fill(schema, connection)
        if schema >= "0022_passages":
            indexed_anew(connection)
        connection.execute("DETACH today")
    return file


def _fill(schema: str, connection: sqlite3.Connection) -> None:
    """What a database of today says in other words, or not at all."""
    if "0015_seals" <= schema < "0025_seals":
        values = "watch_id, number, zeroblob(32), zeroblob(32), seal"
        connection.execute(f"INSERT INTO seals SELECT {values} FROM today.seals")
    if "0020_heads" <= schema < "0024_traits":
        connection.execute("INSERT INTO heads SELECT *, zeroblob(32) FROM today.heads")
    if "0020_heads" <= schema < "0030_room":
        connection.execute("UPDATE heads SET body = CAST(? || body AS BLOB)", (_MAGIC,))
    if "0021_texts" <= schema < "0030_room":
        connection.execute("UPDATE articles SET body = CAST(? || body AS BLOB)", (_MAGIC,))
    if "0016_stream" <= schema < "0027_numbers":
        connection.execute(
            "INSERT INTO stream (at, watch_id, number, event_id, site, weight, stealth, bumped, language, kinds, facts,"
            " window)"
            f" SELECT {_stamped('at')}, watch_id, number, event_id, sites.site, weight, sorts.stealth, sorts.bumped,"
            " language, kinds, facts, window FROM today.stream JOIN today.sites ON sites.id = stream.site"
            " JOIN today.sorts ON sorts.id = sort"
        )
    if schema < "0026_outbox":
        names = sorted(_columns(connection, "main", "alerts") & _columns(connection, "today", "letters"))
        values = ", ".join(_stamped(name) if name in _TIMES else f'"{name}"' for name in names)
        listed = ", ".join(f'"{name}"' for name in names)
        connection.execute(f"INSERT INTO alerts ({listed}) SELECT {values} FROM today.letters")
    if "0021_texts" <= schema < "0028_notices":
        _add_kinds(connection)
    if "0010_search" <= schema < "0022_passages":
        values = "watch_id, number, title FROM revisions ORDER BY first_seen_at"
        connection.execute(f"INSERT INTO passages (watch_id, number, words) SELECT {values}")
        connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")


def _add_kinds(connection: sqlite3.Connection) -> None:
    """Of what kinds changes are, which their texts say."""
    connection.execute(
        "INSERT INTO changes (watch_id, number, position, kind)"
        " SELECT s.watch_id, s.number, 0, trim(kinds, ',') FROM today.stream AS s"
        " JOIN today.sorts ON sorts.id = sort WHERE number > 0 AND kinds <> ''"
    )


def _stamped(name: str) -> str:
    """A time as text again."""
    return f"strftime('%Y-%m-%dT%H:%M:%S', {name} / 1000000, 'unixepoch') || printf('.%06dZ', {name} % 1000000)"


def by_text(today: Path, connection: sqlite3.Connection) -> None:
    """Revisions as they were before their times were numbers, with their headlines."""
    with closing(readable(today)) as reader:
        for row in reader.execute("SELECT * FROM revisions ORDER BY first_seen_at").fetchall():
            (kept,) = articles.run(reader, row["watch_id"], row["number"], row["number"])
            told = {name: _as_text(name, row[name]) for name in row.keys()}  # noqa: SIM118
            told["title"] = json.loads(article_in(kept.text))["title"]
            names = sorted(_columns(connection, "main", "revisions") & told.keys())
            values = ", ".join(f":{name}" for name in names)
            connection.execute(f"INSERT INTO revisions ({', '.join(names)}) VALUES ({values})", told)


def _as_text(name: str, value: object) -> object:
    if name in ("digest", "page") and isinstance(value, bytes):
        return value.hex()
    return codec.stamp(codec.time_of(value)) if isinstance(value, int) and name.endswith(("_at", "_after")) else value


def unpacked(today: Path, connection: sqlite3.Connection) -> None:
    """Articles and changes as they were kept before they were packed."""
    with closing(readable(today)) as reader:
        rows = reader.execute("SELECT watch_id, number, first_seen_at FROM revisions ORDER BY first_seen_at").fetchall()
        for watch_id, number, seen in rows:
            at = codec.stamp(codec.time_of(seen))
            (kept,) = articles.run(reader, watch_id, number, number)
            connection.execute(
                "INSERT INTO articles (watch_id, number, article) VALUES (?, ?, ?)",
                (watch_id, number, article_in(kept.text).decode()),
            )
            for position, told in enumerate(columns_in(kept.text)):
                row = {"watch_id": watch_id, "number": number, "position": position, "at": at, **told}
                names = ", ".join(row)
                values = ", ".join(f":{name}" for name in row)
                connection.execute(f"INSERT INTO changes ({names}) VALUES ({values})", row)


def by_digest(today: Path, connection: sqlite3.Connection, *, sealed: bool) -> None:
    """Pages as they were kept before they had numbers."""
    with closing(readable(today)) as reader:
        for row, own in _pages(reader):
            digests = [_as_text("page", row[name]) for name in ("digest", "base_digest")]
            connection.execute(
                "INSERT INTO pages (id, watch_id, digest, base, depth, body, size, fetched_at, url, status,"
                " content_type, redirects) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (row["id"], row["watch_id"], *digests, row["depth"], row["body"], row["size"],
                 row["fetched_at"], *came_in(own)),
            )  # fmt: skip
            if sealed:
                connection.execute("INSERT INTO page_seals VALUES (?, ?)", (row["id"], row["seal"]))


def by_number(today: Path, connection: sqlite3.Connection) -> None:
    """Pages as they were kept when they had."""
    names = ("id", "watch_id", "number", "base", "depth", "size", "fetched_at", "came", "seal", "body")
    with closing(readable(today)) as reader:
        rows = [tuple(row[name] for name in names) for row, _ in _pages(reader)]
    connection.executemany(f"INSERT INTO pages ({', '.join(names)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _pages(reader: sqlite3.Connection) -> Iterator[tuple[dict[str, Any], str]]:
    """Pages with times as texts, whole frames and whole seals, and how each came."""
    came: dict[tuple[int, int], str] = {}
    for row in Queries("pages").all(reader, "every"):
        own = came[row["watch_id"], row["number"]] = row["came"] or came[row["watch_id"], row["base"]]
        told = {**row, "fetched_at": codec.stamp(codec.time_of(row["fetched_at"])), "body": _MAGIC + row["body"]}
        yield {**told, "seal": page_sealed(told, own) + bytes(24)}, own


def _columns(connection: sqlite3.Connection, database: str, table: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?, ?)", (table, database))}
