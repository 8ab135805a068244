-- name: due
-- Messages to be sent now, oldest first.
SELECT id FROM alerts
WHERE state = 'pending' AND next_try_at <= :now AND (:destination IS NULL OR destination = :destination)
ORDER BY id LIMIT :limit;

-- name: lease
-- Takes a message for a time: until :lease_end nobody else gets it, after it the message is due again.
UPDATE alerts SET next_try_at = :lease_end WHERE id = :id;

-- name: settle
-- How sending ended: sent, to be tried again, or given up. What was held while it was under way stays so, unless it was sent.
UPDATE alerts
SET state = :state, attempts = attempts + 1, next_try_at = :next_try_at, why = :why, settled_at = :settled_at
WHERE id = :id AND (state = 'pending' OR (state = 'held' AND :state = 'sent'));

-- name: retry
-- Tries a message that was given up, or waits, again now.
UPDATE alerts SET state = 'pending', attempts = 0, next_try_at = :now, settled_at = NULL
WHERE id = :id AND state <> 'sent';

-- name: letter
-- One row of the outbox.
SELECT * FROM alerts WHERE id = :id;

-- name: letters
-- The outbox, newest first.
SELECT * FROM alerts WHERE :state IS NULL OR state = :state ORDER BY id DESC LIMIT :limit;

-- name: pending_destinations
-- Where the oldest waiting message is due, by name: what came later waits behind it.
SELECT destination FROM alerts AS head
WHERE state = 'pending' AND next_try_at <= :now
  AND id = (SELECT min(id) FROM alerts WHERE state = 'pending' AND destination = head.destination)
ORDER BY destination;

-- name: next_alert_at
-- When the next message is due.
SELECT min(next_try_at) AS next_try_at FROM alerts WHERE state = 'pending';

-- name: held
-- The messages about one revision that wait by themselves for something.
SELECT id, changes, returns FROM alerts
WHERE watch_id = :watch_id AND number = :number AND state = 'held' AND next_try_at IS NOT NULL;

-- name: narrow
-- Which changes a held message tells.
UPDATE alerts SET changes = :changes, returns = :returns WHERE id = :id;

-- name: drop
-- Not sent, and never to be.
UPDATE alerts SET state = 'dropped', next_try_at = NULL, why = :why, settled_at = :now
WHERE id = :id AND state <> 'sent';

-- name: release
-- A held message that may go out.
UPDATE alerts SET state = 'pending', next_try_at = :now WHERE id = :id AND state = 'held';

-- name: release_waiting
-- Messages of one watch that have waited until their time.
UPDATE alerts SET state = 'pending', next_try_at = :now
WHERE watch_id = :watch_id AND state = 'held' AND next_try_at <= :until;
