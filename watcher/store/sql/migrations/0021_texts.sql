-- The text of a revision, its article in JSON and what its changes say, as a checked zstd frame (store/texts.py). It needs
-- the text of revision `base` of the watch as dictionary prefix, or nothing where base is null; before the text it holds
-- "NUMBER BASE" in a line (store/articles.py).
DROP VIEW edits;

ALTER TABLE articles RENAME TO articles_before;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    base INTEGER,
    body BLOB NOT NULL,
    UNIQUE (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

-- Of changes only what is searched for; when they were made is when their revision was first seen.
DROP INDEX changes_notices;

ALTER TABLE changes RENAME TO changes_before;

CREATE TABLE changes (
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (watch_id, number, position),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO changes (watch_id, number, position, kind)
SELECT watch_id, number, position, kind FROM changes_before JOIN revisions USING (watch_id, number)
ORDER BY watch_id, number, position;

CREATE INDEX changes_notices ON changes (watch_id, number) WHERE kind IN ('notice.added', 'notice.edited');
