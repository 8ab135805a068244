-- The search anew, without a copy of its words: a row of the index for each article, by its id. What was indexed of it is
-- found out from the article and the one before it, where it has to be cleared (store/brought.py).
DROP TABLE passages_fts;

DROP TABLE passages;

CREATE VIRTUAL TABLE passages USING fts5 (
    words, content = '', columnsize = 0, prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
