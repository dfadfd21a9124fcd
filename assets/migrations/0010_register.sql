-- Fordring, schema 10: the register is worked with – numbers as they are dialled, and two parties that are one.

-- How a card's number is dialled (+ and digits), read from what stands there; '' when there is none or it cannot be read.
ALTER TABLE party ADD COLUMN phone_e164 TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN phone_fault INTEGER;       -- code_word phone.fault: why the card's number cannot be read
CREATE INDEX party_dialled ON party (phone_e164) WHERE phone_e164 <> '';
-- What it replaces.
DROP INDEX party_number_tail;
CREATE INDEX party_unread ON party (phone_fault) WHERE phone_fault IS NOT NULL;
CREATE INDEX party_merged ON party (merged_into) WHERE merged_into IS NOT NULL;
-- Whoever writes the number reads it anew: an old reading does not stay.
CREATE TRIGGER party_phone_read AFTER UPDATE OF phone ON party
  WHEN NEW.phone IS NOT OLD.phone AND NEW.phone_e164 IS OLD.phone_e164 AND NEW.phone_e164 <> '' AND NEW.phone <> NEW.phone_e164
  BEGIN UPDATE party SET phone_e164 = '', phone_fault = NULL WHERE id = NEW.id; END;

-- Numbers besides the card's get a key, so that they can be rows of a list.
CREATE TABLE party_number_new (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,             -- + and digits
  party_id INTEGER NOT NULL REFERENCES party (id),
  UNIQUE (number, party_id)
) STRICT;
INSERT INTO party_number_new (number, party_id) SELECT number, party_id FROM party_number ORDER BY number, party_id;
DROP TABLE party_number;
ALTER TABLE party_number_new RENAME TO party_number;
CREATE INDEX party_number_party ON party_number (party_id);

-- What a party's page asks for.
CREATE INDEX payment_party ON payment (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX message_party ON message (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX movement_party ON movement (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX charge_party ON charge (party_id);
CREATE INDEX bank_notice_party ON bank_notice (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX payer_party ON payer (party_id);
CREATE INDEX party_by_name ON party (name_key, id) WHERE merged_into IS NULL;

-- Two that are one: who was merged points at who stays, and stays so; one step, never a chain.
CREATE TRIGGER party_merge BEFORE UPDATE OF merged_into ON party
  WHEN NEW.merged_into IS NULL AND OLD.merged_into IS NOT NULL OR NEW.merged_into = NEW.id
    OR (SELECT merged_into FROM party WHERE id = NEW.merged_into) IS NOT NULL
    OR OLD.merged_into IS NOT NULL AND (SELECT merged_into FROM party WHERE id = OLD.merged_into) IS NOT NEW.merged_into
  BEGIN SELECT RAISE(ABORT, 'a party that was merged stays merged, into one that was not'); END;
CREATE TRIGGER party_id_keep BEFORE UPDATE OF id, number ON party
  BEGIN SELECT RAISE(ABORT, 'a party keeps its number'); END;

-- The rails that keep whose things are let them go along a merge, and no other way.
DROP TRIGGER claim_keep;
CREATE TRIGGER claim_keep BEFORE UPDATE OF number, reference, kind, issued_on, voucher_id, account_id ON claim
  BEGIN SELECT RAISE(ABORT, 'what a claim was issued with is never changed; credit it and issue a new one'); END;
CREATE TRIGGER claim_party_keep BEFORE UPDATE OF party_id ON claim
  WHEN NEW.party_id IS NOT (SELECT merged_into FROM party WHERE id = OLD.party_id)
  BEGIN SELECT RAISE(ABORT, 'what a claim was issued with is never changed; credit it and issue a new one'); END;
DROP TRIGGER movement_keep;
CREATE TRIGGER movement_keep BEFORE UPDATE OF id, kind, payment_id, claim_id, amount, booked_on, voucher_id, account, refund_id ON movement
  BEGIN SELECT RAISE(ABORT, 'a transaction is never edited'); END;
CREATE TRIGGER movement_party_keep BEFORE UPDATE OF party_id ON movement
  WHEN NEW.party_id IS NULL OR NEW.party_id IS NOT (SELECT merged_into FROM party WHERE id = OLD.party_id)
  BEGIN SELECT RAISE(ABORT, 'a transaction is never edited'); END;
DROP TRIGGER away_keep;
CREATE TRIGGER away_keep BEFORE UPDATE OF id, payment_id, kind, amount, account, refund_id, other_payment_id, seq ON away
  BEGIN SELECT RAISE(ABORT, 'where money went is undone, not changed'); END;
CREATE TRIGGER away_party_keep BEFORE UPDATE OF party_id ON away
  WHEN NEW.party_id IS NULL OR NEW.party_id IS NOT (SELECT merged_into FROM party WHERE id = OLD.party_id)
  BEGIN SELECT RAISE(ABORT, 'where money went is undone, not changed'); END;
DROP TRIGGER charge_keep;
CREATE TRIGGER charge_keep BEFORE UPDATE OF id, message_id, claim_id, number, amount, provider, key, made_at ON charge
  BEGIN SELECT RAISE(ABORT, 'what a charge is for is never changed'); END;
CREATE TRIGGER charge_party_keep BEFORE UPDATE OF party_id ON charge
  WHEN NEW.party_id IS NOT (SELECT merged_into FROM party WHERE id = OLD.party_id)
  BEGIN SELECT RAISE(ABORT, 'what a charge is for is never changed'); END;
DROP TRIGGER order_locked;
CREATE TRIGGER order_locked BEFORE UPDATE OF vehicle_id, opened_on, mileage, phone, description, net, vat, rounding, amount, number ON work_order
  WHEN OLD.status NOT IN (1, 2)
  BEGIN SELECT RAISE(ABORT, 'the order is locked: annul its payment SMS first, or credit its invoice'); END;
CREATE TRIGGER order_party_locked BEFORE UPDATE OF party_id ON work_order
  WHEN OLD.status NOT IN (1, 2) AND (NEW.party_id IS NULL OR NEW.party_id IS NOT (SELECT merged_into FROM party WHERE id = OLD.party_id))
  BEGIN SELECT RAISE(ABORT, 'the order is locked: annul its payment SMS first, or credit its invoice'); END;

INSERT INTO code_word SELECT what, number, word FROM (
  SELECT 'phone.fault' AS what, 1 AS number, 'letters' AS word
  UNION ALL SELECT 'phone.fault', 2, 'too_short'
  UNION ALL SELECT 'phone.fault', 3, 'too_long'
  UNION ALL SELECT 'phone.fault', 4, 'not_in_use') WHERE EXISTS (SELECT 1 FROM site);
