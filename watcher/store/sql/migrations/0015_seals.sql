-- What proves a revision: the SHA-256 of its article, the seal of the revision before it, null for the first, and its own
-- seal over these and all that was recorded of it (store/proof.py).
CREATE TABLE seals (
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    article BLOB NOT NULL,
    before BLOB,
    seal BLOB NOT NULL,
    PRIMARY KEY (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The seal of a page as it is stored: how it came, and the frame that holds its bytes.
CREATE TABLE page_seals (
    page_id INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    seal BLOB NOT NULL
) STRICT;

-- The pages that were thrown away on purpose, so that one that is lost can be told from them.
CREATE TABLE dropped_pages (
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (watch_id, digest)
) STRICT, WITHOUT ROWID;
