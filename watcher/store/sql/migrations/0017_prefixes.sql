-- The search anew, with an index of how words begin: what begins with one to three letters is not collected from all words.
DROP TABLE passages_fts;

CREATE VIRTUAL TABLE passages_fts USING fts5 (
    words, content = 'passages', content_rowid = 'id', prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);

INSERT INTO passages_fts (passages_fts) VALUES ('rebuild');
