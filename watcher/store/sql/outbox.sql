-- name: due_again
-- The bundle that is to be sent again now, the oldest one.
SELECT bundle, digest FROM alerts
WHERE state = 'pending' AND bundle IS NOT NULL AND next_try_at <= :now
  AND addressee IN (SELECT id FROM addressees WHERE destination = :destination AND subscription = :subscription)
ORDER BY id LIMIT 1;

-- name: lease
-- Takes a bundle for a time: until :lease_end nobody else gets it, after it the bundle is due again.
UPDATE alerts SET next_try_at = :lease_end WHERE bundle = :bundle AND state = 'pending';

-- name: abandoned
-- What was taken, and neither sent nor given back, is due now.
UPDATE alerts SET next_try_at = :now
WHERE state = 'pending' AND bundle IS NOT NULL AND attempts = 0 AND next_try_at > :now;

-- name: collect
-- Makes the oldest alerts that wait a bundle, and takes it: as many as :most, none about a snoozed watch.
UPDATE alerts SET bundle = :bundle, digest = :digest, next_try_at = :lease_end
WHERE id IN (
    SELECT alerts.id FROM alerts LEFT JOIN watches ON watches.id = alerts.watch_id
    WHERE alerts.state = 'pending' AND bundle IS NULL AND next_try_at <= :now
      AND addressee IN (SELECT id FROM addressees WHERE destination = :destination AND subscription = :subscription)
      AND coalesce(snoozed_until, '') <= :stamp
    ORDER BY alerts.id LIMIT :most
);

-- name: settle
-- How sending ended: sent, to be tried again, or given up. What was held while it was under way stays so, unless it was sent.
UPDATE alerts
SET state = :state, attempts = attempts + 1, next_try_at = :next_try_at, why = :why, settled_at = :settled_at
WHERE id = :id AND (state = 'pending' OR (state = 'held' AND :state = 'sent'));

-- name: addressee
-- Where a message goes.
SELECT destination, label FROM letters WHERE id = :id;

-- name: retry
-- Tries a message that was given up, or waits, again now, with all that is bundled with it; what was held or dropped, anew.
UPDATE alerts SET state = 'pending', attempts = 0, next_try_at = :now, settled_at = NULL,
                  bundle = CASE WHEN state IN ('pending', 'failed') THEN bundle END
FROM (SELECT id AS asked, bundle AS own FROM alerts WHERE id = :id AND state <> 'sent')
WHERE id = asked OR (bundle = own AND state IN ('pending', 'failed'));

-- name: retry_failed
-- Tries all that was given up again now.
UPDATE alerts SET state = 'pending', attempts = 0, next_try_at = :now, settled_at = NULL WHERE state = 'failed';

-- name: hasten
-- Sends again now what waits at a destination to be sent again.
UPDATE alerts SET next_try_at = :now
WHERE state = 'pending' AND bundle IS NOT NULL AND next_try_at > :now
  AND addressee IN (SELECT id FROM addressees WHERE destination = :destination);

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

-- name: snooze
-- The messages of a subscription wait until a time.
INSERT INTO snoozes (subscription, until) VALUES (:subscription, :until)
ON CONFLICT (subscription) DO UPDATE SET until = excluded.until;

-- name: wake
-- The messages of a subscription wait no longer.
DELETE FROM snoozes WHERE subscription = :subscription;

-- name: snoozes
-- Whose messages wait, and until when.
SELECT subscription, until FROM snoozes ORDER BY subscription;

-- name: release
-- A held message that may go out.
UPDATE alerts SET state = 'pending', next_try_at = :now WHERE id = :id AND state = 'held';

-- name: release_waiting
-- Messages of one watch that have waited until their time.
UPDATE alerts SET state = 'pending', next_try_at = :now
WHERE watch_id = :watch_id AND state = 'held' AND next_try_at <= :until;
