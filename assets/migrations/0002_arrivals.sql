-- Fordring, schema 2: an import writes less. A payment is its own arrival, what stands on a claim lies beside its neighbours,
-- and receipts are found in the change log through it instead of through an index of their own.

-- The voucher that a payment arrived on. Movements are what comes later.
ALTER TABLE payment ADD COLUMN voucher_id INTEGER REFERENCES voucher (id);
UPDATE payment SET voucher_id = (SELECT m.voucher_id FROM movement m WHERE m.payment_id = payment.id AND m.kind IN (1, 2));
DROP TRIGGER payment_keep;
CREATE TRIGGER payment_keep BEFORE UPDATE OF amount, booked_on, account_id, file_id, seq, reference, payer_account, archive_reference, text, voucher_id ON payment
  BEGIN SELECT RAISE(ABORT, 'a payment is never changed'); END;
DROP TRIGGER movement_stay;
DELETE FROM movement WHERE kind IN (1, 2);
CREATE TRIGGER movement_stay BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'a transaction is never deleted'); END;

-- What stands on a claim, to the last øre: on its lines, or on none of them (the claim's remainder).
CREATE TABLE placed (
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  place INTEGER NOT NULL,           -- from 1
  line_no INTEGER,                  -- nothing: beyond what is owed
  amount INTEGER NOT NULL CHECK (amount > 0),
  seq INTEGER NOT NULL,             -- the journal row that put it there
  undone_seq INTEGER,               -- the journal row that undid it
  PRIMARY KEY (claim_id, payment_id, place),
  FOREIGN KEY (claim_id, line_no) REFERENCES claim_line (claim_id, no)
) STRICT, WITHOUT ROWID;

-- A claim hears of each file once at most, so its receipts in the log follow its files.
CREATE TEMP TABLE receipt AS
  SELECT p.claim_id, p.payment_id, p.amount, j.seq
    FROM (SELECT claim_id, id AS payment_id, amount, dense_rank() OVER (PARTITION BY claim_id ORDER BY file_id) AS turn FROM payment WHERE claim_id IS NOT NULL) p
    JOIN (SELECT id, seq, row_number() OVER (PARTITION BY id ORDER BY seq) AS turn FROM journal WHERE kind = 'claim' AND action = 'received') j
      ON j.id = p.claim_id AND j.turn = p.turn;
CREATE INDEX temp.receipt_key ON receipt (claim_id, payment_id);

INSERT INTO placed (claim_id, payment_id, place, line_no, amount, seq, undone_seq)
  SELECT a.claim_id, a.payment_id, row_number() OVER (PARTITION BY a.claim_id, a.payment_id ORDER BY a.id), a.line_no, a.amount,
         -- What was put on the lines anew was put there by what undid the way it was.
         coalesce((SELECT max(b.undone_seq) FROM allocation b WHERE b.claim_id = a.claim_id AND b.payment_id = a.payment_id AND b.id < a.id
                     AND (a.undone_seq IS NULL OR b.undone_seq < a.undone_seq)), r.seq),
         a.undone_seq
    FROM allocation a JOIN receipt r ON r.claim_id = a.claim_id AND r.payment_id = a.payment_id;
INSERT INTO placed (claim_id, payment_id, place, line_no, amount, seq)
  SELECT r.claim_id, r.payment_id,
         1 + (SELECT count(*) FROM placed p WHERE p.claim_id = r.claim_id AND p.payment_id = r.payment_id), NULL,
         r.amount - (SELECT coalesce(sum(p.amount), 0) FROM placed p WHERE p.claim_id = r.claim_id AND p.payment_id = r.payment_id AND p.undone_seq IS NULL),
         r.seq
    FROM receipt r
   WHERE r.amount > (SELECT coalesce(sum(p.amount), 0) FROM placed p WHERE p.claim_id = r.claim_id AND p.payment_id = r.payment_id AND p.undone_seq IS NULL);
DROP TABLE temp.receipt;
DROP TABLE allocation;
ALTER TABLE placed RENAME TO allocation;
CREATE TRIGGER allocation_stay BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'an allocation is undone, not deleted'); END;
CREATE TRIGGER allocation_keep BEFORE UPDATE OF claim_id, payment_id, place, line_no, amount, seq ON allocation
  BEGIN SELECT RAISE(ABORT, 'an allocation is undone, not changed'); END;

-- Receipts are named by what they put on a claim.
DROP INDEX journal_record;
CREATE INDEX journal_record ON journal (id, kind) WHERE action <> 'received';

-- Only what is open is counted and summed by status.
DROP INDEX claim_status;
CREATE INDEX claim_open ON claim (status, due_on, "left") WHERE status IN (1, 3);
