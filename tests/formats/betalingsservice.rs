//! Betalingsservice from outside: the golden files both ways, what breaks them, and writing and reading giving the same.

mod broken;
mod common;
mod same;
mod sending;

use std::io::Cursor;
use std::ops::ControlFlow;

use common::{GOLDEN, INCOMING, INFORMATION, OPTIONS, OUTGOING, codec, codes, describe, edited, golden, in_words, read, read_with};
use fordring::domain::bankfile::{Direction, Event};
use fordring::domain::notice::NoticeKind;
use fordring::domain::payment::Method;
use fordring::formats::{self, Mark, ReadError};

/// Every golden file from the bank, against the text beside it.
#[test]
fn golden_files_are_read_as_written_down() {
    for name in INCOMING.iter().chain([&INFORMATION]) {
        let bytes = golden(name);
        assert_eq!(formats::detect(&bytes).map(|c| c.id), Ok("betalingsservice"), "{name}");
        let told = describe(&bytes);
        let expected = format!("{GOLDEN}/{name}.expected");
        if std::env::var_os("FORDRING_BLESS").is_some() {
            std::fs::write(&expected, &told).unwrap();
        }
        assert_eq!(told, std::fs::read_to_string(&expected).unwrap(), "{name}");
    }
}

#[test]
fn every_golden_file_is_tried() {
    let files = std::fs::read_dir(GOLDEN).unwrap();
    let names = files
        .map(|f| f.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"));
    assert_eq!(names.count(), INCOMING.len() + 1 + OUTGOING.len());
}

#[test]
fn sound_files_have_no_findings() {
    for (name, expected) in [
        ("payments-0602", vec![]),
        ("slips-0602", vec![]),
        ("cancelled-0602", vec!["failed-in-sum@7:43"]),
        ("enveloped-0602", vec![]),
        ("mandates-0603", vec![]),
        ("lists-0603", vec![]),
        ("printed-0603", vec!["slip-check@8:51"]),
        (INFORMATION, vec![]),
    ] {
        assert_eq!(codes(&read(&golden(name)).summary), expected, "{name}");
    }
}

/// The control sum is a checksum only: what is booked goes by the transaction codes (part 5.6).
#[test]
fn what_is_booked_is_not_the_control_sum() {
    let summary = read(&golden("payments-0602")).summary;
    assert_eq!((summary.sum.minor(), summary.booked.minor()), (96_250, 41_250));
    assert_eq!(summary.sum, summary.sum_claimed);
    assert_eq!((summary.payments, summary.payments_claimed, summary.notices), (3, 3, 1));
}

#[test]
fn the_envelope_does_not_count() {
    let plain = read(&golden("payments-0602"));
    let wrapped = read(&golden("enveloped-0602"));
    assert_eq!(plain.summary.fingerprint, wrapped.summary.fingerprint);
    assert_eq!(plain.summary.identity, wrapped.summary.identity);
    assert_eq!(plain.parts, wrapped.parts);
}

/// How a file was carried does not show: neither in the events nor in the fingerprint.
#[test]
fn carriage_does_not_count() {
    let crlf = golden("slips-0602");
    let plain = read(&crlf);
    let lf: Vec<u8> = crlf.iter().copied().filter(|b| *b != b'\r').collect();
    let lines: Vec<&[u8]> = crlf
        .split(|b| *b == b'\n')
        .map(<[u8]>::trim_ascii_end)
        .filter(|l| !l.is_empty())
        .collect();
    let full: Vec<Vec<u8>> = lines
        .iter()
        .map(|l| {
            let mut line = l.to_vec();
            line.resize(128, b' ');
            line
        })
        .collect();
    let utf8: Vec<u8> = crlf
        .iter()
        .flat_map(|b| if *b == 0x96 { "–".to_owned() } else { char::from(*b).to_string() }.into_bytes())
        .collect();
    let variants: [(Vec<u8>, &[&str]); 9] = [
        (lf.clone(), &[]),
        (lf.trim_ascii_end().to_vec(), &[]),
        ([b"\xef\xbb\xbf", crlf.as_slice()].concat(), &["byte-order-mark@1:1"]),
        ([b"\r\n\r\n", crlf.as_slice()].concat(), &["blank-lines@1:0"]),
        (
            [crlf.as_slice(), b"\r\n  \r\n\x1a"].concat(),
            &["blank-lines@15:0", "end-of-file-mark@17:1"],
        ),
        ([crlf.trim_ascii_end(), b"\x1a"].concat(), &["end-of-file-mark@14:129"]),
        (full.join(b"\r\n".as_slice()), &[]),
        (full.concat(), &["no-line-ends@1:0"]),
        (utf8, &["utf8@4:0"]),
    ];
    for (bytes, expected) in variants {
        for capacity in [1, 7, 100, 8192] {
            let said = read_with(&bytes, capacity);
            assert_eq!(codes(&said.summary), expected);
            assert_eq!(
                (said.parts, said.summary.fingerprint),
                (plain.parts.clone(), plain.summary.fingerprint)
            );
            assert_eq!(said.summary.length, u64::try_from(bytes.len()).unwrap());
        }
    }
}

#[test]
fn other_files_are_others() {
    for head in ["BS002", "BS00212345678BS10602", "PBCNET30BS1 ", "\u{feff}\r\nBS0x2", "BS012"] {
        assert_eq!(formats::detect(head.as_bytes()).map(|c| c.id), Ok("betalingsservice"), "{head}");
    }
    // LeverandørService has numbers instead of BS (part 10).
    for head in ["BSc students;1;2\n", "B", "", "0000602", "001060212345678"] {
        assert!(formats::detect(head.as_bytes()).is_err(), "{head}");
    }
}

/// The place of an event is where its records stand, and they alone say the same.
#[test]
fn places_cut_out_the_records() {
    let mut seen = 0;
    for name in INCOMING.iter().chain([&INFORMATION]) {
        let bytes = golden(name);
        let said = read(&bytes);
        let mut shown: Vec<(u64, String)> = Vec::new();
        let mut sink = |event: Event<'_>| {
            let place = match event {
                Event::Payment(p) => p.offset,
                Event::Notice(n) => n.offset,
            };
            shown.push((place, without_place(&in_words(&event))));
            ControlFlow::Continue(())
        };
        (codec().read)(&mut Cursor::new(bytes.as_slice()), &OPTIONS, &mut sink).unwrap();
        for (offset, length) in &said.places {
            let from = usize::try_from(*offset).unwrap();
            let piece = &bytes[from..from + usize::try_from(*length).unwrap()];
            assert!(piece.starts_with(b"BS") && !piece.ends_with(b"\n"), "{name}");
            let mut alone = Vec::new();
            (codec().read_one)(piece, &OPTIONS, &mut |event: Event<'_>| {
                alone.push(without_place(&in_words(&event)));
                ControlFlow::Continue(())
            });
            let wanted: Vec<_> = shown.iter().filter(|(o, _)| o == offset).map(|(_, s)| s.clone()).collect();
            if name.starts_with("lists") {
                // A record of section 0219 does not say so itself.
                assert_eq!(alone.len(), wanted.len());
            } else {
                assert_eq!(alone, wanted, "{name}");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 31);
}

/// What stands behind the number of part, payment and line.
fn without_place(told: &str) -> String {
    let words: Vec<&str> = told.split(' ').collect();
    words[4..].join(" ")
}

#[test]
fn the_receiver_can_break_off() {
    for name in INCOMING.iter().chain([&INFORMATION]) {
        let bytes = golden(name);
        let mut sink = |_: Event<'_>| ControlFlow::Break(());
        let result = (codec().read)(&mut Cursor::new(bytes.as_slice()), &OPTIONS, &mut sink);
        assert!(matches!(result, Err(ReadError::Cancelled)), "{name}");
    }
}

#[test]
fn automatic_payments_are_direct_debit() {
    let methods = ["0236", "0239", "0297", "0299"].map(codec().method);
    assert_eq!(methods, [Method::DirectDebit, Method::DirectDebit, Method::Bank, Method::Bank]);
}

/// Marks are in order, apart, and on every line of every golden file.
#[test]
fn every_line_has_its_fields() {
    for name in INCOMING.iter().chain([&INFORMATION]).chain(&OUTGOING) {
        let bytes = golden(name);
        for line in bytes.split(|b| *b == b'\n').filter(|l| l.starts_with(b"BS")) {
            let marks: &[Mark] = (codec().marks)(line);
            let unknown = line.get(13..17) == Some(b"0299") && line.starts_with(b"BS022");
            assert_eq!(marks.is_empty(), unknown, "{name} {}", String::from_utf8_lossy(line));
            for (one, next) in marks.iter().zip(marks.iter().skip(1)) {
                assert!(one.first <= one.last && one.last < next.first && next.last <= 128, "{}", next.name);
            }
        }
    }
    for line in ["", "BS", "PBCNET00", "BS0420000000009", "BS052000000000200", "BS999"] {
        assert_eq!((codec().marks)(line.as_bytes()), &[], "{line}");
    }
}

#[test]
fn the_size_of_the_buffer_does_not_count() {
    for name in INCOMING.iter().chain([&INFORMATION]) {
        let bytes = golden(name);
        let whole = read(&bytes);
        for capacity in [1, 2, 13, 127, 128, 130] {
            let pieces = read_with(&bytes, capacity);
            assert_eq!((&pieces.summary, &pieces.told), (&whole.summary, &whole.told), "{name} {capacity}");
        }
    }
}

/// Signs turn what a transaction code says round: a pay-out to the payer that came back is money in.
#[test]
fn pay_outs_go_the_other_way() {
    let direction = |edits: &[(usize, usize, &str)]| read(&edited("payments-0602", edits)).parts[0].payments[1].direction;
    assert_eq!(direction(&[]), Direction::Out);
    assert_eq!(direction(&[(5, 56, "2")]), Direction::In);
    assert_eq!(direction(&[(5, 17, "6"), (5, 56, "2")]), Direction::Out);
    assert_eq!(direction(&[(5, 17, "6")]), Direction::In);
}

/// Our own reference is a payment reference where it is digits; zeros and blanks are none.
#[test]
fn own_references_are_digits() {
    let first = |own: &str| {
        let payment = read(&edited("payments-0602", &[(3, 70, &format!("{own:<30}"))])).parts[0]
            .payments
            .remove(0);
        (payment.reference, payment.text)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(first("000202600317"), (some("000202600317"), None));
    assert_eq!(first("  4711"), (some("4711"), None));
    assert_eq!(first("4711-"), (None, some("4711-")));
    assert_eq!(first("47 11"), (None, some("47 11")));
    assert_eq!(first("000000"), (None, None));
    assert_eq!(first(""), (None, None));
}

/// Lines of 0621 that are not counts of what was accepted are kept as remarks, with the number of their text.
#[test]
fn information_of_other_kinds_is_a_remark() {
    let notices = |edits: &[(usize, usize, &str)]| {
        let said = read(&edited(INFORMATION, edits));
        assert_eq!(codes(&said.summary), Vec::<String>::new());
        let notices = said.parts[0].notices.iter();
        notices.map(|n| (n.kind, n.code.clone())).collect::<Vec<_>>()
    };
    use NoticeKind::{DrawsAccepted, Remark};
    let kinds = |list: &[(NoticeKind, &str)]| list.iter().map(|(kind, code)| (*kind, (*code).to_owned())).collect::<Vec<_>>();
    let usual = [(DrawsAccepted, "0"), (DrawsAccepted, "2"), (Remark, "230145"), (Remark, "0299")];
    assert_eq!(notices(&[]), kinds(&usual));
    // The second digit 2 is a remark, 3 an error.
    assert_eq!(notices(&[(4, 116, "2")])[0], (Remark, "220100".to_owned()));
    assert_eq!(notices(&[(6, 116, "3")])[1], (Remark, "230300".to_owned()));
    // Without its second line an entry says as much.
    assert_eq!(
        notices(&[(4, 14, "0999")]),
        kinds(&[usual[0], (Remark, "210100"), usual[1], usual[2], usual[3]])
    );
    // A kind that is not known.
    assert_eq!(
        notices(&[(3, 56, "1")]),
        kinds(&[(Remark, "0280"), (Remark, "210100"), usual[1], usual[2], usual[3]])
    );
}
