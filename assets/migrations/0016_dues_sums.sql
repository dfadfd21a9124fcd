-- Fordring: what became of dues, kept as it changes, so that their list is read as quickly with all of a club's years in it. A claim
-- is of one run, and its first membership stands on its first line: each claim is counted by that one.

CREATE TABLE dues_sum (
  dues_id INTEGER PRIMARY KEY REFERENCES dues (id),
  members INTEGER NOT NULL,         -- memberships that nothing stands in the place of
  claims INTEGER NOT NULL,
  paid INTEGER NOT NULL,            -- claims that are paid
  amount INTEGER NOT NULL,          -- asked for, less credit notes
  received INTEGER NOT NULL
) STRICT;

INSERT INTO dues_sum (dues_id, members, claims, paid, amount, received)
  SELECT m.dues_id, sum(m.replaced_seq IS NULL), sum(m.first_line = 1), sum(m.first_line = 1 AND c.status = 2),
    sum(CASE m.first_line WHEN 1 THEN c.amount - c.credited ELSE 0 END), sum(CASE m.first_line WHEN 1 THEN c.paid ELSE 0 END)
  FROM membership m JOIN claim c ON c.id = m.claim_id WHERE m.dues_id IS NOT NULL GROUP BY m.dues_id;

CREATE TRIGGER dues_sum_issued AFTER INSERT ON membership WHEN NEW.dues_id IS NOT NULL BEGIN
  INSERT OR IGNORE INTO dues_sum (dues_id, members, claims, paid, amount, received) VALUES (NEW.dues_id, 0, 0, 0, 0, 0);
  UPDATE dues_sum SET members = members + (NEW.replaced_seq IS NULL) WHERE dues_id = NEW.dues_id;
  UPDATE dues_sum SET claims = dues_sum.claims + 1, paid = dues_sum.paid + (c.status = 2), amount = dues_sum.amount + c.amount - c.credited,
      received = dues_sum.received + c.paid
    FROM claim c WHERE c.id = NEW.claim_id AND NEW.first_line = 1 AND dues_sum.dues_id = NEW.dues_id;
END;

CREATE TRIGGER dues_sum_replaced AFTER UPDATE OF replaced_seq ON membership WHEN NEW.dues_id IS NOT NULL BEGIN
  UPDATE dues_sum SET members = members + (NEW.replaced_seq IS NULL) - (OLD.replaced_seq IS NULL) WHERE dues_id = NEW.dues_id;
END;

CREATE TRIGGER dues_sum_moved AFTER UPDATE OF status, amount, credited, paid ON claim WHEN NEW.kind = 1 BEGIN
  UPDATE dues_sum SET paid = paid + (NEW.status = 2) - (OLD.status = 2), amount = amount + (NEW.amount - NEW.credited) - (OLD.amount - OLD.credited),
      received = received + NEW.paid - OLD.paid
    WHERE dues_id = (SELECT m.dues_id FROM membership m WHERE m.claim_id = NEW.id AND m.first_line = 1);
END;
