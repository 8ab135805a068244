-- name: backlog
-- How many active watches are due, by host.
SELECT host, count(*) AS count FROM watches WHERE state = 'active' AND due_at <= :now
GROUP BY host ORDER BY count DESC, host;

-- name: note_pace
-- How late the looks of a minute came.
INSERT OR REPLACE INTO pace (minute, late) VALUES (:minute, :late);

-- name: forget_pace
-- Minutes that nobody asks for any more.
DELETE FROM pace WHERE minute < :before;
