-- Bodies lie in the order in which they came, not in that of their articles' times: the first check of many feeds would
-- write most pages of the table again and again, and leave them a third empty. The trigger went with the table.
PRAGMA legacy_alter_table = ON; -- the triggers of other tables name it, and keep its name
CREATE TABLE arrived (
  id   INTEGER NOT NULL UNIQUE,
  item BLOB    NOT NULL
);
INSERT INTO arrived (id, item) SELECT id, item FROM bodies ORDER BY id;
DROP TABLE bodies;
ALTER TABLE arrived RENAME TO bodies;
PRAGMA legacy_alter_table = OFF;
CREATE TRIGGER bodies_unrelated AFTER INSERT ON bodies BEGIN
  INSERT OR REPLACE INTO unrelated (id, turn) VALUES (new.id, random());
END;
