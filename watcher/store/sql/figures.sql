-- name: sites
-- How many articles of each site are tracked.
SELECT site, count(*) AS articles FROM watches
WHERE :tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE watch_id = watches.id AND tag = :tag)
GROUP BY site ORDER BY site;

-- name: edits
-- The edits of each site since a time, with the median of their windows in days.
WITH edits AS (
    SELECT watches.site, revisions.watch_id, revisions.weight, revisions.stealth, revisions.bumped,
           julianday(first_seen_at) - julianday(seen_after) AS window,
           row_number() OVER (
               PARTITION BY watches.site ORDER BY julianday(first_seen_at) - julianday(seen_after)
           ) AS rank,
           count(*) OVER (PARTITION BY watches.site) AS count
    FROM revisions JOIN watches ON watches.id = revisions.watch_id
    WHERE revisions.number > 1 AND first_seen_at >= :since
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = watches.id AND tag = :tag))
)
SELECT site, count(*) AS edits, count(DISTINCT watch_id) AS edited, sum(weight = 'major') AS major,
       sum(stealth) AS stealth, sum(bumped) AS bumped, max(CASE WHEN rank = (count + 1) / 2 THEN window END) AS window
FROM edits GROUP BY site;

-- name: hours
-- The edits of each site since a time by the hour of the day, UTC.
SELECT watches.site, CAST(substr(first_seen_at, 12, 2) AS INTEGER) AS hour, count(*) AS count
FROM revisions JOIN watches ON watches.id = revisions.watch_id
WHERE revisions.number > 1 AND first_seen_at >= :since
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = watches.id AND tag = :tag))
GROUP BY watches.site, hour;

-- name: days
-- The edits of each site since a time by the day, UTC.
SELECT watches.site, substr(first_seen_at, 1, 10) AS day, count(*) AS count
FROM revisions JOIN watches ON watches.id = revisions.watch_id
WHERE revisions.number > 1 AND first_seen_at >= :since
GROUP BY watches.site, day;

-- name: health
-- What is wrong with the articles of each site that has any of which something is.
SELECT site, sum(failing_since IS NOT NULL) AS failing, sum(standing = 'blocked') AS blocked,
       sum(standing = 'unreadable') AS unreadable
FROM watches WHERE state = 'active' AND (failing_since IS NOT NULL OR standing IN ('blocked', 'unreadable'))
GROUP BY site;

-- name: gone
-- How many articles of each site were found gone since a time.
SELECT watches.site, count(DISTINCT watch_id) AS gone
FROM events JOIN watches ON watches.id = events.watch_id
WHERE events.kind = 'article.gone' AND events.at >= :since
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = watches.id AND tag = :tag))
GROUP BY watches.site;
