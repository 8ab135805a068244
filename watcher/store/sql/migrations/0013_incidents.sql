-- What an incident befell: a host by its name, a destination by its id, a source by its number.
ALTER TABLE incidents ADD COLUMN key TEXT NOT NULL DEFAULT '';

CREATE INDEX incidents_key ON incidents (key, id);
