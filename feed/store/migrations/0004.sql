-- What the reader makes of articles, by identity like the marks: outlives the articles. What was taken away stays with
-- value 0, an empty text or gone 1, so that two copies of a library can be told which of them is later.
CREATE TABLE tags (
  id     INTEGER PRIMARY KEY,
  key    TEXT    NOT NULL UNIQUE,         -- the name without case and accents
  name   TEXT    NOT NULL,
  colour TEXT    NOT NULL DEFAULT ''
);
CREATE TABLE taggings (
  feed_id  INTEGER NOT NULL,
  identity BLOB    NOT NULL,
  tag_id   INTEGER NOT NULL,
  value    INTEGER NOT NULL,
  at       INTEGER NOT NULL,              -- Unix milliseconds
  PRIMARY KEY (feed_id, identity, tag_id)
) WITHOUT ROWID;
CREATE TABLE notes (
  feed_id  INTEGER NOT NULL,
  identity BLOB    NOT NULL,
  text     TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (feed_id, identity)
) WITHOUT ROWID;
CREATE TABLE highlights (
  feed_id  INTEGER NOT NULL,
  identity BLOB    NOT NULL,
  key      INTEGER NOT NULL,              -- hash of quote and before
  block    INTEGER NOT NULL,
  quote    TEXT    NOT NULL,
  before   TEXT    NOT NULL,
  note     TEXT    NOT NULL DEFAULT '',
  gone     INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (feed_id, identity, key)
) WITHOUT ROWID;
CREATE INDEX marks_later ON marks (feed_id, identity) WHERE kind = 3 AND value = 1;

-- The identities that nothing but the reader removes.
CREATE VIEW kept AS
  SELECT feed_id, identity FROM marks WHERE kind IN (1, 3) AND value = 1
  UNION ALL SELECT feed_id, identity FROM taggings WHERE value = 1
  UNION ALL SELECT feed_id, identity FROM notes WHERE text <> ''
  UNION ALL SELECT feed_id, identity FROM highlights WHERE gone = 0;

-- The stored articles that are to be read later, tagged, noted or highlighted, and not hidden: kept by triggers. The
-- tables above are written with INSERT OR REPLACE only.
CREATE TABLE later (
  id      INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL
);
CREATE TABLE tagged (
  tag_id  INTEGER NOT NULL,
  id      INTEGER NOT NULL,
  feed_id INTEGER NOT NULL,
  PRIMARY KEY (tag_id, id)
) WITHOUT ROWID;
CREATE INDEX tagged_article ON tagged (id);
CREATE TABLE noted (
  id      INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL
);
CREATE TABLE highlit (
  id      INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL
);

CREATE TRIGGER taggings_set AFTER INSERT ON taggings BEGIN
  DELETE FROM tagged WHERE new.value = 0 AND tag_id = new.tag_id
    AND id IN (SELECT id FROM articles WHERE feed_id = new.feed_id AND identity = new.identity);
  INSERT OR IGNORE INTO tagged (tag_id, id, feed_id) SELECT new.tag_id, id, feed_id FROM articles
    WHERE new.value = 1 AND feed_id = new.feed_id AND identity = new.identity AND hidden = 0;
END;
CREATE TRIGGER notes_set AFTER INSERT ON notes BEGIN
  DELETE FROM noted WHERE new.text = ''
    AND id IN (SELECT id FROM articles WHERE feed_id = new.feed_id AND identity = new.identity);
  INSERT OR IGNORE INTO noted (id, feed_id) SELECT id, feed_id FROM articles
    WHERE new.text <> '' AND feed_id = new.feed_id AND identity = new.identity AND hidden = 0;
END;
CREATE TRIGGER highlights_set AFTER INSERT ON highlights BEGIN
  DELETE FROM highlit WHERE id IN (SELECT id FROM articles WHERE feed_id = new.feed_id AND identity = new.identity)
    AND NOT EXISTS (SELECT 1 FROM highlights h WHERE h.feed_id = new.feed_id AND h.identity = new.identity AND h.gone = 0);
  INSERT OR IGNORE INTO highlit (id, feed_id) SELECT id, feed_id FROM articles
    WHERE new.gone = 0 AND feed_id = new.feed_id AND identity = new.identity AND hidden = 0;
END;

CREATE TRIGGER articles_insert_yours AFTER INSERT ON articles WHEN new.hidden = 0 BEGIN
  INSERT OR IGNORE INTO later (id, feed_id) SELECT new.id, new.feed_id FROM marks
    WHERE feed_id = new.feed_id AND identity = new.identity AND kind = 3 AND value = 1;
  INSERT OR IGNORE INTO tagged (tag_id, id, feed_id) SELECT tag_id, new.id, new.feed_id FROM taggings
    WHERE feed_id = new.feed_id AND identity = new.identity AND value = 1;
  INSERT OR IGNORE INTO noted (id, feed_id) SELECT new.id, new.feed_id FROM notes
    WHERE feed_id = new.feed_id AND identity = new.identity AND text <> '';
  INSERT OR IGNORE INTO highlit (id, feed_id) SELECT new.id, new.feed_id FROM highlights
    WHERE feed_id = new.feed_id AND identity = new.identity AND gone = 0;
END;
CREATE TRIGGER articles_show_yours AFTER UPDATE OF hidden ON articles WHEN old.hidden = 1 AND new.hidden = 0 BEGIN
  INSERT OR IGNORE INTO later (id, feed_id) SELECT new.id, new.feed_id FROM marks
    WHERE feed_id = new.feed_id AND identity = new.identity AND kind = 3 AND value = 1;
  INSERT OR IGNORE INTO tagged (tag_id, id, feed_id) SELECT tag_id, new.id, new.feed_id FROM taggings
    WHERE feed_id = new.feed_id AND identity = new.identity AND value = 1;
  INSERT OR IGNORE INTO noted (id, feed_id) SELECT new.id, new.feed_id FROM notes
    WHERE feed_id = new.feed_id AND identity = new.identity AND text <> '';
  INSERT OR IGNORE INTO highlit (id, feed_id) SELECT new.id, new.feed_id FROM highlights
    WHERE feed_id = new.feed_id AND identity = new.identity AND gone = 0;
END;
CREATE TRIGGER articles_hide_yours AFTER UPDATE OF hidden ON articles WHEN old.hidden = 0 AND new.hidden = 1 BEGIN
  DELETE FROM later WHERE id = old.id;
  DELETE FROM tagged WHERE id = old.id;
  DELETE FROM noted WHERE id = old.id;
  DELETE FROM highlit WHERE id = old.id;
END;
CREATE TRIGGER articles_delete_yours AFTER DELETE ON articles BEGIN
  DELETE FROM later WHERE id = old.id;
  DELETE FROM tagged WHERE id = old.id;
  DELETE FROM noted WHERE id = old.id;
  DELETE FROM highlit WHERE id = old.id;
END;
