-- name: last
-- The newest revision of a watch, and the digests of all.
SELECT *, (SELECT json_group_array(digest) FROM revisions WHERE watch_id = :watch_id) AS lineage
FROM revisions JOIN articles USING (watch_id, number)
WHERE watch_id = :watch_id ORDER BY number DESC LIMIT 1;

-- name: revision
-- One revision of a watch, and the digests up to it.
SELECT *, (SELECT json_group_array(digest) FROM revisions WHERE watch_id = :watch_id AND number <= :number) AS lineage,
       (SELECT json_object('state', state, 'link', link, 'why', why) FROM captures AS c
           WHERE c.watch_id = revisions.watch_id AND c.number = revisions.number) AS capture
FROM revisions JOIN articles USING (watch_id, number)
WHERE watch_id = :watch_id AND number = :number;

-- name: revisions
-- All revisions of a watch, oldest first.
SELECT *, (SELECT json_object('state', state, 'link', link, 'why', why) FROM captures AS c
           WHERE c.watch_id = revisions.watch_id AND c.number = revisions.number) AS capture
FROM revisions JOIN articles USING (watch_id, number) WHERE watch_id = :watch_id ORDER BY number;

-- name: title
-- The headline as last read.
SELECT title FROM revisions WHERE watch_id = :watch_id ORDER BY number DESC LIMIT 1;

-- name: changes
-- The differences one revision brought, in order.
SELECT * FROM changes WHERE watch_id = :watch_id AND number = :number ORDER BY position;

-- name: changes_of_watch
-- All differences of a watch, revision by revision.
SELECT * FROM changes WHERE watch_id = :watch_id ORDER BY number, position;

-- name: noted
-- Those of some watches on which a notice ever came or was edited.
SELECT DISTINCT watch_id FROM changes
WHERE watch_id IN (SELECT value FROM json_each(:watch_ids)) AND kind IN ('notice.added', 'notice.edited');

-- name: events
-- A watch's events, oldest first.
SELECT * FROM events WHERE watch_id = :watch_id ORDER BY id;

-- name: event
-- One event.
SELECT * FROM events WHERE id = :id;

-- name: looks
-- A watch's runs of looks that ended alike, oldest first.
SELECT * FROM looks WHERE watch_id = :watch_id ORDER BY number;

-- name: drifts
-- The drifts that changes of one revision are part of.
SELECT drift_id FROM drifted WHERE watch_id = :watch_id AND number = :number ORDER BY drift_id;

-- name: entries
-- Edits and events of all watches that fit, newest first, those before a place in that order.
SELECT first_seen_at AS at, edit.watch_id, edit.number, NULL AS event_id
FROM revisions AS edit JOIN watches ON watches.id = edit.watch_id
WHERE edit.number > 1 AND first_seen_at >= :since AND first_seen_at <= :until
  AND (first_seen_at, edit.watch_id, edit.number) < (:before_at, :before_watch, :before_number)
  AND weight IN (SELECT value FROM json_each(:weights)) AND (stealth OR NOT :stealth)
  AND (:site IS NULL OR watches.site = :site)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = watches.id AND tag = :tag))
  AND (:kind IS NULL OR EXISTS (SELECT 1 FROM changes
       WHERE watch_id = edit.watch_id AND number = edit.number AND kind GLOB :kind))
  AND (:fact IS NULL OR EXISTS (SELECT 1 FROM changes, json_each(changes.facts)
       WHERE watch_id = edit.watch_id AND number = edit.number AND json_each.value = :fact))
  AND (:language IS NULL OR EXISTS (SELECT 1 FROM articles
       WHERE watch_id = edit.watch_id AND number = edit.number
         AND (article ->> 'language' = :language OR article ->> 'language' GLOB :language || '-*')))
UNION ALL
SELECT events.at, events.watch_id, NULL, events.id
FROM events JOIN watches ON watches.id = events.watch_id
WHERE events.at >= :since AND events.at <= :until
  AND (events.at, events.watch_id, 0) < (:before_at, :before_watch, :before_number)
  AND NOT :stealth AND :fact IS NULL AND :language IS NULL AND (:kind IS NULL OR kind GLOB :kind)
  AND (:site IS NULL OR watches.site = :site)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = watches.id AND tag = :tag))
ORDER BY at DESC, watch_id DESC, number DESC, event_id DESC LIMIT :limit;

-- name: entries_of_few
-- Edits and events of some watches that fit, newest first, those before a place in that order.
SELECT first_seen_at AS at, edit.watch_id, edit.number, NULL AS event_id
FROM json_each(:watch_ids) AS few CROSS JOIN revisions AS edit ON edit.watch_id = few.value
WHERE edit.number > 1 AND first_seen_at >= :since AND first_seen_at <= :until
  AND (first_seen_at, edit.watch_id, edit.number) < (:before_at, :before_watch, :before_number)
  AND weight IN (SELECT value FROM json_each(:weights)) AND (stealth OR NOT :stealth)
  AND (:kind IS NULL OR EXISTS (SELECT 1 FROM changes
       WHERE watch_id = edit.watch_id AND number = edit.number AND kind GLOB :kind))
  AND (:fact IS NULL OR EXISTS (SELECT 1 FROM changes, json_each(changes.facts)
       WHERE watch_id = edit.watch_id AND number = edit.number AND json_each.value = :fact))
  AND (:language IS NULL OR EXISTS (SELECT 1 FROM articles
       WHERE watch_id = edit.watch_id AND number = edit.number
         AND (article ->> 'language' = :language OR article ->> 'language' GLOB :language || '-*')))
UNION ALL
SELECT at, watch_id, NULL, events.id FROM json_each(:watch_ids) AS few CROSS JOIN events ON events.watch_id = few.value
WHERE at >= :since AND at <= :until AND (at, watch_id, 0) < (:before_at, :before_watch, :before_number)
  AND NOT :stealth AND :fact IS NULL AND :language IS NULL AND (:kind IS NULL OR kind GLOB :kind)
ORDER BY at DESC, watch_id DESC, number DESC, event_id DESC LIMIT :limit;

-- name: few
-- The watches of a site, or with a tag, or both: no more than :most.
SELECT id FROM watches
WHERE (:site IS NULL OR id IN (SELECT id FROM watches WHERE site = :site LIMIT :most))
  AND (:tag IS NULL OR id IN (SELECT watch_id FROM tags WHERE tag = :tag LIMIT :most))
LIMIT :most;

-- name: reach
-- When the edit was seen that comes so many steps before a place in the stream.
SELECT first_seen_at AS at FROM revisions
WHERE number > 1 AND first_seen_at <= :until
  AND (first_seen_at, watch_id, number) < (:before_at, :before_watch, :before_number)
ORDER BY first_seen_at DESC, watch_id DESC, number DESC LIMIT 1 OFFSET :steps;
