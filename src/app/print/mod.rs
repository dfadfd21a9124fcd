//! Invoices and credit notes on paper: A4 as PDF.
//!
//! `Invoice` (in `invoice`) is everything that stands on one; [`render`] lays it out by a [`Template`] and writes it; `deliver` saves,
//! opens and prints the file. Nothing here reads the store or the clock: the same invoice gives the same bytes, so that a reprint
//! differs from the original by the word KOPIA alone. A new block is a function that puts things on a `Sheet`, called in `pages`.

mod closing;
pub mod deliver;
mod heading;
pub mod invoice;
mod letters;
mod pages;
mod pdf;
pub mod qr;
mod sheet;
mod table;
pub mod template;
mod words;

#[cfg(test)]
mod tests;

use thiserror::Error;

pub use invoice::Invoice;
pub use qr::qr_text;
pub use template::Template;

use crate::app::texts::{Arg, Texts};
use crate::domain::money::{Money, MoneyError};

/// A part of an invoice that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its number.
    Number,
    /// The seller's name.
    Seller,
    /// The buyer's name.
    Buyer,
    /// The invoice that a credit note takes back.
    Original,
    /// The lines.
    Lines,
    /// The rates of VAT.
    Rates,
    /// The payments.
    Paid,
    /// The ways to pay.
    Ways,
    /// The sum without VAT.
    Net,
    /// What VAT is computed from.
    Base,
    /// The VAT.
    Vat,
    /// The rounding.
    Rounding,
    /// The sum to pay.
    Total,
    /// What is left to pay.
    Left,
}

impl Part {
    /// The key of its name.
    fn key(self) -> &'static str {
        match self {
            Part::Number => "print-part-number",
            Part::Seller => "print-part-seller",
            Part::Buyer => "print-part-buyer",
            Part::Original => "print-part-original",
            Part::Lines => "print-part-lines",
            Part::Rates => "print-part-rates",
            Part::Paid => "print-part-paid",
            Part::Ways => "print-part-ways",
            Part::Net => "print-net",
            Part::Base => "print-vat-base",
            Part::Vat => "print-vat",
            Part::Rounding => "print-rounding",
            Part::Total => "print-total",
            Part::Left => "print-left",
        }
    }
}

/// Why an invoice was not made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PrintError {
    /// Something that must stand on it is missing.
    #[error("{0:?} is missing")]
    Missing(Part),
    /// More of something than fits.
    #[error("{part:?}: more than {most}")]
    TooMany {
        /// Of what.
        part: Part,
        /// How many there may be.
        most: usize,
    },
    /// A sum is not what its parts make: such an invoice must not leave the house.
    #[error("{part:?}: {stated} is stated, {counted} is right")]
    DoesNotAddUp {
        /// Which sum.
        part: Part,
        /// As given.
        stated: Money,
        /// As counted.
        counted: Money,
    },
    /// A sum is too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A QR code cannot hold its text.
    #[error("{length} characters are too many for a QR code")]
    CodeTooLong {
        /// How many bytes it has.
        length: usize,
    },
    /// A template has a fault.
    #[error("template {name}: {detail}")]
    Template {
        /// Which.
        name: String,
        /// What and where.
        detail: String,
        /// It is the site's own file, which somebody can mend.
        own: bool,
    },
    /// The font of the program is broken.
    #[error("font: {0}")]
    Font(String),
    /// It could not be written where it was to go.
    #[error("not written: {0}")]
    NotWritten(String),
}

impl PrintError {
    /// In a language.
    pub fn words(&self, t: &Texts) -> String {
        let part = |part: &Part| Arg::Text(t.t(part.key()));
        let count = Arg::count::<usize>;
        match self {
            PrintError::Missing(missing) => t.with("print-fault-missing", &[("part", part(missing))]),
            PrintError::TooMany { part: which, most } => t.with("print-fault-too-many", &[("part", part(which)), ("most", count(*most))]),
            PrintError::DoesNotAddUp {
                part: which,
                stated,
                counted,
            } => {
                let args = [
                    ("part", part(which)),
                    ("stated", Arg::Money(*stated)),
                    ("counted", Arg::Money(*counted)),
                ];
                t.with("print-fault-sum", &args)
            }
            PrintError::CodeTooLong { length } => t.with("print-fault-code", &[("length", count(*length))]),
            PrintError::Template { name, detail, own: true } => {
                let args = [("name", Arg::from(name.as_str())), ("detail", Arg::from(detail.as_str()))];
                t.with("template-broken", &args)
            }
            PrintError::Template { name, detail, .. } => t.with("asset-broken", &[("detail", Arg::Text(format!("{name}: {detail}")))]),
            PrintError::Font(detail) => t.with("asset-broken", &[("detail", Arg::from(detail.as_str()))]),
            PrintError::NotWritten(detail) => {
                let args = [("path", Arg::from("PDF")), ("detail", Arg::from(detail.as_str()))];
                t.with("print-fault-file", &args)
            }
            PrintError::Money(error) => t.with("store-money", &[("detail", Arg::Text(error.to_string()))]),
        }
    }
}

/// The invoice as a PDF, in its own language.
///
/// # Errors
/// [`PrintError`]: what [`Invoice::check`] refuses, and a QR code that is too long.
pub fn render(invoice: &Invoice, template: &Template) -> Result<Vec<u8>, PrintError> {
    let mut papers = Papers::new(Vec::new(), template)?;
    papers.add(invoice)?;
    papers.finish()
}

/// Invoices one after the other as one PDF, written as they come: for a printer that gets them as one job.
pub struct Papers<'t, W> {
    faces: &'static letters::Faces,
    template: &'t Template,
    pdf: pdf::Writer<'static, W>,
    /// Title, seller and language of the first.
    first: Option<(String, String, &'static str)>,
    /// The number of the last, where there are several.
    last: Option<String>,
}

impl<'t, W: std::io::Write> Papers<'t, W> {
    /// Begins it.
    ///
    /// # Errors
    /// [`PrintError::Font`], [`PrintError::NotWritten`].
    pub fn new(out: W, template: &'t Template) -> Result<Self, PrintError> {
        let faces = letters::faces().ok_or_else(|| PrintError::Font("Roboto".to_owned()))?;
        Ok(Papers {
            faces,
            template,
            pdf: pdf::Writer::new(out, faces)?,
            first: None,
            last: None,
        })
    }

    /// Adds one. One that is refused is not in it, and the others go on.
    ///
    /// # Errors
    /// As [`render`]; [`PrintError::NotWritten`].
    pub fn add(&mut self, invoice: &Invoice) -> Result<(), PrintError> {
        for page in pages::lay_out(invoice, self.template, self.faces)? {
            self.pdf.page(&page)?;
        }
        if self.first.is_some() {
            self.last = Some(invoice.number.clone());
        } else {
            let title = words::Words::of(invoice).title_and_number();
            self.first = Some((title, invoice.seller.name.clone(), invoice.language.code()));
        }
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// [`PrintError::Missing`] when nothing was added; [`PrintError::NotWritten`].
    pub fn finish(self) -> Result<W, PrintError> {
        let (first, author, language) = self.first.ok_or(PrintError::Missing(Part::Number))?;
        let title = self.last.map_or_else(|| first.clone(), |last| format!("{first} – {last}"));
        self.pdf.finish(&pdf::About {
            title: &self.faces.printable(&title),
            author: &self.faces.printable(&author),
            language,
        })
    }
}
