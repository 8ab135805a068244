-- What tells the operator of the installation itself: a host that does not answer, a destination that has failed. `since`
-- is when it began, `at` when it was noticed.
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    since TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;

-- The outbox anew: what only the operator is told belongs to no watch. `bundle` is the identity of the message in which it
-- was, or is being, sent, null before that; `digest` says that the message collects what came in a while. The alerts of
-- one bundle go out as one message.
CREATE TABLE alerts_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER REFERENCES watches (id) ON DELETE CASCADE,
    number INTEGER,
    event_id INTEGER REFERENCES events (id) ON DELETE CASCADE,
    drift_id INTEGER REFERENCES drifts (id),
    incident_id INTEGER REFERENCES incidents (id),
    subscription TEXT NOT NULL,
    destination TEXT NOT NULL,
    label TEXT NOT NULL,
    changes TEXT NOT NULL,
    returns TEXT NOT NULL DEFAULT '[]',
    hold TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_try_at TEXT,
    why TEXT NOT NULL,
    created_at TEXT NOT NULL,
    settled_at TEXT,
    bundle TEXT,
    digest INTEGER NOT NULL DEFAULT 0,
    CHECK (watch_id IS NOT NULL OR drift_id IS NOT NULL OR incident_id IS NOT NULL)
) STRICT;

INSERT INTO alerts_anew (id, watch_id, number, event_id, drift_id, subscription, destination, label, changes, returns,
                         hold, state, attempts, next_try_at, why, created_at, settled_at)
SELECT id, CASE WHEN drift_id IS NULL OR number IS NOT NULL THEN watch_id END, number, event_id, drift_id, subscription,
       destination, label, changes, returns, hold, state, attempts, next_try_at, why, created_at, settled_at
FROM alerts ORDER BY id;

-- So that no id is given twice, even if the newest alerts are gone.
DELETE FROM sqlite_sequence WHERE name = 'alerts_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'alerts_anew', seq FROM sqlite_sequence WHERE name = 'alerts';

DROP TABLE alerts;
ALTER TABLE alerts_anew RENAME TO alerts;

CREATE INDEX alerts_watch_id ON alerts (watch_id);
CREATE INDEX alerts_event_id ON alerts (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX alerts_drift_id ON alerts (drift_id) WHERE drift_id IS NOT NULL;
CREATE INDEX alerts_held ON alerts (watch_id, number) WHERE state = 'held';
CREATE INDEX alerts_next ON alerts (next_try_at, destination) WHERE state = 'pending';
CREATE INDEX alerts_waiting ON alerts (destination, subscription, id) WHERE state = 'pending';
CREATE INDEX alerts_bundle ON alerts (bundle) WHERE bundle IS NOT NULL;
CREATE INDEX alerts_sent ON alerts (destination, subscription, settled_at) WHERE state = 'sent';

-- Until when messages wait: those about a watch, and those of a subscription, by its name.
ALTER TABLE watches ADD COLUMN snoozed_until TEXT;

CREATE TABLE snoozes (
    subscription TEXT PRIMARY KEY,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
