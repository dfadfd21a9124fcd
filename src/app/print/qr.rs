//! QR codes: what one says, its squares, and one made of letters for the terminal.

use qrcode::{Color, EcLevel, QrCode};

use super::PrintError;
use super::invoice::{Code, Invoice, WayKind};
use crate::domain::account::Country;

/// White modules that must stand around a code (ISO/IEC 18004).
pub const QUIET: usize = 4;

/// The longest text of a code in bytes: what a telephone still reads off paper at the size of an invoice's.
pub const TEXT_MAX: usize = 600;

/// The squares of a code, without the white around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    width: usize,
    dark: Vec<bool>,
}

impl Squares {
    /// The code of a text; errors in an eighth of it (level M) can be mended by the reader.
    ///
    /// # Errors
    /// [`PrintError::CodeTooLong`].
    pub fn of(text: &str) -> Result<Squares, PrintError> {
        if text.len() > TEXT_MAX {
            return Err(PrintError::CodeTooLong { length: text.len() });
        }
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| PrintError::CodeTooLong { length: text.len() })?;
        Ok(Squares {
            width: code.width(),
            dark: code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect(),
        })
    }

    /// How many on a side.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether one is dark; outside of the code all is light.
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        row < self.width && column < self.width && self.dark.get(row * self.width + column).copied().unwrap_or(false)
    }
}

/// What the code of an invoice says. `None`: it has none.
///
/// Sweden: "UsingQR" version 1, the JSON that Swedish bookkeeping programs and bank apps read off invoices: `uqr` version, `tp` 1
/// (invoice), `nme` payee, `cc` country, `cid` organisation number, `iref` payment reference, `idt` and `ddt` days of issue and
/// due, `due` amount, `cur`, `pt` kind of account (`BG`, `PG`, `IBAN`, `BBAN`) and `acc` its number.
///
/// Norway and Denmark have no such agreement. There it is text for people and programs alike, a `name: value` a line: `payee`,
/// `account`, `reference`, `amount` (`1250.00 NOK`), `due` (ISO 8601); lines without a value are left out.
pub fn payload(invoice: &Invoice) -> Option<String> {
    match &invoice.code {
        Code::None => None,
        Code::Link(link) => Some(link.trim().to_owned()).filter(|link| !link.is_empty()),
        Code::Payment if !invoice.is_to_pay() => None,
        Code::Payment if invoice.country == Country::Se => using_qr(invoice),
        Code::Payment => plain(invoice),
    }
}

/// Letters of a name or number in a code of how to pay: what people write is shorter, and the code must stay readable.
const PART_MAX: usize = 70;

/// A text in one line, not too long.
fn part(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(PART_MAX).collect()
}

fn using_qr(invoice: &Invoice) -> Option<String> {
    let way = invoice.way()?;
    let kind = match way.kind {
        WayKind::Bankgiro => "BG",
        WayKind::Plusgiro => "PG",
        WayKind::Iban => "IBAN",
        WayKind::Account | WayKind::Bic => "BBAN",
    };
    let day = |day: chrono::NaiveDate| day.format("%Y%m%d").to_string();
    let text = |text: &str| serde_json::Value::from(part(text)).to_string();
    let parts: Vec<String> = [
        ("uqr", "1".to_owned()),
        ("tp", "1".to_owned()),
        ("nme", text(&invoice.seller.name)),
        ("cc", text("SE")),
        ("cid", text(&invoice.seller.organisation)),
        ("iref", text(&invoice.reference)),
        ("idt", text(&day(invoice.issued))),
        ("ddt", text(&invoice.due.map(day).unwrap_or_default())),
        // The amount is a JSON number, written from whole öre: no floating point in between.
        ("due", invoice.totals.left.to_string()),
        ("cur", text(invoice.currency.code())),
        ("pt", text(kind)),
        ("acc", text(&way.number)),
    ]
    .into_iter()
    .filter(|(_, value)| value != "\"\"")
    .map(|(key, value)| format!("\"{key}\":{value}"))
    .collect();
    Some(format!("{{{}}}", parts.join(",")))
}

fn plain(invoice: &Invoice) -> Option<String> {
    let way = invoice.way()?;
    let lines: Vec<String> = [
        ("payee", part(&invoice.seller.name)),
        ("account", part(&way.number)),
        ("reference", part(&invoice.reference)),
        ("amount", format!("{} {}", invoice.totals.left, invoice.currency.code())),
        ("due", invoice.due.map(|due| due.to_string()).unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| format!("{name}: {value}"))
    .collect();
    Some(lines.join("\n"))
}

/// The code as lines of half blocks, two squares to a cell, with the white around it, to show a link at the counter. It is drawn
/// for dark letters on a light ground: the screen gives it a black-on-white style, whatever its theme.
///
/// # Errors
/// [`PrintError::CodeTooLong`].
pub fn qr_text(payload: &str) -> Result<Vec<String>, PrintError> {
    let squares = Squares::of(payload)?;
    let side = squares.width() + 2 * QUIET;
    // `wrapping_sub` leaves the code above and to the left of it, where everything is light.
    let dark = |row: usize, column: usize| squares.is_dark(row.wrapping_sub(QUIET), column.wrapping_sub(QUIET));
    let cell = |row: usize, column: usize| match (dark(row, column), dark(row + 1, column)) {
        (false, false) => ' ',
        (true, false) => '▀',
        (false, true) => '▄',
        (true, true) => '█',
    };
    Ok((0..side)
        .step_by(2)
        .map(|row| (0..side).map(|column| cell(row, column)).collect())
        .collect())
}
