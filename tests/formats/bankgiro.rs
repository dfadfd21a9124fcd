//! What the tests of the Swedish formats have in common: reading into text, and breaking files in every way.

use std::fmt::Write as _;
use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use fordring::domain::bankfile::{Direction, Event, FileSummary, Weight};
use fordring::domain::money::Currency;
use fordring::formats::{self, Codec, FINDING_CODES, ReadOptions, WriteFile, WriteNotice, WritePart, WritePayment};

pub const TODAY: &str = "2026-10-15";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn options(today: &str) -> ReadOptions {
    ReadOptions {
        today: day(today),
        currency: Currency::Sek,
    }
}

/// One of the formats under test, and its golden files.
#[derive(Clone, Copy)]
pub struct Format {
    pub id: &'static str,
}

/// What a file says: the summary, and the events by part and as text.
pub struct Said {
    pub summary: FileSummary,
    pub parts: Vec<(Vec<WritePayment>, Vec<WriteNotice>)>,
    pub told: String,
}

impl Said {
    pub fn payments(&self) -> Vec<WritePayment> {
        self.parts.iter().flat_map(|p| p.0.clone()).collect()
    }

    pub fn notices(&self) -> Vec<WriteNotice> {
        self.parts.iter().flat_map(|p| p.1.clone()).collect()
    }

    /// `code@line:column` of every finding.
    pub fn codes(&self) -> Vec<String> {
        self.summary
            .findings
            .iter()
            .map(|f| format!("{}@{}:{}", f.code, f.line, f.column))
            .collect()
    }

    /// What the events add up to.
    pub fn booked(&self) -> i64 {
        let signed = |p: &WritePayment| match p.direction {
            Direction::In => p.amount.minor(),
            Direction::Out => -p.amount.minor(),
        };
        self.payments().iter().map(signed).sum()
    }
}

pub fn event_words(event: Event<'_>) -> String {
    let or = |t: Option<&str>| t.unwrap_or("·").to_owned();
    let on = |d: Option<NaiveDate>| d.map_or("·".to_owned(), |d| d.to_string());
    let sign = |d: Direction| if d == Direction::Out { "-" } else { "" };
    match event {
        Event::Payment(p) => format!(
            "payment {}/{} line {} bytes {}+{} to {} type {} {}{} on {} lump {} ref {}{} payer {} name {} account {} archive {} text {}",
            p.part,
            p.number,
            p.line,
            p.offset,
            p.length,
            p.payee_account,
            p.kind,
            sign(p.direction),
            p.amount,
            p.settled_on,
            p.lump_key,
            or(p.reference),
            if p.several { " several" } else { "" },
            or(p.payer_number),
            or(p.payer_name),
            or(p.payer_account),
            or(p.archive_reference),
            or(p.text)
        ),
        Event::Notice(n) => format!(
            "notice {} line {} bytes {}+{} of {} {} code {} ref {} payer {} on {} until {} {}{} account {} other {} text {}",
            n.part,
            n.line,
            n.offset,
            n.length,
            n.account,
            n.kind.code(),
            n.code,
            or(n.reference),
            or(n.payer_number),
            on(n.on),
            on(n.until_on),
            sign(n.direction),
            n.amount.map_or("·".to_owned(), |a| a.to_string()),
            or(n.payer_account),
            or(n.other),
            or(n.text)
        ),
    }
}

impl Format {
    pub fn codec(self) -> &'static Codec {
        formats::by_id(self.id).unwrap()
    }

    pub fn folder(self) -> String {
        format!("{}/tests/golden/{}", env!("CARGO_MANIFEST_DIR"), self.id)
    }

    pub fn golden(self, name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/{name}", self.folder())).unwrap()
    }

    pub fn read_on(self, bytes: &[u8], today: &str, capacity: usize) -> Said {
        let mut parts: Vec<(Vec<WritePayment>, Vec<WriteNotice>)> = Vec::new();
        let mut told = String::new();
        let mut sink = |event: Event<'_>| {
            writeln!(told, "{}", event_words(event)).unwrap();
            let part = usize::try_from(match event {
                Event::Payment(p) => p.part,
                Event::Notice(n) => n.part,
            })
            .unwrap();
            parts.resize_with(parts.len().max(part), Default::default);
            match event {
                Event::Payment(p) => parts[part - 1].0.push(WritePayment::from(p)),
                Event::Notice(n) => parts[part - 1].1.push(WriteNotice::from(n)),
            }
            ControlFlow::Continue(())
        };
        let mut input = BufReader::with_capacity(capacity, Cursor::new(bytes));
        let summary = (self.codec().read)(&mut input, &options(today), &mut sink).unwrap();
        for finding in &summary.findings {
            assert!(FINDING_CODES.contains(&finding.code), "{}", finding.code);
        }
        parts.resize_with(summary.parts.len().max(parts.len()), Default::default);
        Said { summary, parts, told }
    }

    pub fn read(self, bytes: &[u8]) -> Said {
        self.read_on(bytes, TODAY, 8192)
    }

    fn describe(self, bytes: &[u8]) -> String {
        let Said { summary: s, mut told, .. } = self.read(bytes);
        for p in &s.parts {
            writeln!(
                told,
                "part line {}:{} account {} agreement {} number {} read {} format {} payments {}={} notices {} sum {}={} booked {} dates {:?} {:?}",
                p.line, p.account_column, p.account, p.agreement, p.number, p.read, p.format, p.payments_claimed, p.payments_counted,
                p.notices, p.sum_claimed, p.sum_counted, p.booked, p.first_on, p.last_on
            )
            .unwrap();
        }
        writeln!(
            told,
            "file {} for {} made {:?} payments {} of {} notices {} sum {}={} booked {} bytes {} lines {}",
            s.identity,
            s.recipient,
            s.created_on,
            s.payments,
            s.payments_claimed,
            s.notices,
            s.sum_claimed,
            s.sum,
            s.booked,
            s.length,
            s.lines
        )
        .unwrap();
        for f in &s.findings {
            writeln!(
                told,
                "{:?} {} line {} column {} found \"{}\" expected \"{}\"",
                f.weight, f.code, f.line, f.column, f.found, f.expected
            )
            .unwrap();
        }
        told
    }

    /// Every golden file against the text beside it; gives their names.
    pub fn check_golden(self) -> Vec<String> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(self.folder()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "expected") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let expected = path.with_extension("expected");
            assert_eq!(formats::detect(&bytes).map(|c| c.id), Ok(self.id), "{}", path.display());
            let told = self.describe(&bytes);
            if std::env::var_os("FORDRING_BLESS").is_some() {
                std::fs::write(&expected, &told).unwrap();
            }
            assert_eq!(told, std::fs::read_to_string(&expected).unwrap(), "{}", path.display());
            names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
        names.sort();
        names
    }

    /// How a file was carried does not show.
    pub fn check_carriage(self, name: &str) {
        let crlf = self.golden(name);
        let plain = self.read(&crlf);
        assert!(!plain.summary.is_refused(), "{name}");
        let latin: String = crlf.iter().map(|b| char::from(*b)).collect();
        let lines = |end: &str, trimmed: bool| {
            let of = |line: &str| {
                if trimmed {
                    line.trim_end_matches(' ').to_owned()
                } else {
                    line.to_owned()
                }
            };
            latin.lines().map(of).collect::<Vec<_>>().join(end)
        };
        let bytes = |text: &str| text.chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<u8>>();
        let variants: [(Vec<u8>, &[&str]); 8] = [
            (bytes(&lines("\n", false)), &[]),
            (bytes(&lines("\n", true)), &[]),
            (bytes(&lines("\r\n", true)), &[]),
            (bytes(&lines("     \r\n", false)), &[]),
            ([b"\xef\xbb\xbf", crlf.as_slice()].concat(), &["byte-order-mark"]),
            ([b"\r\n", crlf.as_slice(), b"\r\n   \r\n"].concat(), &["blank-lines"]),
            ([crlf.as_slice(), b"\x1a"].concat(), &["end-of-file-mark"]),
            (lines("\r\n", true).into_bytes(), if latin.is_ascii() { &[] } else { &["utf8"] }),
        ];
        for (bytes, expected) in variants {
            for capacity in [1, 7, 100, 8192] {
                let said = self.read_on(&bytes, TODAY, capacity);
                let more: Vec<&str> = said
                    .summary
                    .findings
                    .iter()
                    .map(|f| f.code)
                    .filter(|c| !plain.summary.findings.iter().any(|f| f.code == *c))
                    .collect();
                assert_eq!(more, expected, "{name}");
                assert_eq!((said.payments(), said.notices()), (plain.payments(), plain.notices()), "{name}");
                assert_eq!(
                    (said.summary.fingerprint, said.summary.sum, said.summary.booked),
                    (plain.summary.fingerprint, plain.summary.sum, plain.summary.booked)
                );
            }
        }
    }

    /// A cut file is refused, or says the same.
    pub fn check_truncation(self, name: &str) {
        let bytes = self.golden(name);
        let plain = self.read(&bytes);
        let mut refused = 0;
        for end in 0..bytes.len() {
            let said = self.read(&bytes[..end]);
            if said.summary.is_refused() {
                refused += 1;
                assert!(
                    said.summary.of_weight(Weight::Refuse).all(|f| f.line > 0 || end == 0),
                    "{name} cut at {end}"
                );
            } else {
                assert_eq!(
                    (said.payments(), said.notices(), said.summary.booked),
                    (plain.payments(), plain.notices(), plain.summary.booked),
                    "{name} cut at {end}"
                );
            }
        }
        assert!(refused > 0, "{name}");
    }

    /// Any byte may be wrong: the file is refused with the place, or the money is the same.
    pub fn check_flips(self, name: &str) {
        self.check_flips_but(name, |_| false);
    }

    /// As [`Format::check_flips`], except where the format has nothing to tell by.
    pub fn check_flips_but(self, name: &str, untellable: impl Fn(usize) -> bool) {
        let bytes = self.golden(name);
        let plain = self.read(&bytes);
        for place in (0..bytes.len()).filter(|place| !untellable(*place)) {
            for mask in [0x01, 0x02, 0x04, 0x08, 0x10, 0x40, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[place] ^= mask;
                let said = self.read(&changed);
                if said.summary.is_refused() {
                    assert!(
                        said.summary
                            .of_weight(Weight::Refuse)
                            .all(|f| f.line > 0 && (f.column > 0 || f.code == "truncated")),
                        "{name} {place} {mask}: {:?}",
                        said.summary.findings
                    );
                    continue;
                }
                assert_eq!(
                    (said.summary.booked, said.summary.payments),
                    (plain.summary.booked, plain.summary.payments),
                    "{name} {place} {mask}: {:?}",
                    said.summary.findings
                );
                assert_eq!(said.booked(), said.summary.booked.minor(), "{name} {place} {mask}");
            }
        }
    }

    /// Each event has its own records, byte for byte, and they can be read alone.
    pub fn check_places(self, name: &str) {
        let bytes = self.golden(name);
        let mut begins = 0;
        let mut pieces: Vec<(usize, usize, String)> = Vec::new();
        let mut sink = |event: Event<'_>| {
            let (offset, length) = match event {
                Event::Payment(p) => (p.offset, p.length),
                Event::Notice(n) => (n.offset, n.length),
            };
            let from = usize::try_from(offset).unwrap();
            assert!(from >= begins, "{name}: records of events are in order");
            begins = from + usize::try_from(length).unwrap();
            pieces.push((from, begins, alone(event)));
            ControlFlow::Continue(())
        };
        (self.codec().read)(&mut Cursor::new(bytes.as_slice()), &options(TODAY), &mut sink).unwrap();
        assert!(!pieces.is_empty(), "{name}");
        for (from, to, words) in pieces {
            assert!(from == 0 || bytes[from - 1] == b'\n', "{name} {from}");
            assert!(to == bytes.len() || matches!(bytes[to], b'\r' | b'\n'), "{name} {to}");
            let mut again = Vec::new();
            (self.codec().read_one)(&bytes[from..to], &options(TODAY), &mut |event| {
                again.push(alone(event));
                ControlFlow::Continue(())
            });
            assert_eq!(again, [words], "{name} {from}");
            assert!(
                (self.codec().marks)(&bytes[from..to])
                    .iter()
                    .all(|m| m.first <= m.last && m.last <= 80),
                "{name}"
            );
        }
    }

    /// The file as it would be written.
    pub fn rebuilt(self, said: &Said, transmission: u32, transmitter: &str) -> WriteFile {
        WriteFile {
            transmission,
            transmitter: transmitter.to_owned(),
            recipient: said.summary.recipient.clone(),
            created_on: said.summary.created_on.unwrap(),
            parts: said
                .summary
                .parts
                .iter()
                .zip(&said.parts)
                .map(|(part, (payments, notices))| WritePart {
                    format: "",
                    agreement: part.agreement.clone(),
                    account: part.account.clone(),
                    payments: payments.clone(),
                    notices: notices.clone(),
                })
                .collect(),
        }
    }

    pub fn written(self, file: &WriteFile) -> Vec<u8> {
        let mut out = Vec::new();
        (self.codec().write.unwrap())(file, &mut out).unwrap();
        out
    }
}

/// What the records of an event say by themselves: not what their part says.
fn alone(event: Event<'_>) -> String {
    let or = |t: Option<&str>| t.unwrap_or("·").to_owned();
    match event {
        Event::Payment(p) => format!(
            "{} {:?} {} {} {} {} {} {} {} {}",
            p.kind,
            p.direction,
            p.amount,
            or(p.reference),
            p.several,
            or(p.payer_number),
            or(p.payer_name),
            or(p.payer_account),
            or(p.archive_reference),
            or(p.text)
        ),
        Event::Notice(n) => format!(
            "{} {} {} {:?} {:?} {} {} {}",
            n.kind.code(),
            n.code,
            or(n.reference),
            n.direction,
            n.amount,
            or(n.payer_number),
            or(n.other),
            or(n.text)
        ),
    }
}

/// Replaces the text at a line and column, both from 1, in a file whose lines are filled with blanks and end with CR LF.
pub fn edited(bytes: &[u8], edits: &[(usize, usize, &str)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (line, column, text) in edits {
        let at = (line - 1) * 82 + column - 1;
        bytes[at..at + text.len()].copy_from_slice(text.as_bytes());
    }
    bytes
}

/// The lines with these numbers, in this order.
pub fn only(bytes: &[u8], numbers: &[usize]) -> Vec<u8> {
    numbers.iter().flat_map(|n| bytes[(n - 1) * 82..n * 82].to_vec()).collect()
}
