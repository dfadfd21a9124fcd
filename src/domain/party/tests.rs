use super::*;
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// What a field keeps of what was typed, on a Swedish card.
fn kept(field: CardField, typed: &str, home: Country, country: &str) -> Result<String, CardFault> {
    let mut card = Card {
        country: country.to_owned(),
        ..Card::default()
    };
    card.set(field, typed, home, today())?;
    Ok(card.typed(field))
}

#[test]
fn fields_keep_what_they_take_in_its_usual_form() {
    use CardField::*;
    let good = [
        (Name, "  Åse Ødegård ", super::Country::No, "", "Åse Ødegård"),
        (Phone, "070-123 45 67", super::Country::Se, "", "+46701234567"),
        (Phone, "", super::Country::Se, "", ""),
        (Email, "ase@example.org", super::Country::No, "", "ase@example.org"),
        (Email, "åse.ø@blåbær.example", super::Country::No, "", "åse.ø@blåbær.example"),
        (Postcode, "12345", super::Country::Se, "", "123 45"),
        (Postcode, "9008", super::Country::No, "", "9008"),
        (Postcode, "SW1A 1AA", super::Country::No, "GB", "SW1A 1AA"),
        (Postcode, "123 45", super::Country::No, "SE", "123 45"),
        (Country, "se", super::Country::No, "", "SE"),
        (Language, "NO", super::Country::No, "", "nb"),
        (Channel, "SMS", super::Country::No, "", "sms"),
        (Channel, "", super::Country::No, "", ""),
        (Birth, "1980-02-29", super::Country::No, "", "1980-02-29"),
        (Terms, "30", super::Country::No, "", "30"),
        (OrgNumber, "999 000 010", super::Country::No, "", "999000010"),
        (OrgNumber, "999900-0012", super::Country::Se, "", "9999000012"),
        (OrgNumber, "99900016", super::Country::Dk, "", "99900016"),
        (Reference, "1042 170 10 37", super::Country::No, "", "10421701037"),
    ];
    for (field, typed, home, country, wanted) in good {
        assert_eq!(kept(field, typed, home, country).as_deref(), Ok(wanted), "{field:?} {typed}");
    }
    let bad = [
        (Name, " ", super::Country::No, "", CardFault::Missing),
        (Phone, "070-123 45 6", super::Country::Se, "", CardFault::PhoneUnused),
        (Phone, "ring Berit", super::Country::Se, "", CardFault::PhoneLetters),
        (Phone, "12", super::Country::Se, "", CardFault::PhoneShort),
        (Phone, "0701234567 0702345678", super::Country::Se, "", CardFault::PhoneLong),
        (Email, "ase@", super::Country::No, "", CardFault::Email),
        (Email, "ase@example", super::Country::No, "", CardFault::Email),
        (Email, "ase b@example.org", super::Country::No, "", CardFault::Email),
        (Email, "a@b@example.org", super::Country::No, "", CardFault::Email),
        (Email, "Åse <ase@example.org>", super::Country::No, "", CardFault::Email),
        (Postcode, "123", super::Country::No, "", CardFault::Postcode),
        (Postcode, "1234", super::Country::Se, "", CardFault::Postcode),
        (Country, "Norge", super::Country::No, "", CardFault::Country),
        (Country, "XX", super::Country::No, "", CardFault::Country),
        (Language, "tlh", super::Country::No, "", CardFault::Language),
        (Channel, "pigeon", super::Country::No, "", CardFault::Channel),
        (Birth, "29.02", super::Country::No, "", CardFault::Date),
        (Birth, "2026-11-23", super::Country::No, "", CardFault::Future),
        (Terms, "366", super::Country::No, "", CardFault::Terms),
        (OrgNumber, "999 000 011", super::Country::No, "", CardFault::OrgNumber),
        (OrgNumber, "9999000013", super::Country::Se, "", CardFault::OrgNumber),
    ];
    for (field, typed, home, country, fault) in bad {
        assert_eq!(kept(field, typed, home, country), Err(fault), "{field:?} {typed}");
    }
    assert_eq!(kept(Name, &"x".repeat(201), super::Country::No, ""), Err(CardFault::TooLong));
}

#[test]
fn a_member_who_left_is_a_former_one() {
    let mut card = Card::default();
    assert_eq!(card.standing(), Standing::Customer);
    card.member_since_on = Some(today());
    assert_eq!(card.standing(), Standing::Member);
    card.left_on = Some(today());
    assert_eq!(card.standing(), Standing::Former);
}

proptest! {
    #[test]
    fn what_a_field_keeps_it_takes_again(typed in "\\PC{0,40}", at in 0..CardField::ALL.len()) {
        let field = CardField::ALL[at];
        let mut card = Card::default();
        if card.set(field, &typed, Country::Se, today()).is_ok() {
            let once = card.typed(field);
            prop_assert_eq!(card.set(field, &once, Country::Se, today()), Ok(()));
            prop_assert_eq!(card.typed(field), once);
        }
    }
}
