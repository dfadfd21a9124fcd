-- Fordring, schema 9: the register of customers and members.

ALTER TABLE party ADD COLUMN payer_id INTEGER REFERENCES party (id);      -- who pays for them: a household's payer
ALTER TABLE party ADD COLUMN channel INTEGER;                             -- code_word party.channel: how claims reach them; NULL: as the site sends
ALTER TABLE party ADD COLUMN org_number TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN terms_days INTEGER CHECK (terms_days BETWEEN 0 AND 365);     -- NULL: the country's
ALTER TABLE party ADD COLUMN left_on INTEGER;                             -- a former member since
ALTER TABLE party ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN merged_into INTEGER REFERENCES party (id);   -- is the same as that one, and left for the change log alone
CREATE INDEX party_payer ON party (payer_id) WHERE payer_id IS NOT NULL;
CREATE TRIGGER party_pays BEFORE UPDATE OF payer_id ON party
  WHEN NEW.payer_id = NEW.id OR (SELECT payer_id FROM party WHERE id = NEW.payer_id) IS NOT NULL
    OR (NEW.payer_id IS NOT NULL AND EXISTS (SELECT 1 FROM party WHERE payer_id = NEW.id))
  BEGIN SELECT RAISE(ABORT, 'who pays for others has nobody who pays'); END;
CREATE TRIGGER party_stay BEFORE DELETE ON party BEGIN SELECT RAISE(ABORT, 'a party is never deleted'); END;

INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'party.channel' AS what, 1 AS number, 'email' AS word
  UNION ALL SELECT 'party.channel', 2, 'sms'
  UNION ALL SELECT 'party.channel', 3, 'print') WHERE EXISTS (SELECT 1 FROM site);
