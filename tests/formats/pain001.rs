//! pain.001 from outside: golden files, what breaks them, and writing and reading giving the same.

use std::io::Cursor;

use chrono::NaiveDate;
use fordring::domain::bankfile::Finding;
use fordring::domain::money::{Currency, Money};
use fordring::domain::outgoing::{Address, Item, MandateAction, MandateItem, Outgoing, OutgoingPart, PayOut};
use fordring::formats::{self, Codec, FINDING_CODES, ItemKind, Looks, OutgoingCodec, ReadOptions};
use proptest::prelude::*;

use super::common::{day, read};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/pain001");

fn codec() -> &'static Codec {
    formats::by_id("pain001").unwrap()
}

fn outgoing() -> &'static OutgoingCodec {
    codec().outgoing.unwrap()
}

fn written(file: &Outgoing) -> Vec<u8> {
    let mut out = Vec::new();
    (outgoing().write)(file, &mut out).unwrap();
    out
}

fn read_back(bytes: &[u8]) -> Result<Outgoing, Vec<Finding>> {
    let options = ReadOptions {
        today: day("2026-05-06"),
        currency: Currency::Nok,
    };
    let read = (outgoing().read)(&mut Cursor::new(bytes), &options).unwrap();
    if let Err(findings) = &read {
        assert!(!findings.is_empty() && findings.iter().all(|f| FINDING_CODES.contains(&f.code)));
    }
    read
}

fn codes(bytes: &[u8]) -> Vec<String> {
    let findings = read_back(bytes).unwrap_err();
    findings.iter().map(|f| format!("{}@{}:{}", f.code, f.line, f.column)).collect()
}

fn out(on: &str, minor: i64, to_account: &str, own: &str) -> PayOut {
    PayOut {
        on: day(on),
        amount: Money::from_minor(minor),
        to_account: to_account.to_owned(),
        to_bic: String::new(),
        to_name: "Åse Sørby & sønn".to_owned(),
        address: None,
        reference: String::new(),
        message: String::new(),
        own_reference: own.to_owned(),
    }
}

fn part(number: u32, account: &str, outs: Vec<PayOut>) -> OutgoingPart {
    OutgoingPart {
        number,
        account: account.to_owned(),
        agreement: String::new(),
        group: String::new(),
        bic: String::new(),
        items: outs.into_iter().map(Item::PayOut).collect(),
    }
}

fn file(currency: Currency, parts: Vec<OutgoingPart>) -> Outgoing {
    Outgoing {
        number: 42,
        sender: "FJELLKAMERATENE".to_owned(),
        sender_name: "Fjellkameratene".to_owned(),
        system: String::new(),
        made_at: day("2026-05-06").and_hms_opt(9, 30, 0).unwrap(),
        currency,
        parts,
    }
}

fn norway() -> Outgoing {
    let mut first = out("2026-05-07", 125_000, "15032080119", "U-1");
    first.reference = "10421701037".to_owned();
    let mut second = out("2026-05-07", 30_050, "DE89370400440532013000", "U-2");
    second.to_bic = "COBADEFFXXX".to_owned();
    second.message = "Refund of what was paid twice in March; we are sorry. It took a while to find out that the money had come from two accounts of yours, not one.".to_owned();
    second.address = Some(Address {
        lines: vec!["Hauptstr. 1".to_owned()],
        postcode: "10115".to_owned(),
        city: "Berlin".to_owned(),
        country: "DE".to_owned(),
    });
    let mut third = out("2026-05-11", 100, "60050612344", "");
    third.reference = "RF18539007547034".to_owned();
    let mut one = part(7, "12345678903", vec![first, second, third]);
    one.bic = "DNBANOKK".to_owned();
    file(
        Currency::Nok,
        vec![one, part(8, "86011117947", vec![out("2026-05-07", 1, "15032080119", "U-4")])],
    )
}

fn sweden() -> Outgoing {
    let outs = vec![
        out("2026-05-07", 50_000, "5050109", "1"),
        out("2026-05-07", 60_000, "1234566", "2"),
        out("2026-05-07", 60_000, "42", "3"),
        out("2026-05-07", 70_000, "60001234567", "4"),
    ];
    file(Currency::Sek, vec![part(1, "9912346", outs)])
}

fn denmark() -> Outgoing {
    file(
        Currency::Dkk,
        vec![part(1, "12340001234567", vec![out("2026-05-07", 50_000, "00400440116243", "1")])],
    )
}

#[test]
fn the_golden_files_are_written_and_read() {
    for (name, file) in [("no", norway()), ("se", sweden()), ("dk", denmark())] {
        let bytes = written(&file);
        let path = format!("{GOLDEN}/{name}.xml");
        if std::env::var_os("FORDRING_BLESS").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), std::fs::read_to_string(&path).unwrap());
        assert_eq!(read_back(&bytes).as_ref(), Ok(&file), "{name}");
    }
    assert_eq!((outgoing().takes, outgoing().extension), (&[ItemKind::PayOut][..], "xml"));
}

/// Files in the newer version, as other programs write them.
#[test]
fn version_nine_is_read() {
    let text = String::from_utf8(written(&norway())).unwrap();
    let newer = text
        .replace("pain.001.001.03", "pain.001.001.09")
        .replace("<ReqdExctnDt>2026-05-07<", "<ReqdExctnDt><Dt>2026-05-07</Dt><")
        .replace("<ReqdExctnDt>2026-05-11<", "<ReqdExctnDt><Dt>2026-05-11</Dt><")
        .replace("BIC>", "BICFI>");
    assert_eq!(read_back(newer.as_bytes()), Ok(norway()));
}

#[test]
fn it_is_never_taken_for_a_file_of_the_bank() {
    let bytes = written(&norway());
    assert_eq!(formats::detect(&bytes).map(|c| c.id), Err(Looks::Pain));
    let told = read(codec(), &bytes, "2026-05-06", Currency::Nok, 100);
    assert_eq!(told.codes(), ["wrong-message@1:1"]);
    assert!(told.summary.is_refused() && codec().write.is_none());
}

#[test]
fn each_fault_tells_its_place() {
    let text = String::from_utf8(written(&norway())).unwrap();
    for (from, to, expected) in [
        ("<NbOfTxs>4", "<NbOfTxs>5", "total-count@3:100"),
        ("<CtrlSum>1551.51", "<CtrlSum>1551.52", "total-sum@3:120"),
        ("<NbOfTxs>2", "<NbOfTxs>3", "total-count@4:74"),
        ("<CtrlSum>1550.50", "<CtrlSum>1550.51", "total-sum@4:94"),
        ("<CtrlSum>1550.50</CtrlSum>", "", "missing-element@4:1"),
        ("<NbOfTxs>4</NbOfTxs>", "", "missing-element@15:1"),
        ("1250.00</InstdAmt>", "12S0.00</InstdAmt>", "bad-amount@5:82"),
        ("Ccy=\"NOK\">300.50", "Ccy=\"SEK\">300.50", "foreign-currency@6:82"),
        ("Ccy=\"NOK\">300.50", "Ccy=\"EUR\">300.50", "foreign-currency@6:82"),
        ("<ReqdExctnDt>2026-05-07</ReqdExctnDt>", "", "missing-element@4:1"),
        ("2026-05-07<", "2026-05-37<", "settlement-date@4:124"),
        ("<Id><Othr><Id>15032080119</Id>", "<Id><Othr>", "missing-element@5:1"),
        ("<Id><Othr><Id>12345678903</Id>", "<Id><Othr>", "missing-element@4:1"),
        ("20260506-42-7-1", "seven", "missing-element@4:1"),
        ("<MsgId>20260506-42", "<MsgId>x", "missing-element@15:1"),
        ("T09:30:00", "T25:30:00", "missing-element@15:1"),
        ("pain.001.001.03", "pain.002.001.03", "wrong-message@2:1"),
        ("CstmrCdtTrfInitn>", "CstmrPmtStsRpt>", "wrong-message@3:1"),
        ("</PmtInf>", "</Pmt>", "xml-syntax@7:1"),
    ] {
        assert!(text.contains(from), "{from}");
        let found = codes(text.replacen(from, to, 1).as_bytes());
        assert_eq!(found, [expected], "{from}");
    }
    assert_eq!(codes(b""), ["empty@1:1"]);
}

/// What could still be wrong after a byte changed shows in none of the figures.
#[test]
fn no_changed_byte_changes_a_sum_unseen() {
    for file in [norway(), sweden(), denmark()] {
        let bytes = written(&file);
        let sums = file.sums().unwrap();
        let root_ends = bytes.iter().rposition(|b| *b == b'>').unwrap();
        for end in 0..bytes.len() {
            assert_eq!(read_back(&bytes[..end]).is_err(), end <= root_ends, "cut at {end}");
        }
        let mut changed = bytes.clone();
        for place in 0..bytes.len() {
            for other in [bytes[place] ^ 1, bytes[place] ^ 0x10, b'<', 0xe6] {
                changed[place] = other;
                match read_back(&changed) {
                    Ok(read) => assert_eq!(read.sums().unwrap(), sums, "at {place}"),
                    Err(findings) => assert!(findings.iter().all(|f| f.line > 0 && f.column > 0), "at {place}"),
                }
            }
            changed[place] = bytes[place];
        }
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    let fails = |change: &dyn Fn(&mut PayOut)| {
        let mut pay_out = out("2026-05-07", 100, "15032080119", "U-1");
        change(&mut pay_out);
        let file = file(Currency::Nok, vec![part(1, "12345678903", vec![pay_out])]);
        (outgoing().write)(&file, &mut Vec::new()).err().map(|e| e.to_string())
    };
    assert_eq!(fails(&|_| {}), None);
    type Change = fn(&mut PayOut);
    let cases: Vec<(&str, Change)> = vec![
        ("amount", |p| p.amount = Money::ZERO),
        ("amount", |p| p.amount = Money::from_minor(-1)),
        ("receiver's account", |p| p.to_account = "15032080118".to_owned()),
        ("receiver's account", |p| p.to_account = String::new()),
        ("bic", |p| p.to_bic = "dnbanokk".to_owned()),
        ("name", |p| p.to_name = "Łukasz".to_owned()),
        ("name", |p| p.to_name = String::new()),
        ("name", |p| p.to_name = "x".repeat(71)),
        ("message", |p| p.message = "€ 5".to_owned()),
        ("message", |p| p.message = "two  blanks".to_owned()),
        ("message", |p| (p.message, p.reference) = ("text".to_owned(), "123".to_owned())),
        ("message", |p| p.message = "a word ".repeat(100).trim_end().to_owned()),
        ("reference", |p| p.reference = "æ".to_owned()),
        ("own reference", |p| p.own_reference = "NOTPROVIDED".to_owned()),
        ("own reference", |p| p.own_reference = "/1".to_owned()),
        ("own reference", |p| p.own_reference = "1".repeat(36)),
        ("address", |p| {
            p.address = Some(Address {
                country: "NOR".to_owned(),
                ..Address::default()
            });
        }),
    ];
    for (place, change) in cases {
        let error = fails(&change).unwrap();
        assert!(
            error.contains("part 1, payment 1:") && error.ends_with(&format!("written as {place}")),
            "{place}: {error}"
        );
    }
    let refused = |change: &dyn Fn(&mut Outgoing)| {
        let mut file = norway();
        change(&mut file);
        (outgoing().write)(&file, &mut Vec::new()).is_err()
    };
    assert!(!refused(&|_| {}));
    assert!(refused(&|f| f.sender.clear()));
    assert!(refused(&|f| f.sender_name = "\u{1}".to_owned()));
    assert!(refused(&|f| f.parts[0].account = "12345678904".to_owned()));
    assert!(refused(&|f| f.parts[0].items.clear()));
    let mandate = MandateItem {
        action: MandateAction::End,
        payer_number: String::new(),
        mandate_number: String::new(),
        payer_account: String::new(),
        payer_id: String::new(),
        new_number: String::new(),
    };
    assert!(refused(&|f| f.parts[0].items.push(Item::Mandate(mandate.clone()))));
    let large = out("2026-05-07", 99_999_999_999_999, "15032080119", "1");
    assert!(refused(
        &|f| f.parts[0].items = vec![Item::PayOut(large.clone()), Item::PayOut(large.clone())]
    ));
}

fn text(longest: usize) -> impl Strategy<Value = String> {
    "[a-zæøåÄÖé&<>'\"0-9.,/-]{1,12}( [a-zA-Z0-9]{1,12}){0,10}"
        .prop_map(move |t| t.chars().take(longest).collect::<String>().trim_end().to_owned())
}

prop_compose! {
    fn pay_out(currency: Currency)(
        day_of_may in 1_u32..=31,
        amount in prop_oneof![1_i64..1_000_000, 1_i64..=9_999_999_999_999],
        account in 0_usize..4,
        to_bic in prop_oneof![Just(String::new()), Just("DNBANOKK".to_owned())],
        to_name in text(70),
        address in proptest::option::of((proptest::collection::vec(text(70), 1..3), text(16), text(35))),
        said in prop_oneof![Just((String::new(), String::new())), text(140).prop_map(|t| (String::new(), t)),
            "(RF)?[0-9]{2,25}".prop_map(|r| (r, String::new()))],
        own_reference in prop_oneof![Just(String::new()), "[A-Za-z0-9.+-]{1,35}".boxed()],
    ) -> PayOut {
        let accounts = match currency {
            Currency::Nok => ["15032080119", "60050612344", "DE89370400440532013000", "12345678903"],
            Currency::Sek => ["9912346", "5050109", "60001234567", "DE89370400440532013000"],
            Currency::Dkk => ["00400440116243", "12340001234567", "DE89370400440532013000", "12340001234567"],
        };
        PayOut {
            on: NaiveDate::from_ymd_opt(2026, 5, day_of_may).unwrap(),
            amount: Money::from_minor(amount),
            to_account: accounts[account].to_owned(),
            to_bic, to_name,
            address: address.map(|(lines, postcode, city)| Address { lines, postcode, city, country: "NO".to_owned() }),
            reference: said.0, message: said.1, own_reference,
        }
    }
}

fn any_file() -> impl Strategy<Value = Outgoing> {
    let currency = prop_oneof![Just(Currency::Nok), Just(Currency::Sek), Just(Currency::Dkk)];
    currency.prop_flat_map(|currency| {
        let account = match currency {
            Currency::Nok => "12345678903",
            Currency::Sek => "9912346",
            Currency::Dkk => "12340001234567",
        };
        let parts = proptest::collection::vec(proptest::collection::vec(pay_out(currency), 1..5), 1..4);
        (any::<u32>(), parts).prop_map(move |(number, parts)| {
            let numbered = (1..).zip(parts).map(|(number, outs)| part(number, account, outs)).collect();
            Outgoing {
                number,
                ..file(currency, numbered)
            }
        })
    })
}

proptest! {
    #[test]
    fn written_and_read_is_the_same(file in any_file()) {
        let bytes = written(&file);
        prop_assert_eq!(read_back(&bytes), Ok(file));
    }

    #[test]
    fn anything_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..1000)) {
        prop_assert!(read_back(&bytes).is_err());
    }
}
