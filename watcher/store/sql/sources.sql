-- name: add
-- A new source; nothing where it is there.
INSERT INTO sources (url, match, address, host, from_file, added_at, due_at)
SELECT :url, :match, :url, :host, :from_file, :now, :now
WHERE NOT EXISTS (SELECT 1 FROM sources WHERE url = :url AND match = :match);

-- name: by_setting
-- The source that reads an address for what matches.
SELECT * FROM sources_with_parts WHERE url = :url AND match = :match;

-- name: by_id
-- One source.
SELECT * FROM sources_with_parts WHERE id = :id;

-- name: list
-- Sources in the order they were added, from one on.
SELECT * FROM sources_with_parts WHERE id > :after ORDER BY id LIMIT :limit;

-- name: set
-- What its owner wants of a source.
UPDATE sources
SET kind = :kind, tags = :tags, languages = :languages, max_age = :max_age, "limit" = :limit, every = :every,
    baseline = :baseline, pace = :pace
WHERE id = :id;

-- name: due_now
-- A source to be read as if it never was: what it is and where is found out anew.
UPDATE sources SET due_at = :now, address = url, host = :host, found_kind = NULL, etag = NULL, last_modified = NULL
WHERE id = :id;

-- name: remove
-- Forgets a source; the articles it brought stay.
DELETE FROM sources WHERE id = :id;

-- name: due
-- Sources whose time has come, earliest first, some of each host, none of hosts that are being visited.
SELECT sources_with_parts.*
FROM (
    SELECT id, row_number() OVER (PARTITION BY host ORDER BY due_at, id) AS place FROM sources
    WHERE due_at <= :now AND host NOT IN (SELECT value FROM json_each(:visited))
) AS due JOIN sources_with_parts USING (id)
WHERE place <= :per_host
ORDER BY due_at, id LIMIT :limit;

-- name: addresses
-- Where articles of a site stand that were read, the newest first.
SELECT url FROM watches WHERE site = :site AND standing = 'present' ORDER BY id DESC LIMIT :limit;

-- name: listed
-- Which of these articles a source listed before.
SELECT key FROM finds WHERE source_id = :id AND key IN (SELECT value FROM json_each(:keys));

-- name: add_find
-- A source lists an article.
INSERT OR IGNORE INTO finds (source_id, key) VALUES (:id, :key);

-- name: record
-- How a source stands after a reading.
UPDATE sources
SET address = :address, host = :host, found_kind = :found_kind, due_at = :due_at, read_at = :read_at, pause = :pause,
    ttl = :ttl, listed = :listed, new = :new, waiting = :waiting, found = found + :added, failures = :failures,
    failing_since = :failing_since, why = :why, etag = :etag, last_modified = :last_modified,
    paced_until = :paced_until, brought_at = :brought_at, hub = :hub, topic = :topic
WHERE id = :id;

-- name: drop_parts
-- The parts of a source that its index lists no more.
DELETE FROM parts WHERE source_id = :id AND depth = 1 AND url NOT IN (SELECT value ->> 'url' FROM json_each(:parts));

-- name: put_parts
-- Parts as an index lists them: those that changed, or do not say, are to be read.
INSERT INTO parts (source_id, url, modified, depth, position, waits)
SELECT :id, value ->> 'url', value ->> 'modified', value ->> 'depth', key, 1 FROM json_each(:parts) WHERE true
ON CONFLICT (source_id, url) DO UPDATE
SET waits = waits OR excluded.modified = '' OR excluded.modified <> modified, modified = excluded.modified,
    position = excluded.position;

-- name: done
-- A part that was read.
UPDATE parts SET waits = 0 WHERE source_id = :id AND url = :url;

-- name: again
-- Parts that do not say when they changed are to be read again.
UPDATE parts SET waits = 1 WHERE source_id = :id AND modified = '';

-- name: due_part
-- A source whose part waits to be read is due.
UPDATE sources SET due_at = :now
WHERE id = :id AND failures = 0 AND EXISTS (SELECT 1 FROM parts WHERE source_id = :id AND waits);

-- name: figures
-- How many sources there are, how many are due, how many fail, and how many are pushed.
SELECT count(*) AS count, coalesce(sum(due_at <= :now), 0) AS due, coalesce(sum(failing_since IS NOT NULL), 0) AS failing,
       (SELECT count(*) FROM orders WHERE source_id IS NOT NULL AND state = 'active' AND until > :now) AS pushed
FROM sources;

-- name: next_due
-- When the next source is due.
SELECT min(due_at) AS due_at FROM sources;

-- name: rebase
-- Due now, what was read or added in what is the future since the clock was set back.
UPDATE sources SET due_at = :now, read_at = CASE WHEN read_at > :now THEN :now ELSE read_at END
WHERE coalesce(read_at, added_at) > :ahead AND due_at > :now;

-- name: in_vain
-- Due now, what was read in vain since at one of these hosts.
UPDATE sources SET due_at = :now
WHERE host IN (SELECT value FROM json_each(:hosts)) AND failing_since IS NOT NULL AND read_at >= :since AND due_at > :now;
