-- name: tables
-- What the database holds, to tell an empty one from ours and from a foreign one.
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~';

-- name: applied
-- The migrations this database has seen, in their order.
SELECT name FROM _sqlite_migrations WHERE migration_set = :set ORDER BY rowid;

-- name: mark
-- Marks the file as a database of watcher (store/schema.py, APPLICATION).
PRAGMA application_id = 0x77617463;

-- name: spill
-- What a statement overwrites or sorts goes to a temporary file: a table that is dropped whole would be held in memory.
PRAGMA temp_store = FILE;

-- name: hold
-- It stays in memory again.
PRAGMA temp_store = MEMORY;
