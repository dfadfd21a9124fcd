//! How an invoice is divided into pages: heading, lines, closing, foot.

use super::closing::Closing;
use super::heading;
use super::invoice::Invoice;
use super::letters::Faces;
use super::sheet::{Item, Sheet};
use super::table::Table;
use super::template::{Template, Twips};
use super::words::Words;
use super::{PrintError, qr};

/// So many of the last lines stay with the closing.
const KEPT: usize = 3;

/// Lays the invoice out.
///
/// The closing (sums, notes, payment box) stands on the last page whole, with the last lines above it: nobody gets a page that
/// says only what to pay.
///
/// # Errors
/// What [`Invoice::check`] refuses, and [`PrintError::CodeTooLong`].
pub fn lay_out(invoice: &Invoice, template: &Template, faces: &Faces) -> Result<Vec<Vec<Item>>, PrintError> {
    invoice.check()?;
    let words = Words::of(invoice);
    let code = match qr::payload(invoice).filter(|_| template.show.code) {
        Some(payload) => Some(qr::Squares::of(&payload)?),
        None => None,
    };
    let mut sheet = Sheet::new(template, faces);
    let bottom = heading::foot_top(&sheet, invoice, words);
    let table = Table::of(invoice, words, &sheet);
    let closing = Closing::of(invoice, words, &sheet, code);
    let mut pages = Vec::new();
    let mut y = heading::first(&mut sheet, invoice, words);
    y = table.head(&mut sheet, y);
    let mut rows_here = 0;
    for (at, row) in table.rows.iter().enumerate() {
        let below = if at + KEPT >= table.rows.len() {
            table.rows.iter().skip(at + 1).map(|row| row.height).sum::<Twips>() + closing.height()
        } else {
            0
        };
        if rows_here > 0 && y + row.height + below > bottom {
            table.foot(&mut sheet, y);
            let full = std::mem::replace(&mut sheet, Sheet::new(template, faces));
            pages.push(full.items);
            y = heading::next(&mut sheet, invoice, words);
            y = table.head(&mut sheet, y);
            rows_here = 0;
        }
        y = table.row(&mut sheet, row, y);
        rows_here += 1;
    }
    table.foot(&mut sheet, y);
    if y + closing.height() > bottom {
        let full = std::mem::replace(&mut sheet, Sheet::new(template, faces));
        pages.push(full.items);
        y = heading::next(&mut sheet, invoice, words);
    }
    closing.put(&mut sheet, y, bottom);
    pages.push(sheet.items);
    let count = pages.len();
    for (at, items) in pages.iter_mut().enumerate() {
        let mut sheet = Sheet::new(template, faces);
        heading::foot(&mut sheet, invoice, words, bottom);
        heading::page_number(&mut sheet, words, at + 1, count);
        items.append(&mut sheet.items);
    }
    Ok(pages)
}
