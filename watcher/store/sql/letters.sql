-- name: letter
-- One alert.
SELECT * FROM letters WHERE id = :id;

-- name: letters
-- The outbox, newest first.
SELECT * FROM letters
WHERE (:state IS NULL OR state = :state) AND (:subscription IS NULL OR subscription = :subscription)
  AND (:before IS NULL OR id < :before)
ORDER BY id DESC LIMIT :limit;

-- name: bundled
-- The alerts of a bundle that are to be sent, oldest first.
SELECT * FROM letters WHERE bundle = :bundle AND state = 'pending' ORDER BY id;

-- name: queues
-- What waits, by destination and subscription; of what was never sent only what is not about a snoozed watch.
SELECT destination, subscription, sum(waiting) AS waiting, min(since) AS since, min(ready_at) AS ready_at,
       min(again_at) AS again_at, sum(refused) AS refused,
       (SELECT until FROM snoozes WHERE snoozes.subscription = addressees.subscription) AS snoozed_until
FROM (
    SELECT addressee,
           count(*) FILTER (WHERE bundle IS NULL AND coalesce(until, 0) <= :now) AS waiting,
           min(next_try_at) FILTER (WHERE bundle IS NULL AND coalesce(until, 0) <= :now) AS since,
           min(max(next_try_at, coalesce(until, 0))) FILTER (WHERE bundle IS NULL) AS ready_at,
           min(next_try_at) FILTER (WHERE bundle IS NOT NULL) AS again_at,
           count(*) FILTER (WHERE bundle IS NOT NULL AND attempts > 0 AND next_try_at > :now) AS refused
    FROM alerts LEFT JOIN (
        SELECT id AS snoozed,
               CAST(strftime('%s', substr(snoozed_until, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(snoozed_until, 21, 6) AS INTEGER) AS until
        FROM watches WHERE snoozed_until IS NOT NULL
    ) ON snoozed = watch_id
    WHERE alerts.state = 'pending' GROUP BY addressee
) JOIN addressees ON addressees.id = addressee
GROUP BY destination, subscription ORDER BY destination, subscription;

-- name: sent_since
-- How many messages of a subscription went to a destination since, and when the last one did.
SELECT count(DISTINCT bundle) AS sent, max(settled_at) AS sent_at FROM alerts
WHERE state = 'sent' AND settled_at > :since
  AND addressee IN (SELECT id FROM addressees WHERE destination = :destination AND subscription = :subscription);
