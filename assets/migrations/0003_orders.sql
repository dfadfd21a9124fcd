-- Workshop orders, mobile payment requests, the outbox and the messages. Prices are without VAT, in minor units; quantities
-- in thousandths; rates in hundredths of a percent.

CREATE TABLE vehicle (
  id INTEGER PRIMARY KEY,
  plate TEXT NOT NULL UNIQUE,       -- letters and digits, upper case
  make TEXT NOT NULL DEFAULT '',
  model TEXT NOT NULL DEFAULT '',
  year INTEGER,
  party_id INTEGER REFERENCES party (id)
) STRICT;
CREATE INDEX vehicle_party ON vehicle (party_id);

CREATE TABLE work_order (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  status INTEGER NOT NULL,
  mobile INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 1,
  link_seq INTEGER NOT NULL DEFAULT 0,
  party_id INTEGER REFERENCES party (id),
  vehicle_id INTEGER REFERENCES vehicle (id),
  opened_on INTEGER NOT NULL,
  promised_on INTEGER,
  mileage INTEGER,
  phone TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',   -- not what is owed: stays workable while locked
  net INTEGER NOT NULL DEFAULT 0,
  vat INTEGER NOT NULL DEFAULT 0,
  rounding INTEGER NOT NULL DEFAULT 0,
  amount INTEGER NOT NULL DEFAULT 0,
  method INTEGER,
  payment_received INTEGER NOT NULL DEFAULT 0 CHECK (payment_received IN (0, 1)),
  payment_received_at INTEGER,      -- when the news came here
  payment_paid_at INTEGER,          -- when the customer paid, by the provider's clock
  locked_at INTEGER,
  locked_by TEXT,
  claim_id INTEGER REFERENCES claim (id),
  posted_on INTEGER,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  name_key TEXT NOT NULL DEFAULT '',
  -- sent and locked are one thing
  CHECK ((status = 3) = (locked_at IS NOT NULL)),
  CHECK ((locked_at IS NULL) = (locked_by IS NULL))
) STRICT;
CREATE INDEX work_order_status ON work_order (status, number);
CREATE INDEX work_order_party ON work_order (party_id);
CREATE INDEX work_order_name ON work_order (name_key);
CREATE INDEX work_order_claim ON work_order (claim_id) WHERE claim_id IS NOT NULL;

CREATE TABLE work_order_line (
  order_id INTEGER NOT NULL REFERENCES work_order (id),
  no INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit TEXT NOT NULL,
  price INTEGER,
  discount INTEGER NOT NULL DEFAULT 0,
  vat_rate INTEGER NOT NULL,
  PRIMARY KEY (order_id, no)
) STRICT, WITHOUT ROWID;

-- Every invoice an order ever became; the one that stands is work_order.claim_id.
CREATE TABLE order_invoice (
  claim_id INTEGER PRIMARY KEY REFERENCES claim (id),
  order_id INTEGER NOT NULL REFERENCES work_order (id),
  paper TEXT NOT NULL               -- JSON: customer, car and lines as they were, for every print of it
) STRICT;
CREATE INDEX order_invoice_order ON order_invoice (order_id);

CREATE TABLE payment_request (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES work_order (id),
  seq INTEGER NOT NULL,
  reference TEXT NOT NULL UNIQUE,   -- ours, at the provider; never used again
  provider TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  phone TEXT NOT NULL,
  state INTEGER NOT NULL,
  word TEXT NOT NULL DEFAULT '',    -- the provider's
  provider_id TEXT,
  url TEXT,
  paid INTEGER NOT NULL DEFAULT 0,
  captured INTEGER NOT NULL DEFAULT 0,
  refunded INTEGER NOT NULL DEFAULT 0,
  by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)), -- given back without the provider
  paid_at INTEGER,
  arrived_at INTEGER,
  payment_id INTEGER REFERENCES payment (id),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  checked_at INTEGER,
  ended_at INTEGER,
  UNIQUE (order_id, seq)
) STRICT;
-- At most one link of an order can be paid.
CREATE UNIQUE INDEX payment_request_live ON payment_request (order_id) WHERE state IN (1, 2, 3);
CREATE INDEX payment_request_phone ON payment_request (phone, id);
CREATE INDEX payment_request_payment ON payment_request (payment_id) WHERE payment_id IS NOT NULL;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  dedupe_key TEXT NOT NULL UNIQUE,
  op TEXT NOT NULL,
  provider TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  dest TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '',
  amount INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'handed', 'done', 'failed', 'unknown', 'cancelled')),
  attempt INTEGER NOT NULL DEFAULT 0,
  temporary INTEGER NOT NULL DEFAULT 0, -- answers "not now" in a row of tries
  claimed_by TEXT NOT NULL DEFAULT '',
  next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ext_key TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE state IN ('queued', 'claimed');
CREATE INDEX outbox_handed ON outbox (id) WHERE state = 'handed';
CREATE INDEX outbox_subject ON outbox (subject_kind, subject_id);

CREATE TABLE outbox_event (
  id INTEGER PRIMARY KEY,
  outbox_id INTEGER NOT NULL REFERENCES outbox (id),
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_event_row ON outbox_event (outbox_id);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  direction INTEGER NOT NULL,       -- 1 out, 2 in
  number TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  parts INTEGER NOT NULL,
  simulated INTEGER NOT NULL,
  outbox_id INTEGER UNIQUE REFERENCES outbox (id),
  order_id INTEGER REFERENCES work_order (id),
  operator TEXT NOT NULL,
  moved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_order ON message (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE inbox_seen (
  provider TEXT NOT NULL,
  ext_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (provider, ext_id)
) STRICT, WITHOUT ROWID;

-- Who talks to the world outside just now: one at a time.
CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settlement (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  ext_id TEXT NOT NULL,
  settled_on INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  net INTEGER NOT NULL,
  digest TEXT NOT NULL,             -- of its rows: the same name with other rows is another settlement
  voucher_id INTEGER NOT NULL REFERENCES voucher (id),
  UNIQUE (provider, ext_id),
  CHECK (net = gross - fee)
) STRICT;

CREATE TABLE settlement_line (
  settlement_id INTEGER NOT NULL REFERENCES settlement (id),
  no INTEGER NOT NULL,
  request_id INTEGER NOT NULL REFERENCES payment_request (id),
  gross INTEGER NOT NULL,           -- negative: given back
  fee INTEGER NOT NULL,
  PRIMARY KEY (settlement_id, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_line_request ON settlement_line (request_id);

CREATE TABLE print (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  credit_note_id INTEGER REFERENCES credit_note (id),
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  file TEXT NOT NULL
) STRICT;
CREATE INDEX print_claim ON print (claim_id);
CREATE TRIGGER order_invoice_keep BEFORE UPDATE ON order_invoice BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END;
CREATE TRIGGER order_invoice_stay BEFORE DELETE ON order_invoice BEGIN SELECT RAISE(ABORT, 'an issued invoice is never deleted'); END;

-- Rails. What is owed on an order can be changed while it is in progress or ready, by nobody at any other time.
CREATE TRIGGER order_locked BEFORE UPDATE OF party_id, vehicle_id, opened_on, mileage, phone, description, net, vat, rounding, amount, number ON work_order
  WHEN OLD.status NOT IN (1, 2)
  BEGIN SELECT RAISE(ABORT, 'the order is locked: annul its payment SMS first, or credit its invoice'); END;
CREATE TRIGGER order_stands BEFORE UPDATE OF method, link_seq, claim_id ON work_order
  WHEN NEW.status = OLD.status AND ((OLD.status IN (3, 4, 5, 6) AND (NEW.link_seq <> OLD.link_seq OR NEW.claim_id IS NOT OLD.claim_id))
    OR (OLD.status IN (4, 5) AND NEW.method IS NOT OLD.method))
  BEGIN SELECT RAISE(ABORT, 'the order is locked: annul its payment SMS first, or credit its invoice'); END;
CREATE TRIGGER order_line_locked_in BEFORE INSERT ON work_order_line
  WHEN (SELECT status FROM work_order WHERE id = NEW.order_id) NOT IN (1, 2)
  BEGIN SELECT RAISE(ABORT, 'the order is locked: annul its payment SMS first, or credit its invoice'); END;
CREATE TRIGGER order_line_locked BEFORE UPDATE ON work_order_line
  WHEN (SELECT status FROM work_order WHERE id = OLD.order_id) NOT IN (1, 2) OR NEW.order_id <> OLD.order_id
  BEGIN SELECT RAISE(ABORT, 'the order is locked: annul its payment SMS first, or credit its invoice'); END;
CREATE TRIGGER order_line_locked_out BEFORE DELETE ON work_order_line
  WHEN (SELECT status FROM work_order WHERE id = OLD.order_id) NOT IN (1, 2)
  BEGIN SELECT RAISE(ABORT, 'the order is locked: annul its payment SMS first, or credit its invoice'); END;
CREATE TRIGGER order_stay BEFORE DELETE ON work_order BEGIN SELECT RAISE(ABORT, 'an order is never deleted'); END;
-- It is opened only when no link of it can be paid; a link dies by the provider's word, not by a wish.
CREATE TRIGGER order_open BEFORE UPDATE OF status, locked_at ON work_order
  WHEN OLD.status = 3 AND NEW.status <> 3 AND EXISTS (SELECT 1 FROM payment_request WHERE order_id = OLD.id AND state IN (1, 2, 3))
  BEGIN SELECT RAISE(ABORT, 'the order is locked: its payment link can still be paid; annul the payment SMS first'); END;
CREATE TRIGGER order_steps BEFORE UPDATE OF status ON work_order
  WHEN NEW.status <> OLD.status AND NOT ((OLD.status = 1 AND NEW.status = 2) OR (OLD.status = 2 AND NEW.status IN (1, 3, 4))
    OR (OLD.status = 3 AND NEW.status IN (2, 4)) OR (OLD.status = 4 AND NEW.status = 5) OR (OLD.status = 5 AND NEW.status IN (2, 6))
    OR (OLD.status = 6 AND NEW.status = 2))
    OR (NEW.status = 4 AND OLD.status <> 4 AND NEW.claim_id IS NULL)
    OR (OLD.status = 3 AND NEW.status = 4 AND NOT EXISTS (SELECT 1 FROM payment_request WHERE order_id = OLD.id AND seq = OLD.link_seq AND state = 5))
    OR (OLD.status = 2 AND NEW.status = 3 AND NEW.link_seq <> OLD.link_seq + 1)
  BEGIN SELECT RAISE(ABORT, 'an order does not go from this status to that one'); END;
CREATE TRIGGER request_stay BEFORE DELETE ON payment_request BEGIN SELECT RAISE(ABORT, 'a payment request is never deleted'); END;
CREATE TRIGGER request_keep BEFORE UPDATE OF order_id, seq, reference, provider, amount, phone, made_at, made_by ON payment_request
  BEGIN SELECT RAISE(ABORT, 'a payment request is never changed'); END;
CREATE TRIGGER request_dead BEFORE UPDATE OF state ON payment_request
  WHEN OLD.state IN (4, 5, 6, 7) AND NEW.state IN (1, 2, 3) OR OLD.state = 7 AND NEW.state <> 7
  BEGIN SELECT RAISE(ABORT, 'a dead link never lives again'); END;
CREATE TRIGGER request_begins BEFORE INSERT ON payment_request
  WHEN NEW.state <> 1 OR (SELECT status FROM work_order WHERE id = NEW.order_id) NOT IN (2, 3)
  BEGIN SELECT RAISE(ABORT, 'a payment link is made for an order that is ready'); END;
-- Nothing is put in the place of what stands there (INSERT OR REPLACE asks no other rail).
CREATE TRIGGER order_again BEFORE INSERT ON work_order WHEN EXISTS (SELECT 1 FROM work_order WHERE id = NEW.id OR number = NEW.number)
  BEGIN SELECT RAISE(ABORT, 'an order is never replaced'); END;
CREATE TRIGGER order_line_again BEFORE INSERT ON work_order_line
  WHEN EXISTS (SELECT 1 FROM work_order_line WHERE order_id = NEW.order_id AND no = NEW.no)
  BEGIN SELECT RAISE(ABORT, 'the line is there already'); END;
CREATE TRIGGER request_again BEFORE INSERT ON payment_request
  WHEN EXISTS (SELECT 1 FROM payment_request WHERE id = NEW.id OR reference = NEW.reference OR (order_id = NEW.order_id AND seq = NEW.seq))
  BEGIN SELECT RAISE(ABORT, 'a payment request is never replaced'); END;
CREATE TRIGGER outbox_again BEFORE INSERT ON outbox WHEN EXISTS (SELECT 1 FROM outbox WHERE id = NEW.id OR ext_key = NEW.ext_key)
  BEGIN SELECT RAISE(ABORT, 'what leaves the site is never replaced'); END;
CREATE TRIGGER order_invoice_again BEFORE INSERT ON order_invoice WHEN EXISTS (SELECT 1 FROM order_invoice WHERE claim_id = NEW.claim_id)
  BEGIN SELECT RAISE(ABORT, 'an issued invoice is never replaced'); END;
CREATE TRIGGER settlement_again BEFORE INSERT ON settlement
  WHEN EXISTS (SELECT 1 FROM settlement WHERE id = NEW.id OR (provider = NEW.provider AND ext_id = NEW.ext_id))
  BEGIN SELECT RAISE(ABORT, 'a settlement is never replaced'); END;
CREATE TRIGGER settlement_line_again BEFORE INSERT ON settlement_line
  WHEN EXISTS (SELECT 1 FROM settlement_line WHERE settlement_id = NEW.settlement_id AND no = NEW.no)
  BEGIN SELECT RAISE(ABORT, 'a settlement is never replaced'); END;
CREATE TRIGGER outbox_stay BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'what left the site is never deleted'); END;
CREATE TRIGGER outbox_keep BEFORE UPDATE OF dedupe_key, op, provider, subject_kind, subject_id, dest, body, amount, ext_key ON outbox
  BEGIN SELECT RAISE(ABORT, 'what leaves the site is never changed'); END;
CREATE TRIGGER outbox_event_keep BEFORE UPDATE ON outbox_event BEGIN SELECT RAISE(ABORT, 'the outbox log is append-only'); END;
CREATE TRIGGER outbox_event_stay BEFORE DELETE ON outbox_event BEGIN SELECT RAISE(ABORT, 'the outbox log is append-only'); END;
CREATE TRIGGER settlement_keep BEFORE UPDATE ON settlement BEGIN SELECT RAISE(ABORT, 'a settlement is never changed'); END;
CREATE TRIGGER settlement_stay BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'a settlement is never deleted'); END;
CREATE TRIGGER settlement_line_keep BEFORE UPDATE ON settlement_line BEGIN SELECT RAISE(ABORT, 'a settlement is never changed'); END;
CREATE TRIGGER settlement_line_stay BEFORE DELETE ON settlement_line BEGIN SELECT RAISE(ABORT, 'a settlement is never deleted'); END;

ALTER TABLE claim_line ADD COLUMN rounding INTEGER NOT NULL DEFAULT 0;   -- part of the amount that rounds the sum; without VAT
CREATE TRIGGER claim_line_rounding_keep BEFORE UPDATE OF rounding ON claim_line
  BEGIN SELECT RAISE(ABORT, 'what a line was issued with is never changed'); END;

-- A site that was made before gets what a new one is made with.
INSERT INTO series (name, prefix, next) SELECT 'order', '', 14001 FROM site;
INSERT INTO ledger_account (code, role, name)
  SELECT CASE country WHEN 'se' THEN '1910' WHEN 'no' THEN '1900' ELSE '5810' END, 15, 'Kassa' FROM site
  WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE role = 15);
INSERT INTO ledger_account (code, role, name)
  SELECT CASE country WHEN 'se' THEN '1580' WHEN 'no' THEN '1580' ELSE '5825' END, 16, 'Kort' FROM site
  WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE role = 16);
INSERT INTO code_word (what, number, word)
  SELECT w.column1, w.column2, w.column3 FROM site, (VALUES
    ('claim.method', 6, 'mobile'), ('claim.method', 7, 'swish'), ('claim.method', 8, 'invoice'),
    ('payment.source', 2, 'mobile'), ('payment.source', 3, 'counter'),
    ('payment.state', 6, 'reserved'), ('payment.state', 7, 'paid_back'),
    ('payment.reason', 18, 'order_open'), ('payment.reason', 19, 'link_dead'), ('payment.reason', 20, 'other_amount'),
    ('ledger.role', 15, 'cash'), ('ledger.role', 16, 'card_clearing'),
    ('order.status', 1, 'in_progress'), ('order.status', 2, 'ready'), ('order.status', 3, 'mobile_payment'),
    ('order.status', 4, 'posted'), ('order.status', 5, 'order_credited'), ('order.status', 6, 'opened')) w;
