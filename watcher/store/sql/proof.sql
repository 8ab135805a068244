-- name: revision
-- One revision as it is sealed, with the seal of the one before, and when that was last seen, which no look moves any more.
SELECT own.*, seal AS follows, before.last_seen_at AS until
FROM revisions AS own
LEFT JOIN revisions AS before ON before.watch_id = own.watch_id AND before.number = own.number - 1
LEFT JOIN seals ON seals.watch_id = before.watch_id AND seals.number = before.number
WHERE own.watch_id = :watch_id AND own.number = :number;

-- name: seal
-- Proves a revision, anew where it was read anew.
INSERT OR REPLACE INTO seals (watch_id, number, seal) VALUES (:watch_id, :number, :seal);

-- name: every_watch
-- All watches with revisions, one after the other.
SELECT DISTINCT watch_id FROM revisions ORDER BY watch_id;

-- name: sealed
-- Whether any revision was sealed.
SELECT 1 FROM seals LIMIT 1;

-- name: seals
-- The seals of a watch's revisions.
SELECT number, seal FROM seals WHERE watch_id = :watch_id;

-- name: seal_of
-- The seal of one revision, and that of the one before it.
SELECT seal, (SELECT seal FROM seals WHERE watch_id = :watch_id AND number = :number - 1) AS before
FROM seals WHERE watch_id = :watch_id AND number = :number;

-- name: owner
-- The revision that has a seal.
SELECT watch_id, number FROM seals WHERE seal = :seal;
