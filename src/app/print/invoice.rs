//! What stands on an invoice or a credit note: plain values, gathered by the use case that prints. Nothing here reads the store.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Part, PrintError};
use crate::app::texts::Lang;
use crate::domain::account::Country;
use crate::domain::money::{Currency, Money};

/// Rates of VAT on one invoice; no country has more.
pub const RATES_MAX: usize = 6;
/// Payments listed one by one.
pub const PAID_MAX: usize = 8;
/// Ways to pay.
pub const WAYS_MAX: usize = 5;

/// Which document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// An invoice.
    Invoice,
    /// A credit note. It refers to its original specifically and unambiguously (17 kap. 22 § ML).
    CreditNote {
        /// Number of the invoice that it changes.
        of: String,
        /// When that was issued.
        issued: NaiveDate,
    },
    /// A reminder of an invoice. What was sold stands on that, with its VAT.
    Reminder {
        /// Which, from 1.
        no: u32,
        /// When the invoice was issued.
        issued: NaiveDate,
    },
}

/// What a number for payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WayKind {
    /// Swedish bankgiro.
    Bankgiro,
    /// Swedish plusgiro.
    Plusgiro,
    /// Account number of the country.
    Account,
    /// International account number.
    Iban,
    /// The bank's code for it.
    Bic,
}

/// One number to pay to, as people write it. The first way of an invoice is the one its payer is led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// What it is.
    pub kind: WayKind,
    /// As people write it (`domain::account::display`).
    pub number: String,
}

/// Who sells. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Name.
    pub name: String,
    /// Street, postcode and place.
    pub address: Vec<String>,
    /// Organisation number (SE, NO), CVR number (DK).
    pub organisation: String,
    /// VAT number: `SE…01`, `NO … MVA`, `DK…`.
    pub vat_number: String,
    /// Where a company has its seat (SE).
    pub seat: String,
    /// Approved for F-tax (SE): says so.
    pub f_tax: bool,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Web address.
    pub web: String,
    /// Where to pay.
    pub ways: Vec<Way>,
}

/// Who buys. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// Name.
    pub name: String,
    /// Customer number.
    pub number: String,
    /// Street, postcode and place.
    pub address: Vec<String>,
    /// VAT number, which must stand there when the buyer owes the tax.
    pub vat_number: String,
}

/// The vehicle worked on. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Registration number.
    pub plate: String,
    /// Make, model, year.
    pub make: String,
    /// With its unit.
    pub mileage: String,
}

/// One line. Amounts are without VAT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Article or work code.
    pub code: String,
    /// What it is; line ends are kept.
    pub text: String,
    /// As it is written: `2,5`.
    pub quantity: String,
    /// `st`, `tim`.
    pub unit: String,
    /// Of one; none for a line that only has an amount.
    pub unit_price: Option<Money>,
    /// Discount in percent.
    pub discount_percent: Decimal,
    /// What the line costs.
    pub net: Money,
    /// VAT rate in percent.
    pub vat_percent: Decimal,
}

/// The VAT of one rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vat {
    /// Rate in percent.
    pub percent: Decimal,
    /// What it is computed from.
    pub base: Money,
    /// The tax.
    pub vat: Money,
}

/// Money received before the invoice was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// How: `MOBIL`.
    pub method: String,
    /// When it came in.
    pub on: Option<NaiveDate>,
    /// How much.
    pub amount: Money,
}

/// The sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Without VAT.
    pub net: Money,
    /// VAT per rate.
    pub vat: Vec<Vat>,
    /// Rounding to whole kronor (*öresavrundning*).
    pub rounding: Money,
    /// To pay: all of it.
    pub total: Money,
    /// What has been paid.
    pub paid: Vec<Paid>,
    /// What is left to pay.
    pub left: Money,
}

/// What the QR code says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Code {
    /// No code.
    None,
    /// How to pay (see `qr::payload`); nothing when nothing is left to pay.
    Payment,
    /// A link, such as one to pay by.
    Link(String),
}

/// Everything that stands on an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Which document.
    pub kind: Kind,
    /// A reprint: it says KOPIA.
    pub copy: bool,
    /// The seller's country.
    pub country: Country,
    /// The language it is written in.
    pub language: Lang,
    /// The currency of every amount.
    pub currency: Currency,
    /// Who sells.
    pub seller: Seller,
    /// Who buys.
    pub buyer: Buyer,
    /// Number of the document.
    pub number: String,
    /// Number of the order.
    pub order: String,
    /// The digits that lead the payment home: OCR, KID, FIK.
    pub reference: String,
    /// The line a payer types (DK: `+71<…+…<`); empty: none.
    pub code_line: String,
    /// When it was issued.
    pub issued: NaiveDate,
    /// When the work was done, if not on the day of issue.
    pub delivered: Option<NaiveDate>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// Who at the seller.
    pub our_reference: String,
    /// Who at the buyer, or the buyer's order number.
    pub your_reference: String,
    /// The vehicle.
    pub vehicle: Option<Vehicle>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The sums.
    pub totals: Totals,
    /// What else there is to say: terms, late interest, thanks.
    pub notes: Vec<String>,
    /// The QR code.
    pub code: Code,
}

impl Invoice {
    /// Whether it is one that may be printed: it has a number, a seller, a buyer and lines, and its sums agree.
    ///
    /// The VAT of a rate may differ from base times rate by one øre for each of its lines, since lines may be rounded one by one.
    ///
    /// # Errors
    /// [`PrintError::Missing`], [`PrintError::TooMany`], [`PrintError::DoesNotAddUp`], [`PrintError::Money`].
    pub fn check(&self) -> Result<(), PrintError> {
        let t = &self.totals;
        let nothing = |text: &str| text.trim().is_empty();
        let reference_lost = matches!(&self.kind, Kind::CreditNote { of, .. } if nothing(of));
        for (part, missing) in [
            (Part::Number, nothing(&self.number)),
            (Part::Seller, nothing(&self.seller.name)),
            (Part::Buyer, nothing(&self.buyer.name)),
            (Part::Original, reference_lost),
            (Part::Lines, self.lines.is_empty()),
        ] {
            if missing {
                return Err(PrintError::Missing(part));
            }
        }
        for (part, count, most) in [
            (Part::Rates, t.vat.len(), RATES_MAX),
            (Part::Paid, t.paid.len(), PAID_MAX),
            (Part::Ways, self.seller.ways.len(), WAYS_MAX),
        ] {
            if count > most {
                return Err(PrintError::TooMany { part, most });
            }
        }
        agree(Part::Net, t.net, Money::sum(self.lines.iter().map(|line| line.net))?)?;
        agree(Part::Net, t.net, Money::sum(t.vat.iter().map(|vat| vat.base))?)?;
        for vat in &t.vat {
            self.check_rate(vat)?;
        }
        let with_vat = Money::sum(t.vat.iter().map(|vat| vat.vat).chain([t.net, t.rounding]))?;
        agree(Part::Total, t.total, with_vat)?;
        if t.rounding.minor().unsigned_abs() > 50 {
            return Err(PrintError::DoesNotAddUp {
                part: Part::Rounding,
                stated: t.rounding,
                counted: Money::ZERO,
            });
        }
        let left = t.total.minus(Money::sum(t.paid.iter().map(|paid| paid.amount))?)?;
        agree(Part::Left, t.left, left)
    }

    fn check_rate(&self, vat: &Vat) -> Result<(), PrintError> {
        let lines = self.lines.iter().filter(|line| line.vat_percent == vat.percent);
        let count = Decimal::from(lines.clone().count());
        agree(Part::Base, vat.base, Money::sum(lines.map(|line| line.net))?)?;
        let exact = Decimal::from(vat.base.minor())
            .checked_mul(vat.percent)
            .and_then(|x| x.checked_div(Decimal::ONE_HUNDRED));
        let near = exact.is_some_and(|exact| (Decimal::from(vat.vat.minor()) - exact).abs() <= count);
        let counted = exact.map_or(Money::ZERO, |exact| {
            Money::from_minor(i64::try_from(exact.round().mantissa()).unwrap_or_default())
        });
        if near { Ok(()) } else { agree(Part::Vat, vat.vat, counted) }
    }

    /// Whether VAT stands on it.
    pub fn has_vat(&self) -> bool {
        !matches!(self.kind, Kind::Reminder { .. })
    }

    /// The way that its payer is led to: the first that is an account.
    pub fn way(&self) -> Option<&Way> {
        self.seller.ways.iter().find(|way| way.kind != WayKind::Bic)
    }

    /// Whether there is anything to pay by it.
    pub fn is_to_pay(&self) -> bool {
        !matches!(self.kind, Kind::CreditNote { .. }) && self.totals.left.is_positive()
    }
}

fn agree(part: Part, stated: Money, counted: Money) -> Result<(), PrintError> {
    if stated == counted {
        Ok(())
    } else {
        Err(PrintError::DoesNotAddUp { part, stated, counted })
    }
}
