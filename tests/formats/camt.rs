//! camt.053 and camt.054 from outside: the golden files, what breaks them, and writing and reading giving the same.

use std::fmt::Write as _;

use fordring::domain::bankfile::{Direction, FileSummary};
use fordring::domain::money::Currency;
use fordring::formats::{self, Codec};

use super::common::{Told, read};

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
