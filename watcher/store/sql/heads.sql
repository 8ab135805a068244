-- name: add
-- What belongs to a revision that was written.
INSERT INTO heads (watch_id, number, base, body) VALUES (:watch_id, :number, :base, :body);

-- name: of
-- What belongs to a revision, and its digest there.
SELECT h.*, r.heads AS digest FROM heads AS h JOIN revisions AS r USING (watch_id, number)
WHERE h.watch_id = :watch_id AND h.number = :number;

-- name: last
-- What the newest one rests on, itself where it stands by itself: the likest to the next one.
SELECT h.*, r.heads AS digest FROM heads AS h JOIN revisions AS r USING (watch_id, number)
WHERE h.watch_id = :watch_id AND h.number = (
    SELECT coalesce(base, number) FROM heads WHERE watch_id = :watch_id ORDER BY number DESC LIMIT 1
);

-- name: going
-- The revisions that have any and were read from pages that go.
SELECT number FROM heads JOIN revisions USING (watch_id, number)
WHERE watch_id = :watch_id AND lower(hex(page)) IN (SELECT value FROM json_each(:digests));

-- name: resting
-- The revisions that stay and whose rest on one that goes.
SELECT number FROM heads
WHERE watch_id = :watch_id AND base IN (SELECT value FROM json_each(:numbers))
  AND number NOT IN (SELECT value FROM json_each(:numbers)) ORDER BY number;

-- name: take
-- Takes out what belongs to some revisions.
DELETE FROM heads WHERE watch_id = :watch_id AND number IN (SELECT value FROM json_each(:numbers));
