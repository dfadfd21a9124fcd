//! The table of lines.

use super::heading::{HAIR, STRONG};
use super::invoice::{Invoice, Line};
use super::letters::Weight;
use super::sheet::{Room, Sheet};
use super::template::{Align, Field, Twips};
use super::words::Words;

/// Rows that the text of one line may take; a novel ends with `…`.
const TEXT_ROWS_MAX: usize = 10;
/// Above and below the text of a row.
const PAD: Twips = 62;
/// Between two columns.
const GUTTER: Twips = 120;

/// A column with its place.
struct Placed {
    field: Field,
    align: Align,
    left: Twips,
    right: Twips,
    head: String,
}

/// A row with its texts.
pub struct Row {
    /// How high it is.
    pub height: Twips,
    text: Vec<String>,
    cells: Vec<String>,
}

/// The table, measured.
pub struct Table {
    columns: Vec<Placed>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// What a line has in a column.
fn cell(field: Field, line: &Line, words: Words<'_>) -> String {
    match field {
        Field::Code => line.code.clone(),
        Field::Text => line.text.clone(),
        Field::Quantity => match line.quantity.trim().strip_prefix('-') {
            Some(rest) => format!("−{rest}"),
            None => line.quantity.clone(),
        },
        Field::Unit => line.unit.clone(),
        Field::Price => line.unit_price.map(|price| words.amount(price)).unwrap_or_default(),
        Field::Discount if line.discount_percent.is_zero() => String::new(),
        Field::Discount => words.percent(line.discount_percent),
        Field::Vat => words.percent(line.vat_percent),
        Field::Net => words.amount(line.net),
    }
}

fn head(field: Field, words: Words<'_>) -> String {
    words.t(match field {
        Field::Code => "print-code",
        Field::Text => "print-text",
        Field::Quantity => "print-quantity",
        Field::Unit => "print-unit",
        Field::Price => "print-price",
        Field::Discount => "print-discount",
        Field::Vat => "print-vat",
        Field::Net => "print-amount",
    })
}

impl Table {
    /// Chooses and places the columns, and wraps the texts.
    pub fn of(invoice: &Invoice, words: Words<'_>, sheet: &Sheet<'_>) -> Table {
        let t = sheet.template;
        let is_empty = |field| invoice.lines.iter().all(|line| cell(field, line, words).trim().is_empty());
        let shown: Vec<_> = t
            .columns
            .iter()
            .filter(|c| !(c.hide_empty && is_empty(c.field)) && (c.field != Field::Vat || invoice.has_vat()))
            .collect();
        let fixed: Twips = shown.iter().filter_map(|column| column.width).map(|width| width.0).sum();
        let mut left = t.page.left.0;
        let columns: Vec<Placed> = shown
            .into_iter()
            .map(|column| {
                let wide = column.width.map_or(t.width() - fixed, |width| width.0);
                // The gutter is on the side where the text does not begin, except at the edges of the table.
                let (from, to) = match column.align {
                    Align::Left => (left, left + wide - GUTTER),
                    Align::Right => (left, left + wide),
                };
                left += wide;
                Placed {
                    field: column.field,
                    align: column.align,
                    left: from,
                    right: to,
                    head: head(column.field, words),
                }
            })
            .collect();
        let mut table = Table { columns, rows: Vec::new() };
        table.leave_gutters();
        table.rows = invoice.lines.iter().map(|line| table.measure(line, words, sheet)).collect();
        table
    }

    /// A column on the right side followed by one on the left side (2,5 | tim) needs a gutter between them, as do two on the right.
    fn leave_gutters(&mut self) {
        let mut before: Option<Align> = None;
        for column in &mut self.columns {
            let gutter = match (before, column.align) {
                (Some(Align::Right), Align::Left) => GUTTER * 2 / 3,
                (Some(Align::Right), Align::Right) => GUTTER,
                _ => 0,
            };
            column.left += gutter;
            before = Some(column.align);
        }
    }

    fn measure(&self, line: &Line, words: Words<'_>, sheet: &Sheet<'_>) -> Row {
        let size = sheet.template.letters.body.0;
        let mut text = Vec::new();
        for column in self.columns.iter().filter(|column| column.field == Field::Text) {
            text = sheet
                .faces
                .wrap(&line.text, Weight::Regular, size, column.right - column.left, TEXT_ROWS_MAX);
        }
        let rows = Twips::try_from(text.len().max(1)).unwrap_or(1);
        Row {
            height: rows * sheet.line() + 2 * PAD,
            text,
            cells: self.columns.iter().map(|column| cell(column.field, line, words)).collect(),
        }
    }

    /// Puts the heads of the columns. Answers where the first row begins.
    pub fn head(&self, sheet: &mut Sheet<'_>, top: Twips) -> Twips {
        let t = sheet.template;
        let y = top + t.letters.small.0;
        let style = sheet.style(t.letters.small.0, Weight::Bold, t.colours.accent);
        for column in &self.columns {
            let room = Room {
                left: column.left,
                right: column.right,
                y,
            };
            sheet.put_whole(room, column.align, style, &column.head);
        }
        let under = y + 80;
        sheet.rule(t.page.left.0, t.right(), under, STRONG, t.colours.accent);
        under + STRONG + 20
    }

    /// Puts a row. Answers where the next begins.
    pub fn row(&self, sheet: &mut Sheet<'_>, row: &Row, top: Twips) -> Twips {
        let t = sheet.template;
        let size = t.letters.body.0;
        // The letters stand in the middle of their line: what leading adds is divided above and below them.
        let y = top + PAD + size - 10;
        let style = sheet.body();
        for (column, text) in self.columns.iter().zip(&row.cells) {
            let room = Room {
                left: column.left,
                right: column.right,
                y,
            };
            match column.field {
                Field::Text => {
                    sheet.put_lines(room, style, &row.text);
                }
                Field::Code | Field::Unit => {
                    sheet.put(room, column.align, style, text);
                }
                _ => {
                    sheet.put_whole(room, column.align, style, text);
                }
            }
        }
        let end = top + row.height;
        sheet.rule(t.page.left.0, t.right(), end - HAIR, HAIR, t.colours.rule);
        end
    }

    /// Ends the table on a page.
    pub fn foot(&self, sheet: &mut Sheet<'_>, y: Twips) {
        let t = sheet.template;
        sheet.rule(t.page.left.0, t.right(), y - HAIR, STRONG, t.colours.accent);
    }
}
