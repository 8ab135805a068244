-- name: articles
-- How long each article was watched, and how often it was edited.
SELECT site, added_at, looked_at,
       (SELECT max(number) FROM revisions WHERE watch_id = watches.id) - 1 AS edits
FROM watches
WHERE looked_at > added_at AND EXISTS (SELECT 1 FROM revisions WHERE watch_id = watches.id);

-- name: forget
-- Everything that was measured.
DELETE FROM tempo;

-- name: keep
-- What the articles of one site were like.
INSERT INTO tempo (site, edits, expected) VALUES (:site, :edits, :expected);

-- name: of
-- What the articles of one site were like, and all.
SELECT sum(edits) AS edits, sum(expected) AS expected,
       sum(CASE site WHEN :site THEN edits ELSE 0 END) AS site_edits,
       sum(CASE site WHEN :site THEN expected ELSE 0 END) AS site_expected
FROM tempo;
