-- When the reader last changed a feed, a saved search, a rule or a tag's colour, or took it away: of two libraries that read
-- each other's state, the later word counts.
CREATE TABLE edits (
  kind TEXT    NOT NULL, -- 'feed', 'search', 'rule', 'colour'
  name TEXT    NOT NULL, -- its address, or its name
  id   INTEGER NOT NULL, -- of the search or rule, so that another name is no other one; else 0
  was  TEXT    NOT NULL, -- the feed's address before, '' when it had no other
  at   INTEGER NOT NULL, -- Unix milliseconds
  gone INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) WITHOUT ROWID;
