-- name: has
-- Whether a page is kept with a revision.
SELECT 1 FROM pages WHERE watch_id = :watch_id AND number = :number;

-- name: put
-- A page, or another one in its place.
INSERT INTO pages (watch_id, number, base, depth, size, fetched_at, came, seal, body)
VALUES (:watch_id, :number, :base, :depth, :size, :fetched_at, :came, :seal, :body)
ON CONFLICT (watch_id, number) DO UPDATE
SET base = excluded.base, depth = excluded.depth, came = excluded.came, seal = excluded.seal, body = excluded.body;

-- name: came
-- What is said of how pages came.
SELECT id, came FROM pages WHERE came IS NOT NULL;

-- name: say
-- The same in other words.
UPDATE pages SET came = :came WHERE id = :id;

-- name: sealed
-- Whether any page was sealed.
SELECT 1 FROM pages WHERE seal IS NOT NULL LIMIT 1;

-- name: every
-- All pages with their digests, one watch after the other.
SELECT own.*, r.page AS digest, under.page AS base_digest FROM pages AS own
JOIN revisions AS r ON r.watch_id = own.watch_id AND r.number = own.number
LEFT JOIN revisions AS under ON under.watch_id = own.watch_id AND under.number = own.base ORDER BY own.watch_id, own.id;

-- name: seal
-- Seals a page.
UPDATE pages SET seal = :seal WHERE id = :id;
