-- The articles of a feed that was unsubscribed are withheld for a while (hidden = 2), should it come back.
ALTER TABLE feeds ADD COLUMN parted INTEGER NOT NULL DEFAULT 0; -- Unix seconds: when it was unsubscribed
DROP INDEX articles_hidden;
CREATE INDEX articles_hidden ON articles (id, hidden) WHERE hidden <> 0;

DROP TRIGGER articles_hide;
CREATE TRIGGER articles_hide AFTER UPDATE OF hidden ON articles WHEN (old.hidden = 0) <> (new.hidden = 0) BEGIN
  UPDATE counts SET total = total + (new.hidden = 0) - (old.hidden = 0) WHERE feed_id = new.feed_id;
END;
DROP TRIGGER articles_delete;
CREATE TRIGGER articles_delete AFTER DELETE ON articles BEGIN
  UPDATE counts SET total = total - (old.hidden = 0) WHERE feed_id = old.feed_id;
  DELETE FROM unread WHERE id = old.id;
  DELETE FROM bookmarks WHERE id = old.id;
  DELETE FROM bodies WHERE id = old.id;
  DELETE FROM pages WHERE id = old.id;
  INSERT OR REPLACE INTO pending (id, turn, gone) VALUES (old.id, random(), 1);
END;
DROP TRIGGER articles_show_yours;
CREATE TRIGGER articles_show_yours AFTER UPDATE OF hidden ON articles WHEN old.hidden <> 0 AND new.hidden = 0 BEGIN
  INSERT OR IGNORE INTO later (id, feed_id) SELECT new.id, new.feed_id FROM marks
    WHERE feed_id = new.feed_id AND identity = new.identity AND kind = 3 AND value = 1;
  INSERT OR IGNORE INTO tagged (tag_id, id, feed_id) SELECT tag_id, new.id, new.feed_id FROM taggings
    WHERE feed_id = new.feed_id AND identity = new.identity AND value = 1;
  INSERT OR IGNORE INTO noted (id, feed_id) SELECT new.id, new.feed_id FROM notes
    WHERE feed_id = new.feed_id AND identity = new.identity AND text <> '';
  INSERT OR IGNORE INTO highlit (id, feed_id) SELECT new.id, new.feed_id FROM highlights
    WHERE feed_id = new.feed_id AND identity = new.identity AND gone = 0;
END;
