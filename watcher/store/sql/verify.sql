-- name: integrity
-- What SQLite itself finds wrong: pages, indexes, constraints.
PRAGMA integrity_check(100);

-- name: foreign_keys
-- Rows that belong to nothing.
PRAGMA foreign_key_check;

-- name: count
-- How many revisions there are.
SELECT count(*) AS count FROM revisions;

-- name: watches
-- The next watches.
SELECT id FROM watches WHERE id > :after ORDER BY id LIMIT :limit;

-- name: revisions
-- The revisions of a watch as they were sealed, and what belongs to them.
SELECT r.*, a.id, a.base, a.body, s.seal, n.number AS noted, kinds
FROM revisions AS r
LEFT JOIN articles AS a ON a.watch_id = r.watch_id AND a.number = r.number
LEFT JOIN seals AS s ON s.watch_id = r.watch_id AND s.number = r.number
LEFT JOIN notices AS n ON n.watch_id = r.watch_id AND n.number = r.number
LEFT JOIN stream ON at = first_seen_at AND stream.watch_id = r.watch_id AND stream.number = r.number AND event_id = 0
LEFT JOIN sorts ON sorts.id = sort
WHERE r.watch_id = :watch_id ORDER BY r.number;

-- name: last_same
-- When the newest revision was seen again for the last time, by the looks since it arose; and the headline as last read.
SELECT max(last_at) AS at, (SELECT title FROM watches WHERE id = :watch_id) AS title FROM looks
WHERE watch_id = :watch_id AND outcome = 'same'
  AND number > (SELECT max(number) FROM looks WHERE watch_id = :watch_id AND outcome IN ('new', 'changed'));

-- name: pages
-- The pages of a watch, in the order in which they came, with their digests.
SELECT own.*, r.page AS digest, under.page AS base_digest FROM pages AS own
JOIN revisions AS r ON r.watch_id = own.watch_id AND r.number = own.number
LEFT JOIN revisions AS under ON under.watch_id = own.watch_id AND under.number = own.base
WHERE own.watch_id = :watch_id ORDER BY own.id;

-- name: heads
-- What belongs to the revisions of a watch that have any, or should: not where their page was thrown away.
SELECT r.watch_id, r.number, r.heads AS digest, h.base, h.body
FROM revisions AS r LEFT JOIN heads AS h ON h.watch_id = r.watch_id AND h.number = r.number
WHERE r.watch_id = :watch_id AND (h.body IS NOT NULL OR r.heads IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM dropped_pages AS d WHERE d.watch_id = r.watch_id AND d.digest = lower(hex(r.page))
)) ORDER BY r.number;

-- name: missing_pages
-- The pages that a watch's revisions were read from and nobody threw away, and the first revision that was read from each.
SELECT page AS digest, min(number) AS number FROM revisions AS r
WHERE watch_id = :watch_id AND page IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM dropped_pages AS d WHERE d.watch_id = r.watch_id AND d.digest = lower(hex(r.page)))
GROUP BY page ORDER BY min(number);

-- name: orphans
-- What belongs to no revision, no watch, no page.
SELECT 'an article' AS what, watch_id, number FROM articles
WHERE NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.watch_id = articles.watch_id AND r.number = articles.number)
UNION ALL
SELECT 'a notice', watch_id, number FROM notices
WHERE NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.watch_id = notices.watch_id AND r.number = notices.number)
UNION ALL
SELECT 'a seal', watch_id, number FROM seals
WHERE NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.watch_id = seals.watch_id AND r.number = seals.number)
UNION ALL
SELECT 'a revision', watch_id, number FROM revisions
WHERE NOT EXISTS (SELECT 1 FROM watches WHERE watches.id = revisions.watch_id)
UNION ALL
SELECT 'a page', watch_id, number FROM pages
WHERE NOT EXISTS (
    SELECT 1 FROM revisions AS r WHERE r.watch_id = pages.watch_id AND r.number = pages.number AND page IS NOT NULL
)
UNION ALL
SELECT 'an answer', watch_id, number FROM heads
WHERE NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.watch_id = heads.watch_id AND r.number = heads.number)
ORDER BY 1, 2, 3;

-- name: hold
-- Takes the place of the writer, without writing.
BEGIN IMMEDIATE;

-- name: searched
-- Whether the search knows of an article what is asked for.
SELECT 1 FROM passages WHERE passages MATCH :query AND rowid = :id;

-- name: search_index
-- Looks over the search index; fails where it is damaged.
INSERT INTO passages (passages) VALUES ('integrity-check');
