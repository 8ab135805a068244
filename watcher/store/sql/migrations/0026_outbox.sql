-- To whom messages go, once for all of them; `label` is what is shown of a destination.
CREATE TABLE addressees (
    id INTEGER PRIMARY KEY,
    destination TEXT NOT NULL,
    subscription TEXT NOT NULL,
    label TEXT NOT NULL,
    UNIQUE (destination, subscription, label)
) STRICT;

INSERT INTO addressees (destination, subscription, label)
SELECT DISTINCT destination, subscription, label FROM alerts ORDER BY destination, subscription, label;

-- The outbox anew, in less room. Its times are microseconds since 1970, UTC.
CREATE TABLE alerts_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER REFERENCES watches (id) ON DELETE CASCADE,
    number INTEGER,
    event_id INTEGER REFERENCES events (id) ON DELETE CASCADE,
    drift_id INTEGER REFERENCES drifts (id),
    incident_id INTEGER REFERENCES incidents (id),
    addressee INTEGER NOT NULL REFERENCES addressees (id),
    changes TEXT NOT NULL,
    returns TEXT NOT NULL DEFAULT '[]',
    hold TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_try_at INTEGER,
    why TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    bundle TEXT,
    digest INTEGER NOT NULL DEFAULT 0,
    CHECK (watch_id IS NOT NULL OR drift_id IS NOT NULL OR incident_id IS NOT NULL)
) STRICT;

INSERT INTO alerts_anew (id, watch_id, number, event_id, drift_id, incident_id, addressee, changes, returns, hold, state,
                         attempts, next_try_at, why, created_at, settled_at, bundle, digest)
SELECT alerts.id, watch_id, number, event_id, drift_id, incident_id, addressees.id, changes, returns, hold, state, attempts,
       CAST(strftime('%s', substr(next_try_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(next_try_at, 21, 6) AS INTEGER),
       why,
       coalesce(CAST(strftime('%s', substr(created_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(created_at, 21, 6) AS INTEGER), 0),
       CAST(strftime('%s', substr(settled_at, 1, 19)) AS INTEGER) * 1000000 + CAST(substr(settled_at, 21, 6) AS INTEGER),
       bundle, digest
FROM alerts CROSS JOIN addressees USING (destination, subscription, label) ORDER BY alerts.id;

-- So that no id is given twice, even if the newest alerts are gone.
DELETE FROM sqlite_sequence WHERE name = 'alerts_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'alerts_anew', seq FROM sqlite_sequence WHERE name = 'alerts';

DROP TABLE alerts;
ALTER TABLE alerts_anew RENAME TO alerts;

CREATE INDEX alerts_watch_id ON alerts (watch_id);
CREATE INDEX alerts_event_id ON alerts (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX alerts_drift_id ON alerts (drift_id) WHERE drift_id IS NOT NULL;
CREATE INDEX alerts_held ON alerts (watch_id, number) WHERE state = 'held';
CREATE INDEX alerts_waiting ON alerts (addressee) WHERE state = 'pending';
CREATE INDEX alerts_bundle ON alerts (bundle) WHERE bundle IS NOT NULL;
CREATE INDEX alerts_sent ON alerts (addressee, settled_at) WHERE state = 'sent';

CREATE VIEW letters AS
SELECT alerts.*, destination, subscription, label FROM alerts JOIN addressees ON addressees.id = addressee;
