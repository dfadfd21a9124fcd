//! Amounts, dates, rates and labels as the language of the invoice writes them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::invoice::{Invoice, Kind, WayKind};
use crate::app::texts::{Arg, Lang, Texts};
use crate::domain::account::Country;
use crate::domain::money::Money;

/// The words of one invoice.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    texts: &'a Texts,
    invoice: &'a Invoice,
}

impl<'a> Words<'a> {
    /// In the language of the invoice.
    pub fn of(invoice: &'a Invoice) -> Words<'a> {
        Words {
            texts: invoice.language.texts(),
            invoice,
        }
    }

    /// A text.
    pub fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// A text with its values.
    pub fn with(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        self.texts.with(key, args)
    }

    /// What the document is.
    pub fn title(&self) -> String {
        match &self.invoice.kind {
            Kind::Invoice => self.t("print-invoice"),
            Kind::CreditNote { .. } => self.t("print-credit-note"),
            Kind::Reminder { no: 1, .. } => self.t("print-reminder"),
            Kind::Reminder { no, .. } => self.with("print-reminder-again", &[("no", Arg::Count(i64::from(*no)))]),
        }
    }

    /// The document and its number.
    pub fn title_and_number(&self) -> String {
        format!("{} {}", self.title(), self.invoice.number)
    }

    /// Which invoice a credit note takes back: its number and date.
    pub fn original(&self) -> Option<String> {
        let Kind::CreditNote { of, issued } = &self.invoice.kind else {
            return None;
        };
        let args = [("number", Arg::from(of.as_str())), ("date", Arg::Text(self.date(*issued)))];
        Some(self.with("print-original", &args))
    }

    /// The name of the payment reference: OCR, KID, betalings-id.
    pub fn reference(&self) -> String {
        self.t(&format!("print-reference-{}", self.invoice.country.code()))
    }

    /// The name of a way to pay.
    pub fn way(&self, kind: WayKind) -> String {
        match kind {
            WayKind::Bankgiro => self.t("print-bankgiro"),
            WayKind::Plusgiro => self.t("print-plusgiro"),
            WayKind::Account => self.t("print-account"),
            WayKind::Iban => "IBAN".to_owned(),
            WayKind::Bic => "BIC".to_owned(),
        }
    }

    /// An amount, its thousands held together, a true minus before it.
    pub fn amount(&self, money: Money) -> String {
        self.texts.money(money).replace(' ', "\u{a0}").replace('-', "−")
    }

    /// An amount with its currency.
    pub fn amount_with_currency(&self, money: Money) -> String {
        format!("{}\u{a0}{}", self.amount(money), self.invoice.currency.code())
    }

    /// `25 %`, `12,5 %`; English `25%`.
    pub fn percent(&self, rate: Decimal) -> String {
        let number = rate.normalize().to_string();
        if self.texts.lang() == Lang::En {
            format!("{number}%")
        } else {
            format!("{}\u{a0}%", number.replace('.', ","))
        }
    }

    /// As the language writes it: `2026-11-22`, `22.11.2026`.
    pub fn date(&self, day: NaiveDate) -> String {
        self.texts.day_on_paper(day)
    }

    /// The lines about the seller's registrations, which the law wants on every invoice.
    pub fn registrations(&self) -> Vec<String> {
        let seller = &self.invoice.seller;
        let mut lines: Vec<String> = [
            ("print-organisation", &seller.organisation),
            ("print-vat-number", &seller.vat_number),
            ("print-seat", &seller.seat),
        ]
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(key, text)| format!("{} {text}", self.t(key)))
        .collect();
        if seller.f_tax && self.invoice.country == Country::Se {
            lines.push(self.t("print-f-tax"));
        }
        lines
    }
}
