-- What is to be downloaded of what articles enclose, and what became of it. One row for each address: who asks again has it
-- begun again, or gone on with.
CREATE TABLE downloads (
  id      INTEGER PRIMARY KEY,
  url     TEXT    NOT NULL UNIQUE,
  article INTEGER NOT NULL,
  title   TEXT    NOT NULL, -- of the article
  kind    TEXT    NOT NULL, -- media type, as the feed has it
  path    TEXT    NOT NULL, -- of the whole file, '' before
  state   TEXT    NOT NULL,
  done    INTEGER NOT NULL, -- bytes
  whole   INTEGER NOT NULL, -- bytes, 0 when unknown
  tries   INTEGER NOT NULL,
  next    INTEGER NOT NULL, -- Unix milliseconds, as changed
  trouble TEXT    NOT NULL,
  changed INTEGER NOT NULL
);
CREATE INDEX downloads_due ON downloads (next) WHERE state = 'waiting';
