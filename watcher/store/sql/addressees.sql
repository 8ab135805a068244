-- name: known
-- To whom a message goes, as it was written down.
SELECT id FROM addressees WHERE destination = :destination AND subscription = :subscription AND label = :label;

-- name: add
-- Somebody to whom no message went yet.
INSERT INTO addressees (destination, subscription, label) VALUES (:destination, :subscription, :label) RETURNING id;
