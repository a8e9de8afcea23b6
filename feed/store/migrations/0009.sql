-- What is done with the articles that a query selects. A number is never given twice: the journal tells them apart by it.
CREATE TABLE rules (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  name    TEXT    NOT NULL,
  query   TEXT    NOT NULL,               -- canonical text of the query language
  actions TEXT    NOT NULL,
  enabled INTEGER NOT NULL,
  place   INTEGER NOT NULL                -- among the others, from the top
);

-- The articles that have come and that the rules have not looked at yet.
CREATE TABLE unruled (
  id INTEGER PRIMARY KEY
);

-- What rules did to articles, once each.
CREATE TABLE ruled (
  id      INTEGER NOT NULL,
  rule_id INTEGER NOT NULL,
  did     TEXT    NOT NULL,               -- the actions as they were then
  score   INTEGER NOT NULL,
  PRIMARY KEY (id, rule_id)
) WITHOUT ROWID;
CREATE INDEX ruled_rule ON ruled (rule_id, id);

-- The sums of their scores, of articles that have one.
CREATE TABLE scores (
  id    INTEGER PRIMARY KEY,
  score INTEGER NOT NULL
);
CREATE TRIGGER articles_delete_ruled AFTER DELETE ON articles BEGIN
  DELETE FROM unruled WHERE id = old.id;
  DELETE FROM ruled WHERE id = old.id;
  DELETE FROM scores WHERE id = old.id;
END;
