-- again: the rules have looked at the article, and its page has brought a text since.
ALTER TABLE unruled ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
