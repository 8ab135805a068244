-- name: hits
-- The revisions that brought what is searched, of the newest :steps that did before a place, the newest first.
SELECT id, watch_id, number FROM (
    SELECT rowid AS place FROM passages
    WHERE passages MATCH :query AND rowid < :before ORDER BY rowid DESC LIMIT :steps
) AS found CROSS JOIN articles ON articles.id = found.place
WHERE :tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.watch_id = articles.watch_id AND tag = :tag)
LIMIT :limit;

-- name: reach
-- Where the search of so many steps comes to, and what is next.
SELECT rowid AS id FROM passages
WHERE passages MATCH :query AND rowid < :before ORDER BY rowid DESC LIMIT 2 OFFSET :steps - 1;

-- name: hits_of_few
-- The revisions of some watches that brought what is searched, before a place, newest first: "+", as the words are read once.
SELECT id, watch_id, number FROM (
    SELECT rowid AS place FROM passages
    WHERE passages MATCH :query AND rowid < :before AND +rowid IN (
        SELECT own.id FROM json_each(:watch_ids) AS few CROSS JOIN articles AS own ON own.watch_id = few.value
    )
    ORDER BY rowid DESC LIMIT :limit
) AS found CROSS JOIN articles ON articles.id = found.place;

-- name: found
-- One of them: when it was first seen, and the number of the newest one.
SELECT first_seen_at, (SELECT max(number) FROM articles AS own WHERE own.watch_id = :watch_id) AS last
FROM revisions WHERE watch_id = :watch_id AND number = :number;
