-- name: others
-- Other watches with one of these identities as their own, or found under one of them or under this watch's own.
SELECT id FROM watches
WHERE id <> :id AND (
    key IN (SELECT value FROM json_each(:keys))
    OR id IN (SELECT watch_id FROM addresses WHERE key IN (SELECT value FROM json_each(:keys)) OR key = :key)
)
ORDER BY id;

-- name: note
-- Another identity of a watched article. Where it is another watch's own too, that comes first until the two are one.
INSERT OR IGNORE INTO addresses (key, watch_id) VALUES (:key, :watch_id);
