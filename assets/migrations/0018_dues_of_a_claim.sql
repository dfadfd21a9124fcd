-- Fordring: a payment of dues finds what its claim is counted under in one step; it took two for every claim, also where it found nothing.

CREATE INDEX membership_run ON membership (claim_id, dues_id) WHERE first_line = 1 AND dues_id IS NOT NULL;

DROP TRIGGER dues_sum_moved;

CREATE TRIGGER dues_sum_moved AFTER UPDATE OF status, amount, credited, paid ON claim WHEN NEW.kind = 1 BEGIN
  UPDATE dues_sum SET paid = paid + (NEW.status = 2) - (OLD.status = 2), amount = amount + (NEW.amount - NEW.credited) - (OLD.amount - OLD.credited),
      received = received + NEW.paid - OLD.paid
    WHERE dues_id = (SELECT m.dues_id FROM membership m INDEXED BY membership_run
      WHERE m.claim_id = NEW.id AND m.first_line = 1 AND m.dues_id IS NOT NULL);
END;
