//! What camt.053 and camt.054 become: payments and notices, references, ways to pay; and limits.

use std::io::Cursor;
use std::ops::ControlFlow;

use fordring::domain::bankfile::Direction;
use fordring::domain::money::Currency;
use fordring::domain::payment::Method;
use fordring::formats::{ReadError, ReadOptions};

use super::{BATCH, TODAY, codec, edited, told};
use crate::common::day;
/// What an entry becomes, by its status, direction and code.
#[test]
fn only_booked_money_becomes_payments() {
    let of = |edits: &[(&str, &str)]| {
        let told = told("camt054", &edited(BATCH, edits), Currency::Nok);
        assert!(!told.summary.is_refused(), "{:?}", told.codes());
        let kinds: Vec<&str> = told.notices.iter().map(|(_, n)| n.kind.code()).collect();
        let out = told.payments.iter().filter(|(_, p)| p.direction == Direction::Out).count();
        (told.payments.len(), out, kinds.join(" "), told.summary.booked.to_string())
    };
    let debit = ("<CdtDbtInd>CRDT", "<CdtDbtInd>DBIT");
    let credits = (
        "TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>1550.00</Sum></TtlCdtNtries",
        "TtlDbtNtries></TtlDbtNtries",
    );
    let reversal = ("<Sts>BOOK", "<RvslInd>true</RvslInd><Sts>BOOK");
    for (edits, expected) in [
        (vec![], (2, 0, "", "1550.00")),
        (vec![("BOOK", "PDNG")], (0, 0, "expected expected", "0.00")),
        (vec![("BOOK", "INFO")], (0, 0, "expected expected", "0.00")),
        (vec![debit, credits], (0, 0, "bank_own bank_own", "0.00")),
        (vec![debit, credits, reversal], (2, 2, "", "-1550.00")),
        (vec![debit, credits, ("VCOM", "RRTN")], (2, 2, "", "-1550.00")),
        (vec![reversal], (2, 0, "", "1550.00")),
        (vec![("VCOM", "INTR")], (0, 0, "bank_own bank_own", "0.00")),
        (
            vec![
                ("Ccy=\"NOK\">1250.00", "Ccy=\"SEK\">1250.00"),
                ("<NbOfTxs>2", "<NbOfTxs>3"),
                (
                    "</TxDtls>\n   </NtryDtls>",
                    "</TxDtls><TxDtls><Amt Ccy=\"EUR\">9.00</Amt></TxDtls></NtryDtls>",
                ),
                (
                    "<AmtDtls><TxAmt><Amt Ccy=\"SEK\">1250.00",
                    "<Amt Ccy=\"NOK\">1250.00</Amt><AmtDtls><TxAmt><Amt Ccy=\"SEK\">1250.00",
                ),
            ],
            (2, 0, "foreign", "1550.00"),
        ),
    ] {
        let (payments, out, kinds, booked) = of(&edits);
        assert_eq!((payments, out, kinds.as_str(), booked.as_str()), expected, "{edits:?}");
    }
}

#[test]
fn references_are_those_meant_as_such() {
    let first = |edits: &[(&str, &str)]| {
        let told = told("camt054", &edited(BATCH, edits), Currency::Nok);
        let (_, payment) = told.payments[0].clone();
        (payment.reference, payment.text, payment.several)
    };
    let reference = "<Ref>10421701037</Ref></CdtrRefInf></Strd>";
    let some = |text: &str| Some(text.to_owned());
    for (edits, expected) in [
        (vec![], (some("10421701037"), None, false)),
        (vec![("<Cd>SCOR</Cd>", "<Cd>RADM</Cd>")], (None, some("10421701037"), false)),
        (
            vec![("<Cd>SCOR</Cd></CdOrPrtry>", "<Cd>SCOR</Cd></CdOrPrtry><Issr>ISO</Issr>")],
            (None, some("10421701037"), false),
        ),
        (
            vec![("10421701037</Ref>", "RF18539007547034</Ref>")],
            (None, some("RF18539007547034"), false),
        ),
        (vec![("10421701037</Ref>", "1042030101-</Ref>")], (some("1042030101-"), None, false)),
        (vec![("10421701037</Ref>", "10 42</Ref>")], (None, some("10 42"), false)),
        (
            vec![(reference, "<Ref>10421701037</Ref></CdtrRefInf></Strd><Ustrd>for mai</Ustrd>")],
            (some("10421701037"), some("for mai"), false),
        ),
        (
            vec![(
                reference,
                "<Ref>10421701037</Ref></CdtrRefInf></Strd><Strd><CdtrRefInf><Ref>10421701037</Ref></CdtrRefInf></Strd>",
            )],
            (some("10421701037"), None, false),
        ),
        (
            vec![(
                reference,
                "<Ref>10421701037</Ref></CdtrRefInf></Strd><Strd><CdtrRefInf><Ref>77</Ref></CdtrRefInf></Strd>",
            )],
            (None, some("10421701037 77"), true),
        ),
        (
            vec![(
                "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>10421701037</Ref></CdtrRefInf></Strd>",
                "<Ustrd>10421701037</Ustrd>",
            )],
            (None, some("10421701037"), false),
        ),
    ] {
        assert_eq!(first(&edits), expected, "{edits:?}");
    }
    // Some banks repeat the entry's own reference in every payment.
    let twice = edited(
        BATCH,
        &[
            ("<BkTxCd>", "<AcctSvcrRef>412345678</AcctSvcrRef><BkTxCd>"),
            ("NOTPROVIDED", "E2E-1"),
        ],
    );
    let archived = told("camt054", &twice, Currency::Nok).payments[0].1.archive_reference.clone();
    assert_eq!(archived.as_deref(), Some("E2E-1"));
}

#[test]
fn a_file_has_only_so_many_accounts() {
    let text = String::from_utf8(edited(BATCH, &[])).unwrap();
    let (head, _) = text.split_once("<Ntfctn>").unwrap();
    let empty = "<Ntfctn><Acct><Id><Othr><Id>12345678903</Id></Othr></Id></Acct></Ntfctn>\n";
    let end = "</BkToCstmrDbtCdtNtfctn></Document>";
    let most = format!("{head}{}{end}", empty.repeat(10_000));
    assert!(told("camt054", most.as_bytes(), Currency::Nok).codes().is_empty());
    let more = format!("{head}{}{end}", empty.repeat(10_001));
    assert_eq!(told("camt054", more.as_bytes(), Currency::Nok).codes(), ["too-many-parts@10003:29"]);
}

#[test]
fn a_file_full_of_faults_ends_early() {
    let text = String::from_utf8(edited(BATCH, &[("1250.00", "x")])).unwrap();
    let (head, rest) = text.split_once("<Ntfctn>").unwrap();
    let (one, end) = rest.split_once("</Ntfctn>").unwrap();
    let one = format!("<Ntfctn>{one}</Ntfctn>");
    let told = told("camt054", format!("{head}{}{end}", one.repeat(10_000)).as_bytes(), Currency::Nok);
    assert_eq!(told.summary.findings.len(), 100);
    assert!(told.summary.length < 300_000 && told.payments.is_empty());
}

#[test]
fn the_receiver_can_break_off() {
    let bytes = edited(BATCH, &[]);
    let options = ReadOptions {
        today: day(TODAY),
        currency: Currency::Nok,
    };
    let result = (codec("camt054").read)(&mut Cursor::new(bytes.as_slice()), &options, &mut |_| ControlFlow::Break(()));
    assert!(matches!(result, Err(ReadError::Cancelled)));
}

#[test]
fn how_it_was_paid() {
    let method = codec("camt054").method;
    for (kind, expected) in [
        ("232", Method::DirectDebit),
        ("IDDT", Method::DirectDebit),
        ("MCRD", Method::Card),
        ("230", Method::Bank),
        ("", Method::Bank),
    ] {
        assert_eq!(method(kind), expected, "{kind}");
    }
}
