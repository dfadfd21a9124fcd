//! Articles: what stands on claims again and again. Another price is for what is issued from then on; what is issued keeps its own.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::claim::Kind;
use super::draft::{AMOUNT_MAX, TEXT_MAX, has_vat};
use super::money::Money;

/// The longest code, in characters.
pub const CODE_MAX: usize = 20;
/// The longest unit, in characters.
pub const UNIT_MAX: usize = 8;

/// Something that is sold or asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Key in the file.
    pub id: i64,
    /// What people call it by; letters and digits, and it never changes.
    pub code: String,
    /// What stands on the line.
    pub name: String,
    /// Per unit, with VAT.
    pub price: Money,
    /// In percent.
    pub vat_percent: Decimal,
    /// Of what: `st`, `tim`; may be empty.
    pub unit: String,
    /// What claims it is for.
    pub kind: Kind,
    /// Not offered any more since.
    pub ended_on: Option<NaiveDate>,
}

/// A field of an article that cannot be as it is: the key of its name.
pub type Wrong = &'static str;

/// A code as it is kept: without blanks, upper case.
pub fn code(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

impl Article {
    /// Whether it can be as it is, by the VAT rates of the country.
    ///
    /// # Errors
    /// The first field that cannot, as the key of its name.
    pub fn validate(&self, rates: &[Decimal]) -> Result<(), Wrong> {
        let fits = |text: &str, most: usize| text.chars().count() <= most;
        // `*` leads in a quantity and `;` parts fields where articles are named in one line.
        let plain = self.code.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
        if self.code.is_empty() || !plain || !fits(&self.code, CODE_MAX) {
            return Err("column-articles-code");
        }
        if self.name.trim().is_empty() || !fits(&self.name, TEXT_MAX) {
            return Err("column-articles-name");
        }
        if self.price > AMOUNT_MAX || self.price < AMOUNT_MAX.negated() {
            return Err("column-articles-price");
        }
        if !rates.contains(&self.vat_percent) || (!has_vat(self.kind) && !self.vat_percent.is_zero()) {
            return Err("column-articles-vat");
        }
        if !fits(&self.unit, UNIT_MAX) {
            return Err("column-articles-unit");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> Article {
        Article {
            id: 1,
            code: "DACK".to_owned(),
            name: "Däckbyte".to_owned(),
            price: Money::from_minor(80_000),
            vat_percent: Decimal::from(25),
            unit: "st".to_owned(),
            kind: Kind::Other,
            ended_on: None,
        }
    }

    #[test]
    fn an_article_has_a_code_a_name_and_a_rate_that_fits_its_kind() {
        let rates = [Decimal::ZERO, Decimal::from(25)];
        assert_eq!(article().validate(&rates), Ok(()));
        let wrong = |change: fn(&mut Article)| {
            let mut one = article();
            change(&mut one);
            one.validate(&rates)
        };
        assert_eq!(wrong(|one| one.code.clear()), Err("column-articles-code"));
        assert_eq!(wrong(|one| one.code = "A*2".to_owned()), Err("column-articles-code"));
        assert_eq!(wrong(|one| one.code = "A".repeat(21)), Err("column-articles-code"));
        assert_eq!(wrong(|one| one.name = " ".to_owned()), Err("column-articles-name"));
        assert_eq!(wrong(|one| one.vat_percent = Decimal::from(24)), Err("column-articles-vat"));
        assert_eq!(wrong(|one| one.kind = Kind::Dues), Err("column-articles-vat"));
        assert_eq!(wrong(|one| one.unit = "kvadratmeter".to_owned()), Err("column-articles-unit"));
        assert_eq!(code(" däck 1 "), "DÄCK1");
    }
}
