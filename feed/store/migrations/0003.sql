-- What the reader wants of a feed: JSON of feed.Settings. No secret is in it.
ALTER TABLE feeds ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
