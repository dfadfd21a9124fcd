//! What the tests of Betalingsservice have in common.

use std::fmt::Write as _;
use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use fordring::domain::bankfile::{Direction, Event, FileSummary};
use fordring::domain::money::Currency;
use fordring::domain::outgoing::Outgoing;
use fordring::formats::{self, Codec, FINDING_CODES, OutgoingCodec, ReadOptions, WriteFile, WriteNotice, WritePart, WritePayment};

pub const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/betalingsservice");
pub const OPTIONS: ReadOptions = ReadOptions {
    today: NaiveDate::from_ymd_opt(2026, 10, 6).unwrap(),
    currency: Currency::Dkk,
};
/// The golden files that come from the bank.
pub const INCOMING: [&str; 7] = [
    "payments-0602",
    "slips-0602",
    "cancelled-0602",
    "enveloped-0602",
    "mandates-0603",
    "lists-0603",
    "printed-0603",
];
pub const INFORMATION: &str = "information-0621";
/// The golden files that we send.
pub const OUTGOING: [&str; 2] = ["collections-0601", "registrations-0605"];

pub fn codec() -> &'static Codec {
    formats::by_id("betalingsservice").unwrap()
}

pub fn outgoing() -> &'static OutgoingCodec {
    codec().outgoing.unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn golden(name: &str) -> Vec<u8> {
    std::fs::read(format!("{GOLDEN}/{name}.txt")).unwrap()
}

/// What a file says: its parts as they would be written, every event in words, and where each stands.
pub struct Said {
    pub summary: FileSummary,
    pub parts: Vec<WritePart>,
    pub told: String,
    pub places: Vec<(u64, u32)>,
}

pub fn read_with(bytes: &[u8], capacity: usize) -> Said {
    let mut parts: Vec<WritePart> = Vec::new();
    let mut told = String::new();
    let mut places = Vec::new();
    let mut sink = |event: Event<'_>| {
        told.push_str(&in_words(&event));
        let (part, place) = match event {
            Event::Payment(p) => (p.part, (p.offset, p.length)),
            Event::Notice(n) => (n.part, (n.offset, n.length)),
        };
        places.push(place);
        let part = usize::try_from(part).unwrap();
        parts.resize_with(parts.len().max(part), WritePart::default);
        match event {
            Event::Payment(p) => parts[part - 1].payments.push(WritePayment::from(p)),
            Event::Notice(n) => parts[part - 1].notices.push(WriteNotice::from(n)),
        }
        ControlFlow::Continue(())
    };
    let mut input = BufReader::with_capacity(capacity, Cursor::new(bytes));
    let summary = (codec().read)(&mut input, &OPTIONS, &mut sink).unwrap();
    for finding in &summary.findings {
        assert!(FINDING_CODES.contains(&finding.code), "{}", finding.code);
    }
    parts.resize_with(parts.len().max(summary.parts.len()), WritePart::default);
    for (part, known) in parts.iter_mut().zip(&summary.parts) {
        part.account.clone_from(&known.account);
        part.agreement.clone_from(&known.agreement);
    }
    Said {
        summary,
        parts,
        told,
        places,
    }
}

pub fn read(bytes: &[u8]) -> Said {
    read_with(bytes, 8192)
}

/// An event without its place, line by line as tests show it.
pub fn in_words(event: &Event<'_>) -> String {
    let or = |t: Option<&str>| t.unwrap_or("·").to_owned();
    let date = |d: Option<NaiveDate>| d.map_or("·".to_owned(), |d| d.to_string());
    let sign = |d: Direction| if d == Direction::Out { "-" } else { "" };
    match event {
        Event::Payment(p) => format!(
            "payment {}/{} line {} to {} kind {} {}{} on {} ordered {} lump {} ref {} payer {} number {} archive {} text {}\n",
            p.part,
            p.number,
            p.line,
            p.payee_account,
            p.kind,
            sign(p.direction),
            p.amount,
            p.settled_on,
            date(p.ordered_on),
            p.lump_key,
            or(p.reference),
            or(p.payer_name),
            or(p.payer_number),
            or(p.archive_reference),
            or(p.text)
        ),
        Event::Notice(n) => format!(
            "notice {} line {} of {} {} code {} {}{} on {} until {} ref {} number {} mandate {} other {} text {}\n",
            n.part,
            n.line,
            n.account,
            n.kind.code(),
            n.code,
            sign(n.direction),
            n.amount.map_or("·".to_owned(), |a| a.to_string()),
            date(n.on),
            date(n.until_on),
            or(n.reference),
            or(n.payer_number),
            or(n.mandate_number),
            or(n.other),
            or(n.text)
        ),
    }
}

/// `code@line:column` of every finding.
pub fn codes(summary: &FileSummary) -> Vec<String> {
    summary
        .findings
        .iter()
        .map(|f| format!("{}@{}:{}", f.code, f.line, f.column))
        .collect()
}

pub fn findings(bytes: &[u8]) -> Vec<String> {
    codes(&read(bytes).summary)
}

/// A file and what it says, in words.
pub fn describe(bytes: &[u8]) -> String {
    let Said { summary: s, mut told, .. } = read(bytes);
    for p in &s.parts {
        writeln!(
            told,
            "part line {} column {} account {} agreement {} number {} read {} format {} payments {}={} notices {} sum {}={} booked {} dates {:?} {:?}",
            p.line,
            p.account_column,
            p.account,
            p.agreement,
            p.number,
            p.read,
            p.format,
            p.payments_claimed,
            p.payments_counted,
            p.notices,
            p.sum_claimed,
            p.sum_counted,
            p.booked,
            p.first_on,
            p.last_on
        )
        .unwrap();
    }
    writeln!(
        told,
        "file {} for {} made {:?} payments {} of {} notices {} sum {}={} booked {} bytes {} lines {}",
        s.identity, s.recipient, s.created_on, s.payments, s.payments_claimed, s.notices, s.sum_claimed, s.sum, s.booked, s.length, s.lines
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

/// The file again that was read.
pub fn rebuilt(bytes: &[u8]) -> WriteFile {
    let said = read(bytes);
    assert!(!said.summary.is_refused(), "{:?}", said.summary.findings);
    WriteFile {
        transmission: said.summary.identity[15..25].parse().unwrap(),
        transmitter: String::new(),
        recipient: said.summary.recipient.clone(),
        created_on: said.summary.created_on.unwrap(),
        parts: said.parts,
    }
}

pub fn written(file: &WriteFile) -> Vec<u8> {
    let mut out = Vec::new();
    (codec().write.unwrap())(file, &mut out).unwrap();
    out
}

pub fn sent(file: &Outgoing) -> Vec<u8> {
    let mut out = Vec::new();
    (outgoing().write)(file, &mut out).unwrap();
    out
}

pub fn read_back(bytes: &[u8]) -> Result<Outgoing, Vec<String>> {
    let back = (outgoing().read)(&mut Cursor::new(bytes), &OPTIONS).unwrap();
    back.map_err(|findings| findings.iter().map(|f| format!("{}@{}:{}", f.code, f.line, f.column)).collect())
}

/// The lines of a golden file with the text at a line and column replaced, both from 1; lines grow as needed.
pub fn edited(name: &str, edits: &[(usize, usize, &str)]) -> Vec<u8> {
    let bytes = golden(name);
    let mut lines: Vec<Vec<u8>> = bytes.split(|b| *b == b'\n').map(|l| l.trim_ascii_end().to_vec()).collect();
    lines.pop();
    for (line, column, text) in edits {
        let line = &mut lines[line - 1];
        let end = column - 1 + text.len();
        line.resize(line.len().max(end), b' ');
        line[column - 1..end].copy_from_slice(text.as_bytes());
    }
    joined(&lines)
}

/// The lines with these numbers, in this order.
pub fn only(name: &str, numbers: &[usize]) -> Vec<u8> {
    let bytes = golden(name);
    let lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end).collect();
    joined(&numbers.iter().map(|n| lines[n - 1].to_vec()).collect::<Vec<_>>())
}

fn joined(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.iter().flat_map(|l| [l.as_slice(), b"\r\n"].concat()).collect()
}
