-- Fordring, schema 17: what payments of bank files are known by stands in a table of its own, so that a large import writes it once, in
-- its own order, when its payments are booked: beside them it would change another page for every payment.

CREATE TABLE payment_print (
  fingerprint INTEGER NOT NULL,     -- the payment's
  payment_id INTEGER NOT NULL REFERENCES payment (id),
  PRIMARY KEY (fingerprint, payment_id)
) STRICT, WITHOUT ROWID;
INSERT INTO payment_print SELECT fingerprint, id FROM payment WHERE file_id IS NOT NULL ORDER BY fingerprint, id;
DROP INDEX payment_fingerprint;
CREATE TRIGGER payment_print_keep BEFORE UPDATE ON payment_print BEGIN SELECT RAISE(ABORT, 'what a payment is known by is never changed'); END;
CREATE TRIGGER payment_print_stay BEFORE DELETE ON payment_print BEGIN SELECT RAISE(ABORT, 'what a payment is known by is never deleted'); END;
