-- The articles that are bookmarked or to be read later and of which not all is stored yet: the whole text, the pictures.
CREATE TABLE unkept (
  id    INTEGER PRIMARY KEY,
  tries INTEGER NOT NULL DEFAULT 0,
  next  INTEGER NOT NULL DEFAULT 0        -- Unix seconds: not to be tried before
);
CREATE TRIGGER bookmarks_unkept AFTER INSERT ON bookmarks BEGIN
  INSERT OR IGNORE INTO unkept (id) VALUES (new.id);
END;
CREATE TRIGGER later_unkept AFTER INSERT ON later BEGIN
  INSERT OR IGNORE INTO unkept (id) VALUES (new.id);
END;
INSERT OR IGNORE INTO unkept (id) SELECT id FROM bookmarks UNION SELECT id FROM later;

-- Their pictures, as they were fetched.
CREATE TABLE pictures (
  article INTEGER NOT NULL,
  url     TEXT    NOT NULL,
  bytes   BLOB    NOT NULL,
  PRIMARY KEY (article, url)
);
CREATE INDEX pictures_url ON pictures (url);
CREATE TRIGGER articles_delete_unkept AFTER DELETE ON articles BEGIN
  DELETE FROM unkept WHERE id = old.id;
  DELETE FROM pictures WHERE article = old.id;
END;
