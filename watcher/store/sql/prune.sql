-- name: watches
-- The next watches.
SELECT id FROM watches WHERE id > :after ORDER BY id LIMIT :limit;

-- name: old_pages
-- The pages of a watch from which no revision was read since a time, without the newest one's, and what they take.
SELECT p.number, lower(hex(r.page)) AS digest, length(p.body) AS bytes
FROM (
    SELECT page, max(number) AS number, max(first_seen_at) AS at FROM revisions
    WHERE watch_id = :watch_id AND page IS NOT NULL GROUP BY page
) AS r
JOIN revisions AS own ON own.watch_id = :watch_id AND own.page = r.page
JOIN pages AS p ON p.watch_id = :watch_id AND p.number = own.number
WHERE r.at < :before AND r.number < (SELECT max(number) FROM revisions WHERE watch_id = :watch_id)
ORDER BY p.id;

-- name: resting
-- The pages that stay and are built upon one that goes.
SELECT number, depth FROM pages
WHERE watch_id = :watch_id AND base IN (SELECT value FROM json_each(:numbers))
  AND number NOT IN (SELECT value FROM json_each(:numbers)) ORDER BY id;

-- name: drop
-- Throws pages away, all at once: they are built upon each other.
DELETE FROM pages WHERE watch_id = :watch_id AND number IN (SELECT value FROM json_each(:numbers));

-- name: note
-- Notes that pages were thrown away on purpose.
INSERT OR REPLACE INTO dropped_pages (watch_id, digest, at) SELECT :watch_id, value, :at FROM json_each(:digests);

-- name: is_old
-- Whether a watch has revisions, and none since a time.
SELECT 1 FROM revisions WHERE watch_id = :watch_id GROUP BY watch_id HAVING max(first_seen_at) < :before;

-- name: size
-- How many bytes the database takes, free room included.
SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size;

-- name: copy_to_disk
-- The copy that giving room back makes would take as much memory as the database is large.
PRAGMA temp_store = FILE;

-- name: vacuum
-- Gives the room of what was thrown away back to the disk.
VACUUM;
