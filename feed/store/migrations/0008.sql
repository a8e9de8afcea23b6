-- What is to be sent to bookmark services, and what became of it. One row for each address and service: who asks again
-- gets it sent again.
CREATE TABLE parcels (
  id          INTEGER PRIMARY KEY,
  service     TEXT    NOT NULL,
  article     INTEGER NOT NULL,
  url         TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  description TEXT    NOT NULL,
  source      TEXT    NOT NULL,
  tags        TEXT    NOT NULL, -- lines
  state       TEXT    NOT NULL,
  tries       INTEGER NOT NULL,
  next        INTEGER NOT NULL, -- Unix milliseconds, as changed
  trouble     TEXT    NOT NULL,
  changed     INTEGER NOT NULL,
  UNIQUE (service, url)
);
CREATE INDEX parcels_due ON parcels (next) WHERE state = 'waiting';
