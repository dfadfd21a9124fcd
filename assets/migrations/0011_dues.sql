-- Fordring, schema 11: kinds of membership, dues per kind and period, and whose membership a line of a claim is for.

CREATE TABLE membership_kind (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  place INTEGER NOT NULL,           -- where it stands among the others
  ended_on INTEGER                  -- since then no dues of it are issued
) STRICT;
CREATE TRIGGER membership_kind_stay BEFORE DELETE ON membership_kind BEGIN SELECT RAISE(ABORT, 'a kind of membership is ended, not deleted'); END;

-- What membership of a kind costs for a period.
CREATE TABLE dues (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind_id INTEGER NOT NULL REFERENCES membership_kind (id),
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL CHECK (until_on >= from_on),
  due_on INTEGER NOT NULL,
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  description TEXT NOT NULL,
  account_id INTEGER REFERENCES bank_account (id),    -- NULL: the first that takes references
  UNIQUE (kind_id, from_on, until_on)
) STRICT;
CREATE INDEX dues_open ON dues (id) WHERE is_open = 1;
CREATE TABLE dues_line (
  dues_id INTEGER NOT NULL REFERENCES dues (id),
  no INTEGER NOT NULL,
  text TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  vat_rate INTEGER NOT NULL,        -- hundredths of a percent
  PRIMARY KEY (dues_id, no)
) STRICT, WITHOUT ROWID;

-- The kind of membership a party has now; what it was before stands in the change log.
CREATE TABLE enrolment (
  party_id INTEGER PRIMARY KEY REFERENCES party (id),
  kind_id INTEGER NOT NULL REFERENCES membership_kind (id),
  from_on INTEGER NOT NULL,
  until_on INTEGER CHECK (until_on >= from_on)
) STRICT;
CREATE INDEX enrolment_kind ON enrolment (kind_id, party_id);
-- Of two that are one, the kind of the one that stays counts.
CREATE TRIGGER enrolment_stay BEFORE DELETE ON enrolment WHEN (SELECT merged_into FROM party WHERE id = OLD.party_id) IS NULL BEGIN SELECT RAISE(ABORT, 'an enrolment is ended, not deleted'); END;

-- One claim may be for several: a household has one claim, to its payer, with lines for each member.
DROP TRIGGER membership_keep;
DROP TRIGGER membership_stay;
CREATE TABLE membership_new (
  id INTEGER PRIMARY KEY,
  party_id INTEGER NOT NULL REFERENCES party (id),
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  first_line INTEGER NOT NULL CHECK (first_line > 0),   -- the lines of the claim that are for it
  last_line INTEGER NOT NULL CHECK (last_line >= first_line),
  dues_id INTEGER REFERENCES dues (id),                 -- NULL: the claim was issued otherwise
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL CHECK (until_on >= from_on),
  replaced_seq INTEGER REFERENCES journal (seq)         -- its claim fell away, and another took its place by choice
) STRICT;
INSERT INTO membership_new (id, party_id, claim_id, first_line, last_line, from_on, until_on)
  SELECT id, party_id, claim_id, 1, coalesce((SELECT max(no) FROM claim_line l WHERE l.claim_id = m.claim_id), 1), from_on, until_on
  FROM membership m ORDER BY id;
DROP TABLE membership;
ALTER TABLE membership_new RENAME TO membership;
CREATE INDEX membership_party ON membership (party_id, from_on);
CREATE INDEX membership_from ON membership (from_on, id);
CREATE INDEX membership_until ON membership (until_on);
CREATE UNIQUE INDEX membership_claim ON membership (claim_id, first_line);
CREATE INDEX membership_dues ON membership (dues_id, first_line, claim_id) WHERE dues_id IS NOT NULL;
-- Nobody is asked twice for the same dues.
CREATE UNIQUE INDEX membership_once ON membership (party_id, dues_id) WHERE dues_id IS NOT NULL AND replaced_seq IS NULL;
CREATE TRIGGER membership_keep BEFORE UPDATE OF id, claim_id, first_line, last_line, dues_id ON membership
  BEGIN SELECT RAISE(ABORT, 'dues are for one membership'); END;
CREATE TRIGGER membership_stay BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'a membership is never deleted'); END;
CREATE TRIGGER membership_replaced BEFORE UPDATE OF replaced_seq ON membership
  WHEN OLD.replaced_seq IS NOT NULL OR NEW.replaced_seq IS NULL
    OR ((SELECT void FROM claim WHERE id = OLD.claim_id) = 0
      AND EXISTS (SELECT 1 FROM claim_line l WHERE l.claim_id = OLD.claim_id AND l.no BETWEEN OLD.first_line AND OLD.last_line
        AND l.dropped = 0 AND (l.credited = 0 OR l.credited < l.amount - l.discount)))
  BEGIN SELECT RAISE(ABORT, 'only dues whose claim fell away are replaced'); END;
CREATE TRIGGER membership_of_dues BEFORE INSERT ON membership
  WHEN NEW.dues_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dues d JOIN claim c ON c.id = NEW.claim_id
    WHERE d.id = NEW.dues_id AND d.is_open = 1 AND d.from_on = NEW.from_on AND d.until_on = NEW.until_on AND c.kind = 1)
  BEGIN SELECT RAISE(ABORT, 'dues are issued while they are open, for their period'); END;

-- What dues cost, and for whom and when, stays as it was when the first of them were issued.
CREATE TRIGGER dues_stay BEFORE DELETE ON dues BEGIN SELECT RAISE(ABORT, 'dues are closed, not deleted'); END;
CREATE TRIGGER dues_keep BEFORE UPDATE OF id, kind_id, from_on, until_on ON dues
  WHEN NEW.id <> OLD.id OR EXISTS (SELECT 1 FROM membership WHERE dues_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'dues that are issued are not changed'); END;
CREATE TRIGGER dues_line_new BEFORE INSERT ON dues_line WHEN EXISTS (SELECT 1 FROM membership WHERE dues_id = NEW.dues_id)
  BEGIN SELECT RAISE(ABORT, 'dues that are issued are not changed'); END;
CREATE TRIGGER dues_line_keep BEFORE UPDATE ON dues_line WHEN EXISTS (SELECT 1 FROM membership WHERE dues_id = OLD.dues_id)
  BEGIN SELECT RAISE(ABORT, 'dues that are issued are not changed'); END;
CREATE TRIGGER dues_line_stay BEFORE DELETE ON dues_line WHEN EXISTS (SELECT 1 FROM membership WHERE dues_id = OLD.dues_id)
  BEGIN SELECT RAISE(ABORT, 'dues that are issued are not changed'); END;
