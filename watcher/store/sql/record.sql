-- name: look_states
-- What looks change in their watches, as codec.look_row says; what people set meanwhile stays.
UPDATE watches
SET url = look.url, host = look.host, site = look.site, standing = look.standing,
    young_since = look.young_since, looked_at = look.looked_at, failures = look.failures,
    failing_since = look.failing_since, suspicion = look.suspicion, suspicion_since = look.suspicion_since,
    etag = look.etag, last_modified = look.last_modified, fingerprint = look.fingerprint,
    turns = look.turns,
    due_at = CASE
        WHEN watches.asked_at IS look.asked_at THEN look.due_at
        ELSE min(coalesce(watches.asked_at, look.due_at), look.due_at)
    END
FROM (
    SELECT value ->> 0 AS id, value ->> 5 AS url, value ->> 6 AS host, value ->> 7 AS site, value ->> 8 AS due_at,
           value ->> 9 AS standing, value ->> 10 AS young_since, value ->> 11 AS looked_at, value ->> 12 AS failures,
           value ->> 13 AS failing_since, value ->> 14 AS suspicion, value ->> 15 AS suspicion_since,
           value ->> 16 AS etag, value ->> 17 AS last_modified, value ->> 18 AS fingerprint, value ->> 19 AS turns,
           value ->> 20 AS asked_at
    FROM json_each(:looks)
) AS look
WHERE watches.id = look.id;

-- name: steady_states
-- What looks change in the watches of articles that are where they were and as they were.
UPDATE watches
SET standing = 'present', failures = 0, failing_since = NULL, suspicion = NULL, suspicion_since = NULL, turns = NULL,
    looked_at = look.at, etag = look.etag, last_modified = look.last_modified, fingerprint = look.fingerprint,
    due_at = CASE
        WHEN watches.asked_at IS look.asked_at THEN look.due_at
        ELSE min(coalesce(watches.asked_at, look.due_at), look.due_at)
    END
FROM (
    SELECT value ->> 0 AS id, value ->> 1 AS at, value ->> 2 AS due_at, value ->> 3 AS asked_at, value ->> 4 AS etag,
           value ->> 5 AS last_modified, value ->> 6 AS fingerprint
    FROM json_each(:looks)
) AS look
WHERE watches.id = look.id;

-- name: extend_looks
-- More looks that ended as those before.
UPDATE looks SET last_at = max(last_at, look.at), count = count + 1
FROM (
    SELECT value ->> 0 AS id, value ->> 1 AS at, value ->> 2 AS outcome, value ->> 3 AS why FROM json_each(:endings)
) AS look
WHERE looks.watch_id = look.id AND looks.number = (SELECT max(number) FROM looks AS run WHERE run.watch_id = look.id)
  AND looks.outcome = look.outcome AND looks.why = look.why;

-- name: extend_steady
-- More looks that found the article as it was.
UPDATE looks SET last_at = max(last_at, look.at), count = count + 1
FROM (SELECT value ->> 0 AS id, value ->> 1 AS at FROM json_each(:looks)) AS look
WHERE looks.watch_id = look.id AND looks.number = (SELECT max(number) FROM looks AS run WHERE run.watch_id = look.id)
  AND looks.outcome = 'same' AND looks.why = '';

-- name: begin_looks
-- The first looks that ended so.
INSERT INTO looks (watch_id, number, outcome, why, first_at, last_at, count)
SELECT watches.id, coalesce((SELECT max(number) FROM looks WHERE watch_id = watches.id), 0) + 1,
       look.value ->> 2, look.value ->> 3, look.value ->> 1, look.value ->> 1, 1
FROM json_each(:endings) AS look JOIN watches ON watches.id = look.value ->> 0
WHERE NOT EXISTS (
    SELECT 1 FROM looks
    WHERE watch_id = watches.id AND number = (SELECT max(number) FROM looks AS run WHERE run.watch_id = watches.id)
      AND outcome = look.value ->> 2 AND why = look.value ->> 3
);

-- name: seen_again
-- The last revisions still stood.
UPDATE revisions
SET last_seen_at = max(last_seen_at, look.at)
FROM (SELECT value ->> 0 AS id, value ->> 1 AS at FROM json_each(:looks)) AS look
WHERE watch_id = look.id AND number = (SELECT max(number) FROM revisions AS own WHERE own.watch_id = look.id);

-- name: reread_revision
-- What today's extractor says of the last revision.
UPDATE revisions SET digest = :digest, extractor = :extractor
WHERE watch_id = :watch_id AND number = (SELECT max(number) FROM revisions WHERE watch_id = :watch_id)
RETURNING number;

-- name: add_revision
-- A new revision; the primary key refuses a number that was written already.
INSERT INTO revisions (watch_id, number, digest, extractor, seen_after, first_seen_at, last_seen_at, weight, stealth,
                       bumped, reverts_to, page, heads)
VALUES (:watch_id, :number, :digest, :extractor, :seen_after, :first_seen_at, :last_seen_at, :weight,
        :stealth, :bumped, :reverts_to, :page, :heads);

-- name: title
-- The headline as last read.
UPDATE watches SET title = :title WHERE id = :id AND title <> :title;

-- name: add_notice
-- A notice came with it, or was edited.
INSERT INTO notices (watch_id, number) VALUES (:watch_id, :number);

-- name: add_address
-- Another identity of a watched article, unless it is another watch's own.
INSERT OR IGNORE INTO addresses (key, watch_id)
SELECT :key, :watch_id WHERE NOT EXISTS (SELECT 1 FROM watches WHERE key = :key);

-- name: add_event
-- The article went, came back or moved.
INSERT INTO events (watch_id, kind, at, seen_after, why, url) VALUES (:watch_id, :kind, :at, :seen_after, :why, :url);

-- name: add_alert
-- A message for the outbox, to be sent at once or held.
INSERT INTO alerts (watch_id, number, event_id, addressee, changes, returns, hold, state, attempts, next_try_at, why,
                    created_at)
VALUES (:watch_id, :number, :event_id, :addressee, :changes, :returns, :hold, :state, 0, :next_try_at, '', :now);
