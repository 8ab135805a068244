-- name: begin
-- Everything after this is read at one state of the database.
BEGIN;

-- name: hold
-- Takes hold of that state: it begins with the first that is read.
SELECT count(*) FROM sqlite_schema;

-- name: one_file
-- Makes a copy that stands by itself, without a write-ahead log.
PRAGMA journal_mode = DELETE;

-- name: unsafe
-- A copy that nobody reads before it is whole needs no journal.
PRAGMA journal_mode = OFF;

-- name: unsynced
-- What is written is told to the disk at the end, at once.
PRAGMA synchronous = OFF;

-- name: integrity
-- What SQLite itself finds wrong.
PRAGMA integrity_check(1);

-- name: mistrust
-- What a foreign file holds runs nothing.
PRAGMA trusted_schema = OFF;

-- name: trust
-- Lets our own triggers do their work, once they are known to be ours.
PRAGMA trusted_schema = ON;

-- name: schema
-- What the database consists of, without what SQLite adds by itself.
SELECT type, name, tbl_name, CASE WHEN type IN ('trigger', 'view') THEN sql END AS sql FROM sqlite_schema
WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY type, name;
