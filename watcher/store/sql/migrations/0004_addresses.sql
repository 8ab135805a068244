-- The identities under which a watched article was found besides its key: short links that lead to it, where it moved.
CREATE TABLE addresses (
    key TEXT PRIMARY KEY,
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX addresses_watch_id ON addresses (watch_id);
