-- name: add
-- A new watch; nothing where its article is watched already.
INSERT INTO watches (url, key, host, site, note, every, state, standing, added_at, due_at, failures)
SELECT :url, :key, :host, :site, :note, :every, 'active', 'unseen', :now, :due_at, 0
WHERE NOT EXISTS (SELECT 1 FROM watches WHERE key = :key) AND NOT EXISTS (SELECT 1 FROM addresses WHERE key = :key);

-- name: add_tag
-- One more tag of a watch; nothing where it has it.
INSERT OR IGNORE INTO tags (watch_id, tag) VALUES (:id, :tag);

-- name: drop_tag
-- One tag less.
DELETE FROM tags WHERE watch_id = :id AND tag = :tag;

-- name: by_id
-- One watch with its tags.
SELECT *, (SELECT json_group_array(tag) FROM tags WHERE watch_id = watches.id) AS tags FROM watches WHERE id = :id;

-- name: by_key
-- The watch of one article, with its tags; of one that is found under this key too, where it is no watch's own.
SELECT *, (SELECT json_group_array(tag) FROM tags WHERE watch_id = watches.id) AS tags FROM watches
WHERE id = coalesce(
    (SELECT id FROM watches WHERE key = :key), (SELECT watch_id FROM addresses WHERE key = :key)
);

-- name: list
-- Watches in the order they were added, from one on.
SELECT *, (SELECT json_group_array(tag) FROM tags WHERE watch_id = watches.id) AS tags
FROM watches
WHERE id > :after
  AND (:state IS NULL OR state = :state)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE watch_id = watches.id AND tag = :tag))
ORDER BY id LIMIT :limit;

-- name: summaries
-- What lists show of all watches, in the order they were added.
SELECT id, url, key, site, note, every, state, standing, added_at, due_at, looked_at, failures, failing_since,
    muted_until, snoozed_until, title, (SELECT json_group_array(tag) FROM tags WHERE watch_id = watches.id) AS tags
FROM watches
WHERE (:state IS NULL OR state = :state)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE watch_id = watches.id AND tag = :tag))
ORDER BY id;

-- name: due
-- Active watches whose time has come, earliest first, some of each host, none of hosts that are being visited; one JSON list.
SELECT json_group_array(json_object('host', watches.host, 'turns', turns, 'watch', json_object(
    'id', watches.id, 'url', url, 'key', key, 'site', site, 'note', note, 'every', 'PT' || every || 'S',
    'state', watches.state, 'standing', standing, 'added_at', added_at, 'due_at', watches.due_at,
    'young_since', young_since, 'looked_at', looked_at, 'failures', failures, 'failing_since', failing_since,
    'suspicion', json(CASE
        WHEN suspicion IS NOT NULL THEN json_object('likeness', suspicion, 'since', suspicion_since)
    END),
    'validators', json_object('etag', etag, 'last_modified', last_modified), 'fingerprint', fingerprint,
    'muted_until', muted_until, 'snoozed_until', snoozed_until, 'asked_at', asked_at,
    'tags', json((SELECT json_group_array(tag) FROM (SELECT tag FROM tags WHERE watch_id = watches.id ORDER BY tag)))
))) AS watches
FROM (
    SELECT id FROM watches
    WHERE state = 'active' AND due_at <= :now AND host NOT IN (SELECT value FROM json_each(:visited))
      AND (:per_host IS NULL OR id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY host ORDER BY due_at, id) AS place
            FROM (
                SELECT id, host, due_at FROM watches
                WHERE state = 'active' AND due_at <= :now AND host NOT IN (SELECT value FROM json_each(:visited))
                ORDER BY due_at LIMIT :considered
            )
        ) WHERE place <= :per_host
      ))
    ORDER BY due_at, id LIMIT :limit
) AS due CROSS JOIN watches USING (id);

-- name: next_due
-- When the next active watch is due.
SELECT min(due_at) AS due_at FROM watches WHERE state = 'active';

-- name: pause
-- No more looks until it is resumed.
UPDATE watches SET state = 'paused' WHERE id = :id;

-- name: resume
-- Looked at again, beginning now.
UPDATE watches SET state = 'active', due_at = :now, asked_at = :now WHERE id = :id;

-- name: adjust
-- Another interval, none for 0, and another note; null keeps what there is. The next look is due within a new interval.
UPDATE watches
SET every = CASE WHEN :every IS NULL THEN every ELSE nullif(:every, 0) END, note = coalesce(:note, note),
    due_at = min(due_at, coalesce(:due_at, due_at))
WHERE id = :id;

-- name: look_soon
-- Due now, or earlier as it was; nothing where it is paused.
UPDATE watches SET due_at = min(due_at, :now), asked_at = :now WHERE id = :id AND state = 'active';

-- name: mute
-- Nobody is told of it until a time, null for from now on everybody.
UPDATE watches SET muted_until = :until WHERE id = :id;

-- name: snooze
-- Messages about it wait until a time, null for no longer.
UPDATE watches SET snoozed_until = :until WHERE id = :id;

-- name: remove
-- Forgets a watch and, by cascade, all its history.
DELETE FROM watches WHERE id = :id;

-- name: forget_reports
-- Messages to the operator about drifts of which no article is left.
DELETE FROM alerts WHERE drift_id IS NOT NULL AND number IS NULL AND NOT EXISTS (
    SELECT 1 FROM drifted WHERE drifted.drift_id = alerts.drift_id
);

-- name: forget_drifts
-- Open drifts of which no article is left: nothing is to be settled of them.
DELETE FROM drifts WHERE state = 'open' AND NOT EXISTS (SELECT 1 FROM drifted WHERE drifted.drift_id = drifts.id);

-- name: rebase_watches
-- Due now, what was looked at or added in what is the future since the clock was set back.
UPDATE watches SET due_at = :now, looked_at = CASE WHEN looked_at > :now THEN :now ELSE looked_at END
WHERE coalesce(looked_at, added_at) > :ahead AND due_at > :now;

-- name: in_vain
-- Due now, what was looked at in vain since at one of these hosts.
UPDATE watches SET due_at = :now
WHERE host IN (SELECT value FROM json_each(:hosts)) AND failures > 0 AND looked_at >= :since AND due_at > :now;

-- name: rebase_alerts
-- Due now, what waits for a time that nothing waits for unless the clock was set back.
UPDATE alerts SET next_try_at = :now WHERE state IN ('pending', 'held') AND next_try_at > :latest;

-- name: drop_alerts
-- What waits of a watch is not sent.
UPDATE alerts SET state = 'dropped', next_try_at = NULL, why = :why, settled_at = :now
WHERE watch_id = :watch_id AND state IN ('held', 'pending');
