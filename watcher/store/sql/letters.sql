-- name: letter
-- One alert.
SELECT * FROM alerts WHERE id = :id;

-- name: letters
-- The outbox, newest first.
SELECT * FROM alerts
WHERE (:state IS NULL OR state = :state) AND (:subscription IS NULL OR subscription = :subscription)
  AND (:before IS NULL OR id < :before)
ORDER BY id DESC LIMIT :limit;

-- name: bundled
-- The alerts of a bundle that are to be sent, oldest first.
SELECT * FROM alerts WHERE bundle = :bundle AND state = 'pending' ORDER BY id;

-- name: queues
-- What waits, by destination and subscription; of what was never sent only what is not about a snoozed watch.
SELECT destination, subscription,
       count(*) FILTER (WHERE bundle IS NULL AND coalesce(snoozed_until, '') <= :now) AS waiting,
       min(next_try_at) FILTER (WHERE bundle IS NULL AND coalesce(snoozed_until, '') <= :now) AS since,
       min(max(next_try_at, coalesce(snoozed_until, ''))) FILTER (WHERE bundle IS NULL) AS ready_at,
       min(next_try_at) FILTER (WHERE bundle IS NOT NULL) AS again_at,
       count(*) FILTER (WHERE bundle IS NOT NULL AND attempts > 0 AND next_try_at > :now) AS refused,
       (SELECT until FROM snoozes WHERE snoozes.subscription = alerts.subscription) AS snoozed_until
FROM alerts LEFT JOIN watches ON watches.id = alerts.watch_id AND watches.snoozed_until IS NOT NULL
WHERE alerts.state = 'pending'
GROUP BY destination, subscription ORDER BY destination, subscription;

-- name: sent_since
-- How many messages of a subscription went to a destination since, and when the last one did.
SELECT count(DISTINCT bundle) AS sent, max(settled_at) AS sent_at FROM alerts
WHERE destination = :destination AND subscription = :subscription AND state = 'sent' AND settled_at > :since;
