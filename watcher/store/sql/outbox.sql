-- name: due
-- Messages to be sent now, oldest first.
SELECT id FROM alerts
WHERE state = 'pending' AND next_try_at <= :now AND (:destination IS NULL OR destination = :destination)
ORDER BY id LIMIT :limit;

-- name: lease
-- Takes a message for a time: until :lease_end nobody else gets it, after it the message is due again.
UPDATE alerts SET next_try_at = :lease_end WHERE id = :id;

-- name: settle
-- How sending ended: sent, to be tried again, or given up.
UPDATE alerts
SET state = :state, attempts = attempts + 1, next_try_at = :next_try_at, why = :why, settled_at = :settled_at
WHERE id = :id AND state = 'pending';

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
