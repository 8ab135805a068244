-- Until when nobody is told of what is found of a watch; null where everybody is.
ALTER TABLE watches ADD COLUMN muted_until TEXT;
