-- name: last
-- What was written down last of one thing.
SELECT * FROM incidents WHERE key = :key AND kind IN (:kind, :counterpart) ORDER BY id DESC LIMIT 1;

-- name: add
-- Something befell a thing, or is over.
INSERT INTO incidents (kind, key, name, since, at, why) VALUES (:kind, :key, :name, :since, :at, :why) RETURNING id;

-- name: tell
-- A message to the operator about it.
INSERT INTO alerts (incident_id, addressee, changes, state, attempts, next_try_at, why, created_at)
VALUES (:incident_id, :addressee, '[]', 'pending', 0, :now, '', :now);

-- name: lasting
-- What began last of these kinds, and did not end, of things that are still there; first noticed first.
SELECT * FROM incidents AS last
WHERE kind = :kind
  AND id = (SELECT max(id) FROM incidents WHERE key = last.key AND kind IN (:kind, :counterpart))
  AND CASE kind
      WHEN 'host.silent' THEN EXISTS (SELECT 1 FROM watches WHERE host = last.key)
                           OR EXISTS (SELECT 1 FROM sources WHERE host = last.key)
      WHEN 'source.failing' THEN EXISTS (SELECT 1 FROM sources WHERE id = CAST(last.key AS INTEGER))
      ELSE TRUE END
ORDER BY id;

-- name: incident
-- One of them.
SELECT * FROM incidents WHERE id = :id;
