-- name: articles
-- The articles of a database from before that belong to a revision, one after the other.
SELECT watch_id, number, CAST(article AS BLOB) AS article FROM articles_before JOIN revisions USING (watch_id, number)
ORDER BY watch_id, number;

-- name: changes
-- The changes of one revision in it.
SELECT CAST(kind AS BLOB) AS kind, CAST(path AS BLOB) AS path, CAST(before AS BLOB) AS before, CAST(after AS BLOB) AS after,
       CAST(spans AS BLOB) AS spans, CAST(weight AS BLOB) AS weight, CAST(facts AS BLOB) AS facts
FROM changes_before WHERE watch_id = :watch_id AND number = :number ORDER BY position;

-- name: drop_articles
-- What was taken over.
DROP TABLE articles_before;

-- name: drop_changes
-- What was taken over.
DROP TABLE changes_before;
