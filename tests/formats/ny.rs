//! The Norwegian transmissions from outside, whatever services they hold: the golden files, what breaks them, and what all
//! formats of the family have in common.

use std::fmt::Write as _;
use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use fordring::domain::bankfile::{Direction, Event, FileSummary, Finding, Weight};
use fordring::domain::money::Currency;
use fordring::domain::outgoing::Outgoing;
use fordring::domain::payment::Method;
use fordring::formats::{self, Codec, FINDING_CODES, ReadError, ReadOptions, WriteError, WriteFile, WriteNotice, WritePart, WritePayment};
use proptest::prelude::*;

pub const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
pub const TODAY: &str = "2026-06-15";
pub const FORMATS: [&str; 3] = ["ocr-giro", "avtalegiro", "direct-remittance"];
/// Bytes of a line in the golden files.
pub const LINE: usize = 82;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn options() -> ReadOptions {
    ReadOptions {
        today: day(TODAY),
        currency: Currency::Nok,
    }
}

pub fn codec(id: &str) -> &'static Codec {
    formats::by_id(id).unwrap()
}

/// `FORMAT/NAME` below the golden files.
pub fn golden(name: &str) -> Vec<u8> {
    std::fs::read(format!("{GOLDEN}/{name}")).unwrap()
}

/// Every golden file of the family, by `FORMAT/NAME`.
pub fn all_golden() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for format in FORMATS {
        for entry in std::fs::read_dir(format!("{GOLDEN}/{format}")).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{format}/{}", path.file_name().unwrap().to_str().unwrap());
            if !name.contains(".expected") {
                files.push((name, std::fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// What a file handed on: by part, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Events {
    pub payments: Vec<(u32, WritePayment)>,
    pub notices: Vec<(u32, WriteNotice)>,
    /// One line of text each.
    pub told: String,
}

fn tell(told: &mut String, event: Event<'_>) {
    let or = |t: Option<&str>| t.unwrap_or("·").to_owned();
    let on = |d: Option<NaiveDate>| d.map_or("·".to_owned(), |d| d.to_string());
    match event {
        Event::Payment(p) => {
            let sign = if p.direction == Direction::Out { "-" } else { "" };
            writeln!(
                told,
                "payment {}/{} line {} bytes {}+{} to {} type {} {sign}{} on {} ordered {} lump {} ref {} from {} archive {} text {}",
                p.part,
                p.number,
                p.line,
                p.offset,
                p.length,
                p.payee_account,
                p.kind,
                p.amount,
                p.settled_on,
                on(p.ordered_on),
                p.lump_key,
                or(p.reference),
                or(p.payer_account),
                or(p.archive_reference),
                or(p.text)
            )
        }
        Event::Notice(n) => {
            let sign = if n.direction == Direction::Out { "-" } else { "" };
            let amount = n.amount.map_or("·".to_owned(), |a| format!("{sign}{a}"));
            writeln!(
                told,
                "notice {} line {} bytes {}+{} account {} {:?} code {} ref {} amount {amount} on {} other {} text {} notify {:?}",
                n.part,
                n.line,
                n.offset,
                n.length,
                n.account,
                n.kind,
                n.code,
                or(n.reference),
                on(n.on),
                or(n.other),
                or(n.text),
                n.notify
            )
        }
    }
    .unwrap();
}

pub fn read_with(codec: &Codec, bytes: &[u8], today: &str, capacity: usize) -> (FileSummary, Events) {
    let mut events = Events::default();
    let mut sink = |event: Event<'_>| {
        tell(&mut events.told, event);
        match event {
            Event::Payment(p) => events.payments.push((p.part, WritePayment::from(p))),
            Event::Notice(n) => events.notices.push((n.part, WriteNotice::from(n))),
        }
        ControlFlow::Continue(())
    };
    let mut input = BufReader::with_capacity(capacity, Cursor::new(bytes));
    let options = ReadOptions {
        today: day(today),
        ..options()
    };
    let summary = (codec.read)(&mut input, &options, &mut sink).unwrap();
    for finding in &summary.findings {
        assert!(FINDING_CODES.contains(&finding.code), "{}", finding.code);
    }
    (summary, events)
}

pub fn read(bytes: &[u8]) -> (FileSummary, Events) {
    read_with(codec("ocr-giro"), bytes, TODAY, 8192)
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
    codes(&read(bytes).0)
}

/// A golden file with the text at some lines and columns replaced, both from 1.
pub fn edited(name: &str, edits: &[(usize, usize, &str)]) -> Vec<u8> {
    let mut bytes = golden(name);
    for (line, column, text) in edits {
        let at = (line - 1) * LINE + column - 1;
        bytes[at..at + text.len()].copy_from_slice(text.as_bytes());
    }
    bytes
}

/// The lines with these numbers, in this order.
pub fn only(name: &str, numbers: &[usize]) -> Vec<u8> {
    let bytes = golden(name);
    numbers.iter().flat_map(|n| bytes[(n - 1) * LINE..n * LINE].to_vec()).collect()
}

fn describe(bytes: &[u8]) -> String {
    let (s, Events { mut told, .. }) = read(bytes);
    for p in &s.parts {
        writeln!(
            told,
            "part line {} account {} agreement {} number {} read {} by {} payments {}={} notices {} sum {}={} booked {} dates {:?} {:?}",
            p.line,
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

/// Every golden file, against the text beside it.
#[test]
fn golden_files_are_read_as_written_down() {
    let files = all_golden();
    for (name, bytes) in &files {
        let path = std::path::PathBuf::from(format!("{GOLDEN}/{name}")).with_extension("expected");
        let told = describe(bytes);
        if std::env::var_os("FORDRING_BLESS").is_some() {
            std::fs::write(&path, &told).unwrap();
        }
        assert_eq!(told, std::fs::read_to_string(&path).unwrap(), "{name}");
    }
    assert_eq!(files.len(), 20);
}

/// The first assignment tells the format; all three read every file alike, in pieces of any size.
#[test]
fn every_format_reads_every_file_alike() {
    for (name, bytes) in all_golden() {
        let detected = formats::detect(&bytes).map(|c| c.id);
        assert_eq!(detected, Ok(name.split('/').next().unwrap()), "{name}");
        let whole = read(&bytes);
        for id in FORMATS {
            for capacity in [1, 7, 81, 100, 8192] {
                assert_eq!(read_with(codec(id), &bytes, TODAY, capacity), whole, "{name} {id} {capacity}");
            }
        }
    }
}

#[test]
fn the_first_assignment_tells_the_format() {
    for (head, id) in [
        ("NY000010", "ocr-giro"),
        ("NY000010\r\nNY2124", "ocr-giro"),
        ("\u{feff}\r\nNY000010\nNY212420\n", "avtalegiro"),
        ("NY000010\r\n\r\nNY040020", "direct-remittance"),
        ("NY000010 broken\r\nNY213620", "avtalegiro"),
        ("NY000010\r\nNY420020", "ocr-giro"),
        ("NY000010\r\nNY210088", "ocr-giro"),
        ("NY00x010\r\nXX212420", "ocr-giro"),
    ] {
        assert_eq!(formats::detect(head.as_bytes()).map(|c| c.id), Ok(id), "{head}");
    }
    for (name, bytes) in all_golden() {
        let joined: Vec<u8> = bytes.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
        assert_eq!(
            formats::detect(&joined).map(|c| c.id),
            formats::detect(&bytes).map(|c| c.id),
            "{name}"
        );
    }
}

/// One file of four services, in another order than the banks': each to its own, one passed over.
#[test]
fn a_mixed_file_is_read_service_by_service() {
    let (summary, events) = read(&golden("avtalegiro/four-services.txt"));
    assert_eq!(codes(&summary), ["service-skipped@11:1"]);
    let parts: Vec<_> = summary
        .parts
        .iter()
        .map(|p| (p.format, p.read, p.payments_counted, p.notices))
        .collect();
    assert_eq!(
        parts,
        [
            ("avtalegiro", true, 0, 3),
            ("ocr-giro", true, 1, 0),
            ("", false, 1, 0),
            ("direct-remittance", true, 0, 2)
        ]
    );
    assert_eq!(
        (events.payments.len(), events.notices.len(), summary.payments, summary.notices),
        (1, 5, 1, 5)
    );
    assert_eq!((summary.sum.minor(), summary.booked.minor()), (145_000, 30_000));
}

#[test]
fn types_of_payments_tell_the_method() {
    for id in FORMATS {
        let of = |kind| (codec(id).method)(kind);
        assert_eq!((of("15"), of("17"), of("10")), (Method::DirectDebit, Method::Cash, Method::Bank));
        assert_eq!((of("18"), of("21")), (Method::Card, Method::Card));
    }
}

/// A cut file is refused, unless only the last line end is missing; and nothing is handed on that the whole file does not say.
#[test]
fn every_truncation_is_refused() {
    for (name, bytes) in all_golden() {
        let whole = bytes.trim_ascii_end().len();
        let refused = read(&bytes).0.is_refused();
        let told = read(&bytes).1.told;
        for end in 0..bytes.len() {
            let (summary, events) = read(&bytes[..end]);
            assert_eq!(
                summary.is_refused(),
                end < whole || refused,
                "{name} cut at {end}: {:?}",
                codes(&summary)
            );
            if end < whole && !refused {
                let early = |f: &str| matches!(f, "truncated" | "empty");
                assert!(summary.findings.iter().any(|f| early(f.code)), "{name} cut at {end}: {summary:?}");
            }
            // A character in UTF-8 may be cut in two.
            assert!(told.starts_with(&events.told) || name.contains("utf8"), "{name} cut at {end}");
        }
    }
}

/// Any byte may be wrong: nothing panics, and what is accepted adds up to the same as before.
#[test]
fn every_flipped_byte_is_refused_or_adds_up() {
    for (name, original) in all_golden() {
        let (before, _) = read(&original);
        for place in 0..original.len() {
            for mask in [0x01, 0x02, 0x04, 0x08, 0x10, 0x40, 0x80, 0xff] {
                let mut changed = original.clone();
                changed[place] ^= mask;
                let (summary, events) = read(&changed);
                if summary.is_refused() {
                    let placed = |f: &Finding| f.line > 0;
                    assert!(summary.of_weight(Weight::Refuse).all(placed), "{name} {place} {mask}");
                    continue;
                }
                let at = format!("{name} {place} {mask:#x}: {:?}", codes(&summary));
                assert_eq!(summary.sum, summary.sum_claimed, "{at}");
                assert_eq!(u64::try_from(events.payments.len()).unwrap(), summary.payments, "{at}");
                assert_eq!(u64::try_from(events.notices.len()).unwrap(), summary.notices, "{at}");
                if before.is_refused() {
                    continue;
                }
                // A sum that is only right without regard to the signs is told (Nets OCR giro, 2.7).
                let is_gross = summary.findings.iter().any(|f: &Finding| f.code == "gross-sum");
                let amounts: i64 = events.payments.iter().map(|(_, p)| p.amount.minor()).sum();
                if !is_gross {
                    let same = (before.payments, before.notices, before.sum);
                    assert_eq!((summary.payments, summary.notices, summary.sum), same, "{at}");
                    assert_eq!(
                        amounts,
                        read(&original).1.payments.iter().map(|(_, p)| p.amount.minor()).sum::<i64>(),
                        "{at}"
                    );
                }
            }
        }
    }
}

/// The place of an event in the file is where its records stand, byte for byte; alone they say the same.
#[test]
fn records_alone_say_the_same() {
    for (name, bytes) in all_golden() {
        let mut places = Vec::new();
        let mut sink = |event: Event<'_>| {
            let (offset, length) = match event {
                Event::Payment(p) => (p.offset, p.length),
                Event::Notice(n) => (n.offset, n.length),
            };
            let mut told = String::new();
            tell(&mut told, event);
            places.push((usize::try_from(offset).unwrap(), usize::try_from(length).unwrap(), told));
            ControlFlow::Continue(())
        };
        (codec("ocr-giro").read)(&mut Cursor::new(bytes.as_slice()), &options(), &mut sink).unwrap();
        for (offset, length, told) in places {
            let mut alone = String::new();
            let mut count = 0;
            (codec("ocr-giro").read_one)(&bytes[offset..offset + length], &options(), &mut |event| {
                tell(&mut alone, event);
                count += 1;
                ControlFlow::Continue(())
            });
            // Part, line, place and account are those of the opening put in front.
            let said = |text: &str| {
                let words = text.split_once(" type ").or_else(|| text.split_once(" account "));
                words.unwrap().1.split_once(' ').unwrap().1.to_owned()
            };
            assert_eq!((count, said(&alone)), (1, said(&told)), "{name}");
        }
    }
}

#[test]
fn the_receiver_can_break_off() {
    for (name, wanted) in [
        ("ocr-giro/ocr-two-accounts.ocr", 5),
        ("avtalegiro/mandates-full-list.txt", 4),
        ("direct-remittance/direct-remittance-settled.txt", 2),
    ] {
        for last in 1..=wanted {
            let mut count = 0;
            let mut sink = |_: Event<'_>| {
                count += 1;
                if count == last {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            let result = (codec("ocr-giro").read)(&mut Cursor::new(golden(name)), &options(), &mut sink);
            assert!(matches!(result, Err(ReadError::Cancelled)), "{name}");
            assert_eq!(count, last);
        }
    }
}

/// Fields are marked within the line, in order, without overlap; and every line of the golden files is known.
#[test]
fn marks_lie_within_the_line() {
    for (name, bytes) in all_golden()
        .iter()
        .filter(|(name, _)| !name.contains("err-") && !name.contains("four"))
    {
        for line in bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            let marks = (codec("ocr-giro").marks)(line);
            assert!(!marks.is_empty(), "{name} {}", String::from_utf8_lossy(line));
            let mut after = 0;
            for mark in marks {
                assert!(mark.first > after && mark.last >= mark.first && mark.last <= 80);
                after = mark.last;
            }
        }
    }
}

/// The file again, as it would be given to the writer.
pub fn rebuilt(bytes: &[u8]) -> WriteFile {
    let (summary, events) = read(bytes);
    assert!(summary.findings.iter().all(|f| f.code == "old-date"), "{:?}", summary.findings);
    let parts = (1_u32..).zip(&summary.parts).map(|(number, part)| WritePart {
        format: part.format,
        agreement: part.agreement.clone(),
        account: part.account.clone(),
        payments: events
            .payments
            .iter()
            .filter(|(p, _)| *p == number)
            .map(|(_, p)| p.clone())
            .collect(),
        notices: events
            .notices
            .iter()
            .filter(|(p, _)| *p == number)
            .map(|(_, n)| n.clone())
            .collect(),
    });
    WriteFile {
        transmission: summary.identity[8..15].parse().unwrap(),
        transmitter: summary.identity[..8].to_owned(),
        recipient: summary.recipient.clone(),
        created_on: summary.created_on.unwrap_or(day(TODAY)),
        parts: parts.collect(),
    }
}

pub fn written(id: &str, file: &WriteFile) -> Vec<u8> {
    let mut out = Vec::new();
    (codec(id).write.unwrap())(file, &mut out).unwrap();
    out
}

/// As the bank would, whatever format is asked: parts that say their format are written in it.
#[test]
fn the_writers_write_the_golden_files() {
    for name in [
        "ocr-giro/ocr-two-accounts.ocr",
        "ocr-giro/mixed-ocr-and-mandates.ocr",
        "avtalegiro/mandates-full-list.txt",
        "direct-remittance/direct-remittance-settled.txt",
    ] {
        // The writer counts parts from 1.
        let bytes = edited(name, if name.contains("settled") { &[(2, 18, "0000001")] } else { &[] });
        for id in FORMATS {
            let again = written(id, &rebuilt(&bytes));
            assert_eq!(
                String::from_utf8(again).unwrap(),
                String::from_utf8(bytes.clone()).unwrap(),
                "{name} {id}"
            );
        }
    }
}

#[test]
fn a_part_of_another_family_is_not_written() {
    let mut file = rebuilt(&golden("ocr-giro/ocr-two-accounts.ocr"));
    file.parts[1].format = "bgmax";
    let error = (codec("ocr-giro").write.unwrap())(&file, &mut Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "part 2, payment 0: \"bgmax\" cannot be written as format");
}

proptest! {
    #[test]
    fn records_in_any_order_never_panic(numbers in proptest::collection::vec(1_usize..=20, 0..30)) {
        let (summary, events) = read(&only("avtalegiro/four-services.txt", &numbers));
        let counts = (u64::try_from(events.payments.len()).unwrap(), u64::try_from(events.notices.len()).unwrap());
        prop_assert!(summary.is_refused() || counts == (summary.payments, summary.notices));
    }

    #[test]
    fn any_bytes_are_no_file_of_ours(bytes in proptest::collection::vec(any::<u8>(), 0..2000), numbers in proptest::collection::vec(1_usize..=13, 0..30)) {
        for id in ["avtalegiro", "direct-remittance"] {
            prop_assert!(Asked(id).read(&bytes).is_err());
            let shuffled = only("direct-remittance/order-one-reference.txt", &numbers);
            if let Ok(what) = Asked(id).read(&shuffled) {
                prop_assert_eq!(Asked(id).written(&what).unwrap(), shuffled);
            }
        }
    }
}

/// Compares files as text, which is shown where they differ.
#[track_caller]
pub fn same(left: &[u8], right: &[u8]) {
    let text = |bytes: &[u8]| bytes.iter().map(|b| char::from(*b)).collect::<String>();
    assert_eq!(text(left), text(right));
}

/// What we send in a format.
#[derive(Clone, Copy, Debug)]
pub struct Asked(pub &'static str);

impl Asked {
    pub fn written(self, what: &Outgoing) -> Result<Vec<u8>, WriteError> {
        let mut bytes = Vec::new();
        (codec(self.0).outgoing.unwrap().write)(what, &mut bytes).map(|()| bytes)
    }

    /// What it says, or `code@line:column` of what is wrong with it.
    pub fn read(self, bytes: &[u8]) -> Result<Outgoing, Vec<String>> {
        let mut input = BufReader::with_capacity(100, Cursor::new(bytes));
        let back = (codec(self.0).outgoing.unwrap().read)(&mut input, &options()).unwrap();
        back.map_err(|findings| {
            assert!(
                findings
                    .iter()
                    .all(|f| f.weight == Weight::Refuse && FINDING_CODES.contains(&f.code))
            );
            findings.iter().map(|f| format!("{}@{}:{}", f.code, f.line, f.column)).collect()
        })
    }

    /// Cut anywhere it is refused; with any byte changed it is refused with its place, or every amount is the same and the
    /// change is one of text, of a reference, a date or a number that stands in one place only.
    pub fn survives(self, name: &str) {
        let original = golden(name);
        let whole = original.trim_ascii_end().len();
        for end in 0..original.len() {
            assert_eq!(self.read(&original[..end]).is_ok(), end >= whole, "{name} cut at {end}");
        }
        let before = self.read(&original).unwrap();
        for place in 0..original.len() {
            for mask in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x0f, 0x3d, 0xff] {
                let mut changed = original.clone();
                changed[place] ^= mask;
                match self.read(&changed) {
                    Ok(after) => {
                        assert_eq!(after.sums(), before.sums(), "{name} {place} {mask}");
                        let carriage = |b: u8| b == b'\r' || b == b'\n';
                        if after == before {
                            assert!(carriage(original[place]), "{name} {place} {mask}");
                        } else {
                            assert_eq!(self.written(&after).unwrap(), changed, "{name} {place} {mask}");
                        }
                    }
                    Err(told) => assert!(!told.is_empty() && !told[0].contains("@0:"), "{name} {place} {mask}"),
                }
            }
        }
    }
}
