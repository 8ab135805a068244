-- name: watches
-- How many watches are in which state and standing.
SELECT state, standing, count(*) AS count FROM watches GROUP BY state, standing;

-- name: failing
-- How many watches were not to be looked at lately.
SELECT count(*) AS count FROM watches WHERE failing_since IS NOT NULL;

-- name: due
-- How many active watches are due, and since when the first.
SELECT count(*) AS count, min(due_at) AS oldest FROM watches WHERE state = 'active' AND due_at <= :now;

-- name: revisions
-- How many revisions there are.
SELECT count(*) AS count FROM revisions;

-- name: alerts
-- How many alerts are in which state.
SELECT state, count(*) AS count FROM alerts GROUP BY state;

-- name: drifts
-- How many drifts are in which state.
SELECT state, count(*) AS count FROM drifts GROUP BY state;

-- name: captures
-- How many captures are in which state.
SELECT state, count(*) AS count FROM captures GROUP BY state;

-- name: optimize
-- Lets the planner look at what has grown.
PRAGMA optimize;

-- name: checkpoint
-- Moves the write-ahead log into the database and empties it.
PRAGMA wal_checkpoint(TRUNCATE);

-- name: pace
-- How late looks came since a time.
SELECT late FROM pace WHERE minute >= :since ORDER BY minute;
