-- name: sums
-- The sums of sites, the most edited first, those after a place in that order.
SELECT * FROM sites WHERE edits <= :edits AND (edits < :edits OR site > :site) ORDER BY edits DESC, site LIMIT :limit;

-- name: hours
-- The edits of some sites by the hour of the day, UTC.
SELECT site, hour, edits FROM site_hours WHERE site IN (SELECT value FROM json_each(:sites)) AND edits > 0;

-- name: windows
-- The windows of the newest edits of some sites since a time with a tag, null for all: seconds, the narrowest first.
SELECT value AS site, (
    SELECT json_group_array(window) FROM (
        SELECT window FROM (
            SELECT window FROM stream
            WHERE site = (SELECT id FROM sites WHERE site = value) AND at >= :since AND number > 0
              AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = stream.watch_id AND tag = :tag))
            ORDER BY at DESC, watch_id DESC, number DESC LIMIT :newest
        ) WHERE window IS NOT NULL ORDER BY window
    )
) AS windows
FROM json_each(:sites);

-- name: sums_since
-- The same sums of what was seen since a time of articles with a tag, of all for null: what has edits or events.
SELECT sites.site, count(*) FILTER (WHERE number > 0) AS edits, count(DISTINCT iif(number > 0, watch_id, NULL)) AS edited,
       sum(weight = 'major') AS major, sum(sorts.stealth) AS stealth, sum(sorts.bumped) AS bumped,
       count(DISTINCT iif(kinds = ',article.gone,' AND number = 0, watch_id, NULL)) AS gone
FROM stream CROSS JOIN sorts ON sorts.id = sort CROSS JOIN sites ON sites.id = stream.site
WHERE at >= :since
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = stream.watch_id AND tag = :tag))
GROUP BY sites.site;

-- name: hours_since
-- Those edits by the hour of the day, UTC.
SELECT sites.site, at / 3600000000 % 24 AS hour, count(*) AS edits
FROM stream CROSS JOIN sites ON sites.id = stream.site
WHERE number > 0 AND at >= :since
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = stream.watch_id AND tag = :tag))
GROUP BY sites.site, hour;

-- name: articles
-- How many articles of each site are tracked, with a tag or all for null.
SELECT site, count(*) AS articles FROM watches
WHERE :tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE watch_id = watches.id AND tag = :tag)
GROUP BY site ORDER BY site;

-- name: days
-- The edits of some sites since a time by the day, UTC.
SELECT sites.site, date(at / 1000000, 'unixepoch') AS day, count(*) AS count
FROM json_each(:sites) AS own CROSS JOIN sites ON sites.site = own.value CROSS JOIN stream ON stream.site = sites.id
WHERE at >= :since AND number > 0
GROUP BY sites.site, day;

-- name: health
-- What is wrong with the articles of those of some sites that have any of which something is.
SELECT site, sum(failing_since IS NOT NULL) AS failing, sum(standing = 'blocked') AS blocked,
       sum(standing = 'unreadable') AS unreadable
FROM watches INDEXED BY watches_ill
WHERE site IN (SELECT value FROM json_each(:sites))
  AND state = 'active' AND (failing_since IS NOT NULL OR standing IN ('blocked', 'unreadable'))
GROUP BY site;
