-- Pages in less room: when they came is microseconds since 1970, UTC, and eight bytes of a seal are enough to prove what
-- hangs on no other one. From here on frames begin where their first four bytes, which are always the same, end
-- (store/archive.py); those from before have them still.
ALTER TABLE pages RENAME TO pages_before;

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    base INTEGER,
    depth INTEGER NOT NULL,
    size INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    came TEXT,
    seal BLOB,
    body BLOB NOT NULL,
    UNIQUE (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

INSERT INTO pages (id, watch_id, number, base, depth, size, fetched_at, came, seal, body)
SELECT id, watch_id, number, base, depth, size,
       coalesce((CAST(strftime('%s', substr(fetched_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(fetched_at, 21, 6) AS INTEGER)), 0),
       came, substr(seal, 1, 8), body
FROM pages_before ORDER BY id;

DROP TABLE pages_before;
