//! camt.053 and camt.054 from outside: the golden files, what breaks them, and writing and reading giving the same.

use std::fmt::Write as _;

use fordring::domain::bankfile::{Direction, FileSummary, Finding, Weight};
use fordring::domain::money::Currency;
use fordring::formats::{self, Codec};

use super::common::{Told, read};

mod alone;
mod outcome;
mod written;

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
            assert_ne!(
                told(format, changed.as_bytes(), currency).summary.fingerprint,
                plain.summary.fingerprint
            );
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
    if after.summary.is_refused() {
        placed
    } else {
        figures(before) == figures(after) || placed
    }
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

/// `kinds` with texts put in place of others, each once.
fn edited(name: &str, edits: &[(&str, &str)]) -> Vec<u8> {
    let format = if name.contains("statement") || name.contains("balance") {
        "camt053"
    } else {
        "camt054"
    };
    let (_, bytes, _) = golden(format).into_iter().find(|(n, _, _)| n == name).unwrap();
    let mut text = String::from_utf8(bytes).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text.into_bytes()
}

/// Reads it, and looks whether what was found stands where the finding says.
fn findings(name: &str, edits: &[(&str, &str)]) -> Vec<String> {
    let bytes = edited(name, edits);
    let format = if name.contains("statement") || name.contains("balance") {
        "camt053"
    } else {
        "camt054"
    };
    let told = told(format, &bytes, currency_of(name));
    let text = String::from_utf8(bytes).unwrap();
    for f in &told.summary.findings {
        if f.line > 0
            && !f.found.is_empty()
            && ![
                "unknown-code",
                "total-sum",
                "amount-too-large",
                "future-date",
                "old-date",
                "foreign-currency",
            ]
            .contains(&f.code)
        {
            let line = text.lines().nth(usize::try_from(f.line).unwrap() - 1).unwrap();
            let from: String = line.chars().skip(usize::try_from(f.column).unwrap() - 1).collect();
            let begin = from.find(f.found.as_str());
            assert!(begin.is_some_and(|at| at <= 80), "{} {} in {from}", f.code, f.found);
            assert!(f.text.is_empty() || f.text == line, "{}", f.text);
        }
    }
    if told.summary.is_refused() {
        let (first, _) = (told.summary.findings.iter().filter(|f| f.weight == Weight::Refuse))
            .map(|f| (f.line, f.column))
            .min()
            .unwrap();
        let before = |line: &u32| *line <= first || f_is_late(&told);
        assert!(told.places.iter().all(|(line, _, _)| before(line)));
    }
    told.codes()
}

/// Totals are told of when all entries have been handed on.
fn f_is_late(told: &Told) -> bool {
    told.summary
        .findings
        .iter()
        .any(|f| f.code.starts_with("total-") || f.code.starts_with("entry-"))
}

const BATCH: &str = "no-v02-batch.xml";
const KINDS: &str = "no-v02-kinds.xml";

#[test]
fn each_rule_tells_its_place() {
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (&[], &[]),
        // The message.
        (&[("<MsgId>FJK-20260506-1</MsgId>", "")], &["missing-element@3:2"]),
        (&[("<CreDtTm>2026-05-06T17:30:00+02:00</CreDtTm>", "")], &["missing-element@3:2"]),
        (&[("camt.054.001.02", "camt.054.001.09")], &["message-version@1:1"]),
        (&[("camt.054.001.02", "camt.053.001.02")], &["wrong-message@1:1"]),
        (&[("<BkToCstmrDbtCdtNtfctn>", "<BkToCstmrStmt>")], &["wrong-message@1:66"]),
        (
            &[("<Acct><Id>", "<CpyDplctInd>COPY</CpyDplctInd><Acct><Id>")],
            &["copy-of-message@4:16"],
        ),
        // Whose account it is.
        (&[("12345678903", "12345678904")], &["account-check@4:23"]),
        (&[("12345678903", "")], &["missing-element@3:2"]),
        (
            &[(
                "<Othr><Id>12345678903</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr>",
                "<IBAN>NO9412345678903</IBAN>",
            )],
            &["account-check@4:19"],
        ),
        // Amounts and sums (camt.054 in Norway, checks).
        (&[("1250.00", "1251.00")], &["entry-sum@6:44"]),
        (&[("1250.00", "1250,00")], &["bad-amount@11:37"]),
        (&[("1250.00", "-1250.00")], &["bad-amount@11:37"]),
        (&[("1250.00", "1000000000000.00")], &["amount-too-large@11:37"]),
        (&[("1250.00", "99999999999999999999.00")], &["amount-too-large@11:37"]),
        (&[("<NbOfTxs>2", "<NbOfTxs>3")], &["entry-count@9:29"]),
        (&[("<NbOfTxs>2", "<NbOfTxs>x")], &["not-digits@9:29"]),
        (&[("<NbOfNtries>1", "<NbOfNtries>2")], &["total-count@5:40"]),
        (&[("<Sum>1550.00", "<Sum>1550.01")], &["total-sum@5:59"]),
        (
            &[("<AmtDtls><TxAmt><Amt Ccy=\"NOK\">1250.00</Amt></TxAmt></AmtDtls>", "")],
            &["missing-element@10:5"],
        ),
        (
            &[("<AmtDtls><TxAmt><Amt Ccy=\"NOK\">300.00</Amt></TxAmt></AmtDtls>", "")],
            &["missing-element@14:5"],
        ),
        (
            &[("<TxAmt><Amt Ccy=\"NOK\">300.00", "<TxAmt><Amt>300.00")],
            &["missing-element@15:27"],
        ),
        // What an entry must have.
        (&[("<Amt Ccy=\"NOK\">1550.00</Amt>", "")], &["missing-element@6:3"]),
        (&[("<CdtDbtInd>CRDT</CdtDbtInd>", "")], &["missing-element@6:3"]),
        (&[("<Sts>BOOK</Sts>", "")], &["missing-element@6:3"]),
        (
            &[("<BookgDt><Dt>2026-05-06</Dt></BookgDt><ValDt><Dt>2026-05-06</Dt></ValDt>", "")],
            &["missing-element@6:3"],
        ),
        (&[("<BookgDt><Dt>2026-05-06</Dt></BookgDt>", "")], &[]),
        (&[("<BookgDt><Dt>2026-05-06", "<BookgDt><Dt>2026-02-30")], &["settlement-date@7:17"]),
        (&[("CRDT", "KRDT")], &["bad-sign@6:68"]),
        (&[("BOOK", "BOKT")], &["unknown-code@6:89"]),
        (
            &[("<Sts>BOOK</Sts>", "<RvslInd>yes</RvslInd><Sts>BOOK</Sts>")],
            &["unknown-code@6:93"],
        ),
        (
            &[("<Sts>BOOK</Sts>", "<Sts>BOOK</Sts><Sts>BOOK</Sts>")],
            &["unexpected-element@6:104"],
        ),
        // Dates, as in OCR giro.
        (&[("<BookgDt><Dt>2026-05-06", "<BookgDt><Dt>2026-10-02")], &["future-date@7:17"]),
        (&[("<BookgDt><Dt>2026-05-06", "<BookgDt><Dt>2025-08-31")], &["old-date@7:17"]),
        (&[("<BookgDt><Dt>2026-05-06", "<BookgDt><Dt>2025-09-01")], &[]),
        // The XML.
        (
            &[("<Document", "<!DOCTYPE Document SYSTEM \"file:///etc/passwd\"><Document")],
            &["xml-doctype@1:1"],
        ),
        (&[("Berit Berg", "&who;")], &["xml-doctype@12:27"]),
        (&[("</Dbtr>", "</Debtor>")], &["xml-syntax@12:42"]),
        (&[("</Document>", "</Document><Document/>")], &["after-end@18:66"]),
        (
            &[("<Document", "<?xml version=\"1.0\" encoding=\"KOI8-R\"?><Document")],
            &["xml-encoding@1:1"],
        ),
    ];
    for (edits, expected) in cases {
        assert_eq!(findings(BATCH, edits), *expected, "{edits:?}");
    }
}

#[test]
fn each_rule_of_other_files_tells_its_place() {
    // Refused before the entry in another currency came.
    let base = |more: &[&'static str]| [&["copy-of-message@14:20"], more].concat();
    for (edits, expected) in [
        (
            vec![("<TtlNetNtryAmt>2476.00", "<TtlNetNtryAmt>2476.01")],
            base(&["total-sum@17:79"]),
        ),
        (
            vec![("<CdtDbtInd>CRDT</CdtDbtInd></TtlNtries>", "<CdtDbtInd>DBIT</CdtDbtInd></TtlNtries>")],
            base(&["total-sum@17:79"]),
        ),
        (
            vec![("<NbOfNtries>2</NbOfNtries><Sum>899.00", "<NbOfNtries>1</NbOfNtries><Sum>898.00")],
            base(&["total-count@19:35", "total-sum@19:54"]),
        ),
    ] {
        assert_eq!(findings(KINDS, &edits), expected, "{edits:?}");
    }
    // Refused before the other account came.
    let refused = findings(KINDS, &[("NO9386011117947", "NO9286011117947")]);
    assert_eq!(refused, ["copy-of-message@14:20", "account-check@15:23"]);
    let sweden = "se-v08-two-bankgiros.xml";
    for (edits, expected) in [
        (vec![("991-2346", "991-2347")], vec!["byte-order-mark@1:1", "account-check@12:179"]),
        (
            vec![(
                "5050109</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></CdtrAcct>",
                "5050109</Id><SchmeNm><Prtry>BANK</Prtry></SchmeNm></Othr></Id></CdtrAcct>",
            )],
            vec!["byte-order-mark@1:1", "unknown-code@15:76"],
        ),
    ] {
        assert_eq!(findings(sweden, &edits), expected, "{edits:?}");
    }
    let statement = "no-v02-three-statements.DAT";
    for (edits, expected) in [
        (vec![("11700.50", "11700.51")], vec!["statement-balance@8:69"]),
        (vec![("<NbOfNtries>3", "<NbOfNtries>4")], vec!["total-count@10:38"]),
        (vec![("<Cd>CLBD", "<Cd>XLBD")], vec!["unknown-code@8:4"]),
        (vec![("<Amt Ccy=\"NOK\">10000.00</Amt>", "")], vec!["missing-element@7:4"]),
        (vec![("  </Stmt>", "<Bal/></Stmt>")], vec!["unexpected-element@18:1"]),
        (
            vec![("<Amt Ccy=\"NOK\">149.00", "<Amt Ccy=\"USD\">149.00")],
            vec!["foreign-currency@14:45"],
        ),
        (vec![("<Sts>BOOK", "<Sts>PDNG")], vec!["statement-balance@8:69"]),
    ] {
        assert_eq!(findings(statement, &edits), expected, "{edits:?}");
    }
    for (bytes, expected) in [
        (&b""[..], "empty@0:0"),
        (b"   \n", "empty@2:1"),
        (b"Hello", "xml-syntax@1:1"),
        (
            b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.02\"><BkToCstmrDbtCdtNtfctn/></Document>",
            "missing-element@1:101",
        ),
    ] {
        assert_eq!(told("camt054", bytes, Currency::Nok).codes(), [expected]);
    }
}
