-- The revisions with which a notice came or was edited. Of what kinds changes are, their texts and the stream say.
CREATE TABLE notices (
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO notices SELECT DISTINCT watch_id, number FROM changes WHERE kind IN ('notice.added', 'notice.edited');

DROP TABLE changes;
