-- Drifts: what many articles of a site changed alike at once. `since` is when it was first seen.
CREATE TABLE drifts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    state TEXT NOT NULL,
    since TEXT NOT NULL,
    settled_at TEXT
) STRICT;

CREATE INDEX drifts_site ON drifts (site) WHERE state = 'open';

CREATE TABLE drift_traits (
    drift_id INTEGER NOT NULL REFERENCES drifts (id) ON DELETE CASCADE,
    trait TEXT NOT NULL,
    likeness TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (drift_id, trait)
) STRICT, WITHOUT ROWID;

CREATE INDEX drift_traits_trait ON drift_traits (trait, drift_id);

-- What changes of the last day have in common with others, a row for each trait of a revision, with the positions of its
-- changes that have it, a JSON list. What became part of a drift stands there, and here no more.
CREATE TABLE alike (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    trait TEXT NOT NULL,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    positions TEXT NOT NULL,
    seen_after TEXT NOT NULL,
    at TEXT NOT NULL,
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

CREATE INDEX alike_trait ON alike (trait, site, at);
CREATE INDEX alike_at ON alike (at);
CREATE INDEX alike_revision ON alike (watch_id, number);

-- The changes that are part of a drift: for each revision their positions, a JSON list.
CREATE TABLE drifted (
    id INTEGER PRIMARY KEY,
    drift_id INTEGER NOT NULL REFERENCES drifts (id) ON DELETE CASCADE,
    watch_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    positions TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (drift_id, watch_id, number),
    FOREIGN KEY (watch_id, number) REFERENCES revisions (watch_id, number) ON DELETE CASCADE
) STRICT;

CREATE INDEX drifted_revision ON drifted (watch_id, number);

-- The drift that an alert is held for; where it names no revision, it tells the operator of that drift.
ALTER TABLE alerts ADD COLUMN drift_id INTEGER REFERENCES drifts (id);
CREATE INDEX alerts_drift_id ON alerts (drift_id) WHERE drift_id IS NOT NULL;

CREATE INDEX watches_site ON watches (site, looked_at);
