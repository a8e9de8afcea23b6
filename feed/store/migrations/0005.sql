-- Queries with a name. A number is never given twice: the journal tells them apart by it.
CREATE TABLE searches (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  name  TEXT    NOT NULL,
  query TEXT    NOT NULL,                 -- canonical text of the query language
  place INTEGER NOT NULL                  -- among the others, from the top
);

-- When stored articles were opened last.
CREATE TABLE history (
  at INTEGER PRIMARY KEY,                 -- Unix milliseconds, made different where they are not
  id INTEGER NOT NULL UNIQUE
);
CREATE TRIGGER articles_delete_history AFTER DELETE ON articles BEGIN
  DELETE FROM history WHERE id = old.id;
END;
