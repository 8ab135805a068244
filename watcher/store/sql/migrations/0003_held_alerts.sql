-- Alerts that wait before they may be sent. `hold` says for what; while one is held, next_try_at is when it may go out by
-- itself, null where it may not. `returns` are those of its changes that go back to an earlier text, a JSON list.
ALTER TABLE alerts ADD COLUMN hold TEXT;
ALTER TABLE alerts ADD COLUMN returns TEXT NOT NULL DEFAULT '[]';

CREATE INDEX alerts_held ON alerts (watch_id, number) WHERE state = 'held';

-- The changes of the last days, by which a text that turns back is recognised, a JSON list; null where there are none.
ALTER TABLE watches ADD COLUMN turns TEXT;
