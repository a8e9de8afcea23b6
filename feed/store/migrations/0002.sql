-- What articles are compared by (feed/related): derived, made anew when unrelated lists the article. vector is NULL
-- while too little was known of its language. story is the ID of the article that the story began with, 0 for one
-- that stands alone.
CREATE TABLE vectors (
  id      INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL,
  story   INTEGER NOT NULL DEFAULT 0,
  vector  BLOB
);
CREATE INDEX vectors_story ON vectors (story) WHERE story <> 0;

-- The articles whose vector is missing or old. turn tells a later change from an earlier one.
CREATE TABLE unrelated (
  id   INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL
);
INSERT INTO unrelated (id, turn) SELECT id, random() FROM articles;

-- How common every word is, in one row. docs is how many articles it knew when all vectors were made.
CREATE TABLE frequencies (
  version INTEGER NOT NULL,
  docs    INTEGER NOT NULL,
  counts  BLOB    NOT NULL
);

CREATE TRIGGER bodies_unrelated AFTER INSERT ON bodies BEGIN
  INSERT OR REPLACE INTO unrelated (id, turn) VALUES (new.id, random());
END;
CREATE TRIGGER pages_insert_unrelated AFTER INSERT ON pages WHEN new.plain IS NOT NULL BEGIN
  INSERT OR REPLACE INTO unrelated (id, turn) VALUES (new.id, random());
END;
CREATE TRIGGER pages_update_unrelated AFTER UPDATE OF plain ON pages WHEN new.plain IS NOT old.plain BEGIN
  INSERT OR REPLACE INTO unrelated (id, turn) VALUES (new.id, random());
END;
CREATE TRIGGER articles_delete_vector AFTER DELETE ON articles BEGIN
  DELETE FROM vectors WHERE id = old.id;
  DELETE FROM unrelated WHERE id = old.id;
END;
