-- Where watches come from. What its owner wants stands first, then how it stands.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    match TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    languages TEXT NOT NULL DEFAULT '[]',
    max_age REAL,
    "limit" INTEGER NOT NULL DEFAULT 100,
    every REAL,
    baseline INTEGER NOT NULL DEFAULT 0,
    pace REAL NOT NULL DEFAULT 5,
    from_file INTEGER NOT NULL,
    address TEXT NOT NULL,
    host TEXT NOT NULL,
    found_kind TEXT,
    added_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    read_at TEXT,
    pause REAL,
    ttl REAL,
    listed INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0,
    found INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT,
    why TEXT NOT NULL DEFAULT '',
    etag TEXT,
    last_modified TEXT,
    paced_until TEXT,
    UNIQUE (url, match)
) STRICT;

CREATE INDEX sources_due ON sources (due_at);

-- The articles that a source listed, so that what people remove does not come back, and tags are given once.
CREATE TABLE finds (
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

-- The sitemaps of an index, in its order, and whether they are to be read.
CREATE TABLE parts (
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    modified TEXT NOT NULL,
    depth INTEGER NOT NULL,
    position INTEGER NOT NULL,
    waits INTEGER NOT NULL,
    PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID;

CREATE INDEX parts_waiting ON parts (source_id, position) WHERE waits;

CREATE VIEW sources_with_parts AS
SELECT sources.*, (SELECT count(*) FROM parts WHERE source_id = sources.id) AS parts,
       part.url AS part_url, part.modified AS part_modified, part.depth AS part_depth
FROM sources LEFT JOIN parts AS part ON part.source_id = sources.id AND part.url = (
    SELECT url FROM parts WHERE source_id = sources.id AND waits ORDER BY position, url LIMIT 1
);
