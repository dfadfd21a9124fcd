-- Fordring, schema 13: what claims' papers said, and what became of each sending.

-- The paper of a claim or of a credit note. One that left is what every later copy says; one that never left is made anew.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  credit_note_id INTEGER REFERENCES credit_note (id),
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  said TEXT NOT NULL,               -- JSON: everything that stands on it
  first_at INTEGER,                 -- when it left first
  digest BLOB                       -- SHA-256 of the PDF that left first; NULL: none has
) STRICT;
CREATE INDEX document_claim ON document (claim_id);
CREATE UNIQUE INDEX document_first ON document (claim_id, coalesce(credit_note_id, 0)) WHERE first_at IS NOT NULL;

CREATE TABLE sending (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  channel INTEGER NOT NULL,         -- code_word party.channel
  dest TEXT NOT NULL,               -- address or number; printed: the name
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
  batch INTEGER NOT NULL,           -- the first sending of those that were made together
  state INTEGER NOT NULL,           -- code_word sending.state
  detail TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  comment TEXT NOT NULL,
  moved_at INTEGER NOT NULL,
  left_at INTEGER,
  outbox_id INTEGER NOT NULL UNIQUE REFERENCES outbox (id)
) STRICT;
CREATE INDEX sending_claim ON sending (claim_id);
CREATE INDEX sending_batch ON sending (batch);
CREATE INDEX sending_document ON sending (document_id);
CREATE INDEX sending_person ON sending (id) WHERE state IN (4, 5);
CREATE INDEX sending_waiting ON sending (id) WHERE state = 1;
-- Of a document one sending is on its way at a time: nothing goes out twice because two people pressed a key.
CREATE UNIQUE INDEX sending_one ON sending (document_id) WHERE state = 1;

CREATE TRIGGER document_keep BEFORE UPDATE OF id, claim_id, credit_note_id, at, operator, said ON document
  BEGIN SELECT RAISE(ABORT, 'what a document says is never changed'); END;
CREATE TRIGGER document_once BEFORE UPDATE OF first_at, digest ON document
  WHEN (OLD.first_at IS NOT NULL AND NEW.first_at IS NOT OLD.first_at) OR (OLD.digest IS NOT NULL AND NEW.digest IS NOT OLD.digest)
  BEGIN SELECT RAISE(ABORT, 'a document leaves for the first time once'); END;
CREATE TRIGGER document_stay BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'a document is never deleted'); END;
CREATE TRIGGER document_again BEFORE INSERT ON document WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'a document is never replaced'); END;
CREATE TRIGGER sending_keep BEFORE UPDATE OF id, claim_id, document_id, channel, dest, language, subject, text, copy, batch, at, operator, comment,
    outbox_id ON sending
  BEGIN SELECT RAISE(ABORT, 'what was sent is never changed'); END;
CREATE TRIGGER sending_steps BEFORE UPDATE OF state ON sending
  WHEN NEW.state <> OLD.state AND NOT ((OLD.state = 1 AND NEW.state IN (2, 3, 4, 5, 6)) OR (OLD.state = 2 AND NEW.state IN (3, 4, 5))
    OR (OLD.state = 3 AND NEW.state = 4) OR (OLD.state = 4 AND NEW.state IN (1, 3)) OR (OLD.state = 5 AND NEW.state IN (1, 2, 3, 4)))
  BEGIN SELECT RAISE(ABORT, 'a sending does not go from this state to that one'); END;
CREATE TRIGGER sending_left BEFORE UPDATE OF left_at ON sending WHEN OLD.left_at IS NOT NULL AND NEW.left_at IS NOT OLD.left_at
  BEGIN SELECT RAISE(ABORT, 'when a sending left is never changed'); END;
CREATE TRIGGER sending_stay BEFORE DELETE ON sending BEGIN SELECT RAISE(ABORT, 'a sending is never deleted'); END;
CREATE TRIGGER sending_again BEFORE INSERT ON sending
  WHEN EXISTS (SELECT 1 FROM sending WHERE id = NEW.id OR outbox_id = NEW.outbox_id)
  BEGIN SELECT RAISE(ABORT, 'a sending is never replaced'); END;

INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'sending.state' AS what, 1 AS number, 'waiting' AS word
  UNION ALL SELECT 'sending.state', 2, 'handed'
  UNION ALL SELECT 'sending.state', 3, 'left'
  UNION ALL SELECT 'sending.state', 4, 'failed'
  UNION ALL SELECT 'sending.state', 5, 'unknown'
  UNION ALL SELECT 'sending.state', 6, 'cancelled') WHERE EXISTS (SELECT 1 FROM site);
