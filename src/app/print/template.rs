//! The template of an invoice: margins, sizes, colours, columns. `assets/templates/invoice.toml` says what each means; a site's
//! own file has the same form. It is read strictly: what is unknown, missing or impossible is a fault that names its place.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::PrintError;

/// Lengths on the page are whole twentieths of a point: A4 is 11 906 by 16 838, and nothing is ever a floating point number.
pub type Twips = i32;

/// Width of the paper.
pub const PAPER_WIDE: Twips = 11_906;
/// Height of the paper.
pub const PAPER_HIGH: Twips = 16_838;

/// The narrowest that the column which takes what is left may become.
const REST_LEAST: Twips = 1_400;

/// A length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(pub Twips);

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        length(&text).map(Length).ok_or_else(|| {
            D::Error::custom(format!(
                "\"{text}\" is not a length on the page; write it like \"20mm\" or \"9.5pt\""
            ))
        })
    }
}

/// `20mm`, `9.5pt`; at most as long as the paper is high.
fn length(text: &str) -> Option<Twips> {
    let (number, twips) = match text.strip_suffix("mm") {
        Some(number) => (number, Decimal::new(14_400, 0) / Decimal::new(254, 0)),
        None => (text.strip_suffix("pt")?, Decimal::new(20, 0)),
    };
    let number = Decimal::from_str_exact(number.trim()).ok()?;
    let length = number
        .checked_mul(twips)?
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    length.to_i32().filter(|twips| (0..=PAPER_HIGH).contains(twips))
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        colour(&text)
            .map(Colour)
            .ok_or_else(|| D::Error::custom(format!("\"{text}\" is not a colour; write it like \"#17456b\"")))
    }
}

fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let part = |at: usize| digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    Some([part(0)?, part(2)?, part(4)?])
}

/// The margins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Left.
    pub left: Length,
    /// Right.
    pub right: Length,
    /// Top.
    pub top: Length,
    /// Bottom.
    pub bottom: Length,
}

/// Sizes of the letters.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// What the document is.
    pub title: Length,
    /// The seller's name at the top.
    pub name: Length,
    /// What is to be paid, and how.
    pub strong: Length,
    /// Everything else.
    pub body: Length,
    /// Labels and the foot.
    pub small: Length,
    /// Height of a line in percent of its size.
    pub leading: i32,
}

/// The colours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// Text.
    pub ink: Colour,
    /// Labels.
    pub quiet: Colour,
    /// Title, seller, strong rules.
    pub accent: Colour,
    /// Thin rules.
    pub rule: Colour,
    /// Ground of bands and boxes.
    pub band: Colour,
    /// The mark of a copy.
    pub copy: Colour,
}

/// Where a block stands, from the paper's edges.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// From the left.
    pub left: Length,
    /// From the top.
    pub top: Length,
    /// How wide.
    pub width: Length,
}

/// The payment box.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentBox {
    /// Side of the QR code with its quiet zone.
    pub code: Length,
}

/// What may be left out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Show {
    /// The vehicle's band.
    pub vehicle: bool,
    /// The QR code.
    pub code: bool,
}

/// What a column of the table shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Article or work code.
    Code,
    /// What it is.
    Text,
    /// How many.
    Quantity,
    /// Of what.
    Unit,
    /// Price of one.
    Price,
    /// Discount in percent.
    Discount,
    /// VAT rate.
    Vat,
    /// Amount without VAT.
    Net,
}

/// On which side the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Left.
    Left,
    /// Right.
    Right,
}

/// One column of the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What it shows.
    pub field: Field,
    /// How wide; none: what the others leave.
    pub width: Option<Length>,
    /// Its side.
    pub align: Align,
    /// Left out when no line has anything in it.
    #[serde(default)]
    pub hide_empty: bool,
}

/// A template.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The margins.
    pub page: Margins,
    /// Sizes.
    pub letters: Letters,
    /// Colours.
    pub colours: Colours,
    /// The buyer's address.
    pub buyer: Place,
    /// Numbers and dates.
    pub facts: Place,
    /// The payment box.
    pub payment: PaymentBox,
    /// What may be left out.
    pub show: Show,
    /// The table.
    pub columns: Vec<Column>,
}

/// What is wrong with a key (`letters.title: …`), with the line that it stands on.
fn with_line(text: &str, what: String) -> String {
    let key = what.split([':', ',']).next().unwrap_or_default();
    let (table, word) = key.split_once('.').unwrap_or((key, ""));
    let mut lines = text.lines().zip(1..).skip_while(|(line, _)| line.trim_matches(['[', ']']) != table);
    let at = match word {
        "" => lines.next(),
        word => lines.find(|(line, _)| line.split('=').next().is_some_and(|left| left.trim() == word)),
    };
    match at {
        Some((_, line)) => format!("line {line}: {what}"),
        None => what,
    }
}

/// The one that the program comes with.
const STANDARD: &str = "templates/invoice.toml";

impl Template {
    /// The one that the program comes with.
    ///
    /// # Errors
    /// [`PrintError::Template`], which a test keeps from happening.
    pub fn standard() -> Result<Template, PrintError> {
        Template::read(STANDARD, include_str!("../../../assets/templates/invoice.toml"))
    }

    /// Reads one; `name` is what a fault calls it.
    ///
    /// # Errors
    /// [`PrintError::Template`] with the line and column, or the key, of the first fault.
    pub fn read(name: &str, text: &str) -> Result<Template, PrintError> {
        let fault = |detail: String| PrintError::Template {
            name: name.to_owned(),
            detail,
            own: name != STANDARD,
        };
        let template: Template = toml::from_str(text).map_err(|e| fault(e.to_string()))?;
        template.impossible().map_or(Ok(()), |what| Err(fault(with_line(text, what))))?;
        Ok(template)
    }

    /// Where the text ends on the right.
    pub fn right(&self) -> Twips {
        PAPER_WIDE - self.page.right.0
    }

    /// What fits between the margins.
    pub fn width(&self) -> Twips {
        self.right() - self.page.left.0
    }

    /// What reads well one by one and does not go together.
    fn impossible(&self) -> Option<String> {
        let l = &self.letters;
        for (key, size) in [
            ("title", l.title),
            ("name", l.name),
            ("strong", l.strong),
            ("body", l.body),
            ("small", l.small),
        ] {
            if !(100..=800).contains(&size.0) {
                return Some(format!("letters.{key}: letters are from 5pt to 40pt high"));
            }
        }
        if !(100..=250).contains(&l.leading) {
            return Some("letters.leading: from 100 to 250 percent".to_owned());
        }
        if self.width() < PAPER_WIDE / 2 {
            return Some("page.left, page.right: less than half of the paper is left".to_owned());
        }
        if self.page.top.0 + self.page.bottom.0 > PAPER_HIGH / 4 {
            return Some("page.top, page.bottom: together more than a quarter of the paper".to_owned());
        }
        for (key, place) in [("buyer", &self.buyer), ("facts", &self.facts)] {
            if place.left.0 + place.width.0 > PAPER_WIDE || place.width.0 < REST_LEAST {
                return Some(format!("{key}.left, {key}.width: it does not fit on the paper"));
            }
            if place.top.0 < self.page.top.0 || place.top.0 > PAPER_HIGH / 3 {
                return Some(format!("{key}.top: below the top margin, in the upper third of the paper"));
            }
        }
        if !(850..=3_000).contains(&self.payment.code.0) {
            return Some("payment.code: from 15mm to 52mm".to_owned());
        }
        self.impossible_columns()
    }

    fn impossible_columns(&self) -> Option<String> {
        for (at, column) in self.columns.iter().enumerate() {
            if self.columns.iter().take(at).any(|other| other.field == column.field) {
                return Some(format!("columns, number {}: {:?} stands there twice", at + 1, column.field));
            }
        }
        for must in [Field::Text, Field::Vat, Field::Net] {
            if !self.columns.iter().any(|column| column.field == must) {
                return Some(format!("columns: {must:?} must be there"));
            }
        }
        if self.columns.iter().filter(|column| column.width.is_none()).count() != 1 {
            return Some("columns: exactly one has no width".to_owned());
        }
        let fixed: Twips = self.columns.iter().filter_map(|column| column.width).map(|width| width.0).sum();
        (self.width() - fixed < REST_LEAST).then(|| "columns: too wide together, too little is left for the one without a width".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDARD: &str = include_str!("../../../assets/templates/invoice.toml");

    fn fault(from: &str, to: &str) -> String {
        assert!(STANDARD.contains(from), "{from}");
        match Template::read("site.toml", &STANDARD.replacen(from, to, 1)) {
            Err(PrintError::Template { detail, .. }) => detail,
            other => panic!("{from} → {to}: {other:?}"),
        }
    }

    #[test]
    fn the_standard_template_is_whole() {
        let template = Template::standard().unwrap();
        assert_eq!(template.page.left, Length(1134));
        assert_eq!(template.colours.accent, Colour([0x17, 0x45, 0x6b]));
    }

    #[test]
    fn faults_name_their_place() {
        for (from, to, said) in [
            ("left = \"20mm\"", "left = \"20cm\"", "line 5"),
            ("left = \"20mm\"", "left = \"-1mm\"", "is not a length"),
            ("left = \"20mm\"", "left = \"150mm\"", "page.left"),
            ("accent = \"#17456b\"", "accent = \"blue\"", "is not a colour"),
            ("accent = \"#17456b\"", "accent = \"#1745åb\"", "is not a colour"),
            ("leading = 140", "leading = 20", "letters.leading"),
            ("title = \"23pt\"", "title = \"90pt\"", "letters.title"),
            ("[show]", "[shows]", "unknown field"),
            ("vehicle = true\n", "", "missing field"),
            ("field = \"net\"", "field = \"gross\"", "unknown variant"),
            ("field = \"net\"", "field = \"code\"", "twice"),
            ("width = \"20mm\"\n", "", "exactly one"),
            ("width = \"21mm\"", "width = \"121mm\"", "too wide"),
            ("code = \"29mm\"", "code = \"9mm\"", "payment.code"),
            ("left = \"116mm\"", "left = \"196mm\"", "buyer.left"),
        ] {
            let detail = fault(from, to);
            assert!(detail.contains(said), "{from} → {to}: {detail}");
            assert!(detail.contains("line "), "{from} → {to}: {detail}");
        }
    }
}
