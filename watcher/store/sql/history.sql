-- name: last
-- The newest revision of a watch, and the digests of all.
SELECT *, (SELECT json_group_array(lower(hex(digest))) FROM revisions WHERE watch_id = :watch_id) AS lineage
FROM revisions WHERE watch_id = :watch_id ORDER BY number DESC LIMIT 1;

-- name: newest
-- The number of the newest revision of a watch.
SELECT number FROM revisions WHERE watch_id = :watch_id ORDER BY number DESC LIMIT 1;

-- name: revision
-- One revision of a watch.
SELECT *, (SELECT json_object('state', state, 'link', link, 'why', why) FROM captures AS c
           WHERE c.watch_id = revisions.watch_id AND c.number = revisions.number) AS capture
FROM revisions WHERE watch_id = :watch_id AND number = :number;

-- name: revisions
-- The revisions of a watch from one number to another, oldest first.
SELECT *, (SELECT json_object('state', state, 'link', link, 'why', why) FROM captures AS c
           WHERE c.watch_id = revisions.watch_id AND c.number = revisions.number) AS capture
FROM revisions WHERE watch_id = :watch_id AND number BETWEEN :first AND :last ORDER BY number;

-- name: edits
-- Some revisions of a watch.
SELECT revisions.*, (SELECT json_object('state', state, 'link', link, 'why', why) FROM captures AS c
                     WHERE c.watch_id = revisions.watch_id AND c.number = revisions.number) AS capture
FROM json_each(:numbers) AS asked CROSS JOIN revisions ON watch_id = :watch_id AND number = asked.value;

-- name: marks
-- The revisions of a watch without their texts, oldest first.
SELECT number, first_seen_at, weight FROM revisions WHERE watch_id = :watch_id ORDER BY number;

-- name: title
-- The headline as last read.
SELECT title FROM watches WHERE id = :watch_id;

-- name: outlines
-- Some revisions of a watch without their texts, oldest first, with the language of edits.
SELECT one.number, first_seen_at, language FROM json_each(:numbers) AS asked
CROSS JOIN revisions AS one ON one.watch_id = :watch_id AND one.number = asked.value
LEFT JOIN stream ON at = first_seen_at AND stream.watch_id = one.watch_id AND stream.number = one.number AND event_id = 0
LEFT JOIN sorts ON sorts.id = sort
ORDER BY one.number;

-- name: notices
-- The revisions of some watches, from one number to another, with which a notice came or was edited.
SELECT DISTINCT watch_id, number
FROM (SELECT value ->> 0 AS watch, value ->> 1 AS first, value ->> 2 AS last FROM json_each(:stretches))
CROSS JOIN notices ON watch_id = watch AND number BETWEEN first AND last ORDER BY watch_id, number;

-- name: events
-- A watch's events after one, oldest first.
SELECT * FROM events WHERE watch_id = :watch_id AND id > :after ORDER BY id LIMIT :limit;

-- name: event
-- One event.
SELECT * FROM events WHERE id = :id;

-- name: looks
-- A watch's runs of looks that ended alike, those after one, oldest first.
SELECT * FROM looks WHERE watch_id = :watch_id AND number > :after ORDER BY number LIMIT :limit;

-- name: drifts
-- The drifts that changes of one revision are part of.
SELECT drift_id FROM drifted WHERE watch_id = :watch_id AND number = :number ORDER BY drift_id;

-- name: entries
-- Edits and events that fit, newest first: of the next :steps before a place, those of a site, or all of some watches.
SELECT at, watch_id, number, event_id FROM (
    SELECT * FROM (
        SELECT at, watch_id, number, event_id, site, sort FROM stream
        WHERE :watch_ids IS NULL AND :site IS NULL AND at >= :since
          AND (at, watch_id, number) < (:before_at, :before_watch, :before_number)
        ORDER BY at DESC, watch_id DESC, number DESC, event_id DESC LIMIT :steps
    )
    UNION ALL
    SELECT * FROM (
        SELECT at, watch_id, number, event_id, site, sort FROM stream
        WHERE :watch_ids IS NULL AND site = (SELECT id FROM sites WHERE site = :site) AND at >= :since
          AND (at, watch_id, number) < (:before_at, :before_watch, :before_number)
        ORDER BY at DESC, watch_id DESC, number DESC, event_id DESC LIMIT :steps
    )
    UNION ALL
    -- Put in order before more is looked up than is shown.
    SELECT at, watch_id, number, event_id, site, sort FROM (
        SELECT * FROM (
            SELECT first_seen_at AS at, watch_id, number, 0 AS event_id
            FROM json_each(:watch_ids) AS few CROSS JOIN revisions ON watch_id = few.value WHERE number > 1
            UNION ALL
            SELECT CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(at, 21, 6) AS INTEGER),
                   watch_id, 0, events.id
            FROM json_each(:watch_ids) AS few CROSS JOIN events ON events.watch_id = few.value
        )
        WHERE at >= :since AND (at, watch_id, number) < (:before_at, :before_watch, :before_number)
        ORDER BY at DESC, watch_id DESC, number DESC, event_id DESC LIMIT -1
    ) AS own CROSS JOIN stream USING (at, watch_id, number, event_id)
) AS one CROSS JOIN sorts ON sorts.id = sort
WHERE (:site IS NULL OR site = (SELECT id FROM sites WHERE site = :site))
  -- With its sort named, a tag is looked up only of what fits besides.
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = one.watch_id AND tag = :tag AND sorts.id > 0))
  AND (number = 0 AND NOT :stealth OR weight IN (SELECT value FROM json_each(:weights)) AND (stealth OR NOT :stealth))
  AND (:fact IS NULL OR instr(facts, ',' || :fact || ','))
  AND (:language IS NULL OR language = :language OR language GLOB :language || '-*')
  AND (:kind IS NULL OR kinds GLOB '*,' || :kind || ',*' AND EXISTS (
       SELECT 1 FROM json_each('["' || replace(trim(kinds, ','), ',', '","') || '"]') WHERE value GLOB :kind))
LIMIT :limit;

-- name: count
-- How many watches and edits there are with a tag, counted no further than :most.
SELECT count(*) AS count FROM (SELECT 1 FROM tags LEFT JOIN revisions USING (watch_id) WHERE tag = :tag LIMIT :most);

-- name: tagged
-- The watches with a tag.
SELECT watch_id FROM tags WHERE tag = :tag ORDER BY watch_id;

-- name: reach
-- The places of what comes so many steps before a place in the stream, and of the next.
SELECT at, watch_id, number FROM stream
WHERE at >= :since
  AND (at, watch_id, number) < (:before_at, :before_watch, :before_number)
ORDER BY at DESC, watch_id DESC, number DESC, event_id DESC LIMIT 2 OFFSET :steps - 1;

-- name: reach_of_site
-- The same in the stream of a site.
SELECT at, watch_id, number FROM stream
WHERE site = (SELECT id FROM sites WHERE site = :site) AND at >= :since
  AND (at, watch_id, number) < (:before_at, :before_watch, :before_number)
ORDER BY at DESC, watch_id DESC, number DESC, event_id DESC LIMIT 2 OFFSET :steps - 1;

-- name: sort
-- What an edit has in common with others, where nothing had it yet.
INSERT OR IGNORE INTO sorts (weight, stealth, bumped, language, kinds, facts)
SELECT weight, stealth, bumped, :language, :kinds, :facts FROM revisions
WHERE watch_id = :watch_id AND number = :number AND number > 1;

-- name: enter
-- An edit in the stream; its window is rounded to seconds.
INSERT INTO stream (at, watch_id, number, event_id, site, sort, window)
SELECT first_seen_at, watch_id, number, 0, sites.id, sorts.id, (first_seen_at - seen_after + 500000) / 1000000
FROM revisions AS r CROSS JOIN watches ON watches.id = watch_id CROSS JOIN sites USING (site)
CROSS JOIN sorts ON (kinds, facts, language, sorts.weight, sorts.stealth, sorts.bumped)
                  = (:kinds, :facts, :language, r.weight, r.stealth, r.bumped)
WHERE watch_id = :watch_id AND number = :number AND number > 1;

-- name: sort_spoken
-- What an edit in another language has in common with others, where nothing had it yet.
INSERT OR IGNORE INTO sorts (weight, stealth, bumped, language, kinds, facts)
SELECT weight, stealth, bumped, :language, kinds, facts FROM stream CROSS JOIN sorts ON sorts.id = sort
WHERE watch_id = :watch_id AND number = :number AND event_id = 0
  AND at = (SELECT first_seen_at FROM revisions WHERE watch_id = :watch_id AND number = :number);

-- name: speak
-- The language of an edit that was read anew.
UPDATE stream SET sort = (
    SELECT other.id FROM sorts AS own CROSS JOIN sorts AS other USING (kinds, facts, weight, stealth, bumped)
    WHERE own.id = stream.sort AND other.language = :language
)
WHERE watch_id = :watch_id AND number = :number AND event_id = 0
  AND at = (SELECT first_seen_at FROM revisions WHERE watch_id = :watch_id AND number = :number);
