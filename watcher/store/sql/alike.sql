-- name: forget
-- What was seen too long ago to be alike at once with anything.
DELETE FROM alike WHERE at < :before;

-- name: put
-- One trait of a revision.
INSERT INTO alike (site, trait, watch_id, number, positions, seen_after, at)
VALUES (:site, :trait, :watch_id, :number, :positions, :seen_after, :at);

-- name: alike
-- The newest changes of one trait at a site.
SELECT * FROM alike WHERE trait = :trait AND site = :site ORDER BY at DESC, id DESC LIMIT :most;

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
) AS watch JOIN revisions ON watch_id = watch.id
WHERE number = (SELECT max(number) FROM revisions AS newest WHERE newest.watch_id = watch.id)
ORDER BY watch_id;
