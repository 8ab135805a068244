-- What changes of the last day have in common with others, in the order in which they came, a row for each trait of a
-- revision: the digest of the site and the trait (store/alike.py), and the positions of the changes that have it, a JSON list.
ALTER TABLE alike RENAME TO alike_before;

DROP INDEX alike_trait;

DROP INDEX alike_revision;

CREATE TABLE alike (
    id INTEGER PRIMARY KEY,
    trait BLOB NOT NULL,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    positions TEXT NOT NULL,
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

CREATE INDEX alike_trait ON alike (trait);

CREATE INDEX alike_revision ON alike (watch_id, number);

-- Its digest proves what is kept of how a page came.
ALTER TABLE heads DROP COLUMN seal;
