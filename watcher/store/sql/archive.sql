-- name: kept
-- Whether a watch's page with these bytes is kept already.
SELECT 1 FROM revisions AS r CROSS JOIN pages AS own ON own.watch_id = r.watch_id AND own.number = r.number
WHERE r.watch_id = :watch_id AND page = :digest;

-- name: same
-- The revision with whose page the bytes of another one's are kept.
SELECT own.number FROM revisions AS r CROSS JOIN pages AS own ON own.watch_id = r.watch_id AND own.number = r.number
WHERE r.watch_id = :watch_id AND page = (SELECT page FROM revisions WHERE watch_id = :watch_id AND number = :number);

-- name: line
-- A page behind all that its body is built upon, with their digests. UNION, so that a damaged circle ends.
WITH RECURSIVE line (number, base) AS (
    SELECT number, base FROM pages WHERE watch_id = :watch_id AND number = :number
    UNION
    SELECT under.number, under.base FROM line CROSS JOIN pages AS under
    ON under.watch_id = :watch_id AND under.number = line.base
)
SELECT own.*, page AS digest FROM line
CROSS JOIN pages AS own ON own.watch_id = :watch_id AND own.number = line.number
CROSS JOIN revisions AS r ON r.watch_id = :watch_id AND r.number = line.number ORDER BY depth;
