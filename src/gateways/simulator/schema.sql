-- What the simulated provider and the simulated telephones know. Made when the file is opened and these are not there.
CREATE TABLE IF NOT EXISTS setting(
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- How often a call was made, for scripts that fail the first times only. `what` is `create:REFERENCE` and the like.
CREATE TABLE IF NOT EXISTS attempt(
  what TEXT PRIMARY KEY,
  times INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE IF NOT EXISTS message(
  id INTEGER PRIMARY KEY,
  key TEXT UNIQUE,                       -- of the site; NULL for what the customer sends
  phone TEXT NOT NULL,
  text TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('sent', 'delivered', 'failed', 'incoming')),
  code TEXT NOT NULL DEFAULT '',
  due_ms INTEGER,                        -- when the report comes; NULL when it has come, or never does
  due_code TEXT NOT NULL DEFAULT '',     -- '' delivers, else fails with this code
  read_ms INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS message_phone ON message(phone, id);
CREATE INDEX IF NOT EXISTS message_due ON message(due_ms) WHERE due_ms IS NOT NULL;

CREATE TABLE IF NOT EXISTS payment(
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  payment_id TEXT NOT NULL UNIQUE,
  token TEXT NOT NULL UNIQUE,
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  description TEXT NOT NULL,
  phone TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('open', 'underway', 'paid', 'dead')),
  word TEXT NOT NULL,
  authorised INTEGER NOT NULL DEFAULT 0,
  captured INTEGER NOT NULL DEFAULT 0,
  refunded INTEGER NOT NULL DEFAULT 0,
  paid_ms INTEGER,
  opened_ms INTEGER,
  due_ms INTEGER,                        -- when the customer does by themselves what `due` says
  due TEXT NOT NULL DEFAULT '' CHECK(due IN ('', 'pay', 'decline', 'pay-though-dead'))
) STRICT;
CREATE INDEX IF NOT EXISTS payment_due ON payment(due_ms) WHERE due_ms IS NOT NULL;

-- What was done to a payment, once for each key; captures and refunds are what is settled.
CREATE TABLE IF NOT EXISTS action(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  payment INTEGER NOT NULL REFERENCES payment(id),
  kind TEXT NOT NULL CHECK(kind IN ('capture', 'refund', 'release')),
  amount INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  settlement INTEGER                     -- NULL: not settled yet
) STRICT;
CREATE INDEX IF NOT EXISTS action_unsettled ON action(id) WHERE settlement IS NULL;

-- Messages that cost. What became of one is told as news, in the order in which it happened.
CREATE TABLE IF NOT EXISTS charge(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  message INTEGER REFERENCES message(id),  -- NULL: it did not arrive
  phone TEXT NOT NULL,
  text TEXT NOT NULL,
  amount INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('pending', 'paid', 'paid-undelivered', 'not-billed', 'failed', 'uncertain', 'refunded')),
  code TEXT NOT NULL DEFAULT '',
  due_ms INTEGER,                        -- when the outcome comes; NULL when it has come, or never does
  due TEXT NOT NULL DEFAULT '',
  due_code TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS charge_due ON charge(due_ms) WHERE due_ms IS NOT NULL;
CREATE TABLE IF NOT EXISTS charge_news(
  id INTEGER PRIMARY KEY,
  charge INTEGER NOT NULL REFERENCES charge(id),
  state TEXT NOT NULL,
  code TEXT NOT NULL
) STRICT;
-- Letters in the mailboxes. One that came twice is there twice.
CREATE TABLE IF NOT EXISTS mail(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  dest TEXT NOT NULL,
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  file TEXT NOT NULL,
  pdf BLOB NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
