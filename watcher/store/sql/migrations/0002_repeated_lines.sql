-- What a site's pages repeat. A row for each article that is counted: the digests of its lines, a JSON list. Of each
-- site only the newest are kept.
CREATE TABLE counted (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL UNIQUE REFERENCES watches (id) ON DELETE CASCADE,
    site TEXT NOT NULL,
    lines TEXT NOT NULL
) STRICT;

CREATE INDEX counted_site ON counted (site, id);

-- Lines that were learned: on `articles` of the `counted` articles each stood when an article was counted last.
CREATE TABLE known_lines (
    site TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    label INTEGER NOT NULL,
    excerpt TEXT NOT NULL,
    articles INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    learned_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    PRIMARY KEY (site, digest)
) STRICT, WITHOUT ROWID;
