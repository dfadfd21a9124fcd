-- Fordring, schema 15: what reminders cost, and each reminder.

ALTER TABLE claim_line ADD COLUMN cost INTEGER NOT NULL DEFAULT 0;     -- code_word line.cost
ALTER TABLE claim ADD COLUMN costs INTEGER NOT NULL DEFAULT 0;         -- what its costs are in all, paid or not
ALTER TABLE claim ADD COLUMN keep_costs INTEGER NOT NULL DEFAULT 0;    -- they are owed even when the rest is paid
CREATE INDEX claim_costs ON claim (costs) WHERE costs > 0;
CREATE TRIGGER claim_line_cost BEFORE UPDATE OF cost ON claim_line
  BEGIN SELECT RAISE(ABORT, 'what a line was issued with is never changed'); END;

CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  no INTEGER NOT NULL CHECK (no > 0),       -- which of its claim's
  day INTEGER NOT NULL,
  deadline_on INTEGER NOT NULL,             -- by when it asks to pay
  channel INTEGER NOT NULL,                 -- code_word party.channel
  fee INTEGER NOT NULL CHECK (fee >= 0),
  interest INTEGER NOT NULL CHECK (interest >= 0),
  interest_until INTEGER,                   -- up to and with which day interest was charged
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  comment TEXT NOT NULL,
  UNIQUE (claim_id, no)
) STRICT;
CREATE TRIGGER reminder_keep BEFORE UPDATE ON reminder BEGIN SELECT RAISE(ABORT, 'a reminder is never changed'); END;
CREATE TRIGGER reminder_stay BEFORE DELETE ON reminder BEGIN SELECT RAISE(ABORT, 'a reminder is never deleted'); END;
CREATE TRIGGER reminder_again BEFORE INSERT ON reminder
  WHEN EXISTS (SELECT 1 FROM reminder WHERE id = NEW.id OR (claim_id = NEW.claim_id AND no = NEW.no))
  BEGIN SELECT RAISE(ABORT, 'a reminder is never replaced'); END;

-- The letter of a reminder is a paper of its own.
ALTER TABLE document ADD COLUMN reminder_id INTEGER REFERENCES reminder (id);
DROP INDEX document_first;
CREATE UNIQUE INDEX document_first ON document (claim_id, coalesce(credit_note_id, 0), coalesce(reminder_id, 0)) WHERE first_at IS NOT NULL;
CREATE TRIGGER document_reminder BEFORE UPDATE OF reminder_id ON document
  BEGIN SELECT RAISE(ABORT, 'what a document says is never changed'); END;

-- A site may have used these numbers for accounts of its own: then they get longer ones.
INSERT OR IGNORE INTO ledger_account (code, role, name)
  SELECT CASE country WHEN 'se' THEN '3591' WHEN 'no' THEN '3950' ELSE '1070' END || extra, 18,
    CASE country WHEN 'se' THEN 'Påminnelseavgifter' WHEN 'no' THEN 'Purregebyr' ELSE 'Rykkergebyrer' END
  FROM site, (SELECT '' AS extra UNION ALL SELECT '018') WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE role = 18);
INSERT OR IGNORE INTO ledger_account (code, role, name)
  SELECT CASE country WHEN 'se' THEN '8313' WHEN 'no' THEN '8055' ELSE '4055' END || extra, 19,
    CASE country WHEN 'se' THEN 'Ränteintäkter från kundfordringar' WHEN 'no' THEN 'Renter av kundefordringer' ELSE 'Renter af tilgodehavender' END
  FROM site, (SELECT '' AS extra UNION ALL SELECT '019') WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE role = 19);
INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'ledger.role' AS what, 18 AS number, 'reminder_fees' AS word
  UNION ALL SELECT 'ledger.role', 19, 'late_interest'
  UNION ALL SELECT 'line.cost', 0, ''
  UNION ALL SELECT 'line.cost', 1, 'fee'
  UNION ALL SELECT 'line.cost', 2, 'interest') WHERE EXISTS (SELECT 1 FROM site);
