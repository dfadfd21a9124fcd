-- Fordring, schema 7: the sub-system agreed with Betalingsservice (DK); empty: the usual one.
ALTER TABLE bank_account ADD COLUMN system TEXT NOT NULL DEFAULT '';
