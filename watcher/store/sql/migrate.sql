-- name: tables
-- What the database holds, to tell an empty one from ours and from a foreign one.
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~';

-- name: applied
-- The migrations this database has seen, in their order.
SELECT name FROM _sqlite_migrations WHERE migration_set = :set ORDER BY rowid;

-- name: mark
-- Marks the file as a database of watcher (store/migrate.py, APPLICATION).
PRAGMA application_id = 0x77617463;
