-- Fordring, schema 8: dues paid by SMS, and the SMS dialogue.

-- Numbers that a person tied to a party, besides the one on its card. One number may stand on several parties.
CREATE TABLE party_number (
  number TEXT NOT NULL,             -- + and digits
  party_id INTEGER NOT NULL REFERENCES party (id),
  PRIMARY KEY (number, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_number_party ON party_number (party_id);
-- Numbers on cards are kept as people write them: the last eight digits find those that may be the same.
CREATE INDEX party_number_tail ON party
  (substr(replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), -8)) WHERE phone <> '';

-- How dues are paid by SMS. One row.
CREATE TABLE dues_sms (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  is_open INTEGER NOT NULL,
  number TEXT NOT NULL,             -- the number that people send to
  keywords TEXT NOT NULL,           -- with blanks between
  sub_keywords TEXT NOT NULL,
  organisation TEXT NOT NULL,       -- '': the site's name
  url TEXT NOT NULL,
  language TEXT NOT NULL,           -- of the replies; '': the member's
  least INTEGER NOT NULL,
  most INTEGER NOT NULL,
  age INTEGER,                      -- the youngest who may pay
  wait_minutes INTEGER NOT NULL     -- an outcome that has not come by then goes to a person
) STRICT;
-- Texts of a site's own.
CREATE TABLE dues_sms_text (
  reply INTEGER NOT NULL,           -- code_word dues.reply
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (reply, language)
) STRICT, WITHOUT ROWID;

-- A charge: one message that costs its amount.
CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL UNIQUE REFERENCES message (id),   -- what asked for it
  party_id INTEGER NOT NULL REFERENCES party (id),
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  number TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  provider TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL,           -- code_word charge.state
  doubtful INTEGER NOT NULL DEFAULT 0,      -- a call was made whose answer did not come
  code TEXT NOT NULL DEFAULT '',    -- the provider's own
  fault TEXT NOT NULL DEFAULT '',   -- what it means
  detail TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  moved_at INTEGER NOT NULL,
  checked_at INTEGER,
  payment_id INTEGER UNIQUE REFERENCES payment (id)
) STRICT;
CREATE UNIQUE INDEX charge_open_claim ON charge (claim_id) WHERE state IN (1, 2, 3);
CREATE INDEX charge_open ON charge (party_id, amount) WHERE state IN (1, 2, 3);
CREATE INDEX charge_waiting ON charge (id) WHERE state IN (1, 2);
CREATE INDEX charge_uncertain ON charge (id) WHERE state = 3;
CREATE INDEX charge_claim ON charge (claim_id);
CREATE TRIGGER charge_keep BEFORE UPDATE OF id, message_id, party_id, claim_id, number, amount, provider, key, made_at ON charge
  BEGIN SELECT RAISE(ABORT, 'what a charge is for is never changed'); END;
CREATE TRIGGER charge_steps BEFORE UPDATE OF state ON charge
  WHEN NEW.state <> OLD.state AND NOT ((OLD.state = 1 AND NEW.state IN (2, 3, 4, 5)) OR (OLD.state = 2 AND NEW.state IN (3, 4, 5))
    OR (OLD.state = 3 AND NEW.state IN (4, 5)) OR (OLD.state = 5 AND NEW.state IN (3, 4)) OR (OLD.state = 4 AND NEW.state = 6))
  BEGIN SELECT RAISE(ABORT, 'a charge does not go from this state to that one'); END;
CREATE TRIGGER charge_paid_once BEFORE UPDATE OF payment_id ON charge WHEN OLD.payment_id IS NOT NULL AND NEW.payment_id IS NOT OLD.payment_id
  BEGIN SELECT RAISE(ABORT, 'a charge is one payment'); END;
CREATE TRIGGER charge_stay BEFORE DELETE ON charge BEGIN SELECT RAISE(ABORT, 'a charge is never deleted'); END;

-- What the operators paid out: lines of a settlement that is of charges.
CREATE TABLE charge_settled (
  settlement_id INTEGER NOT NULL REFERENCES settlement (id),
  no INTEGER NOT NULL,
  charge_id INTEGER NOT NULL REFERENCES charge (id),
  gross INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  PRIMARY KEY (settlement_id, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX charge_settled_charge ON charge_settled (charge_id);
CREATE TRIGGER charge_settled_keep BEFORE UPDATE ON charge_settled BEGIN SELECT RAISE(ABORT, 'a settlement is never changed'); END;
CREATE TRIGGER charge_settled_stay BEFORE DELETE ON charge_settled BEGIN SELECT RAISE(ABORT, 'a settlement is never deleted'); END;

-- Messages know whom they are with, what they answer and what they cost.
ALTER TABLE message ADD COLUMN party_id INTEGER REFERENCES party (id);
ALTER TABLE message ADD COLUMN charge_id INTEGER REFERENCES charge (id);
ALTER TABLE message ADD COLUMN answers_id INTEGER REFERENCES message (id);  -- the message that this one answers
ALTER TABLE message ADD COLUMN reply INTEGER;                               -- code_word dues.reply, of one that the program wrote
ALTER TABLE message ADD COLUMN price INTEGER NOT NULL DEFAULT 0;            -- what its recipient pays
ALTER TABLE message ADD COLUMN sent_to TEXT NOT NULL DEFAULT '';            -- the number of ours that it came to
ALTER TABLE message ADD COLUMN read_at INTEGER;                             -- of one that came in: when somebody had seen it
UPDATE message SET read_at = at WHERE direction = 2;
CREATE INDEX message_number ON message (number, id);
CREATE INDEX message_charge ON message (charge_id) WHERE charge_id IS NOT NULL;
CREATE UNIQUE INDEX message_answer ON message (answers_id, reply) WHERE reply IS NOT NULL AND answers_id IS NOT NULL;

-- One row a number, so that the list of dialogues need not read all messages.
CREATE TABLE dialogue (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  last_id INTEGER NOT NULL REFERENCES message (id),
  last_at INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  unread INTEGER NOT NULL
) STRICT;
CREATE INDEX dialogue_last ON dialogue (last_at, id);
CREATE INDEX dialogue_unread ON dialogue (last_at, id) WHERE unread > 0;
INSERT INTO dialogue (number, last_id, last_at, messages, unread)
  SELECT m.number, m.id, m.at, n.messages, 0 FROM (SELECT max(id) AS id, count(*) AS messages FROM message GROUP BY number) n JOIN message m ON m.id = n.id ORDER BY m.id;
CREATE TRIGGER message_in_dialogue AFTER INSERT ON message BEGIN
  INSERT INTO dialogue (number, last_id, last_at, messages, unread)
    VALUES (NEW.number, NEW.id, NEW.at, 1, NEW.direction = 2 AND NEW.read_at IS NULL)
    ON CONFLICT (number) DO UPDATE SET last_id = NEW.id, last_at = NEW.at, messages = messages + 1,
      unread = unread + (NEW.direction = 2 AND NEW.read_at IS NULL);
END;
CREATE TRIGGER message_read AFTER UPDATE OF read_at ON message WHEN OLD.direction = 2 AND (OLD.read_at IS NULL) <> (NEW.read_at IS NULL) BEGIN
  UPDATE dialogue SET unread = unread + CASE WHEN NEW.read_at IS NULL THEN 1 ELSE -1 END WHERE number = NEW.number;
END;
CREATE TRIGGER message_keep BEFORE UPDATE OF id, direction, number, text, at, charge_id, answers_id, reply, price ON message
  BEGIN SELECT RAISE(ABORT, 'what a message says is never changed'); END;
CREATE TRIGGER message_stay BEFORE DELETE ON message BEGIN SELECT RAISE(ABORT, 'a message is never deleted'); END;

-- What dues are for: a member and a period. Whether it is paid stands on the claim of its dues alone.
CREATE TABLE membership (
  id INTEGER PRIMARY KEY,
  party_id INTEGER NOT NULL REFERENCES party (id),
  claim_id INTEGER NOT NULL UNIQUE REFERENCES claim (id),
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL CHECK (until_on >= from_on)
) STRICT;
CREATE INDEX membership_party ON membership (party_id, from_on);
CREATE INDEX membership_from ON membership (from_on, id);
INSERT INTO membership (party_id, claim_id, from_on, until_on)
  SELECT party_id, id, CAST(unixepoch(strftime('%Y-01-01', due_on * 86400, 'unixepoch')) / 86400 AS INTEGER),
    CAST(unixepoch(strftime('%Y-12-31', due_on * 86400, 'unixepoch')) / 86400 AS INTEGER) FROM claim WHERE kind = 1 ORDER BY id;
CREATE TRIGGER membership_keep BEFORE UPDATE OF id, claim_id ON membership BEGIN SELECT RAISE(ABORT, 'dues are for one membership'); END;
CREATE TRIGGER membership_stay BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'a membership is never deleted'); END;

INSERT INTO ledger_account (code, role, name)
  SELECT CASE country WHEN 'se' THEN '1689' WHEN 'no' THEN '1932' ELSE '5832' END, 17,
    CASE country WHEN 'se' THEN 'SMS-betalningar på väg' WHEN 'no' THEN 'SMS-betaling underveis' ELSE 'SMS-betalinger undervejs' END FROM site
  WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE role = 17);
INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'ledger.role' AS what, 17 AS number, 'sms_clearing' AS word
  UNION ALL SELECT 'payment.source', 4, 'sms'
  UNION ALL SELECT 'claim.method', 9, 'sms'
  UNION ALL SELECT 'charge.state', 1, 'asked'
  UNION ALL SELECT 'charge.state', 2, 'under_way'
  UNION ALL SELECT 'charge.state', 3, 'uncertain'
  UNION ALL SELECT 'charge.state', 4, 'paid'
  UNION ALL SELECT 'charge.state', 5, 'failed'
  UNION ALL SELECT 'charge.state', 6, 'refunded'
  UNION ALL SELECT 'dues.reply', 1, 'charge'
  UNION ALL SELECT 'dues.reply', 2, 'paid'
  UNION ALL SELECT 'dues.reply', 3, 'failed'
  UNION ALL SELECT 'dues.reply', 4, 'no-party'
  UNION ALL SELECT 'dues.reply', 5, 'several-parties'
  UNION ALL SELECT 'dues.reply', 6, 'closed'
  UNION ALL SELECT 'dues.reply', 7, 'nothing-outstanding'
  UNION ALL SELECT 'dues.reply', 8, 'not-an-amount'
  UNION ALL SELECT 'dues.reply', 9, 'no-amount'
  UNION ALL SELECT 'dues.reply', 10, 'outside-limits'
  UNION ALL SELECT 'dues.reply', 11, 'under-way') WHERE EXISTS (SELECT 1 FROM site);
