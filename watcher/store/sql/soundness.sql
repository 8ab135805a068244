-- name: quick_check
-- Whether pages and rows of the database are whole, without what belongs to indexes; "ok", or what is wrong.
PRAGMA quick_check(3);

-- name: integrity_check
-- The same with all indexes.
PRAGMA integrity_check(3);

-- name: newest
-- The latest time at which something was seen.
SELECT max(at) AS at FROM (
    SELECT strftime('%Y-%m-%dT%H:%M:%S', last / 1000000, 'unixepoch') || printf('.%06dZ', last % 1000000) AS at
    FROM (SELECT max(first_seen_at) AS last FROM revisions)
    UNION ALL SELECT max(minute) FROM pace
);

-- name: latest_pace
-- The last minute in which the daemon looked at something.
SELECT max(minute) AS at FROM pace;

-- name: hosts
-- The hosts with the most active watches, and two addresses of each.
SELECT host, min(url) AS first, max(url) AS last, count(*) AS count FROM watches WHERE state = 'active'
GROUP BY host ORDER BY count DESC, host LIMIT :limit;
