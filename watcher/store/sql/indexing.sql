-- name: add
-- Makes what a revision brought findable.
INSERT INTO passages (rowid, words) SELECT id, :words FROM articles WHERE watch_id = :watch_id AND number = :number;

-- name: forget
-- Clears it; the words have to be those that were added.
INSERT INTO passages (passages, rowid, words)
SELECT 'delete', id, :words FROM articles WHERE watch_id = :watch_id AND number = :number;

-- name: every_watch
-- All watches with articles, one after the other.
SELECT DISTINCT watch_id FROM articles ORDER BY watch_id;

-- name: articles
-- The articles of a watch, in their order.
SELECT id, number, base, body FROM articles WHERE watch_id = :watch_id ORDER BY number;

-- name: begin
-- A place to lay out what articles brought.
CREATE TEMP TABLE brought (id INTEGER PRIMARY KEY, words TEXT NOT NULL);

-- name: lay_out
-- What an article brought, to be added with all others.
INSERT INTO brought (id, words) VALUES (:id, :words);

-- name: add_all
-- Makes all that was laid out findable.
INSERT INTO passages (rowid, words) SELECT id, words FROM brought ORDER BY id;

-- name: end
-- What was laid out is added.
DROP TABLE brought;
