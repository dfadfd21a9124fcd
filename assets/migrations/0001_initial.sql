-- Fordring, schema 1. Amounts are whole minor units (øre, öre). Dates (…_on) are days since 1970-01-01:
--   SELECT date(due_on * 86400, 'unixepoch') FROM claim.
-- Moments (…_at) are milliseconds since 1970-01-01 UTC. Small codes are listed in code_word.

CREATE TABLE site (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  country TEXT NOT NULL CHECK (country IN ('no', 'se', 'dk')),
  currency TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE code_word (
  what TEXT NOT NULL,
  number INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (what, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
  name TEXT PRIMARY KEY,
  prefix TEXT NOT NULL,
  next INTEGER NOT NULL CHECK (next > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE preference (
  operator TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (operator, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_view (
  id INTEGER PRIMARY KEY,
  list TEXT NOT NULL,
  name TEXT NOT NULL,               -- empty: the layout last used
  owner TEXT NOT NULL,              -- empty: the site's
  body TEXT NOT NULL,
  UNIQUE (list, owner, name)
) STRICT;

CREATE TABLE ledger_account (
  code TEXT PRIMARY KEY,
  role INTEGER,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_account_role ON ledger_account (role) WHERE role IS NOT NULL;

CREATE TABLE bank_account (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  rules TEXT NOT NULL,
  ledger TEXT NOT NULL REFERENCES ledger_account (code)
) STRICT;

CREATE TABLE party (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  postcode TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  birth_on INTEGER,
  member_since_on INTEGER,
  reference TEXT UNIQUE
) STRICT;

CREATE TABLE bank_file (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  identity TEXT NOT NULL,
  fingerprint BLOB NOT NULL UNIQUE,
  created_on INTEGER,
  length INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  payments INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  manual INTEGER NOT NULL,
  suggested INTEGER NOT NULL,
  unmatched INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  sum INTEGER NOT NULL,
  booked INTEGER NOT NULL,
  first_payment INTEGER,
  last_payment INTEGER,
  stored_at INTEGER NOT NULL,
  operator TEXT NOT NULL
) STRICT;
CREATE INDEX bank_file_identity ON bank_file (identity);

CREATE TABLE bank_file_chunk (
  file_id INTEGER NOT NULL REFERENCES bank_file (id),
  no INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (file_id, no)
) STRICT;

CREATE TABLE bank_file_note (
  file_id INTEGER NOT NULL REFERENCES bank_file (id),
  no INTEGER NOT NULL,
  code TEXT NOT NULL,
  line INTEGER NOT NULL,
  column_no INTEGER NOT NULL,
  found TEXT NOT NULL,
  expected TEXT NOT NULL,
  payment_id INTEGER,               -- for a skipped line: the payment that it is
  PRIMARY KEY (file_id, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE voucher (
  id INTEGER PRIMARY KEY,
  series TEXT NOT NULL,
  number INTEGER NOT NULL,
  dated_on INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  operator TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  UNIQUE (series, number)
) STRICT;

CREATE TABLE posting (
  id INTEGER PRIMARY KEY,
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  account TEXT NOT NULL REFERENCES ledger_account (code),
  amount INTEGER NOT NULL           -- debit positive, credit negative
) STRICT;
CREATE INDEX posting_voucher ON posting (voucher_id);
CREATE INDEX posting_account ON posting (account);

CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party (id),
  kind INTEGER NOT NULL,
  status INTEGER NOT NULL,
  extra INTEGER NOT NULL,
  void INTEGER NOT NULL,
  amount INTEGER NOT NULL,          -- lines less discounts
  credited INTEGER NOT NULL,        -- taken back by credit notes
  paid INTEGER NOT NULL,
  "left" INTEGER NOT NULL CHECK ("left" >= 0),
  issued_on INTEGER NOT NULL,
  sent_on INTEGER,
  due_on INTEGER NOT NULL,
  paid_on INTEGER,
  method INTEGER,
  account_id INTEGER REFERENCES bank_account (id),
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  reference TEXT,
  name_key TEXT NOT NULL,           -- the party's, for sorting and searching without a join
  description TEXT NOT NULL,
  payer TEXT,                       -- account or name that paid
  -- an annulled, credited or refunded claim does not open again
  CHECK (void = 0 OR status NOT IN (1, 2))
) STRICT;
CREATE UNIQUE INDEX claim_number ON claim (number);
CREATE UNIQUE INDEX claim_reference ON claim (reference);
CREATE INDEX claim_status ON claim (status, due_on, amount, "left");
CREATE INDEX claim_due ON claim (due_on);
CREATE INDEX claim_name ON claim (name_key);
CREATE INDEX claim_amount ON claim (amount);
CREATE INDEX claim_party ON claim (party_id);

CREATE TABLE claim_line (
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  no INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  vat_rate INTEGER NOT NULL,        -- hundredths of a percent
  discount INTEGER NOT NULL DEFAULT 0,
  credited INTEGER NOT NULL DEFAULT 0,
  dropped INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  discount_text TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (claim_id, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit_note (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  issued_on INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  vat INTEGER NOT NULL,
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  comment TEXT NOT NULL,
  operator TEXT NOT NULL
) STRICT;
CREATE INDEX credit_note_claim ON credit_note (claim_id);

CREATE TABLE credit_note_line (
  credit_note_id INTEGER NOT NULL REFERENCES credit_note (id),
  claim_line INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  vat INTEGER NOT NULL,
  PRIMARY KEY (credit_note_id, claim_line)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  file_id INTEGER REFERENCES bank_file (id),
  seq INTEGER NOT NULL,             -- place in the file, from 1
  line INTEGER NOT NULL,
  raw_offset INTEGER NOT NULL,      -- its raw record in the file's bytes
  raw_length INTEGER NOT NULL,
  part INTEGER NOT NULL,
  part_number INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES bank_account (id),
  amount INTEGER NOT NULL,          -- negative: money out
  used INTEGER NOT NULL,
  state INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  booked_on INTEGER NOT NULL,
  ordered_on INTEGER,
  claim_id INTEGER REFERENCES claim (id),
  party_id INTEGER REFERENCES party (id),
  fingerprint INTEGER NOT NULL,
  kind TEXT NOT NULL,
  reference TEXT,
  payer_account TEXT,
  archive_reference TEXT,
  lump_key TEXT NOT NULL,
  text TEXT,
  UNIQUE (file_id, seq)
) STRICT;
CREATE INDEX payment_fingerprint ON payment (fingerprint);
CREATE INDEX payment_waiting ON payment (state) WHERE state <> 4;

-- Movements of money: the transactions that people search. Never edited.
CREATE TABLE movement (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  payment_id INTEGER REFERENCES payment (id),
  claim_id INTEGER REFERENCES claim (id),
  amount INTEGER NOT NULL,
  booked_on INTEGER NOT NULL,
  voucher_id INTEGER NOT NULL REFERENCES voucher (id)
) STRICT;
CREATE INDEX movement_claim ON movement (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX movement_payment ON movement (payment_id);

CREATE TABLE allocation (
  id INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  claim_id INTEGER NOT NULL,
  line_no INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  undone_seq INTEGER,               -- the journal row that undid it
  FOREIGN KEY (claim_id, line_no) REFERENCES claim_line (claim_id, no)
) STRICT;
CREATE INDEX allocation_claim ON allocation (claim_id);
CREATE INDEX allocation_payment ON allocation (payment_id);

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  action TEXT NOT NULL,
  comment TEXT NOT NULL,
  digest BLOB NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL,
  format INTEGER NOT NULL
) STRICT;
CREATE INDEX journal_record ON journal (id, kind);

CREATE TABLE journal_value (
  seq INTEGER PRIMARY KEY REFERENCES journal (seq),
  salt BLOB,
  before TEXT,
  after TEXT
) STRICT;

CREATE TABLE journal_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Rails: what is issued, posted or logged is not changed, whoever tries.
CREATE TRIGGER journal_keep BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER journal_stay BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
-- The values may be erased where the law asks for it, all three together; the digest stays.
CREATE TRIGGER journal_value_keep BEFORE UPDATE ON journal_value
  WHEN NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER journal_value_stay BEFORE DELETE ON journal_value BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER journal_head_stay BEFORE DELETE ON journal_head BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER voucher_keep BEFORE UPDATE ON voucher BEGIN SELECT RAISE(ABORT, 'a voucher is never changed; reverse it'); END;
CREATE TRIGGER voucher_stay BEFORE DELETE ON voucher BEGIN SELECT RAISE(ABORT, 'a voucher is never deleted; reverse it'); END;
CREATE TRIGGER posting_keep BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'a posting is never changed; reverse it'); END;
CREATE TRIGGER posting_stay BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'a posting is never deleted; reverse it'); END;
CREATE TRIGGER movement_keep BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'a transaction is never edited'); END;
CREATE TRIGGER movement_stay BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'a transaction is never deleted'); END;
CREATE TRIGGER claim_stay BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'an issued claim is never deleted; annul or credit it'); END;
CREATE TRIGGER claim_keep BEFORE UPDATE OF number, reference, party_id, kind, issued_on, voucher_id, account_id ON claim
  BEGIN SELECT RAISE(ABORT, 'what a claim was issued with is never changed; credit it and issue a new one'); END;
CREATE TRIGGER claim_line_stay BEFORE DELETE ON claim_line BEGIN SELECT RAISE(ABORT, 'a line of an issued claim is never deleted; drop it'); END;
CREATE TRIGGER claim_line_keep BEFORE UPDATE OF claim_id, no, amount, vat_rate, text ON claim_line
  BEGIN SELECT RAISE(ABORT, 'what a line was issued with is never changed'); END;
CREATE TRIGGER credit_note_keep BEFORE UPDATE ON credit_note BEGIN SELECT RAISE(ABORT, 'a credit note is never changed'); END;
CREATE TRIGGER credit_note_stay BEFORE DELETE ON credit_note BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
CREATE TRIGGER credit_note_line_keep BEFORE UPDATE ON credit_note_line BEGIN SELECT RAISE(ABORT, 'a credit note is never changed'); END;
CREATE TRIGGER credit_note_line_stay BEFORE DELETE ON credit_note_line BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
CREATE TRIGGER payment_stay BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'a payment is never deleted'); END;
CREATE TRIGGER payment_keep BEFORE UPDATE OF amount, booked_on, account_id, file_id, seq, reference, payer_account, archive_reference, text ON payment
  BEGIN SELECT RAISE(ABORT, 'a payment is never changed'); END;
CREATE TRIGGER allocation_stay BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'an allocation is undone, not deleted'); END;
CREATE TRIGGER allocation_keep BEFORE UPDATE OF payment_id, claim_id, line_no, amount ON allocation
  BEGIN SELECT RAISE(ABORT, 'an allocation is undone, not changed'); END;
CREATE TRIGGER bank_file_stay BEFORE DELETE ON bank_file BEGIN SELECT RAISE(ABORT, 'a bank file is never deleted'); END;
CREATE TRIGGER bank_chunk_keep BEFORE UPDATE ON bank_file_chunk BEGIN SELECT RAISE(ABORT, 'the bytes of a bank file are kept'); END;
CREATE TRIGGER bank_chunk_stay BEFORE DELETE ON bank_file_chunk BEGIN SELECT RAISE(ABORT, 'the bytes of a bank file are kept'); END;
-- A reference stands on one claim or on one party, never on both.
CREATE TRIGGER claim_reference_free BEFORE INSERT ON claim
  WHEN NEW.reference IS NOT NULL AND EXISTS (SELECT 1 FROM party WHERE reference = NEW.reference)
  BEGIN SELECT RAISE(ABORT, 'the reference belongs to a party'); END;
CREATE TRIGGER party_reference_free BEFORE INSERT ON party
  WHEN NEW.reference IS NOT NULL AND EXISTS (SELECT 1 FROM claim WHERE reference = NEW.reference)
  BEGIN SELECT RAISE(ABORT, 'the reference belongs to a claim'); END;
CREATE TRIGGER party_reference_free_later BEFORE UPDATE OF reference ON party
  WHEN NEW.reference IS NOT NULL AND EXISTS (SELECT 1 FROM claim WHERE reference = NEW.reference)
  BEGIN SELECT RAISE(ABORT, 'the reference belongs to a claim'); END;
