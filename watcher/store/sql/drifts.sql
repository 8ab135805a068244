-- name: known
-- The drifts of a site by one trait, the newest first.
SELECT drifts.id, state, since FROM drift_traits JOIN drifts ON drifts.id = drift_id
WHERE trait = :trait AND site = :site ORDER BY drifts.id DESC;

-- name: all_open
-- The drifts of a site that are neither released nor discarded, newest first.
SELECT id FROM drifts WHERE site = :site AND state = 'open' ORDER BY id DESC;

-- name: revisions
-- The revisions that are part of a drift.
SELECT watch_id, number FROM drifted WHERE drift_id = :id;

-- name: open
-- A new drift.
INSERT INTO drifts (site, state, since) VALUES (:site, 'open', :since) RETURNING id;

-- name: add_trait
-- One more trait of a drift.
INSERT OR IGNORE INTO drift_traits (drift_id, trait, likeness, kind, detail)
VALUES (:drift_id, :trait, :likeness, :kind, :detail);

-- name: positions
-- The changes of one revision that are part of a drift.
SELECT positions FROM drifted WHERE drift_id = :drift_id AND watch_id = :watch_id AND number = :number;

-- name: put
-- The changes of one revision that are part of a drift, instead of those there were.
INSERT INTO drifted (drift_id, watch_id, number, positions, at) VALUES (:drift_id, :watch_id, :number, :positions, :at)
ON CONFLICT (drift_id, watch_id, number) DO UPDATE SET positions = excluded.positions;

-- name: unsent
-- The messages about one revision that are not sent yet and belong to no drift.
SELECT id, changes, returns FROM alerts
WHERE watch_id = :watch_id AND number = :number AND state IN ('pending', 'held') AND drift_id IS NULL;

-- name: held
-- What waits already of one message about one revision.
SELECT held.id, held.changes, held.returns FROM letters AS own
JOIN letters AS held USING (watch_id, number, destination)
WHERE own.id = :id AND held.drift_id = :drift_id AND held.state = 'held';

-- name: narrow
-- Which changes a message tells.
UPDATE alerts SET changes = :changes, returns = :returns WHERE id = :id;

-- name: remove
-- A message that another one tells all of.
DELETE FROM alerts WHERE id = :id;

-- name: hold
-- A message that waits for what becomes of a drift.
UPDATE alerts SET state = 'held', hold = 'drift', drift_id = :drift_id, next_try_at = NULL, bundle = NULL WHERE id = :id;

-- name: hold_part
-- The part of a message that waits for what becomes of a drift.
INSERT INTO alerts (watch_id, number, addressee, changes, returns, hold, state, attempts, why, created_at, drift_id)
SELECT watch_id, number, addressee, :changes, :returns, 'drift', 'held', 0, '', created_at, :drift_id
FROM alerts WHERE id = :id;

-- name: tell
-- A message to the operator about a drift.
INSERT INTO alerts (addressee, changes, state, attempts, next_try_at, why, created_at, drift_id)
VALUES (:addressee, '[]', 'pending', 0, :now, '', :now, :drift_id);

-- name: drift
-- One drift.
SELECT * FROM drifts WHERE id = :id;

-- name: drifts
-- Drifts, newest first.
SELECT * FROM drifts WHERE :state IS NULL OR state = :state ORDER BY id DESC LIMIT :limit;

-- name: traits
-- What a drift's articles have in common, in the order of the keys.
SELECT * FROM drift_traits WHERE drift_id = :id ORDER BY trait;

-- name: spread
-- How many articles a drift has, and when it was seen last.
SELECT count(DISTINCT watch_id) AS articles, max(at) AS last_at FROM drifted WHERE drift_id = :id;

-- name: looked
-- How many articles of a site were looked at since.
SELECT count(*) AS count FROM watches
WHERE site = :site AND looked_at >= :since AND standing = 'present' AND failures = 0;

-- name: alerts
-- How many messages about a drift's articles are in which state.
SELECT state, count(*) AS count FROM alerts WHERE drift_id = :id AND number IS NOT NULL GROUP BY state;

-- name: told_before
-- How many messages that tell of a drift were sent before it was seen.
SELECT count(*) AS count FROM drifted JOIN alerts USING (watch_id, number)
WHERE drifted.drift_id = :id AND state = 'sent' AND alerts.drift_id IS NULL AND EXISTS (
    SELECT 1 FROM json_each(alerts.changes) AS told JOIN json_each(drifted.positions) AS own ON own.value = told.value
);

-- name: examples
-- The articles of a drift, first seen first.
SELECT * FROM drifted WHERE drift_id = :id ORDER BY id LIMIT :limit;

-- name: settle
-- A drift that was open is released or discarded.
UPDATE drifts SET state = :state, settled_at = :now WHERE id = :id AND state = 'open';

-- name: release_alerts
-- The messages that waited for a drift may go out.
UPDATE alerts SET state = 'pending', next_try_at = :now WHERE drift_id = :id AND state = 'held';

-- name: drop_alerts
-- The messages that waited for a drift are never sent.
UPDATE alerts SET state = 'dropped', why = :why, settled_at = :now WHERE drift_id = :id AND state = 'held';
