//! camt.053 and camt.054 from outside: the golden files, what breaks them, and writing and reading giving the same.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use fordring::domain::bankfile::{Direction, Event, FileSummary, Finding};
use fordring::domain::money::Currency;
use fordring::formats::{self, Codec, ReadOptions};

use super::common::{Told, day, read};

const TODAY: &str = "2026-10-01";

/// The golden files of a format: name, bytes, currency by the country it begins with.
fn golden(format: &str) -> Vec<(String, Vec<u8>, Currency)> {
    let folder = format!("{}/tests/golden/{format}", env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".expected") {
            files.push((name.clone(), std::fs::read(&path).unwrap(), currency_of(&name)));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

fn currency_of(name: &str) -> Currency {
    match name.get(..2) {
        Some("no") => Currency::Nok,
        Some("se") => Currency::Sek,
        _ => Currency::Dkk,
    }
}

fn codec(id: &str) -> &'static Codec {
    formats::by_id(id).unwrap()
}

fn told(format: &str, bytes: &[u8], currency: Currency) -> Told {
    read(codec(format), bytes, TODAY, currency, 8192)
}

fn describe(told: &Told) -> String {
    let mut text = String::new();
    let or = |t: &Option<String>| t.clone().unwrap_or("·".to_owned());
    let sign = |d: Direction| if d == Direction::Out { "-" } else { "" };
    let on = |d: &Option<chrono::NaiveDate>| d.map_or("·".to_owned(), |d| d.to_string());
    for (part, p) in &told.payments {
        writeln!(
            text,
            "payment {part} kind {} {}{} on {} ordered {} lump {} ref {} several {} from {} {} archive {} text {}",
            p.kind,
            sign(p.direction),
            p.amount,
            p.settled_on,
            on(&p.ordered_on),
            p.lump_key,
            or(&p.reference),
            p.several,
            or(&p.payer_account),
            or(&p.payer_name),
            or(&p.archive_reference),
            or(&p.text)
        )
        .unwrap();
    }
    for (part, n) in &told.notices {
        let amount = n.amount.map_or("·".to_owned(), |a| a.to_string());
        writeln!(
            text,
            "notice {part} {} code {} {}{amount} on {} ref {} from {} other {} text {}",
            n.kind.code(),
            n.code,
            sign(n.direction),
            on(&n.on),
            or(&n.reference),
            or(&n.payer_account),
            or(&n.other),
            or(&n.text)
        )
        .unwrap();
    }
    writeln!(text, "places {:?}", told.places).unwrap();
    text.push_str(&describe_summary(&told.summary));
    text
}

fn describe_summary(s: &FileSummary) -> String {
    let mut text = String::new();
    for p in &s.parts {
        writeln!(
            text,
            "part line {} column {} account {} number {} format {} payments {} sum {} booked {} dates {:?} {:?} notices {}",
            p.line,
            p.account_column,
            p.account,
            p.number,
            p.format,
            p.payments_counted,
            p.sum_counted,
            p.booked,
            p.first_on,
            p.last_on,
            p.notices
        )
        .unwrap();
    }
    writeln!(
        text,
        "file {} for {} made {:?} payments {} notices {} booked {} bytes {} lines {}",
        s.identity, s.recipient, s.created_on, s.payments, s.notices, s.booked, s.length, s.lines
    )
    .unwrap();
    for f in &s.findings {
        writeln!(
            text,
            "{:?} {} line {} column {} found \"{}\" expected \"{}\" text \"{}\"",
            f.weight, f.code, f.line, f.column, f.found, f.expected, f.text
        )
        .unwrap();
    }
    text
}

/// Every golden file, against the text beside it.
#[test]
fn golden_files_are_read_as_written_down() {
    let mut seen = 0;
    for format in ["camt053", "camt054"] {
        for (name, bytes, currency) in golden(format) {
            assert_eq!(formats::detect(&bytes).map(|c| c.id), Ok(format), "{name}");
            let text = describe(&told(format, &bytes, currency));
            let stem = name.rsplit_once('.').unwrap().0;
            let expected = format!("{}/tests/golden/{format}/{stem}.expected", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("FORDRING_BLESS").is_some() {
                std::fs::write(&expected, &text).unwrap();
            }
            assert_eq!(text, std::fs::read_to_string(&expected).unwrap(), "{name}");
            seen += 1;
        }
    }
    assert_eq!(seen, 7);
}

/// How a file is read through does not show, nor how its elements are laid out.
#[test]
fn carriage_does_not_count() {
    for format in ["camt053", "camt054"] {
        for (name, bytes, currency) in golden(format) {
            let plain = told(format, &bytes, currency);
            for capacity in [1, 7, 100] {
                assert_eq!(read(codec(format), &bytes, TODAY, currency, capacity), plain, "{name}");
            }
            let text: String = match std::str::from_utf8(&bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
            };
            let text = text.trim_start_matches('\u{feff}').replace("ISO-8859-1", "UTF-8");
            for other in [
                format!("\u{feff}{text}"),
                text.replace("\r\n", "\n"),
                text.replace("\r\n", "\n").replace('\n', "\r\n"),
                format!("{}   \n\n", text.trim_end()),
                text.replace("><", ">\n   <"),
                text.replace("<Refs/>", "<Refs></Refs>"),
            ] {
                let same = told(format, other.as_bytes(), currency);
                assert!(!same.summary.is_refused(), "{name}");
                assert_eq!((&same.payments, &same.notices), (&plain.payments, &plain.notices), "{name}");
                assert_eq!(same.summary.fingerprint, plain.summary.fingerprint, "{name}");
            }
            let changed = text.replacen("2026-", "2025-", 1);
            assert_ne!(told(format, changed.as_bytes(), currency).summary.fingerprint, plain.summary.fingerprint);
        }
    }
}

/// The bytes of an event, read alone, say the same where they say it at all.
#[test]
fn one_event_is_read_alone() {
    for format in ["camt053", "camt054"] {
        for (name, bytes, currency) in golden(format) {
            let whole = told(format, &bytes, currency);
            let mut alone = Vec::new();
            for (_, offset, length) in &whole.places {
                let from = usize::try_from(*offset).unwrap();
                let piece = &bytes[from..from + usize::try_from(*length).unwrap()];
                assert!(piece.starts_with(b"<") && piece.ends_with(b">"), "{name}");
                let before = alone.len();
                let mut sink = |event: Event<'_>| {
                    alone.push(match event {
                        Event::Payment(p) => (p.amount, p.direction, p.reference.map(str::to_owned), p.payer_name.map(str::to_owned)),
                        Event::Notice(n) => (n.amount.unwrap(), n.direction, n.reference.map(str::to_owned), None),
                    });
                    ControlFlow::Continue(())
                };
                let options = ReadOptions { today: day(TODAY), currency };
                (codec(format).read_one)(piece, &options, &mut sink);
                assert_eq!(alone.len(), before + 1, "{name} at {offset}");
            }
            if name == "no-v02-batch.xml" || name == "se-v08-two-bankgiros.xml" {
                let payments: Vec<_> = (whole.payments.iter())
                    .map(|(_, p)| (p.amount, p.direction, p.reference.clone(), p.payer_name.clone()))
                    .collect();
                assert_eq!(alone[..payments.len()], payments);
            }
        }
        let options = ReadOptions { today: day(TODAY), currency: Currency::Nok };
        for nonsense in ["", "<", "<Ntry>", "<TxDtls>", "Hello", "<TxDtls><Amt Ccy="] {
            (codec(format).read_one)(nonsense.as_bytes(), &options, &mut |_| panic!("{nonsense}"));
        }
    }
}

/// What was taken to be true of a file is still so of another, or it says what is wrong.
fn is_told(before: &Told, after: &Told) -> bool {
    let figures = |told: &Told| {
        let s = &told.summary;
        (s.booked, s.payments, s.notices, s.parts.len())
    };
    let new = |f: &&Finding| !before.summary.findings.contains(f);
    let placed = after.summary.findings.iter().filter(new).any(|f| f.line > 0 && f.column > 0);
    if after.summary.is_refused() { placed } else { figures(before) == figures(after) || placed }
}

#[test]
fn a_file_that_ends_too_early_is_refused() {
    for format in ["camt053", "camt054"] {
        for (name, bytes, currency) in golden(format) {
            let plain = told(format, &bytes, currency);
            let root_ends = bytes.iter().rposition(|b| *b == b'>').unwrap();
            for end in 0..bytes.len() {
                let after = told(format, &bytes[..end], currency);
                assert_eq!(after.summary.is_refused(), end <= root_ends, "{name} cut at {end}");
                assert!(end == 0 || is_told(&plain, &after), "{name} cut at {end}: {:?}", after.codes());
            }
        }
    }
}

#[test]
fn no_changed_byte_changes_a_sum_unseen() {
    for format in ["camt053", "camt054"] {
        for (name, bytes, currency) in golden(format) {
            let plain = told(format, &bytes, currency);
            let mut changed = bytes.clone();
            // Only its code tells the bank's interest from a payment.
            let interest = bytes.windows(4).position(|w| w == b"INTR").map_or(0..0, |at| at..at + 4);
            for place in (0..bytes.len()).filter(|place| !interest.contains(place)) {
                for other in [bytes[place] ^ 1, bytes[place] ^ 0x10, b'<', 0xe6] {
                    changed[place] = other;
                    let after = told(format, &changed, currency);
                    let context = String::from_utf8_lossy(&changed[place.saturating_sub(20)..(place + 20).min(bytes.len())]).into_owned();
                    assert!(is_told(&plain, &after), "{name} at {place}: {context} {:?}", after.codes());
                }
                changed[place] = bytes[place];
            }
        }
    }
}
