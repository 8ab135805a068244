-- name: page_of
-- The digest of the page a revision was read from; no row where none was kept.
SELECT digest FROM pages
WHERE watch_id = :watch_id AND digest = (SELECT page FROM revisions WHERE watch_id = :watch_id AND number = :number);

-- name: last_page
-- The page of the newest revision: the likest to the next one.
SELECT digest FROM pages
WHERE watch_id = :watch_id
  AND digest = (SELECT page FROM revisions WHERE watch_id = :watch_id ORDER BY number DESC LIMIT 1);

-- name: kept
-- Whether a watch's page with these bytes is kept already.
SELECT 1 FROM pages WHERE watch_id = :watch_id AND digest = :digest;

-- name: chain
-- A page and what its body is built upon, the foundation first. UNION, so that a damaged circle ends.
WITH RECURSIVE chain (id, base) AS (
    SELECT id, base FROM pages WHERE watch_id = :watch_id AND digest = :digest
    UNION
    SELECT pages.id, pages.base FROM chain JOIN pages ON pages.watch_id = :watch_id AND pages.digest = chain.base
)
SELECT pages.* FROM chain JOIN pages USING (id) ORDER BY depth;
