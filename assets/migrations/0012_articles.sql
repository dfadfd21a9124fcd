-- Fordring, schema 12: articles, and claims before they are issued.

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  price INTEGER NOT NULL,           -- per unit, with VAT
  vat_rate INTEGER NOT NULL,        -- hundredths of a percent
  unit TEXT NOT NULL,
  kind INTEGER NOT NULL,            -- code_word claim.kind: what claims it is for
  ended_on INTEGER
) STRICT;
CREATE INDEX article_name ON article (name_key);
CREATE TRIGGER article_stay BEFORE DELETE ON article BEGIN SELECT RAISE(ABORT, 'an article is ended, never deleted'); END;
CREATE TRIGGER article_keep BEFORE UPDATE OF code ON article BEGIN SELECT RAISE(ABORT, 'the code of an article is never changed'); END;

-- A claim that is being written. It has no number until it is issued.
CREATE TABLE claim_draft (
  id INTEGER PRIMARY KEY,
  state INTEGER NOT NULL,           -- code_word draft.state
  revision INTEGER NOT NULL,        -- goes up with every change
  origin INTEGER NOT NULL,          -- code_word draft.origin
  from_claim INTEGER REFERENCES claim (id),     -- the claim it is a copy of, or stands in the place of
  claim_id INTEGER UNIQUE REFERENCES claim (id),    -- the claim it became
  party_id INTEGER REFERENCES party (id),
  kind INTEGER NOT NULL,
  description TEXT NOT NULL,
  issued_on INTEGER,                -- NULL: the day it is issued
  due_on INTEGER,                   -- NULL: by the terms
  account_id INTEGER REFERENCES bank_account (id),
  reference TEXT NOT NULL,          -- empty: made by the account's recipe
  amount INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  CHECK ((state = 2) = (claim_id IS NOT NULL))
) STRICT;
CREATE INDEX claim_draft_state ON claim_draft (state, changed_at);
CREATE INDEX claim_draft_from ON claim_draft (from_claim) WHERE from_claim IS NOT NULL;
CREATE INDEX claim_draft_party ON claim_draft (party_id) WHERE party_id IS NOT NULL;
CREATE TRIGGER claim_draft_stay BEFORE DELETE ON claim_draft BEGIN SELECT RAISE(ABORT, 'a draft is issued or discarded, never deleted'); END;
CREATE TRIGGER claim_draft_keep BEFORE UPDATE ON claim_draft WHEN OLD.state <> 1
  BEGIN SELECT RAISE(ABORT, 'what became of a draft is never changed'); END;

CREATE TABLE claim_draft_line (
  draft_id INTEGER NOT NULL REFERENCES claim_draft (id),
  no INTEGER NOT NULL,
  article TEXT NOT NULL,            -- empty: free text
  text TEXT NOT NULL,
  quantity INTEGER NOT NULL,        -- thousandths
  unit TEXT NOT NULL,
  price INTEGER,                    -- per unit, with VAT; NULL: not priced yet
  vat_rate INTEGER NOT NULL,        -- hundredths of a percent
  PRIMARY KEY (draft_id, no)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER claim_draft_line_new BEFORE INSERT ON claim_draft_line
  WHEN (SELECT state FROM claim_draft WHERE id = NEW.draft_id) <> 1
  BEGIN SELECT RAISE(ABORT, 'what became of a draft is never changed'); END;
CREATE TRIGGER claim_draft_line_keep BEFORE UPDATE ON claim_draft_line
  WHEN (SELECT state FROM claim_draft WHERE id = OLD.draft_id) <> 1
  BEGIN SELECT RAISE(ABORT, 'what became of a draft is never changed'); END;
CREATE TRIGGER claim_draft_line_stay BEFORE DELETE ON claim_draft_line
  WHEN (SELECT state FROM claim_draft WHERE id = OLD.draft_id) <> 1
  BEGIN SELECT RAISE(ABORT, 'what became of a draft is never changed'); END;

-- How the amount of a line of an issued claim came about. Older lines have none: one piece at its amount.
CREATE TABLE claim_line_item (
  claim_id INTEGER NOT NULL,
  no INTEGER NOT NULL,
  article TEXT NOT NULL,
  quantity INTEGER NOT NULL,        -- thousandths
  unit TEXT NOT NULL,
  price INTEGER NOT NULL,           -- per unit, with VAT
  rebate INTEGER NOT NULL,          -- off it when it was issued
  PRIMARY KEY (claim_id, no),
  FOREIGN KEY (claim_id, no) REFERENCES claim_line (claim_id, no)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER claim_line_item_keep BEFORE UPDATE ON claim_line_item BEGIN SELECT RAISE(ABORT, 'what a line was issued with is never changed'); END;
CREATE TRIGGER claim_line_item_stay BEFORE DELETE ON claim_line_item BEGIN SELECT RAISE(ABORT, 'what a line was issued with is never changed'); END;

INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'draft.state' AS what, 1 AS number, 'open' AS word
  UNION ALL SELECT 'draft.state', 2, 'issued'
  UNION ALL SELECT 'draft.state', 3, 'discarded'
  UNION ALL SELECT 'draft.origin', 1, 'new'
  UNION ALL SELECT 'draft.origin', 2, 'copy'
  UNION ALL SELECT 'draft.origin', 3, 'reissue') WHERE EXISTS (SELECT 1 FROM site);
