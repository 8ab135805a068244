-- Pages by the number of the first revision that was read from them, whose digest is theirs. `base` is the number of the page
-- whose body a body needs as dictionary prefix, null for none; `depth` its place in the run that begins with one without.
-- `came` is a JSON list, null where it is that of the base: address, status, content type, redirects in JSON. `seal` proves
-- the row as it is stored (store/proof.py).
ALTER TABLE pages RENAME TO pages_before;

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    base INTEGER,
    depth INTEGER NOT NULL,
    size INTEGER NOT NULL,
    fetched_at TEXT NOT NULL,
    came TEXT,
    seal BLOB,
    body BLOB NOT NULL,
    UNIQUE (watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

INSERT INTO pages (id, watch_id, number, base, depth, size, fetched_at, came, seal, body)
WITH first AS MATERIALIZED (
    SELECT watch_id, page AS digest, min(number) AS number FROM revisions WHERE page IS NOT NULL GROUP BY watch_id, page
)
SELECT own.id, own.watch_id, first.number, under.number, own.depth, own.size, own.fetched_at,
       iif(
           (own.url, own.status, own.content_type, own.redirects) IS (base.url, base.status, base.content_type, base.redirects),
           NULL, json_array(own.url, own.status, own.content_type, own.redirects)
       ),
       seal, own.body
FROM pages_before AS own
JOIN first ON first.watch_id = own.watch_id AND first.digest = own.digest
LEFT JOIN first AS under ON under.watch_id = own.watch_id AND under.digest = own.base
LEFT JOIN pages_before AS base ON base.watch_id = own.watch_id AND base.digest = own.base
LEFT JOIN page_seals ON page_id = own.id
ORDER BY own.id;

DROP TABLE page_seals;

DROP TABLE pages_before;
