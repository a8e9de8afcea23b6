-- Vectors lie in the order in which they were made, as bodies do: they are made from the newest article on, which left
-- the pages of their table half empty. Folding stories reads the index alone.
PRAGMA legacy_alter_table = ON; -- the triggers of other tables name it, and keep its name
CREATE TABLE related (
  id      INTEGER NOT NULL UNIQUE,
  feed_id INTEGER NOT NULL,
  story   INTEGER NOT NULL DEFAULT 0,
  vector  BLOB
);
INSERT INTO related (id, feed_id, story, vector) SELECT id, feed_id, story, vector FROM vectors ORDER BY id;
DROP TABLE vectors;
ALTER TABLE related RENAME TO vectors;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX vectors_story ON vectors (story, id, feed_id) WHERE story <> 0;
