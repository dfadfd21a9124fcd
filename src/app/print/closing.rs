//! What stands below the lines on the last page: the VAT per rate, the sums, notes, and the payment box at the bottom.

use super::heading::{GAP, HAIR, STRONG};
use super::invoice::Invoice;
use super::letters::Weight;
use super::qr::{QUIET, Squares};
use super::sheet::{Room, Sheet, Style};
use super::template::{Align, Colour, Twips};
use super::words::Words;
use crate::app::texts::Arg;
use crate::domain::money::Money;

/// Lines of notes.
const NOTES_MAX: usize = 14;
/// Inside the payment box.
const PAD: Twips = 150;

/// The closing, measured.
pub struct Closing<'a> {
    invoice: &'a Invoice,
    words: Words<'a>,
    code: Option<Squares>,
    notes: Vec<String>,
    sums: Vec<Sum>,
    line: Twips,
    sums_high: Twips,
    box_high: Twips,
}

/// How a sum looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Plain,
    Strong,
}

struct Sum {
    rank: Rank,
    label: String,
    amount: String,
}

/// The sums, from the net to what is left.
fn sums(invoice: &Invoice, words: Words<'_>) -> Vec<Sum> {
    let t = &invoice.totals;
    let plain = |label: String, amount| Sum {
        rank: Rank::Plain,
        label,
        amount: words.amount(amount),
    };
    let strong = |label: String, amount| Sum {
        rank: Rank::Strong,
        label,
        amount: words.amount_with_currency(amount),
    };
    // What goes the other way is told in words, not by a sign that is easily missed.
    let last = |key: &str, amount: Money| match amount.minor() {
        ..0 => strong(words.t("print-to-get"), amount.negated()),
        _ => strong(words.t(key), amount),
    };
    let mut sums = Vec::new();
    if invoice.has_vat() {
        sums.push(plain(words.t("print-net"), t.net));
    }
    for vat in t.vat.iter().filter(|_| invoice.has_vat()) {
        let label = words.with("print-vat-of", &[("rate", Arg::Text(words.percent(vat.percent)))]);
        sums.push(plain(label, vat.vat));
    }
    if !t.rounding.is_zero() {
        sums.push(plain(words.t("print-rounding"), t.rounding));
    }
    if t.paid.is_empty() {
        sums.push(last("print-to-pay", t.total));
        return sums;
    }
    sums.push(strong(words.t("print-total"), t.total));
    for paid in &t.paid {
        let method = Arg::from(paid.method.as_str());
        let label = match paid.on {
            Some(on) => words.with("print-paid-on", &[("method", method), ("date", Arg::Text(words.date(on)))]),
            None => words.with("print-paid", &[("method", method)]),
        };
        sums.push(plain(label, paid.amount.negated()));
    }
    sums.push(last("print-left", t.left));
    sums
}

impl<'a> Closing<'a> {
    /// Gathers and measures it.
    pub fn of(invoice: &'a Invoice, words: Words<'a>, sheet: &Sheet<'_>, code: Option<Squares>) -> Closing<'a> {
        let t = sheet.template;
        let line = sheet.line() + 24;
        let sums = sums(invoice, words);
        let rank_high = |sum: &Sum| if sum.rank == Rank::Strong { line + 130 } else { line };
        let sums_high: Twips = sums.iter().map(rank_high).sum();
        let rows = Twips::try_from(invoice.totals.vat.len() + 1).unwrap_or(0);
        let table_high = rows * line + 100;
        let body = t.letters.body.0;
        let notes = sheet
            .faces
            .wrap(&invoice.notes.join("\n"), Weight::Regular, body, t.width(), NOTES_MAX);
        let text_high = 2 * (t.letters.small.0 + sheet.leading(t.letters.strong.0) + 130) + PAD;
        let box_high = match (&code, invoice.is_to_pay()) {
            (Some(_), _) => (t.payment.code.0 + 60).max(text_high),
            (None, true) => text_high,
            (None, false) => sheet.leading(t.letters.strong.0) + PAD,
        };
        Closing {
            invoice,
            words,
            code,
            notes,
            sums,
            line,
            sums_high: sums_high.max(table_high),
            box_high,
        }
    }

    fn notes_high(&self, sheet_line: Twips) -> Twips {
        match Twips::try_from(self.notes.len()) {
            Ok(count) if count > 0 => count * sheet_line + GAP,
            _ => 0,
        }
    }

    /// How high it is, at least.
    pub fn height(&self) -> Twips {
        GAP / 2 + self.sums_high + self.notes_high(self.line) + GAP + self.box_high
    }

    /// Puts it: sums and notes below `top`, the payment box at `bottom`.
    pub fn put(&self, sheet: &mut Sheet<'_>, top: Twips, bottom: Twips) {
        let top = top + GAP / 2;
        if self.invoice.has_vat() {
            self.vat_table(sheet, top);
        }
        self.sums(sheet, top);
        let y = top + self.sums_high + GAP + sheet.template.letters.body.0;
        let room = Room {
            left: sheet.template.page.left.0,
            right: sheet.template.right(),
            y,
        };
        let style = sheet.body();
        sheet.put_lines(room, style, &self.notes);
        self.payment(sheet, bottom - self.box_high);
    }

    /// Rate, base, VAT of each rate.
    fn vat_table(&self, sheet: &mut Sheet<'_>, top: Twips) {
        let t = sheet.template;
        let left = t.page.left.0;
        let wide = t.width() * 2 / 5;
        let cut = |nth: Twips| left + wide * nth / 10;
        let rooms = |y: Twips| {
            [(0, 2), (2, 6), (6, 10)].map(|(from, to)| Room {
                left: cut(from) + if from == 0 { 0 } else { 100 },
                right: cut(to),
                y,
            })
        };
        let words = self.words;
        // Its lines stand at the heights of the sums beside it.
        let mut y = top + t.letters.body.0 + 20;
        let style = sheet.style(t.letters.small.0, Weight::Bold, t.colours.accent);
        for (room, key) in rooms(y).into_iter().zip(["print-vat-rate", "print-vat-base", "print-vat"]) {
            let align = if key == "print-vat-rate" { Align::Left } else { Align::Right };
            sheet.put_whole(room, align, style, &words.t(key));
        }
        sheet.rule(left, left + wide, y + 56, HAIR, t.colours.accent);
        let style = sheet.body();
        for vat in &self.invoice.totals.vat {
            y += self.line;
            let [rate, base, tax] = rooms(y);
            sheet.put_whole(rate, Align::Left, style, &words.percent(vat.percent));
            sheet.put_whole(base, Align::Right, style, &words.amount(vat.base));
            sheet.put_whole(tax, Align::Right, style, &words.amount(vat.vat));
        }
    }

    /// The sums, on the right.
    fn sums(&self, sheet: &mut Sheet<'_>, top: Twips) {
        let t = sheet.template;
        // Below the right column of the heading, if that leaves room for both tables.
        let (least, most) = (t.page.left.0 + t.width() / 2, t.right() - t.width() * 2 / 5);
        let left = t.buyer.left.0.max(t.facts.left.0).clamp(least, most);
        let middle = left + (t.right() - left) * 11 / 20;
        let mut y = top + t.letters.body.0 + 20;
        for sum in &self.sums {
            let (mut label, mut amount) = (sheet.body(), sheet.body());
            label.colour = t.colours.quiet;
            let mut step = self.line;
            if sum.rank == Rank::Strong {
                sheet.rule(left, t.right(), y - t.letters.body.0 + 10, HAIR, t.colours.accent);
                label = sheet.style(t.letters.strong.0, Weight::Bold, t.colours.ink);
                amount = Style {
                    colour: t.colours.accent,
                    ..label
                };
                y += 90;
                step += 40;
            }
            let label_room = Room {
                left,
                right: middle - 60,
                y,
            };
            let amount_room = Room {
                left: middle,
                right: t.right(),
                y,
            };
            sheet.put_whole(label_room, Align::Left, label, &sum.label);
            sheet.put_whole(amount_room, Align::Right, amount, &sum.amount);
            y += step;
        }
    }

    /// The box at the bottom: where to pay, with which reference, how much, until when.
    fn payment(&self, sheet: &mut Sheet<'_>, top: Twips) {
        let t = sheet.template;
        let (left, wide) = (t.page.left.0, t.width());
        sheet.area([left, top, wide, self.box_high], t.colours.band);
        sheet.area([left, top, STRONG * 3, self.box_high], t.colours.accent);
        let mut right = left + wide - PAD;
        if let Some(code) = &self.code {
            let side = t.payment.code.0;
            let x = left + wide - side - 30;
            draw_code(sheet, code, [x, top + (self.box_high - side) / 2], side);
            right = x - PAD;
        }
        let left = left + PAD + STRONG;
        if !self.invoice.is_to_pay() {
            let y = top + self.box_high / 2 + t.letters.strong.0 / 3;
            let style = sheet.style(t.letters.strong.0, Weight::Bold, t.colours.ink);
            let totals = &self.invoice.totals;
            let key = match (totals.left.minor(), totals.paid.is_empty()) {
                (..0, _) => "print-will-get",
                (_, true) => "print-nothing",
                (_, false) => "print-is-paid",
            };
            sheet.put_whole(Room { left, right, y }, Align::Left, style, &self.words.t(key));
            return;
        }
        self.payment_facts(sheet, Room { left, right, y: top });
    }

    fn payment_facts(&self, sheet: &mut Sheet<'_>, room: Room) {
        let (invoice, words) = (self.invoice, self.words);
        let due = invoice.due.map(|due| words.date(due)).unwrap_or_default();
        let mut first = vec![(words.t("print-to-pay"), words.amount_with_currency(invoice.totals.left))];
        first.push((words.t("print-pay-by"), due));
        let mut second = Vec::new();
        if let Some(way) = invoice.way() {
            second.push((words.way(way.kind), way.number.clone()));
        }
        if invoice.code_line.trim().is_empty() {
            second.push((words.reference(), invoice.reference.clone()));
        } else {
            second.push((words.t("print-code-line"), invoice.code_line.clone()));
        }
        let t = sheet.template;
        let step = t.letters.small.0 + sheet.leading(t.letters.strong.0) + 130;
        // From the first label to the last baseline: in the middle of the box.
        let high = step + t.letters.small.0 + t.letters.strong.0 + 60;
        let mut y = room.y + (self.box_high - high) / 2;
        for row in [second, first] {
            let wide = (room.right - room.left) / 2;
            let lefts = (0..).map(|at| room.left + at * wide);
            for (left, (label, value)) in lefts.zip(row).filter(|(_, (_, value))| !value.trim().is_empty()) {
                let right = left + wide - 120;
                let style = sheet.label();
                let base = y + t.letters.small.0;
                sheet.put(Room { left, right, y: base }, Align::Left, style, &label);
                let style = sheet.style(t.letters.strong.0, Weight::Bold, t.colours.ink);
                let base = base + t.letters.strong.0 + 60;
                sheet.put_whole(Room { left, right, y: base }, Align::Left, style, &value);
            }
            y += step;
        }
    }
}

/// Draws the code in a square with its white ground; runs of dark modules are one rectangle.
fn draw_code(sheet: &mut Sheet<'_>, code: &Squares, [x, y]: [Twips; 2], side: Twips) {
    let width = code.width();
    let modules = Twips::try_from(width + 2 * QUIET).unwrap_or(Twips::MAX);
    let module = side / modules;
    sheet.area([x, y, side, side], Colour([255, 255, 255]));
    // What division leaves is divided around the code.
    let quiet = (side - module * (modules - Twips::try_from(2 * QUIET).unwrap_or(0))) / 2;
    let at = |place: usize| Twips::try_from(place).unwrap_or(0) * module + quiet;
    for row in 0..width {
        let mut column = 0;
        while column < width {
            let run = (column..width).take_while(|c| code.is_dark(row, *c)).count();
            if run > 0 {
                let wide = Twips::try_from(run).unwrap_or(0) * module;
                sheet.area([x + at(column), y + at(row), wide, module], Colour([0, 0, 0]));
            }
            column += run.max(1);
        }
    }
}
