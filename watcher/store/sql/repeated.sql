-- name: known
-- A site's known lines.
SELECT * FROM known_lines WHERE site = :site ORDER BY digest;

-- name: counted
-- The lines of each of a site's articles that are counted, oldest first.
SELECT watch_id, lines FROM counted WHERE site = :site ORDER BY id;

-- name: headlines
-- The headlines of a site's articles that are counted, as last read, and which of them have a line.
SELECT title, EXISTS (SELECT 1 FROM json_each(counted.lines) WHERE value = :digest) AS has_line
FROM counted JOIN watches ON watches.id = watch_id
WHERE counted.site = :site AND EXISTS (SELECT 1 FROM revisions AS own WHERE own.watch_id = counted.watch_id)
ORDER BY counted.id;

-- name: put
-- The lines of an article as it stands now.
INSERT INTO counted (watch_id, site, lines) VALUES (:watch_id, :site, :lines)
ON CONFLICT (watch_id) DO UPDATE SET site = excluded.site, lines = excluded.lines;

-- name: drop_oldest
-- Leaves the newest of a site's other articles.
DELETE FROM counted
WHERE site = :site AND watch_id <> :watch_id AND id <= (
    SELECT id FROM counted WHERE site = :site AND watch_id <> :watch_id ORDER BY id DESC LIMIT 1 OFFSET :most
);

-- name: learn
-- One more known line.
INSERT INTO known_lines (site, digest, size, label, excerpt, articles, counted, learned_at, last_seen_at)
VALUES (:site, :digest, :size, :label, :excerpt, :articles, :counted, :now, :now);

-- name: recount
-- On how many of the counted articles a known line stands now, and when it was seen last, where that was now.
UPDATE known_lines SET articles = :articles, counted = :counted, last_seen_at = coalesce(:now, last_seen_at)
WHERE site = :site AND digest = :digest;

-- name: forget
-- One known line less.
DELETE FROM known_lines WHERE site = :site AND digest = :digest;
