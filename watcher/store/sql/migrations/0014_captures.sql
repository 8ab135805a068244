-- Copies of pages that a public archive is asked to keep, one for a revision. `link` leads to the copy, or to the newest one
-- of the page; `job` is what the archive calls one that is under way.
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    watch_id INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    url TEXT NOT NULL,
    link TEXT NOT NULL,
    state TEXT NOT NULL,
    job TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at TEXT,
    asked_at TEXT,
    made_at TEXT NOT NULL,
    settled_at TEXT,
    why TEXT NOT NULL DEFAULT '',
    UNIQUE (watch_id, number)
) STRICT;

CREATE INDEX captures_due ON captures (due_at) WHERE state = 'pending';
