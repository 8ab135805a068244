-- How many edits the articles of each site had, and how many their age let expect; see model/tempo.py.
CREATE TABLE tempo (
    site TEXT PRIMARY KEY,
    edits INTEGER NOT NULL,
    expected REAL NOT NULL
) STRICT, WITHOUT ROWID;
