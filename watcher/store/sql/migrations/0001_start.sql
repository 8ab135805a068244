-- Times are UTC text of one width: 2026-01-31T08:00:00.000000Z. Ids of watches and alerts are never given twice.

CREATE TABLE watches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    site TEXT NOT NULL,
    note TEXT NOT NULL,
    every REAL,
    state TEXT NOT NULL,
    standing TEXT NOT NULL,
    added_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    young_since TEXT,
    looked_at TEXT,
    failures INTEGER NOT NULL,
    failing_since TEXT,
    suspicion TEXT,
    suspicion_since TEXT,
    etag TEXT,
    last_modified TEXT,
    fingerprint TEXT
) STRICT;

CREATE INDEX watches_due ON watches (due_at, host, state) WHERE state = 'active';

CREATE TABLE tags (
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (watch_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_tag ON tags (tag, watch_id);

-- The primary key is the fence: a late worker cannot write a number twice.
CREATE TABLE revisions (
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    digest TEXT NOT NULL,
    extractor TEXT NOT NULL,
    title TEXT NOT NULL,
    seen_after TEXT,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    weight TEXT NOT NULL,
    stealth INTEGER NOT NULL,
    bumped INTEGER NOT NULL,
    reverts_to INTEGER,
    page TEXT,
    PRIMARY KEY (watch_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX revisions_first_seen_at ON revisions (first_seen_at);

-- Apart from revisions, so that a look at an unchanged article moves last_seen_at in a row of 200 bytes.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    article TEXT NOT NULL,
    UNIQUE (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    before TEXT,
    after TEXT,
    spans TEXT NOT NULL,
    weight TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (watch_id, number, position),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    seen_after TEXT,
    why TEXT NOT NULL,
    url TEXT
) STRICT;

CREATE INDEX events_watch_id ON events (watch_id);
CREATE INDEX events_at ON events (at);

-- Looks that ended alike, one after the other, are one row.
CREATE TABLE looks (
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (watch_id, number)
) STRICT, WITHOUT ROWID;

-- body is a zstd frame. It needs the body of base as dictionary prefix, or nothing where base is null.
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    base TEXT,
    depth INTEGER NOT NULL,
    body BLOB NOT NULL,
    size INTEGER NOT NULL,
    url TEXT NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT,
    fetched_at TEXT NOT NULL,
    redirects TEXT NOT NULL,
    UNIQUE (watch_id, digest),
    FOREIGN KEY (watch_id, base) REFERENCES pages (watch_id, digest)
) STRICT;

CREATE INDEX pages_base ON pages (watch_id, base) WHERE base IS NOT NULL;

-- The outbox: one row for each destination. While a message is being sent, next_try_at is the end of its lease.
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    number INTEGER,
    event_id INTEGER REFERENCES events (id) ON DELETE CASCADE,
    subscription TEXT NOT NULL,
    destination TEXT NOT NULL,
    label TEXT NOT NULL,
    changes TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_try_at TEXT,
    why TEXT NOT NULL,
    created_at TEXT NOT NULL,
    settled_at TEXT
) STRICT;

CREATE INDEX alerts_watch_id ON alerts (watch_id);
CREATE INDEX alerts_event_id ON alerts (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX alerts_next ON alerts (next_try_at, destination) WHERE state = 'pending';
CREATE INDEX alerts_waiting ON alerts (destination, id) WHERE state = 'pending';
