-- How late the looks of each minute came: a JSON list of counts, see model/pace.py.
CREATE TABLE pace (
    minute TEXT PRIMARY KEY,
    late TEXT NOT NULL
) STRICT, WITHOUT ROWID;
