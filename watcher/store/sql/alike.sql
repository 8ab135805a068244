-- name: forget
-- What was seen before all that came in time to be alike at once with anything.
DELETE FROM alike WHERE id < coalesce((
    SELECT id FROM alike CROSS JOIN revisions USING (watch_id, number) WHERE first_seen_at >= :before ORDER BY id LIMIT 1
), 9223372036854775807);

-- name: put
-- One trait of a revision.
INSERT INTO alike (trait, watch_id, number, positions) VALUES (:trait, :watch_id, :number, :positions);

-- name: alike
-- The newest changes of one trait at a site.
SELECT * FROM (
    SELECT id, watch_id, number, positions, seen_after, first_seen_at AS at
    FROM alike CROSS JOIN revisions USING (watch_id, number) WHERE trait = :trait ORDER BY id DESC LIMIT :most
) WHERE at >= :before ORDER BY at DESC, id DESC;

-- name: before
-- The same of a database from before traits were digests, one after the other.
SELECT site, trait, watch_id, number, positions FROM alike_before ORDER BY at, id;

-- name: drop_before
-- What was taken over.
DROP TABLE alike_before;

-- name: others
-- Whatever else a revision's changes have in common with others.
SELECT id, positions FROM alike WHERE watch_id = :watch_id AND number = :number;

-- name: narrow
-- Fewer changes of a revision that have a trait.
UPDATE alike SET positions = :positions WHERE id = :id;

-- name: drop
-- One trait of a revision less.
DELETE FROM alike WHERE id = :id;

-- name: looked
-- When each of a site's articles that stand where they should was looked at last, newest first.
SELECT looked_at FROM watches
WHERE site = :site AND looked_at >= :since AND standing = 'present' AND failures = 0
ORDER BY looked_at DESC LIMIT :most;

-- name: headlines
-- The headlines of these articles of a site, and of the others that were looked at last.
SELECT title, watch.own FROM (
    SELECT value AS id, 1 AS own FROM json_each(:watch_ids)
    UNION ALL
    SELECT id, 0 FROM (
        SELECT id FROM watches WHERE site = :site AND id NOT IN (SELECT value FROM json_each(:watch_ids))
        ORDER BY looked_at DESC LIMIT :most
    )
) AS watch JOIN watches USING (id)
WHERE EXISTS (SELECT 1 FROM revisions WHERE watch_id = id)
ORDER BY id;
