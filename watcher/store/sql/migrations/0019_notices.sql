-- Which revisions brought a notice is asked of every page of edits.
CREATE INDEX changes_notices ON changes (watch_id, number) WHERE kind IN ('notice.added', 'notice.edited');
