-- The search index: derived, so it is no migration. It is made anew when its version (index.go) changes.
DROP TABLE IF EXISTS title_words;
DROP TABLE IF EXISTS titles;
DROP TABLE IF EXISTS texts;
-- body is the first column: words of any other cost two bytes more each.
CREATE VIRTUAL TABLE texts USING fts5 (body, title, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
CREATE VIRTUAL TABLE titles USING fts5 (title, content='', contentless_delete=1, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
CREATE VIRTUAL TABLE title_words USING fts5vocab (titles, row);
INSERT INTO texts (texts, rank) VALUES ('automerge', 0);
INSERT INTO titles (titles, rank) VALUES ('automerge', 0);
INSERT OR REPLACE INTO pending (id, turn) SELECT id, random() FROM articles;
