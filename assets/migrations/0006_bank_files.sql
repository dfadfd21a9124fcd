-- Fordring, schema 6: every bank file, in and out.

-- Who paid, as the file says.
ALTER TABLE payment ADD COLUMN payer_name TEXT;
ALTER TABLE payment ADD COLUMN payer_number TEXT;   -- the payer's number with us: Autogiro, Betalingsservice
CREATE TRIGGER payment_payer_keep BEFORE UPDATE OF payer_name, payer_number ON payment
  BEGIN SELECT RAISE(ABORT, 'a payment is never changed'); END;

-- A bank file is one that was read (1) or written (2). States: see code_word file.state.
ALTER TABLE bank_file ADD COLUMN direction INTEGER NOT NULL DEFAULT 1 CHECK (direction IN (1, 2));
ALTER TABLE bank_file ADD COLUMN state INTEGER NOT NULL DEFAULT 2
  CHECK ((direction = 1 AND state IN (1, 2)) OR (direction = 2 AND state BETWEEN 10 AND 14));
ALTER TABLE bank_file ADD COLUMN notices INTEGER NOT NULL DEFAULT 0;    -- records that are no payments
ALTER TABLE bank_file ADD COLUMN account_id INTEGER REFERENCES bank_account (id);   -- of a file that was written
ALTER TABLE bank_file ADD COLUMN number INTEGER;                        -- its running number, for the bank
ALTER TABLE bank_file ADD COLUMN first_part INTEGER;                    -- the running numbers of its parts, for the account
ALTER TABLE bank_file ADD COLUMN last_part INTEGER;
ALTER TABLE bank_file ADD COLUMN sent_at INTEGER;
ALTER TABLE bank_file ADD COLUMN sent_by TEXT;
CREATE UNIQUE INDEX bank_file_number ON bank_file (format, number, created_on) WHERE direction = 2;
CREATE INDEX bank_file_out ON bank_file (created_on) WHERE direction = 2;
CREATE INDEX bank_file_unfinished ON bank_file (state) WHERE state IN (1, 10);
CREATE TRIGGER bank_file_steps BEFORE UPDATE OF state ON bank_file
  WHEN NEW.state <> OLD.state AND NOT ((OLD.state = 1 AND NEW.state = 2) OR (OLD.state = 10 AND NEW.state IN (11, 14)) OR (OLD.state = 11 AND NEW.state IN (12, 13))
    OR (OLD.state = 12 AND NEW.state = 13))
  BEGIN SELECT RAISE(ABORT, 'a bank file does not go from this state to that one'); END;
CREATE TRIGGER bank_file_direction_keep BEFORE UPDATE OF id, name, format, identity, direction, number, account_id, created_on ON bank_file
  WHEN OLD.state <> 1
  BEGIN SELECT RAISE(ABORT, 'what a bank file is known by is never changed'); END;

-- A large file that is being booked a piece at a time. From the moment it stands here all its bytes are kept and it is always
-- finished; before, what there is of it may be taken away again.
CREATE TABLE bank_import (
  file_id INTEGER PRIMARY KEY REFERENCES bank_file (id),
  read_on INTEGER NOT NULL,         -- the day it was read, for dates of two digits
  bytes TEXT NOT NULL               -- digest of its bytes
) STRICT;
CREATE TABLE bank_import_voucher (
  file_id INTEGER NOT NULL REFERENCES bank_import (file_id),
  account_id INTEGER NOT NULL REFERENCES bank_account (id),
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  PRIMARY KEY (file_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bank_import_keep BEFORE UPDATE ON bank_import BEGIN SELECT RAISE(ABORT, 'an import is finished, not changed'); END;
CREATE TRIGGER bank_import_stay BEFORE DELETE ON bank_import WHEN EXISTS (SELECT 1 FROM bank_file WHERE id = OLD.file_id AND state = 1)
  BEGIN SELECT RAISE(ABORT, 'an import whose bytes are kept is always finished'); END;
CREATE TRIGGER bank_import_begins BEFORE INSERT ON bank_import WHEN NOT EXISTS (SELECT 1 FROM bank_file WHERE id = NEW.file_id AND state = 1)
  BEGIN SELECT RAISE(ABORT, 'only a file that is being imported is finished'); END;
DROP TRIGGER bank_file_stay;
CREATE TRIGGER bank_file_stay BEFORE DELETE ON bank_file
  WHEN OLD.state <> 1 OR EXISTS (SELECT 1 FROM bank_import WHERE file_id = OLD.id) OR EXISTS (SELECT 1 FROM payment WHERE file_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'a bank file is never deleted'); END;
DROP TRIGGER bank_chunk_stay;
CREATE TRIGGER bank_chunk_stay BEFORE DELETE ON bank_file_chunk
  WHEN NOT EXISTS (SELECT 1 FROM bank_file WHERE id = OLD.file_id AND state = 1) OR EXISTS (SELECT 1 FROM bank_import WHERE file_id = OLD.file_id)
  BEGIN SELECT RAISE(ABORT, 'the bytes of a bank file are kept'); END;

-- What a file said besides payments.
CREATE TABLE bank_notice (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES bank_file (id),
  seq INTEGER NOT NULL,             -- place among the notices of the file, from 1
  line INTEGER NOT NULL,
  raw_offset INTEGER NOT NULL,
  raw_length INTEGER NOT NULL,
  part INTEGER NOT NULL,
  account TEXT NOT NULL,            -- as the file names it
  account_id INTEGER REFERENCES bank_account (id),
  kind INTEGER NOT NULL,
  code TEXT NOT NULL,               -- the format's own
  reference TEXT,
  payer_number TEXT,
  mandate_number TEXT,
  dated_on INTEGER,
  until_on INTEGER,
  amount INTEGER,                   -- signed
  payer_account TEXT,
  other TEXT,
  text TEXT,
  notify INTEGER,
  outcome INTEGER NOT NULL,         -- what it came to: code_word notice.outcome
  party_id INTEGER REFERENCES party (id),
  claim_id INTEGER REFERENCES claim (id),
  mandate_id INTEGER REFERENCES mandate (id),
  item_id INTEGER REFERENCES bank_item (id),
  UNIQUE (file_id, seq)
) STRICT;
CREATE INDEX bank_notice_open ON bank_notice (id) WHERE outcome = 2;
CREATE INDEX bank_notice_entry ON bank_notice (account_id, dated_on) WHERE kind BETWEEN 50 AND 53;
CREATE TRIGGER bank_notice_stay BEFORE DELETE ON bank_notice BEGIN SELECT RAISE(ABORT, 'what a bank file said is never deleted'); END;
CREATE TRIGGER bank_notice_keep BEFORE UPDATE OF id, file_id, seq, line, raw_offset, raw_length, part, account, account_id, kind, code, reference, payer_number,
    mandate_number, dated_on, until_on, amount, payer_account, other, text, notify ON bank_notice
  BEGIN SELECT RAISE(ABORT, 'what a bank file said is never changed'); END;

-- Agreements to draw.
CREATE TABLE mandate (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES bank_account (id),
  scheme TEXT NOT NULL CHECK (scheme IN ('avtalegiro', 'autogiro', 'betalingsservice')),
  payer_number TEXT NOT NULL,       -- the agreement's KID (NO), payer number (SE), customer number (DK)
  number TEXT NOT NULL DEFAULT '',  -- the bank's (DK)
  party_id INTEGER REFERENCES party (id),
  state INTEGER NOT NULL,           -- code_word mandate.state
  notify INTEGER,
  since_on INTEGER,
  until_on INTEGER,
  payer_account TEXT NOT NULL DEFAULT '',
  payer_id TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',  -- the bank's code of what happened last
  changed_at INTEGER NOT NULL,
  UNIQUE (account_id, scheme, payer_number, number)
) STRICT;
CREATE INDEX mandate_party ON mandate (party_id) WHERE party_id IS NOT NULL;
CREATE TRIGGER mandate_stay BEFORE DELETE ON mandate BEGIN SELECT RAISE(ABORT, 'an agreement ends, it is not deleted'); END;

-- What a file that we wrote asks for, item by item.
CREATE TABLE bank_item (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES bank_file (id),
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),   -- draw, withdraw, pay_out, mandate
  claim_id INTEGER REFERENCES claim (id),
  refund_id INTEGER REFERENCES refund (id),
  mandate_id INTEGER REFERENCES mandate (id),
  withdraws INTEGER REFERENCES bank_item (id),          -- the draw that is taken back
  amount INTEGER NOT NULL CHECK (amount >= 0),
  due_on INTEGER,
  reference TEXT NOT NULL DEFAULT '',
  payer_number TEXT NOT NULL DEFAULT '',
  own_reference TEXT NOT NULL DEFAULT '',
  state INTEGER NOT NULL,           -- code_word item.state
  code TEXT NOT NULL DEFAULT '',    -- the bank's
  detail TEXT NOT NULL DEFAULT '',
  moved_at INTEGER NOT NULL,
  UNIQUE (file_id, seq)
) STRICT;
CREATE INDEX bank_item_claim ON bank_item (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX bank_item_refund ON bank_item (refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX bank_item_mandate ON bank_item (mandate_id) WHERE mandate_id IS NOT NULL;
CREATE INDEX bank_item_waiting ON bank_item (due_on) WHERE state IN (1, 2, 3);
CREATE INDEX bank_item_own ON bank_item (own_reference) WHERE own_reference <> '';
CREATE TRIGGER bank_item_stay BEFORE DELETE ON bank_item BEGIN SELECT RAISE(ABORT, 'what was asked of the bank is never deleted'); END;
CREATE TRIGGER bank_item_keep BEFORE UPDATE OF id, file_id, seq, kind, claim_id, refund_id, mandate_id, withdraws, amount, due_on, reference, payer_number, own_reference
  ON bank_item BEGIN SELECT RAISE(ABORT, 'what was asked of the bank is never changed'); END;
CREATE TRIGGER bank_item_steps BEFORE UPDATE OF state ON bank_item
  WHEN NEW.state <> OLD.state AND (OLD.state = 8 OR NEW.state = 1 OR (NEW.state = 8 AND OLD.state <> 1) OR (NEW.state = 2 AND OLD.state NOT IN (1, 7)))
  BEGIN SELECT RAISE(ABORT, 'what was asked of the bank does not go from this state to that one'); END;
-- A claim, a refund, an agreement is asked for once at a time.
CREATE UNIQUE INDEX bank_item_once_draw ON bank_item (claim_id) WHERE kind = 1 AND state IN (1, 2, 3);
CREATE UNIQUE INDEX bank_item_once_withdraw ON bank_item (withdraws) WHERE kind = 2 AND state IN (1, 2, 3);
CREATE UNIQUE INDEX bank_item_once_refund ON bank_item (refund_id) WHERE kind = 3 AND state IN (1, 2, 3);
CREATE UNIQUE INDEX bank_item_once_mandate ON bank_item (mandate_id) WHERE kind = 4 AND state IN (1, 2, 3);

-- How an account is set up (OCR-16 to OCR-24).
ALTER TABLE bank_account ADD COLUMN bank TEXT NOT NULL DEFAULT '';
ALTER TABLE bank_account ADD COLUMN bic TEXT NOT NULL DEFAULT '';
ALTER TABLE bank_account ADD COLUMN agreement TEXT NOT NULL DEFAULT '';        -- for references: OCR agreement
ALTER TABLE bank_account ADD COLUMN remittance TEXT NOT NULL DEFAULT '';       -- for paying out
ALTER TABLE bank_account ADD COLUMN unit_id TEXT NOT NULL DEFAULT '';          -- customer unit (NO), customer number (SE), data supplier (DK)
ALTER TABLE bank_account ADD COLUMN creditor TEXT NOT NULL DEFAULT '';         -- PBS number (DK), bankgiro that draws (SE)
ALTER TABLE bank_account ADD COLUMN debtor_group TEXT NOT NULL DEFAULT '';
ALTER TABLE bank_account ADD COLUMN recipe TEXT NOT NULL DEFAULT '';           -- how references are made: a mask
ALTER TABLE bank_account ADD COLUMN rejects INTEGER NOT NULL DEFAULT 1 CHECK (rejects IN (0, 1));   -- payments without a reference
ALTER TABLE bank_account ADD COLUMN periodicity TEXT NOT NULL DEFAULT 'daily';
ALTER TABLE bank_account ADD COLUMN exchange TEXT NOT NULL DEFAULT 'hand' CHECK (exchange IN ('hand', 'folder', 'sftp'));
ALTER TABLE bank_account ADD COLUMN state INTEGER NOT NULL DEFAULT 5;           -- code_word account.state

-- One format for the payments of an account at a time, so that the same money never comes twice.
CREATE TABLE account_format (
  account_id INTEGER NOT NULL REFERENCES bank_account (id),
  from_on INTEGER NOT NULL,
  format TEXT NOT NULL,
  PRIMARY KEY (account_id, from_on)
) STRICT, WITHOUT ROWID;

-- How files of an account are fetched and delivered.
CREATE TABLE account_exchange (
  account_id INTEGER PRIMARY KEY REFERENCES bank_account (id),
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  user TEXT NOT NULL,
  key_file TEXT NOT NULL,
  known_hosts TEXT NOT NULL,
  fetch_from TEXT NOT NULL,
  deliver_to TEXT NOT NULL,
  looked_at INTEGER NOT NULL DEFAULT 0      -- when all that was there had been fetched, ms
) STRICT;

-- Every file that came or went by itself: never twice.
CREATE TABLE exchanged (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES bank_account (id),
  direction INTEGER NOT NULL CHECK (direction IN (1, 2)),
  name TEXT NOT NULL,
  length INTEGER NOT NULL,
  modified_at INTEGER NOT NULL DEFAULT 0,   -- as the other side says, ms
  digest BLOB NOT NULL,
  file_id INTEGER REFERENCES bank_file (id),
  state INTEGER NOT NULL,           -- code_word exchange.state
  detail TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  operator TEXT NOT NULL
) STRICT;
CREATE INDEX exchanged_name ON exchanged (account_id, direction, name);
CREATE INDEX exchanged_file ON exchanged (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX exchanged_begun ON exchanged (account_id) WHERE state = 1;
CREATE TRIGGER exchanged_keep BEFORE UPDATE OF id, account_id, direction, name, length, modified_at ON exchanged
  BEGIN SELECT RAISE(ABORT, 'what came or went is never changed'); END;
CREATE TRIGGER exchanged_steps BEFORE UPDATE OF state ON exchanged WHEN OLD.state = 2 AND NEW.state <> 2
  BEGIN SELECT RAISE(ABORT, 'what came or went did so'); END;
CREATE TRIGGER exchanged_stay BEFORE DELETE ON exchanged BEGIN SELECT RAISE(ABORT, 'what came or went is never deleted'); END;

INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'payment.reason' AS what, 22 AS number, 'several_references' AS word
  UNION ALL SELECT 'payment.reason', 23, 'other_format'
  UNION ALL SELECT 'file.state', 1, 'importing'
  UNION ALL SELECT 'file.state', 2, 'stored'
  UNION ALL SELECT 'file.state', 10, 'written'
  UNION ALL SELECT 'file.state', 11, 'sent'
  UNION ALL SELECT 'file.state', 12, 'accepted'
  UNION ALL SELECT 'file.state', 13, 'rejected'
  UNION ALL SELECT 'file.state', 14, 'discarded'
  UNION ALL SELECT 'notice.kind', 1, 'mandate_listed'
  UNION ALL SELECT 'notice.kind', 2, 'mandate_new'
  UNION ALL SELECT 'notice.kind', 3, 'mandate_ended'
  UNION ALL SELECT 'notice.kind', 4, 'mandate_refused'
  UNION ALL SELECT 'notice.kind', 5, 'mandate_paused'
  UNION ALL SELECT 'notice.kind', 6, 'mandate_resumed'
  UNION ALL SELECT 'notice.kind', 7, 'mandate_asked'
  UNION ALL SELECT 'notice.kind', 8, 'mandate_unchanged'
  UNION ALL SELECT 'notice.kind', 9, 'mandate_renumbered'
  UNION ALL SELECT 'notice.kind', 20, 'draw_refused'
  UNION ALL SELECT 'notice.kind', 21, 'draw_failed'
  UNION ALL SELECT 'notice.kind', 22, 'draw_retried'
  UNION ALL SELECT 'notice.kind', 23, 'draw_cancelled'
  UNION ALL SELECT 'notice.kind', 24, 'draw_moved'
  UNION ALL SELECT 'notice.kind', 25, 'draws_accepted'
  UNION ALL SELECT 'notice.kind', 30, 'paid_out'
  UNION ALL SELECT 'notice.kind', 40, 'slip'
  UNION ALL SELECT 'notice.kind', 50, 'entry'
  UNION ALL SELECT 'notice.kind', 51, 'opening'
  UNION ALL SELECT 'notice.kind', 52, 'closing'
  UNION ALL SELECT 'notice.kind', 53, 'bank_own'
  UNION ALL SELECT 'notice.kind', 54, 'expected'
  UNION ALL SELECT 'notice.kind', 55, 'foreign'
  UNION ALL SELECT 'notice.kind', 60, 'remark'
  UNION ALL SELECT 'notice.outcome', 1, 'done'
  UNION ALL SELECT 'notice.outcome', 2, 'open'
  UNION ALL SELECT 'notice.outcome', 3, 'noted'
  UNION ALL SELECT 'notice.outcome', 4, 'handled'
  UNION ALL SELECT 'mandate.state', 1, 'asked'
  UNION ALL SELECT 'mandate.state', 2, 'active'
  UNION ALL SELECT 'mandate.state', 3, 'paused'
  UNION ALL SELECT 'mandate.state', 4, 'ended'
  UNION ALL SELECT 'mandate.state', 5, 'refused'
  UNION ALL SELECT 'mandate.state', 6, 'to_answer'
  UNION ALL SELECT 'item.kind', 1, 'draw'
  UNION ALL SELECT 'item.kind', 2, 'withdraw'
  UNION ALL SELECT 'item.kind', 3, 'pay_out'
  UNION ALL SELECT 'item.kind', 4, 'mandate'
  UNION ALL SELECT 'item.state', 1, 'written'
  UNION ALL SELECT 'item.state', 2, 'sent'
  UNION ALL SELECT 'item.state', 3, 'accepted'
  UNION ALL SELECT 'item.state', 4, 'refused'
  UNION ALL SELECT 'item.state', 5, 'done'
  UNION ALL SELECT 'item.state', 6, 'failed'
  UNION ALL SELECT 'item.state', 7, 'withdrawn'
  UNION ALL SELECT 'item.state', 8, 'discarded'
  UNION ALL SELECT 'account.state', 1, 'draft'
  UNION ALL SELECT 'account.state', 2, 'ordered'
  UNION ALL SELECT 'account.state', 3, 'registered'
  UNION ALL SELECT 'account.state', 4, 'tested'
  UNION ALL SELECT 'account.state', 5, 'verified'
  UNION ALL SELECT 'exchange.state', 1, 'begun'
  UNION ALL SELECT 'exchange.state', 2, 'done'
  UNION ALL SELECT 'exchange.state', 3, 'failed'
) WHERE EXISTS (SELECT 1 FROM site);

-- The format of an account's first file is its format until a person says otherwise.
INSERT INTO account_format (account_id, from_on, format)
  SELECT y.account_id, 0, f.format FROM (SELECT account_id, min(file_id) AS file_id FROM payment WHERE file_id IS NOT NULL GROUP BY account_id) y
  JOIN bank_file f ON f.id = y.file_id;
