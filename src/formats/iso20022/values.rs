//! Amounts, dates and account numbers as ISO 20022 writes them.

use chrono::NaiveDate;

use crate::domain::account::{Country, normalise};
use crate::domain::money::{Currency, LARGEST_STATED, Money};
use crate::formats::fixed::digits;

/// An amount in any currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How much, in hundredths.
    pub money: Money,
    /// ISO 4217, three capitals.
    pub currency: [u8; 3],
}

impl Amount {
    /// Whether it is in this currency.
    pub fn is_in(&self, currency: Currency) -> bool {
        currency.code().as_bytes() == self.currency
    }

    /// The code of its currency.
    pub fn currency(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }
}

/// Why an amount cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// Not digits with a point before the decimals, or more than two of them that are not 0.
    Unreadable,
    /// Larger than any we keep; in øre.
    TooLarge(String),
}

/// An amount: digits, and decimals behind a point. No sign.
///
/// # Errors
/// [`AmountFault`].
pub fn money(text: &str) -> Result<Money, AmountFault> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let decimals = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (cents, rest) = part.split_at_checked(2).unwrap_or((part, ""));
    if !decimals(whole) || !decimals(part) || rest.bytes().any(|b| b != b'0') {
        return Err(AmountFault::Unreadable);
    }
    let too_large = || AmountFault::TooLarge(format!("{whole}{cents:0<2}"));
    let whole_number = digits(whole.as_bytes()).ok_or_else(too_large)?;
    let cents_number = digits(cents.as_bytes()).ok_or(AmountFault::Unreadable)?;
    let scale = if cents.len() == 1 { 10 } else { 1 };
    whole_number
        .checked_mul(100)
        .and_then(|minor| minor.checked_add(cents_number.checked_mul(scale)?))
        .and_then(|minor| i64::try_from(minor).ok())
        .filter(|minor| *minor <= LARGEST_STATED)
        .map(Money::from_minor)
        .ok_or_else(too_large)
}

/// A currency code: three capitals.
pub fn currency(text: &str) -> Option<[u8; 3]> {
    let code = <[u8; 3]>::try_from(text.as_bytes()).ok()?;
    code.iter().all(u8::is_ascii_uppercase).then_some(code)
}

/// Reads dates; in most files nearly all are the same.
#[derive(Clone, Debug, Default)]
pub struct Days {
    last: Option<([u8; 10], NaiveDate)>,
}

impl Days {
    /// The day of `YYYY-MM-DD`, behind which a time or a time zone may stand.
    pub fn read(&mut self, text: &str) -> Option<NaiveDate> {
        let (day, rest) = text.split_at_checked(10)?;
        if !rest.is_empty() && !rest.starts_with(['T', 'Z', '+', '-']) {
            return None;
        }
        let raw = <[u8; 10]>::try_from(day.as_bytes()).ok()?;
        if let Some((known, date)) = self.last
            && known == raw
        {
            return Some(date);
        }
        let number = |from: usize, to: usize| digits(raw.get(from..to)?).and_then(|n| u32::try_from(n).ok());
        if raw.get(4) != Some(&b'-') || raw.get(7) != Some(&b'-') {
            return None;
        }
        let year = i32::try_from(number(0, 4)?).ok()?;
        let date = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
        self.last = Some((raw, date));
        Some(date)
    }
}

/// The country whose account numbers a site in this currency has.
pub fn country_of(currency: Currency) -> Country {
    match currency {
        Currency::Nok => Country::No,
        Currency::Sek => Country::Se,
        Currency::Dkk => Country::Dk,
    }
}

/// Length of a Swedish IBAN: country, check digits, three digits for the bank, 17 for the account.
const SWEDISH_IBAN: usize = 24;
const SWEDISH_ACCOUNT_AT: usize = 7;

/// Our account as a site stores it: of the three countries digits only, of others the IBAN. A Swedish IBAN has zeros in front
/// of the account number, and no clearing number where the bank's account numbers have none. `None` if a check digit is wrong.
pub fn our_account(text: &str, country: Country) -> Option<String> {
    let compact = compact(text);
    let code = compact.get(..2).filter(|code| code.bytes().all(|b| b.is_ascii_alphabetic()));
    let Some(code) = code else {
        return normalise(country, &compact).ok();
    };
    if !is_iban(&compact) {
        return None;
    }
    match code {
        "NO" => normalise(Country::No, &compact).ok(),
        "DK" => normalise(Country::Dk, &compact).ok(),
        "SE" if compact.len() == SWEDISH_IBAN => {
            let account = compact.get(SWEDISH_ACCOUNT_AT..)?.trim_start_matches('0');
            normalise(Country::Se, account).ok()
        }
        "SE" => None,
        _ => Some(compact),
    }
}

/// A payer's account: as [`our_account`] where it can be read so, else what it says in letters and digits; `None` if it says
/// nothing else. The check digits of a payer's account are no reason to refuse anything.
pub fn payer_account(text: &str) -> Option<String> {
    let compact = compact(text);
    let sound = !compact.is_empty() && compact.len() <= 34 && compact.bytes().all(|b| b.is_ascii_alphanumeric());
    if !sound || compact.bytes().all(|b| b == b'0') {
        return None;
    }
    if compact.bytes().all(|b| b.is_ascii_digit()) {
        return Some(compact);
    }
    our_account(&compact, Country::No).or(Some(compact))
}

/// In capitals, without blanks, dots and hyphens.
fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2011}'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether a text is an IBAN with the right check digits (ISO 13616).
pub fn is_iban(text: &str) -> bool {
    let sound = (15..=34).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let Some((head, rest)) = text.split_at_checked(4).filter(|_| sound) else {
        return false;
    };
    let letters = head.bytes().take(2).all(|b| b.is_ascii_uppercase());
    let check = head.bytes().skip(2).all(|b| b.is_ascii_digit());
    letters && check && remainder(rest.chars().chain(head.chars())) == 1
}

/// The IBAN of digits of a country, with its check digits.
pub fn iban(country: &str, account: &str) -> String {
    let rest = remainder(account.chars().chain(country.chars()).chain("00".chars()));
    format!("{country}{:02}{account}", 98_u32.saturating_sub(rest))
}

/// The remainder by 97 of a number in which letters count as 10 to 35.
fn remainder(characters: impl Iterator<Item = char>) -> u32 {
    characters.filter_map(|c| c.to_digit(36)).fold(0, |rest, value| {
        let shift = if value >= 10 { 100 } else { 10 };
        rest.wrapping_mul(shift).wrapping_add(value) % 97
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (text, minor) in [
            ("1250.00", 125_000),
            ("0", 0),
            ("0.5", 50),
            ("3.10000", 310),
            ("999999999999.99", LARGEST_STATED),
        ] {
            assert_eq!(money(text), Ok(Money::from_minor(minor)), "{text}");
        }
        for text in ["", ".", "1.", ".5", "-1", "+1", "1,00", "1 000.00", "1.005", "1e3", "1.0x"] {
            assert_eq!(money(text), Err(AmountFault::Unreadable), "{text}");
        }
        assert_eq!(money("1000000000000"), Err(AmountFault::TooLarge("100000000000000".to_owned())));
        assert!(matches!(money("99999999999999999999999999"), Err(AmountFault::TooLarge(_))));
    }

    #[test]
    fn days() {
        let mut days = Days::default();
        let day = NaiveDate::from_ymd_opt(2026, 5, 6);
        for text in ["2026-05-06", "2026-05-06T17:30:00+02:00", "2026-05-06Z", "2026-05-06+02:00"] {
            assert_eq!(days.read(text), day, "{text}");
        }
        for text in ["", "2026-02-30", "2026/05/06", "20260506", "2026-05-061", "2026-5-6", "x026-05-06"] {
            assert_eq!(days.read(text), None, "{text}");
        }
    }

    #[test]
    fn accounts() {
        for (text, country, expected) in [
            ("12345678903", Country::No, Some("12345678903")),
            ("1234.56.78903", Country::No, Some("12345678903")),
            ("12345678904", Country::No, None),
            ("NO9386011117947", Country::No, Some("86011117947")),
            ("NO9286011117947", Country::No, None),
            ("DK5000400440116243", Country::Dk, Some("00400440116243")),
            ("00400440116243", Country::Dk, Some("00400440116243")),
            ("SE3550000000054910000003", Country::Se, Some("54910000003")),
            ("SE3650000000054910000003", Country::Se, None),
            ("991-2346", Country::Se, Some("9912346")),
            ("DE89370400440532013000", Country::Se, Some("DE89370400440532013000")),
        ] {
            assert_eq!(our_account(text, country).as_deref(), expected, "{text}");
        }
        assert_eq!(payer_account("15032080119").as_deref(), Some("15032080119"));
        assert_eq!(payer_account("no93 8601 1117 947").as_deref(), Some("86011117947"));
        assert_eq!(payer_account("NO9286011117947").as_deref(), Some("NO9286011117947"));
        assert_eq!(payer_account("00000000000"), None);
        assert_eq!(payer_account("?"), None);
        assert_eq!(iban("NO", "86011117947"), "NO9386011117947");
        assert!(is_iban(&iban("DK", "00400440116243")));
    }
}
