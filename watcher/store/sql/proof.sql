-- name: revision
-- One revision as it is sealed.
SELECT * FROM revisions WHERE watch_id = :watch_id AND number = :number;

-- name: before
-- The seal of a revision, and when it was last seen, which no look moves once another one followed.
SELECT seal, last_seen_at FROM revisions LEFT JOIN seals USING (watch_id, number)
WHERE watch_id = :watch_id AND number = :number;

-- name: seal
-- Proves a revision, anew where it was read anew.
INSERT OR REPLACE INTO seals (watch_id, number, article, before, seal)
VALUES (:watch_id, :number, :article, :before, :seal);

-- name: every_watch
-- All watches with revisions, one after the other.
SELECT DISTINCT watch_id FROM revisions ORDER BY watch_id;

-- name: seals
-- The seals of a watch's revisions.
SELECT number, article, before, seal FROM seals WHERE watch_id = :watch_id;

-- name: seal_of
-- The seal of one revision.
SELECT article, before, seal FROM seals WHERE watch_id = :watch_id AND number = :number;

-- name: owner
-- The revision that has a seal.
SELECT watch_id, number FROM seals WHERE seal = :seal;
