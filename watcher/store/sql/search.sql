-- name: forget
-- What was indexed of a revision.
DELETE FROM passages WHERE watch_id = :watch_id AND number = :number;

-- name: add
-- What a revision brought, as it is searched.
INSERT INTO passages (watch_id, number, words) VALUES (:watch_id, :number, :words);

-- name: article
-- An article as it stood.
SELECT article FROM articles WHERE watch_id = :watch_id AND number = :number;

-- name: every_revision
-- All revisions, one after the other.
SELECT watch_id, number FROM articles ORDER BY watch_id, number;

-- name: hits
-- The revisions that brought what is searched, the newest first.
SELECT passages.watch_id, passages.number
FROM passages_fts JOIN passages ON passages.id = passages_fts.rowid
WHERE passages_fts MATCH :query
  AND (:watch_id IS NULL OR passages.watch_id = :watch_id)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = passages.watch_id AND tag = :tag))
ORDER BY passages_fts.rowid DESC LIMIT :limit;
