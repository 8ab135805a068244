-- What went over the wire before the body of the page that a revision was read from: requests and answers, a zstd frame of
-- JSON. It needs the JSON of revision `base` of the watch as dictionary prefix, which stands by itself, or nothing where
-- base is null. `seal` proves the row as it is stored, `heads` the SHA-256 of the JSON as part of the revision.
CREATE TABLE heads (
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    base INTEGER,
    body BLOB NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

ALTER TABLE revisions ADD COLUMN heads BLOB;
