-- Feeds that are pushed (WebSub): where a source says that it is pushed from, "" where it does not, and when reading it
-- last brought something new.
ALTER TABLE sources ADD COLUMN hub TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN brought_at TEXT;

-- What hubs were asked for. An order whose source is gone stays until its hub knows.
CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    source_id INTEGER UNIQUE REFERENCES sources (id) ON DELETE SET NULL,
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,
    address TEXT NOT NULL,
    secret TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at TEXT NOT NULL,
    asked_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    since TEXT,
    until TEXT,
    pushed_at TEXT,
    why TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_due ON orders (due_at);

DROP VIEW sources_with_parts;

CREATE VIEW sources_with_parts AS
SELECT sources.*, (SELECT count(*) FROM parts WHERE source_id = sources.id) AS parts,
       part.url AS part_url, part.modified AS part_modified, part.depth AS part_depth,
       orders.state AS push_state, orders.since AS push_since, orders.until AS push_until, orders.pushed_at,
       orders.why AS push_why
FROM sources
LEFT JOIN parts AS part ON part.source_id = sources.id AND part.url = (
    SELECT url FROM parts WHERE source_id = sources.id AND waits ORDER BY position, url LIMIT 1
)
LEFT JOIN orders ON orders.source_id = sources.id;
