-- name: add
-- Keeps the text of a revision, or another one in its place.
INSERT INTO articles (watch_id, number, base, body) VALUES (:watch_id, :number, :base, :body)
ON CONFLICT (watch_id, number) DO UPDATE SET base = excluded.base, body = excluded.body;

-- name: line
-- The text of the first revision from one number to another, behind those that it rests on. UNION: a damaged circle ends.
WITH RECURSIVE line (number, base) AS (
    SELECT * FROM (
        SELECT number, base FROM articles WHERE watch_id = :watch_id AND number BETWEEN :first AND :last
        ORDER BY number LIMIT 1
    )
    UNION
    SELECT under.number, under.base FROM line CROSS JOIN articles AS under
    ON under.watch_id = :watch_id AND under.number = line.base
)
SELECT number, own.base, body FROM line CROSS JOIN articles AS own USING (number) WHERE watch_id = :watch_id
ORDER BY number;

-- name: run
-- The texts of the revisions of a watch after one number, up to another.
SELECT number, base, body FROM articles
WHERE watch_id = :watch_id AND number > :after AND number <= :last ORDER BY number;
