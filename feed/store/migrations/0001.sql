-- Feeds stay when they are unsubscribed: marks and kept bookmarks hang on their numbers.
CREATE TABLE feeds (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  url        TEXT    NOT NULL,
  title      TEXT    NOT NULL DEFAULT '',  -- the feed's own
  name       TEXT    NOT NULL DEFAULT '',  -- the reader's, '' when there is none
  site       TEXT    NOT NULL DEFAULT '',
  folder     TEXT    NOT NULL DEFAULT '',
  language   TEXT    NOT NULL DEFAULT '',
  added      INTEGER NOT NULL,             -- Unix seconds
  subscribed INTEGER NOT NULL DEFAULT 1,
  poll       TEXT    NOT NULL DEFAULT '{}' -- JSON of feed.Poll
);
CREATE UNIQUE INDEX feeds_url ON feeds (url) WHERE subscribed = 1;
CREATE INDEX feeds_former ON feeds (url) WHERE subscribed = 0;

-- Kept by triggers; feed 0 is the pages that were opened by address.
CREATE TABLE counts (
  feed_id INTEGER PRIMARY KEY,
  total   INTEGER NOT NULL DEFAULT 0,
  unread  INTEGER NOT NULL DEFAULT 0
);
INSERT INTO counts (feed_id) VALUES (0);

-- id is the sort time (Unix seconds << 20) and a sequence: descending ids are newest first.
CREATE TABLE articles (
  id        INTEGER PRIMARY KEY,
  feed_id   INTEGER NOT NULL,
  identity  BLOB    NOT NULL,             -- hash of the item's id within its feed
  hidden    INTEGER NOT NULL DEFAULT 0,
  link_key  INTEGER NOT NULL DEFAULT 0,   -- hash of the canonical link, 0 without one
  published INTEGER NOT NULL DEFAULT 0,   -- Unix seconds, 0 when unknown
  seen      INTEGER NOT NULL,
  words     INTEGER NOT NULL DEFAULT 0,
  place     REAL    NOT NULL DEFAULT 0,
  title     TEXT    NOT NULL,
  author    TEXT    NOT NULL DEFAULT '',
  link      TEXT    NOT NULL DEFAULT '',
  source    TEXT    NOT NULL DEFAULT '',  -- the site, of a page of no feed
  summary   TEXT    NOT NULL DEFAULT '',  -- first words of the text
  hash      TEXT    NOT NULL DEFAULT ''   -- of the raw item, '' when it is to be read again
);
CREATE UNIQUE INDEX articles_identity ON articles (feed_id, identity);
CREATE INDEX articles_feed ON articles (feed_id, hidden);
CREATE INDEX articles_hidden ON articles (id) WHERE hidden = 1;
CREATE INDEX articles_link ON articles (link_key) WHERE link_key <> 0;

-- What came, apart from the rows of lists: zstd of JSON.
CREATE TABLE bodies (
  id   INTEGER PRIMARY KEY,
  item BLOB NOT NULL
);
CREATE TABLE pages (
  id         INTEGER PRIMARY KEY,
  url        TEXT    NOT NULL DEFAULT '',
  type       TEXT    NOT NULL DEFAULT '',
  body       BLOB,                        -- zstd
  derived    BLOB,                        -- zstd of JSON
  derived_by INTEGER NOT NULL DEFAULT 0,
  plain      BLOB,                        -- zstd, the text for the index
  error      TEXT    NOT NULL DEFAULT '',
  tried      INTEGER NOT NULL DEFAULT 0
);

-- What the reader did, by identity: outlives the articles. kind: see marks.go.
CREATE TABLE marks (
  feed_id  INTEGER NOT NULL,
  identity BLOB    NOT NULL,
  kind     INTEGER NOT NULL,
  value    REAL    NOT NULL,
  at       INTEGER NOT NULL,              -- Unix milliseconds
  PRIMARY KEY (feed_id, identity, kind)
) WITHOUT ROWID;
CREATE INDEX marks_bookmark ON marks (feed_id, identity) WHERE kind = 1 AND value = 1;

-- The stored articles that are unread or bookmarked, and not hidden.
CREATE TABLE unread (
  id      INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL
);
CREATE INDEX unread_feed ON unread (feed_id);
CREATE TABLE bookmarks (
  id      INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL
);
CREATE INDEX bookmarks_feed ON bookmarks (feed_id);

-- The articles, and the removed ones, that the search index (index.sql) has to catch up with. turn tells a later
-- change from an earlier one.
CREATE TABLE pending (
  id   INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE hosts (
  host  TEXT PRIMARY KEY,
  until INTEGER NOT NULL                  -- Unix seconds
) WITHOUT ROWID;

CREATE TRIGGER feeds_count AFTER INSERT ON feeds BEGIN
  INSERT INTO counts (feed_id) VALUES (new.id);
END;
CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
  UPDATE counts SET total = total + 1 - new.hidden WHERE feed_id = new.feed_id;
  INSERT OR REPLACE INTO pending (id, turn) VALUES (new.id, random());
END;
CREATE TRIGGER articles_hide AFTER UPDATE OF hidden ON articles WHEN old.hidden <> new.hidden BEGIN
  UPDATE counts SET total = total + old.hidden - new.hidden WHERE feed_id = new.feed_id;
END;
CREATE TRIGGER articles_delete AFTER DELETE ON articles BEGIN
  UPDATE counts SET total = total - 1 + old.hidden WHERE feed_id = old.feed_id;
  DELETE FROM unread WHERE id = old.id;
  DELETE FROM bookmarks WHERE id = old.id;
  DELETE FROM bodies WHERE id = old.id;
  DELETE FROM pages WHERE id = old.id;
  INSERT OR REPLACE INTO pending (id, turn, gone) VALUES (old.id, random(), 1);
END;
CREATE TRIGGER unread_insert AFTER INSERT ON unread BEGIN
  UPDATE counts SET unread = unread + 1 WHERE feed_id = new.feed_id;
END;
CREATE TRIGGER unread_delete AFTER DELETE ON unread BEGIN
  UPDATE counts SET unread = unread - 1 WHERE feed_id = old.feed_id;
END;
