-- name: overtake
-- What an archive has not been asked for yet cannot be had any more when the page is edited again.
UPDATE captures SET state = 'overtaken', due_at = NULL, settled_at = :now, why = :why
WHERE watch_id = :watch_id AND state = 'pending' AND job = '';

-- name: add
-- A page that an archive is to keep.
INSERT INTO captures (watch_id, number, url, link, state, due_at, made_at)
VALUES (:watch_id, :number, :url, :link, 'pending', :now, :now);

-- name: due
-- What is to be asked for now, or asked after, the longest due first; what is under way before what is not.
SELECT id, url, job, attempts, asked_at FROM captures
WHERE state = 'pending' AND due_at <= :now ORDER BY job = '', due_at, id LIMIT :limit;

-- name: ask
-- The archive is being asked.
UPDATE captures SET job = '', attempts = attempts + 1, asked_at = :now, due_at = :due_at
WHERE id = :id AND state = 'pending';

-- name: wait
-- It is under way under this name, or is to be asked for again where that is ''.
UPDATE captures SET job = :job, due_at = :due_at, why = :why WHERE id = :id AND state = 'pending';

-- name: settle
-- It is kept, or will not be.
UPDATE captures SET state = :state, link = coalesce(:link, link), job = '', due_at = NULL, settled_at = :now, why = :why
WHERE id = :id AND state = 'pending';
