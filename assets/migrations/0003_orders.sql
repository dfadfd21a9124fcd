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
  BEGIN SELECT RAISE(ABORT, 'an order does not go from this status to that one'); END;
CREATE TRIGGER request_stay BEFORE DELETE ON payment_request BEGIN SELECT RAISE(ABORT, 'a payment request is never deleted'); END;
CREATE TRIGGER request_keep BEFORE UPDATE OF order_id, seq, reference, provider, amount, phone, made_at, made_by ON payment_request
  BEGIN SELECT RAISE(ABORT, 'a payment request is never changed'); END;
CREATE TRIGGER request_dead BEFORE UPDATE OF state ON payment_request
  WHEN OLD.state = 4 AND NEW.state IN (1, 2, 3)
  BEGIN SELECT RAISE(ABORT, 'a dead link never lives again'); END;
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
