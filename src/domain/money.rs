//! Money: whole minor units (øre, öre) with their currency. No floating point, and overflow is an error.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The currencies a site can keep its books in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Norwegian krone.
    Nok,
    /// Swedish krona.
    Sek,
    /// Danish krone.
    Dkk,
}

impl Currency {
    /// The ISO 4217 code.
    pub fn code(self) -> &'static str {
        match self {
            Currency::Nok => "NOK",
            Currency::Sek => "SEK",
            Currency::Dkk => "DKK",
        }
    }

    /// The currency of an ISO 4217 code.
    pub fn from_code(code: &str) -> Option<Currency> {
        [Currency::Nok, Currency::Sek, Currency::Dkk].into_iter().find(|c| c.code() == code)
    }
}

/// What can go wrong with an amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The sum leaves what a signed 64-bit number of minor units holds.
    #[error("the amount is too large")]
    Overflow,
    /// The text is not an amount.
    #[error("\"{0}\" is not an amount; write it like 1250.00 or 1250,00")]
    NotAnAmount(String),
    /// More than two decimals.
    #[error("\"{0}\" has more than two decimals")]
    TooPrecise(String),
}

/// The largest amount that a person or a file may state: 999 999 999 999,99 (`formats/no.md` 9, rule 32).
pub const LARGEST_STATED: i64 = 99_999_999_999_999;

/// An amount in minor units. A site has one currency, kept once in its settings; amounts of a site are all in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// An amount of `minor` øre.
    pub const fn from_minor(minor: i64) -> Money {
        Money(minor)
    }

    /// The amount in øre.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        self.0.checked_add(other.0).map(Money).ok_or(MoneyError::Overflow)
    }

    /// `self - other`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn minus(self, other: Money) -> Result<Money, MoneyError> {
        self.0.checked_sub(other.0).map(Money).ok_or(MoneyError::Overflow)
    }

    /// The amount with its sign turned. The one amount without a counterpart (`i64::MIN`) becomes the largest.
    #[must_use]
    pub fn negated(self) -> Money {
        Money(self.0.saturating_neg())
    }

    /// The sum of many.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn sum<I: IntoIterator<Item = Money>>(amounts: I) -> Result<Money, MoneyError> {
        amounts.into_iter().try_fold(Money::ZERO, Money::plus)
    }

    /// So many of the amount.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn times(self, count: usize) -> Result<Money, MoneyError> {
        let count = i64::try_from(count).map_err(|_| MoneyError::Overflow)?;
        self.0.checked_mul(count).map(Money).ok_or(MoneyError::Overflow)
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// What is more than nothing of it, or nothing.
    #[must_use]
    pub fn or_zero(self) -> Money {
        Money(self.0.max(0))
    }

    /// The VAT inside an amount that includes it, at a rate in percent, rounded half away from zero to a whole øre.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn vat_included(self, rate_percent: Decimal) -> Result<Money, MoneyError> {
        if rate_percent.is_zero() {
            return Ok(Money::ZERO);
        }
        let hundred = Decimal::ONE_HUNDRED;
        let whole = Decimal::from(self.0);
        let share = whole
            .checked_mul(rate_percent)
            .and_then(|x| hundred.checked_add(rate_percent).and_then(|d| x.checked_div(d)))
            .ok_or(MoneyError::Overflow)?;
        let rounded = share.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        i64::try_from(rounded.mantissa()).map(Money).map_err(|_| MoneyError::Overflow)
    }

    /// Reads an amount as people and files write it: `1250`, `1250.00`, `1 250,00`, `-3,5`.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`], [`MoneyError::TooPrecise`], [`MoneyError::Overflow`].
    pub fn parse(text: &str) -> Result<Money, MoneyError> {
        let not_an_amount = || MoneyError::NotAnAmount(text.to_owned());
        let compact: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'))
            .collect();
        let (negative, digits) = match compact.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, compact.as_str()),
        };
        let (whole, part) = match digits.split_once([',', '.']) {
            Some((whole, part)) => (whole, Some(part)),
            None => (digits, None),
        };
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || part.is_some_and(|p| !all_digits(p)) {
            return Err(not_an_amount());
        }
        let cents = match part {
            None => 0,
            Some(p) if p.len() > 2 => return Err(MoneyError::TooPrecise(text.to_owned())),
            Some(p) => p.parse::<i64>().map_err(|_| not_an_amount())? * if p.len() == 1 { 10 } else { 1 },
        };
        let minor = whole
            .parse::<i64>()
            .ok()
            .and_then(|w| w.checked_mul(100))
            .and_then(|w| w.checked_add(cents))
            .filter(|m| *m <= LARGEST_STATED)
            .ok_or(MoneyError::Overflow)?;
        Ok(Money(if negative { -minor } else { minor }))
    }

    /// As people of the Nordic countries read it: `12 480,00`, with `group` between thousands.
    pub fn grouped(self, group: char) -> String {
        let minor = self.0.unsigned_abs();
        let digits = (minor / 100).to_string();
        let mut text = String::with_capacity(digits.len() + 8);
        if self.0 < 0 {
            text.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        text.push_str(&format!(",{:02}", minor % 100));
        text
    }
}

impl fmt::Display for Money {
    /// For machines: `12480.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minor = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", minor / 100, minor % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, minor) in [
            ("1250", 125_000),
            ("1250.00", 125_000),
            ("1 250,00", 125_000),
            ("-3,5", -350),
            ("0,05", 5),
            (" 12\u{a0}480,00 ", 1_248_000),
        ] {
            assert_eq!(Money::parse(text), Ok(Money(minor)), "{text}");
        }
        for text in ["", "-", "1,2,3", "1.", ",5", "12a", "1e3", "--1", "1-"] {
            assert!(matches!(Money::parse(text), Err(MoneyError::NotAnAmount(_))), "{text}");
        }
        assert!(matches!(Money::parse("1,005"), Err(MoneyError::TooPrecise(_))));
        assert_eq!(Money::parse("99999999999999"), Err(MoneyError::Overflow));
    }

    #[test]
    fn vat_is_taken_out_of_the_whole() {
        let rate = |n: i64| Decimal::from(n);
        assert_eq!(Money(12_500).vat_included(rate(25)), Ok(Money(2_500)));
        assert_eq!(Money(10_000).vat_included(rate(12)), Ok(Money(1_071)));
        assert_eq!(Money(10_000).vat_included(rate(0)), Ok(Money(0)));
        assert_eq!(Money(-12_500).vat_included(rate(25)), Ok(Money(-2_500)));
    }

    #[test]
    fn grouped_keeps_two_decimals() {
        assert_eq!(Money(1_248_000).grouped(' '), "12 480,00");
        assert_eq!(Money(-5).grouped(' '), "-0,05");
        assert_eq!(Money(8_124_000_000).grouped(' '), "81 240 000,00");
    }

    proptest! {
        #[test]
        fn printing_and_reading_give_the_same(minor in -LARGEST_STATED..=LARGEST_STATED) {
            prop_assert_eq!(Money::parse(&Money(minor).to_string()), Ok(Money(minor)));
            prop_assert_eq!(Money::parse(&Money(minor).grouped('\u{2009}')), Ok(Money(minor)));
        }

        #[test]
        fn sums_never_wrap(a in any::<i64>(), b in any::<i64>()) {
            match Money(a).plus(Money(b)) {
                Ok(sum) => prop_assert_eq!(i128::from(sum.0), i128::from(a) + i128::from(b)),
                Err(error) => { prop_assert_eq!(error, MoneyError::Overflow); }
            }
        }
    }
}
