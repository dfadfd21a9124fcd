-- Fordring, schema 14: claims whose reminders rest.

ALTER TABLE claim ADD COLUMN frozen_until INTEGER;      -- no reminder up to and with this day; why stands in the change log
CREATE INDEX claim_frozen ON claim (frozen_until) WHERE frozen_until IS NOT NULL;
