-- What is open, counted and summed by due date instead of by an index that every payment changes.

DROP INDEX claim_open;
CREATE TABLE open_day (
  status INTEGER NOT NULL,
  due_on INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  owing INTEGER NOT NULL,           -- of them with something left
  "left" INTEGER NOT NULL,
  PRIMARY KEY (status, due_on)
) STRICT, WITHOUT ROWID;
INSERT INTO open_day SELECT status, due_on, count(*), sum("left" > 0), sum("left") FROM claim WHERE status IN (1, 3) GROUP BY status, due_on;
