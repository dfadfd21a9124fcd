-- Fordring, schema 5: claims worked to the end. Every øre of a payment is left over, on a claim, or in the table away.

ALTER TABLE claim ADD COLUMN written_off INTEGER NOT NULL DEFAULT 0 CHECK (written_off >= 0);
ALTER TABLE claim ADD COLUMN settled INTEGER      -- the extra status it was settled with, while only money came since
  CHECK (settled IS NULL OR status IN (2, 3));
ALTER TABLE claim ADD COLUMN reminded_on INTEGER;
UPDATE claim SET settled = extra WHERE status = 2;
UPDATE claim SET settled = 0 WHERE status = 3 AND void = 0 AND kind <> 2 AND paid_on IS NOT NULL AND paid > amount - credited;
-- The queue of manual handling: few among many, and they come and go.
CREATE INDEX claim_manual ON claim (due_on) WHERE status = 3;
ALTER TABLE claim_line ADD COLUMN written_off INTEGER NOT NULL DEFAULT 0 CHECK (written_off >= 0);
-- What is refunded of a line is credited, too.
ALTER TABLE claim_line ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND credited);

-- Whose credit it became, which account it went to, which refund it belongs to.
ALTER TABLE movement ADD COLUMN party_id INTEGER REFERENCES party (id);
ALTER TABLE movement ADD COLUMN account TEXT;
ALTER TABLE movement ADD COLUMN refund_id INTEGER;

-- Undone: its payments are no longer in the books, and it can be read again.
ALTER TABLE bank_file ADD COLUMN undone_seq INTEGER;
ALTER TABLE bank_file ADD COLUMN undone_fingerprint BLOB;
CREATE INDEX bank_file_undone ON bank_file (undone_fingerprint) WHERE undone_fingerprint IS NOT NULL;

-- Money of a payment that is neither left over nor on a claim.
CREATE TABLE away (
  id INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  kind INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  party_id INTEGER REFERENCES party (id), -- whose credit
  account TEXT,                           -- the ledger account it went to
  refund_id INTEGER,
  other_payment_id INTEGER REFERENCES payment (id), -- the money out it is set against
  seq INTEGER NOT NULL,                   -- the journal row that put it there
  undone_seq INTEGER,                     -- the journal row that undid it
  CHECK (kind <> 2 OR party_id IS NOT NULL)
) STRICT;
CREATE INDEX away_payment ON away (payment_id);
CREATE INDEX away_credit ON away (party_id) WHERE kind = 2 AND undone_seq IS NULL;
INSERT INTO away (payment_id, kind, amount, seq)
  SELECT id, 3, amount, (SELECT seq FROM journal_head WHERE id = 1) FROM payment WHERE state = 7 AND amount > 0;
CREATE TRIGGER away_stay BEFORE DELETE ON away BEGIN SELECT RAISE(ABORT, 'where money went is undone, not deleted'); END;
CREATE TRIGGER away_keep BEFORE UPDATE OF id, payment_id, kind, amount, party_id, account, refund_id, other_payment_id, seq ON away
  BEGIN SELECT RAISE(ABORT, 'where money went is undone, not changed'); END;

CREATE TRIGGER away_undone BEFORE UPDATE OF undone_seq ON away WHEN OLD.undone_seq IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'what was undone stays so'); END;
CREATE TRIGGER away_again BEFORE INSERT ON away WHEN EXISTS (SELECT 1 FROM away WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'where money went is never replaced'); END;
CREATE TRIGGER allocation_undone BEFORE UPDATE OF undone_seq ON allocation WHEN OLD.undone_seq IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'what was undone stays so'); END;

-- No payment is used twice, and none comes back into the books.
CREATE TRIGGER payment_use BEFORE UPDATE OF used ON payment
  WHEN (NEW.amount > 0 AND NEW.used NOT BETWEEN 0 AND NEW.amount) OR (NEW.amount <= 0 AND NEW.used NOT IN (0, NEW.amount))
  BEGIN SELECT RAISE(ABORT, 'no more of a payment is used than came in'); END;
CREATE TRIGGER payment_undone BEFORE UPDATE OF used, state, claim_id ON payment WHEN OLD.state = 8
  BEGIN SELECT RAISE(ABORT, 'a payment of a file that was undone stays out of the books'); END;
CREATE TRIGGER payment_claim_keep BEFORE UPDATE OF claim_id ON payment WHEN OLD.claim_id IS NOT NULL AND NEW.claim_id IS NOT OLD.claim_id
  BEGIN SELECT RAISE(ABORT, 'where a payment was received is never changed'); END;
CREATE TRIGGER bank_file_undone_keep BEFORE UPDATE OF undone_seq, undone_fingerprint ON bank_file WHEN OLD.undone_seq IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'what was undone stays so'); END;
CREATE TRIGGER bank_file_fingerprint_keep BEFORE UPDATE OF fingerprint ON bank_file WHEN OLD.undone_seq IS NOT NULL OR NEW.undone_seq IS NULL
  BEGIN SELECT RAISE(ABORT, 'what a bank file is known by is never changed'); END;

-- Money on its way back to who paid it: one row for each payment that it comes from.
CREATE TABLE refund (
  id INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  claim_id INTEGER REFERENCES claim (id),
  credit_note INTEGER,
  amount INTEGER NOT NULL CHECK (amount > 0),
  to_account TEXT NOT NULL,
  to_name TEXT NOT NULL DEFAULT '',
  state INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  comment TEXT NOT NULL DEFAULT '',
  asked_at INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  moved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX refund_waiting ON refund (state) WHERE state IN (1, 2);
CREATE INDEX refund_amount ON refund (amount);
CREATE INDEX movement_refund ON movement (refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX refund_payment ON refund (payment_id);
CREATE INDEX refund_claim ON refund (claim_id) WHERE claim_id IS NOT NULL;
CREATE TRIGGER refund_stay BEFORE DELETE ON refund BEGIN SELECT RAISE(ABORT, 'a refund is never deleted'); END;
CREATE TRIGGER refund_keep BEFORE UPDATE OF id, payment_id, claim_id, credit_note, amount, to_account, to_name, comment, asked_at, asked_by ON refund
  BEGIN SELECT RAISE(ABORT, 'what a refund was asked for with is never changed'); END;
CREATE TRIGGER refund_begins BEFORE INSERT ON refund WHEN NEW.state <> 1
  BEGIN SELECT RAISE(ABORT, 'a refund is asked for first'); END;
CREATE TRIGGER refund_steps BEFORE UPDATE OF state ON refund
  WHEN NEW.state <> OLD.state AND NOT ((OLD.state = 1 AND NEW.state IN (2, 3, 4)) OR (OLD.state = 2 AND NEW.state IN (3, 4)))
  BEGIN SELECT RAISE(ABORT, 'a refund does not go from this state to that one'); END;
CREATE TRIGGER refund_again BEFORE INSERT ON refund WHEN EXISTS (SELECT 1 FROM refund WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'a refund is never replaced'); END;

-- A payment put aside: why, by whom to be looked at, and when.
CREATE TABLE parked (
  id INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  note TEXT NOT NULL,
  owner TEXT NOT NULL DEFAULT '',
  until_on INTEGER,
  seq INTEGER NOT NULL,
  ended_seq INTEGER
) STRICT;
CREATE UNIQUE INDEX parked_payment ON parked (payment_id) WHERE ended_seq IS NULL;
CREATE TRIGGER parked_stay BEFORE DELETE ON parked BEGIN SELECT RAISE(ABORT, 'a note is ended, not deleted'); END;

CREATE TRIGGER parked_keep BEFORE UPDATE OF id, payment_id, note, owner, until_on, seq ON parked
  BEGIN SELECT RAISE(ABORT, 'a note is ended, not changed'); END;
CREATE TRIGGER parked_ended BEFORE UPDATE OF ended_seq ON parked WHEN OLD.ended_seq IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'what was ended stays so'); END;
CREATE TRIGGER parked_again BEFORE INSERT ON parked WHEN EXISTS (SELECT 1 FROM parked WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'a note is never replaced'); END;

-- For whom an account paid last: learnt from what stands on claims, when somebody wants to know.
CREATE TABLE payer (
  account TEXT PRIMARY KEY,
  party_id INTEGER NOT NULL REFERENCES party (id),
  payment_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE payer_learnt (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  payment_id INTEGER NOT NULL
) STRICT;

-- The claim that a message is about.
ALTER TABLE message ADD COLUMN claim_id INTEGER REFERENCES claim (id);
CREATE INDEX message_claim ON message (claim_id) WHERE claim_id IS NOT NULL;

-- What is typed into the search of everything is found without a look through all of it; nothing here is touched by a bank file.
CREATE INDEX party_name ON party (name_key);
CREATE INDEX party_phone ON party (replace(replace(replace(phone, ' ', ''), '-', ''), '+', '')) WHERE phone <> '';
CREATE INDEX party_email ON party (lower(email)) WHERE email <> '';
CREATE INDEX work_order_vehicle ON work_order (vehicle_id) WHERE vehicle_id IS NOT NULL;
CREATE INDEX work_order_phone ON work_order (replace(replace(replace(phone, ' ', ''), '-', ''), '+', '')) WHERE phone <> '';

-- Words of codes that are new.
INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'claim.extra' AS what, 6 AS number, 'written_off' AS word
  UNION ALL SELECT 'claim.void', 4, 'written_off'
  UNION ALL SELECT 'payment.state', 8, 'undone'
  UNION ALL SELECT 'payment.stage', 5, 'hand'
  UNION ALL SELECT 'payment.reason', 21, 'undone'
) WHERE EXISTS (SELECT 1 FROM site);
