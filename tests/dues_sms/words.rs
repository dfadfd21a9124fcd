//! What members read, letter by letter as the source document has it.

/// Reply 1, which costs the amount (SMS-17).
pub const CHARGE: &str = "Betalinga di er under handsaming, du vil få melding når den er fullførd.";
/// Reply 2 (SMS-19).
pub const PAID: &str =
    "Betalinga di er motteken, du kan handsame medlemskapet ditt på https://org1.hypersys.no med passordet du har motteke på epost.";
/// Reply 2 when it failed (SMS-21).
pub const FAILED: &str = "SMS-betaling var ikkje mogleg. Dette kan vere fordi du har kontantkort utan dekning, eller at abonnementet ditt er blokkert frå å ta imot overprisa meldingar.";
