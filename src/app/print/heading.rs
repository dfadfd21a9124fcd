//! What stands above and below the lines: seller, title, buyer, facts, vehicle; the slim heading of further pages; the foot.

use super::invoice::{Invoice, Kind};
use super::letters::Weight;
use super::sheet::{Room, Sheet, Style};
use super::template::{Align, Twips};
use super::words::Words;
use crate::app::texts::Arg;

/// Lines of an address.
const ADDRESS_MAX: usize = 7;
/// Lines of a column of the foot.
const FOOT_MAX: usize = 6;
/// A hair: the thin rules.
pub const HAIR: Twips = 8;
/// The strong rules.
pub const STRONG: Twips = 20;
/// Between blocks.
pub const GAP: Twips = 300;

/// Texts that are not blank.
fn filled<'t>(texts: impl IntoIterator<Item = &'t String>) -> Vec<String> {
    texts.into_iter().filter(|text| !text.trim().is_empty()).cloned().collect()
}

/// The heading of the first page. Answers where the lines may begin.
pub fn first(sheet: &mut Sheet<'_>, invoice: &Invoice, words: Words<'_>) -> Twips {
    let t = sheet.template;
    let (letters, colours) = (&t.letters, &t.colours);
    // The seller's name and the title share a baseline, a title's height below the margin.
    let baseline = t.page.top.0 + letters.title.0;
    let title_left = t.buyer.left.0.max(t.facts.left.0);
    let name_room = Room {
        left: t.page.left.0,
        right: title_left - GAP,
        y: baseline,
    };
    let name = sheet.style(letters.name.0, Weight::Bold, colours.accent);
    sheet.put(name_room, Align::Left, name, &invoice.seller.name);
    let mut room = Room {
        left: title_left,
        right: t.right(),
        y: baseline,
    };
    let title = sheet.style(letters.title.0, Weight::Bold, colours.accent);
    let mut title_room = room;
    if invoice.copy {
        title_room.right -= copy_width(sheet, words) + GAP / 3;
    }
    let end = sheet.put_whole(title_room, Align::Left, title, &words.title());
    if invoice.copy {
        copy_mark(sheet, words, end + GAP / 2, baseline);
    }
    if let Some(original) = words.original() {
        room.y = baseline + sheet.line() + 40;
        let style = sheet.bold();
        sheet.put_whole(room, Align::Left, style, &original);
    }
    let buyer_end = buyer(sheet, invoice);
    let facts_end = facts(sheet, invoice, words);
    let mut y = buyer_end.max(facts_end) + GAP;
    if t.show.vehicle
        && let Some(vehicle) = &invoice.vehicle
    {
        let parts = [
            ("print-plate", &vehicle.plate),
            ("print-make", &vehicle.make),
            ("print-mileage", &vehicle.mileage),
        ];
        y = band(sheet, words, y, &parts) + GAP;
    }
    y
}

/// The buyer's name and address.
fn buyer(sheet: &mut Sheet<'_>, invoice: &Invoice) -> Twips {
    let place = &sheet.template.buyer;
    let (left, width) = (place.left.0, place.width.0.min(sheet.template.right() - place.left.0));
    let mut y = place.top.0 + sheet.template.letters.body.0;
    let size = sheet.template.letters.body.0 + 20;
    let style = sheet.style(size, Weight::Regular, sheet.template.colours.ink);
    let name = Style {
        weight: Weight::Bold,
        ..style
    };
    let room = |y| Room {
        left,
        right: left + width,
        y,
    };
    let lines = sheet.faces.wrap(&invoice.buyer.name, Weight::Bold, size, width, 2);
    y = sheet.put_lines(room(y), name, &lines);
    for line in filled(&invoice.buyer.address).iter().take(ADDRESS_MAX) {
        sheet.put(room(y), Align::Left, style, line);
        y += sheet.leading(size);
    }
    y - sheet.leading(size)
}

/// Numbers and dates: a label and its value a line.
fn facts(sheet: &mut Sheet<'_>, invoice: &Invoice, words: Words<'_>) -> Twips {
    let (number, issued) = match invoice.kind {
        Kind::Invoice => ("print-number", "print-issued"),
        Kind::CreditNote { .. } => ("print-credit-number", "print-date"),
        Kind::Reminder { .. } => ("print-number", "print-date"),
    };
    let is_reminder = matches!(invoice.kind, Kind::Reminder { .. });
    let date = |day: Option<chrono::NaiveDate>| day.map(|day| words.date(day)).unwrap_or_default();
    let rows = [
        (words.t(number), invoice.number.clone(), true),
        (words.t(issued), date(Some(invoice.issued)), false),
        (words.t("print-delivered"), date(invoice.delivered), false),
        (
            words.t(if is_reminder { "print-reminder-by" } else { "print-due" }),
            date(invoice.due),
            true,
        ),
        (words.reference(), invoice.reference.clone(), false),
        (words.t("print-customer"), invoice.buyer.number.clone(), false),
        (words.t("print-order"), invoice.order.clone(), false),
        (words.t("print-our-reference"), invoice.our_reference.clone(), false),
        (words.t("print-your-reference"), invoice.your_reference.clone(), false),
        (words.t("print-buyer-vat"), invoice.buyer.vat_number.clone(), false),
    ];
    let place = &sheet.template.facts;
    let (left, right) = (place.left.0, (place.left.0 + place.width.0).min(sheet.template.right()));
    let mut y = place.top.0 + sheet.template.letters.body.0;
    let label_width = place.width.0 * 2 / 5;
    let step = sheet.line() + 14;
    for (label, value, strong) in rows.iter().filter(|(_, value, _)| !value.trim().is_empty()) {
        let style = Style {
            colour: sheet.template.colours.quiet,
            ..sheet.body()
        };
        let label_room = Room {
            left,
            right: left + label_width - 60,
            y,
        };
        sheet.put(label_room, Align::Left, style, label);
        let style = if *strong { sheet.bold() } else { sheet.body() };
        let value_room = Room {
            left: left + label_width,
            right,
            y,
        };
        sheet.put_whole(value_room, Align::Left, style, value);
        y += step;
    }
    y - step
}

/// A band of labelled values.
fn band(sheet: &mut Sheet<'_>, words: Words<'_>, top: Twips, parts: &[(&str, &String)]) -> Twips {
    let parts: Vec<_> = parts.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    if parts.is_empty() {
        return top - GAP;
    }
    let t = sheet.template;
    let (small, body) = (t.letters.small.0, t.letters.body.0);
    let pad = 110;
    let high = pad + small + sheet.line() + pad;
    sheet.area([t.page.left.0, top, t.width(), high], t.colours.band);
    // The make is the long one: it takes two shares of the width, the others one.
    let shares: Twips = parts.iter().map(|(key, _)| share(key)).sum();
    let mut left = t.page.left.0 + pad;
    for (key, text) in parts {
        let wide = (t.width() - pad) * share(key) / shares;
        let right = left + wide - pad;
        let (label, style) = (sheet.label(), sheet.bold());
        let y = top + pad + small - 10;
        sheet.put(Room { left, right, y }, Align::Left, label, &words.t(key));
        let y = y + body + 70;
        sheet.put(Room { left, right, y }, Align::Left, style, text);
        left += wide;
    }
    top + high
}

fn share(key: &str) -> Twips {
    if key == "print-make" { 2 } else { 1 }
}

fn copy_style(sheet: &Sheet<'_>) -> Style {
    sheet.style(sheet.template.letters.strong.0, Weight::Bold, sheet.template.colours.copy)
}

/// The padding of the copy's mark on each side.
const COPY_PAD: Twips = 90;

fn copy_width(sheet: &Sheet<'_>, words: Words<'_>) -> Twips {
    let style = copy_style(sheet);
    sheet.faces.width(&words.t("print-copy"), style.weight, style.size) + 2 * COPY_PAD
}

/// KOPIA in a frame.
fn copy_mark(sheet: &mut Sheet<'_>, words: Words<'_>, left: Twips, baseline: Twips) {
    let style = copy_style(sheet);
    let wide = copy_width(sheet, words);
    let room = Room {
        left: left + COPY_PAD,
        right: left + wide,
        y: baseline,
    };
    sheet.put(room, Align::Left, style, &words.t("print-copy"));
    // Capitals are about 71 hundredths of the size high.
    let capitals = style.size * 71 / 100;
    let pad = 70;
    sheet.frame([left, baseline - capitals - pad, wide, capitals + 2 * pad], STRONG, style.colour);
}

/// The slim heading of every further page. Answers where the lines may go on.
pub fn next(sheet: &mut Sheet<'_>, invoice: &Invoice, words: Words<'_>) -> Twips {
    let t = sheet.template;
    let y = t.page.top.0 + t.letters.strong.0;
    let middle = t.page.left.0 + t.width() / 2;
    let (left, right) = (t.page.left.0, t.right());
    let name = sheet.style(t.letters.strong.0, Weight::Bold, t.colours.accent);
    let left_room = Room {
        left,
        right: middle - GAP,
        y,
    };
    sheet.put(left_room, Align::Left, name, &invoice.seller.name);
    let mut end = right;
    if invoice.copy {
        end -= copy_width(sheet, words);
        copy_mark(sheet, words, end, y);
        end -= GAP / 2;
    }
    let style = sheet.bold();
    let text = format!("{} · {}", words.title_and_number(), words.date(invoice.issued));
    let right_room = Room {
        left: middle,
        right: end,
        y,
    };
    sheet.put_whole(right_room, Align::Right, style, &text);
    y + GAP * 3 / 2
}

/// The columns of the foot: where, how to reach, registrations, where to pay.
fn foot_columns(invoice: &Invoice, words: Words<'_>) -> Vec<Vec<String>> {
    let seller = &invoice.seller;
    let mut address = vec![seller.name.clone()];
    address.extend(seller.address.iter().cloned());
    let labelled = |key: &str, text: &String| (!text.trim().is_empty()).then(|| format!("{} {text}", words.t(key)));
    let reach: Vec<String> = labelled("print-phone", &seller.phone)
        .into_iter()
        .chain([seller.email.clone(), seller.web.clone()])
        .collect();
    let ways: Vec<String> = seller
        .ways
        .iter()
        .map(|way| format!("{} {}", words.way(way.kind), way.number))
        .collect();
    [address, reach, words.registrations(), ways]
        .iter()
        .map(|column| filled(column).into_iter().take(FOOT_MAX).collect::<Vec<_>>())
        .filter(|column| !column.is_empty())
        .collect()
}

/// The baseline of the page number.
fn number_baseline(sheet: &Sheet<'_>) -> Twips {
    super::template::PAPER_HIGH - sheet.template.page.bottom.0
}

/// Where the foot begins, on every page: nothing else may go below.
pub fn foot_top(sheet: &Sheet<'_>, invoice: &Invoice, words: Words<'_>) -> Twips {
    let rows = foot_columns(invoice, words).iter().map(Vec::len).max().unwrap_or(0);
    let rows = Twips::try_from(rows).unwrap_or_default();
    let line = sheet.leading(sheet.template.letters.small.0);
    number_baseline(sheet) - rows * line - GAP
}

/// The foot.
pub fn foot(sheet: &mut Sheet<'_>, invoice: &Invoice, words: Words<'_>, top: Twips) {
    let t = sheet.template;
    let columns = foot_columns(invoice, words);
    let line = sheet.leading(t.letters.small.0);
    let y = top + GAP / 2;
    sheet.rule(t.page.left.0, t.right(), y, HAIR, t.colours.rule);
    // Each column is as wide as its longest line, and what is left over stands between them.
    let label = sheet.label();
    let widest = |column: &Vec<String>| {
        let widths = column
            .iter()
            .map(|text| sheet.faces.width(&sheet.faces.printable(text), label.weight, label.size));
        widths.max().unwrap_or(0).min(t.width() * 3 / 8)
    };
    let widths: Vec<Twips> = columns.iter().map(widest).collect();
    let between = Twips::try_from(columns.len()).unwrap_or(1) - 1;
    let gap = (t.width() - widths.iter().sum::<Twips>()) / between.max(1);
    // Hostile widths leave no room between: then all columns are equally wide.
    let even = (t.width() + 120) / (between + 1) - 120;
    let (widths, gap) = if gap < 120 {
        (vec![even; columns.len()], 120)
    } else {
        (widths, gap)
    };
    let mut left = t.page.left.0;
    for (column, wide) in columns.iter().zip(widths) {
        for (y, text) in (1..).map(|row| y + 40 + row * line).zip(column) {
            let room = Room {
                left,
                right: left + wide,
                y,
            };
            sheet.put_whole(room, Align::Left, label, text);
        }
        left += wide + gap;
    }
}

/// Which page it is, of how many.
pub fn page_number(sheet: &mut Sheet<'_>, words: Words<'_>, page: usize, pages: usize) {
    let count = Arg::count::<usize>;
    let text = words.with("print-page", &[("page", count(page)), ("pages", count(pages))]);
    let t = sheet.template;
    let room = Room {
        left: t.page.left.0,
        right: t.right(),
        y: number_baseline(sheet) + t.letters.small.0,
    };
    let style = sheet.label();
    sheet.put(room, Align::Right, style, &text);
}
