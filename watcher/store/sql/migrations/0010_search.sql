-- What each revision brought that the one before did not have, as it is searched (store/terms.py): words apart by spaces.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

CREATE VIRTUAL TABLE passages_fts USING fts5 (
    words, content = 'passages', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);

CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
    INSERT INTO passages_fts (rowid, words) VALUES (new.id, new.words);
END;

CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
    INSERT INTO passages_fts (passages_fts, rowid, words) VALUES ('delete', old.id, old.words);
END;
