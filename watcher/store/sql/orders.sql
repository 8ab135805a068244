-- name: end
-- Orders whose source is gone, or is pushed from elsewhere now, are to end.
UPDATE orders SET source_id = NULL, state = 'ending', due_at = :now, asked_at = NULL, failures = 0
WHERE state <> 'ending' AND NOT EXISTS (
    SELECT 1 FROM sources WHERE sources.id = source_id AND sources.hub = orders.hub AND sources.topic = orders.topic
);

-- name: move
-- Orders that lead to an address at which nobody listens any more are to be given anew.
UPDATE orders SET address = :address, state = 'wanted', due_at = :now, asked_at = NULL, failures = 0, since = NULL,
                  until = NULL
WHERE address <> :address AND state <> 'ending';

-- name: rebase
-- Due now, what waits longer than any order lasts: the clock was set back.
UPDATE orders SET due_at = :now WHERE due_at > :latest;

-- name: forget_ended
-- Orders to end that no hub ever confirmed, that lead nowhere, or that their hub does not want to hear of.
DELETE FROM orders WHERE state = 'ending' AND (
    since IS NULL OR address <> :address OR (failures >= :most AND due_at <= :now)
);

-- name: wanting
-- Sources that say where they are pushed from, and have no order.
SELECT id, hub, topic FROM sources
WHERE hub <> '' AND NOT EXISTS (SELECT 1 FROM orders WHERE source_id = sources.id) ORDER BY id;

-- name: add
-- An order to be given.
INSERT INTO orders (id, source_id, hub, topic, address, secret, state, due_at)
VALUES (:id, :source_id, :hub, :topic, :address, :secret, 'wanted', :now);

-- name: due
-- Orders about which the hub is to be asked, the longest due first.
SELECT * FROM orders WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit;

-- name: by_id
-- One order.
SELECT * FROM orders WHERE id = :id;

-- name: ask
-- The hub is being asked, and is to ask back.
UPDATE orders SET state = CASE WHEN state IN ('wanted', 'denied') THEN 'asked' ELSE state END, asked_at = :asked_at,
                  due_at = :due_at, failures = :failures
WHERE id = :id;

-- name: refuse
-- Asking was in vain, where the hub has not asked back meanwhile.
UPDATE orders SET why = :why, due_at = :due_at WHERE id = :id AND asked_at = :asked_at;

-- name: confirm
-- The hub asked back: it pushes until a time.
UPDATE orders SET state = 'active', since = coalesce(since, :now), until = :until, due_at = :due_at, asked_at = NULL,
                  failures = 0, why = ''
WHERE id = :id AND asked_at IS NOT NULL AND state <> 'ending';

-- name: deny
-- The hub will not push.
UPDATE orders SET state = 'denied', until = NULL, due_at = :due_at, asked_at = NULL, why = :why
WHERE id = :id AND state <> 'ending';

-- name: forget
-- The hub knows that it is to push no more.
DELETE FROM orders WHERE id = :id AND state = 'ending' AND asked_at IS NOT NULL;

-- name: forget_all
-- Nobody listens any more.
DELETE FROM orders;

-- name: heard
-- Something was pushed.
UPDATE orders SET pushed_at = :now WHERE id = :id;

-- name: read_soon
-- A source whose hub says that something is new is read soon, unless it fails.
UPDATE sources SET due_at = :at WHERE id = :id AND due_at > :at AND failures = 0;
