use super::*;
use proptest::prelude::*;

#[test]
fn accounts_are_stored_as_digits_and_shown_grouped() {
    let table = [
        (Country::No, "1234.56.78903", "12345678903", "1234.56.78903"),
        (Country::No, "1234 56 78903", "12345678903", "1234.56.78903"),
        (Country::No, "NO71 1234 5678 903", "12345678903", "1234.56.78903"),
        (Country::No, "no9386011117947", "86011117947", "8601.11.17947"),
        (Country::No, "15032010080", "15032010080", "1503.20.10080"),
        (Country::Se, "991-2346", "9912346", "991-2346"),
        (Country::Se, "5050-1055", "50501055", "5050-1055"),
        (Country::Se, "0009912346", "9912346", "991-2346"),
        (Country::Se, "123455", "123455", "1 23 45-5"),
        (Country::Se, "1-8", "18", "1-8"),
        (Country::Se, "6000-123 456 789", "6000123456789", "6000-123456789"),
        (Country::Dk, "1234 1234567", "12340001234567", "1234 0001234567"),
        (Country::Dk, "0040-0440116243", "00400440116243", "0040 0440116243"),
        (Country::Dk, "DK50 0040 0440 1162 43", "00400440116243", "0040 0440116243"),
    ];
    for (country, typed, stored, shown) in table {
        assert_eq!(normalise(country, typed).as_deref(), Ok(stored), "{typed}");
        assert_eq!(display(country, stored), shown);
    }
}

#[test]
fn what_is_no_account_is_refused() {
    let table = [
        (Country::No, "12345678904", AccountFault::WrongCheck),
        (Country::No, "1234567890", AccountFault::WrongLength),
        (Country::No, "00000000000", AccountFault::AllZero),
        (Country::No, "", AccountFault::WrongLength),
        (Country::No, "1234.56.7890X", AccountFault::Unreadable),
        (Country::No, "NO7212345678903", AccountFault::WrongCheck),
        (Country::No, "NO71", AccountFault::WrongLength),
        (Country::No, "æ1", AccountFault::Unreadable),
        (Country::Se, "991-2347", AccountFault::WrongCheck),
        (Country::Se, "12345678901234567", AccountFault::WrongLength),
        (Country::Se, "0600012345678", AccountFault::WrongLength),
        (Country::Se, "5", AccountFault::WrongLength),
        (Country::Se, "SE4550000000058398257466", AccountFault::Unreadable),
        (Country::Dk, "1234", AccountFault::WrongLength),
        (Country::Dk, "1234 00000", AccountFault::AllZero),
        (Country::Dk, "123412345678901", AccountFault::WrongLength),
    ];
    for (country, text, fault) in table {
        assert_eq!(normalise(country, text), Err(fault), "{text}");
    }
    // No account begins with 1503201003: ten digits that leave 1.
    for last in 0..10 {
        let text = format!("1503201003{last}");
        assert_eq!(normalise(Country::No, &text), Err(AccountFault::WrongCheck));
    }
}

#[test]
fn countries_have_codes() {
    for country in Country::ALL {
        assert_eq!(Country::from_code(country.code()), Some(country));
    }
    assert_eq!(Country::from_code("NO"), None);
    assert_eq!(Country::Se.currency(), Currency::Sek);
    assert_eq!(Country::Dk.alphabet(), Alphabet::DanishNorwegian);
}

proptest! {
    #[test]
    fn what_is_shown_can_be_typed(digits in "[0-9]{2,16}") {
        for country in Country::ALL {
            if let Ok(stored) = normalise(country, &digits) {
                let shown = display(country, &stored);
                prop_assert_eq!(normalise(country, &shown), Ok(stored.clone()));
                prop_assert_eq!(normalise(country, &stored), Ok(stored));
            }
        }
    }

    #[test]
    fn any_text_is_refused_or_read(text in any::<String>()) {
        for country in Country::ALL {
            let _ = normalise(country, &text);
            let _ = display(country, &text);
        }
    }
}
