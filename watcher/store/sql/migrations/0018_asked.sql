-- When a person last asked for a look. One that is under way then does not put the next one off.
ALTER TABLE watches ADD COLUMN asked_at TEXT;
