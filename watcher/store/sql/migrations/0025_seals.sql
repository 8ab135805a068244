-- Seals alone: the hash of an article is found out from it, and the seal before from the revision before.
ALTER TABLE seals DROP COLUMN article;

ALTER TABLE seals DROP COLUMN before;
