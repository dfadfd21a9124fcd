//! What we send: collections and agreements, written and read back.

use fordring::domain::money::{Currency, Money};
use fordring::domain::outgoing::{Address, Draw, Item, MandateAction, MandateItem, Outgoing, OutgoingPart, PayOut, SpecLine};
use fordring::formats::{ItemKind, WriteError};
use proptest::prelude::*;

use super::common::{OUTGOING, day, edited, golden, only, outgoing, read_back, sent};

const COLLECTIONS: &str = "collections-0601";
const REGISTRATIONS: &str = "registrations-0605";

fn line(text: &str, minor: i64) -> SpecLine {
    SpecLine {
        text: text.to_owned(),
        amount: Some(Money::from_minor(minor)),
    }
}

fn draw(name: &str, street: &str, postcode: &str, number: &str, mandate: &str, reference: &str, lines: Vec<SpecLine>) -> Item {
    let amounts = lines.iter().filter_map(|l| l.amount);
    Item::Draw(Draw {
        due_on: day("2026-10-01"),
        amount: Money::sum(amounts).unwrap(),
        reference: reference.to_owned(),
        payer_number: number.to_owned(),
        mandate_number: mandate.to_owned(),
        payer_name: name.to_owned(),
        address: Some(Address {
            lines: vec![street.to_owned()],
            postcode: postcode.to_owned(),
            city: String::new(),
            country: "DK".to_owned(),
        }),
        statement_text: String::new(),
        notify: false,
        lines,
    })
}

fn file(number: u32, items: Vec<Item>) -> Outgoing {
    Outgoing {
        number,
        sender: "12345678".to_owned(),
        sender_name: "Foreningen Nordlys kontingent".to_owned(),
        system: "BS1".to_owned(),
        made_at: day("2026-09-18").into(),
        currency: Currency::Dkk,
        parts: vec![OutgoingPart {
            number: 0,
            account: String::new(),
            agreement: "01234567".to_owned(),
            group: "00007".to_owned(),
            bic: String::new(),
            items,
        }],
    }
}

/// The worked example of part 4.7.
fn collections() -> Outgoing {
    let fee = "Kontingent 4. kvartal 2026";
    file(
        4711,
        vec![
            draw(
                "Freja Eksempel",
                "Prøvevej 4",
                "8000",
                "10421",
                "700123456",
                "F2026-00317",
                vec![line(fee, 27_500)],
            ),
            draw(
                "Bjørn Opdigtet",
                "Testgade 12",
                "9000",
                "10438",
                "",
                "F2026-00318",
                vec![line(fee, 27_500), line("Gebyr efter aftale", 13_750)],
            ),
        ],
    )
}

fn mandate(action: MandateAction, number: &str, mandate: &str) -> MandateItem {
    MandateItem {
        action,
        payer_number: number.to_owned(),
        mandate_number: mandate.to_owned(),
        payer_account: String::new(),
        payer_id: String::new(),
        new_number: String::new(),
    }
}

fn registrations() -> Outgoing {
    let register = |number: &str, id: &str, account: &str| MandateItem {
        payer_id: id.to_owned(),
        payer_account: account.to_owned(),
        ..mandate(MandateAction::Register, number, "")
    };
    let items = vec![
        register("104600", "0101701234", "99990000123456"),
        register("104601", "12345678", "99990000654321"),
        mandate(MandateAction::End, "104462", "700123501"),
        MandateItem {
            new_number: "104603".to_owned(),
            ..mandate(MandateAction::Renumber, "FREJAEKSEMP", "700123601")
        },
    ];
    let mut file = file(4712, items.into_iter().map(Item::Mandate).collect());
    file.parts[0].agreement = "12345678".to_owned();
    file.sender_name = String::new();
    file
}

#[test]
fn the_examples_are_written_byte_for_byte() {
    for (name, file) in [(COLLECTIONS, collections()), (REGISTRATIONS, registrations())] {
        let latin = |bytes: Vec<u8>| bytes.into_iter().map(char::from).collect::<String>();
        assert_eq!(latin(sent(&file)), latin(golden(name)), "{name}");
        assert_eq!(read_back(&golden(name)), Ok(file), "{name}");
    }
    assert_eq!(outgoing().takes, [ItemKind::Draw, ItemKind::Mandate]);
}

#[test]
fn an_empty_file_is_a_file() {
    let mut file = collections();
    file.parts[0].items.clear();
    assert_eq!(read_back(&sent(&file)), Ok(file.clone()));
    file.parts.clear();
    file.sender_name.clear();
    assert_eq!(read_back(&sent(&file)), Ok(file));
}

/// Changes the first collection of the example, and says what the writer thinks of it.
fn changed(change: impl Fn(&mut Draw)) -> Result<Vec<u8>, WriteError> {
    let mut file = collections();
    for item in file.parts[0].items.iter_mut().take(1) {
        if let Item::Draw(draw) = item {
            change(draw);
        }
    }
    let mut out = Vec::new();
    (outgoing().write)(&file, &mut out).map(|()| out)
}

/// The field that the writer refuses the first collection for.
fn refused(change: impl Fn(&mut Draw)) -> Option<&'static str> {
    match changed(change) {
        Err(WriteError::Field {
            field,
            part: 1,
            payment: 1..=2,
            ..
        }) => Some(field),
        _ => None,
    }
}

#[test]
fn collections_that_cannot_be_sent_are_refused() {
    assert_eq!(refused(|_| {}), None);
    assert_eq!(refused(|d| d.amount = Money::ZERO), Some("amount"));
    assert_eq!(refused(|d| d.amount = Money::from_minor(-1)), Some("amount"));
    assert_eq!(refused(|d| d.amount = Money::from_minor(10_000_000_000_000)), Some("amount"));
    assert_eq!(refused(|d| d.reference = "1".repeat(31)), Some("reference"));
    assert_eq!(refused(|d| d.reference = " 1".to_owned()), Some("reference"));
    assert_eq!(refused(|d| d.payer_number = String::new()), Some("customer number"));
    assert_eq!(refused(|d| d.payer_number = "A&B".to_owned()), Some("customer number"));
    assert_eq!(refused(|d| d.payer_number = "1 2".to_owned()), Some("customer number"));
    assert_eq!(refused(|d| d.mandate_number = "1234567890".to_owned()), Some("agreement"));
    // The total solution needs where a slip can be sent.
    let nowhere = |d: &mut Draw| (d.address, d.mandate_number) = (None, String::new());
    assert_eq!(refused(nowhere), Some("address"));
    // With an agreement no slip is sent.
    assert_eq!(refused(|d| (d.address, d.mandate_number) = (None, "700123456".to_owned())), None);
    assert_eq!(refused(|d| d.payer_name = String::new()), Some("address"));
    assert_eq!(refused(|d| d.payer_name = "x".repeat(36)), Some("address"));
    assert_eq!(refused(|d| d.payer_name = "Łukasz".to_owned()), Some("address"));
    let address = |change: fn(&mut Address)| refused(move |d| change(d.address.as_mut().unwrap()));
    assert_eq!(address(|a| a.lines.clear()), Some("address"));
    assert_eq!(address(|a| a.lines = vec!["x".to_owned(); 5]), Some("address"));
    assert_eq!(address(|a| a.postcode = String::new()), Some("post code"));
    assert_eq!(address(|a| a.postcode = "80 00".to_owned()), Some("post code"));
    assert_eq!(
        address(|a| (a.country, a.city) = ("d".to_owned(), "By".to_owned())),
        Some("country")
    );
    assert_eq!(refused(|d| d.lines = vec![line("a\tb", 1)]), Some("text"));
    assert_eq!(refused(|d| d.lines = vec![line("a", 1); 5_001]), Some("text"));
}

/// One collection for each customer and day (part 4.3), however the number is written.
#[test]
fn the_same_customer_twice_on_a_day_is_refused() {
    assert_eq!(refused(|d| d.payer_number = "0010438".to_owned()), Some("due date"));
    assert!(changed(|d| (d.payer_number, d.due_on) = ("10438".to_owned(), day("2026-11-02"))).is_ok());
    let mut file = collections();
    let mut other = file.parts[0].clone();
    other.group = "00008".to_owned();
    file.parts.push(other.clone());
    assert!((outgoing().write)(&file, &mut Vec::new()).is_err());
    other.agreement = "07654321".to_owned();
    file.parts[1] = other;
    assert_eq!(read_back(&sent(&file)), Ok(file));
}

#[test]
fn the_file_itself_must_fit() {
    let refused = |change: fn(&mut Outgoing)| {
        let mut file = collections();
        change(&mut file);
        match (outgoing().write)(&file, &mut Vec::new()) {
            Err(WriteError::Field { field, .. }) => Some(field),
            _ => None,
        }
    };
    assert_eq!(refused(|_| {}), None);
    assert_eq!(refused(|f| f.currency = Currency::Sek), Some("currency"));
    assert_eq!(refused(|f| f.sender = "DK12345678".to_owned()), Some("supplier"));
    assert_eq!(refused(|f| f.system = String::new()), Some("sub-system"));
    assert_eq!(refused(|f| f.sender_name = "x".repeat(61)), Some("heading"));
    assert_eq!(refused(|f| f.parts[0].agreement = "1234".to_owned()), Some("creditor"));
    assert_eq!(refused(|f| f.parts[0].group = String::new()), Some("debtor group"));
    assert_eq!(refused(|f| f.parts[0].account = "123".to_owned()), Some("account"));
    assert_eq!(refused(|f| f.parts = vec![f.parts[0].clone(); 2]), Some("due date"));
    let mut many = collections();
    many.parts[0].items.clear();
    many.parts = vec![many.parts[0].clone(); 9_001];
    assert!(matches!(
        (outgoing().write)(&many, &mut Vec::new()),
        Err(WriteError::Field { field: "sections", .. })
    ));
}

#[test]
fn only_collections_or_only_agreements() {
    let pay_out = PayOut {
        on: day("2026-10-01"),
        amount: Money::from_minor(1),
        to_account: String::new(),
        to_bic: String::new(),
        to_name: String::new(),
        address: None,
        reference: String::new(),
        message: String::new(),
        own_reference: String::new(),
    };
    let foreign = |items: Vec<Item>| match (outgoing().write)(&file(1, items), &mut Vec::new()) {
        Err(WriteError::NotInFormat { part, item }) => Some((part, item)),
        _ => None,
    };
    let draw = collections().parts[0].items[0].clone();
    let Item::Draw(withdrawn) = draw.clone() else { return };
    let end = Item::Mandate(mandate(MandateAction::End, "1", "700123456"));
    assert_eq!(foreign(vec![draw.clone(), end.clone()]), Some((1, 2)));
    assert_eq!(foreign(vec![end, draw.clone()]), Some((1, 2)));
    assert_eq!(foreign(vec![draw, Item::Withdraw(withdrawn)]), Some((1, 2)));
    assert_eq!(foreign(vec![Item::PayOut(pay_out)]), Some((1, 1)));
    assert_eq!(foreign(vec![Item::Mandate(mandate(MandateAction::Refuse, "1", ""))]), Some((1, 1)));
}

#[test]
fn agreements_need_what_the_bank_needs() {
    let refused = |item: MandateItem| match (outgoing().write)(&file(1, vec![Item::Mandate(item)]), &mut Vec::new()) {
        Err(WriteError::Field {
            field,
            part: 1,
            payment: 1,
            ..
        }) => Some(field),
        _ => None,
    };
    let Item::Mandate(good) = registrations().parts[0].items[0].clone() else {
        return;
    };
    assert_eq!(refused(good.clone()), None);
    let change = |change: fn(&mut MandateItem)| {
        let mut item = good.clone();
        change(&mut item);
        refused(item)
    };
    assert_eq!(change(|m| m.payer_id = String::new()), Some("CPR or CVR number"));
    assert_eq!(change(|m| m.payer_id = "010170-1234".to_owned()), Some("CPR or CVR number"));
    assert_eq!(change(|m| m.payer_account = "9999123456".to_owned()), Some("payer account"));
    assert_eq!(change(|m| m.mandate_number = "700123456".to_owned()), Some("registration"));
    assert_eq!(change(|m| m.payer_number = "000".to_owned()), Some("customer number"));
    let end = mandate(MandateAction::End, "1", "700123456");
    assert_eq!(refused(end.clone()), None);
    assert_eq!(
        refused(MandateItem {
            new_number: "2".to_owned(),
            ..end.clone()
        }),
        Some("registration")
    );
    assert_eq!(
        refused(MandateItem {
            mandate_number: "x".to_owned(),
            ..end
        }),
        Some("agreement")
    );
    assert_eq!(refused(mandate(MandateAction::Renumber, "1", "700123456")), Some("customer number"));
}

/// Text is cut at 60 characters, the amount stands at the right, and what is not told otherwise is told by the statement's
/// text.
#[test]
fn lines_of_text_are_laid_out() {
    let lines = |change: &dyn Fn(&mut Draw)| {
        let bytes = changed(change).unwrap();
        let texts = bytes.split(|b| *b == b'\n').filter(|l| l.starts_with(b"BS052"));
        texts
            .filter(|l| l.get(27..42) == Some(b"000000000010421"))
            .map(|l| {
                l.get(52..)
                    .unwrap_or_default()
                    .iter()
                    .map(|b| char::from(*b))
                    .collect::<String>()
                    .trim_end()
                    .to_owned()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&|d| d.lines = vec![line("Æbler", 123_456)]),
        [format!("Æbler{:>37}", "1.234,56")]
    );
    let long = "Kontingent for hele familien i fjerde kvartal 2026";
    assert_eq!(lines(&|d| d.lines = vec![line(long, 100)]), [format!("{long}{:>10}", "1,00")]);
    let longer = format!("{long} og lidt til");
    assert_eq!(
        lines(&|d| d.lines = vec![line(&longer, 100)]),
        [format!("{long} og lidt"), format!("til{:>39}", "1,00")]
    );
    assert_eq!(
        lines(&|d| d.lines = vec![line(&"x".repeat(60), -100)]),
        ["x".repeat(60), format!("{:>42}", "-1,00")]
    );
    let empty = SpecLine {
        text: String::new(),
        amount: None,
    };
    assert_eq!(lines(&|d| d.lines = vec![empty.clone(), empty.clone()]), ["", ""]);
    let told = |d: &mut Draw| (d.lines, d.statement_text) = (Vec::new(), "Kontingent".to_owned());
    assert_eq!(lines(&told), ["Kontingent"]);
}

/// Abroad, post code and town are a line of the address.
#[test]
fn addresses_abroad_are_written_whole() {
    let bytes = changed(|d| {
        d.address = Some(Address {
            lines: vec!["Storgatan 1".to_owned()],
            postcode: "211 42".to_owned(),
            city: "Malmö".to_owned(),
            country: "SE".to_owned(),
        });
    });
    let back = read_back(&bytes.unwrap()).unwrap();
    let Item::Draw(draw) = &back.parts[0].items[0] else { return };
    assert_eq!(
        draw.address,
        Some(Address {
            lines: vec!["Storgatan 1".to_owned(), "211 42 Malmö".to_owned()],
            postcode: String::new(),
            city: String::new(),
            country: "SE".to_owned()
        })
    );
}

#[test]
fn what_is_wrong_with_a_file_is_told() {
    type Case<'a> = (&'a str, &'a [(usize, usize, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (COLLECTIONS, &[(1, 20, "2")], &["unknown-delivery@1:17"]),
        (COLLECTIONS, &[(2, 17, "3")], &["unknown-type@2:14", "transaction-mismatch@14:14"]),
        (COLLECTIONS, &[(6, 17, "3")], &["unknown-type@6:14"]),
        (COLLECTIONS, &[(6, 3, "062")], &["unknown-record@6:1"]),
        (COLLECTIONS, &[(6, 27, "8")], &["transaction-mismatch@6:23"]),
        (
            COLLECTIONS,
            &[(6, 42, "9")],
            &["transaction-mismatch@6:28", "transaction-mismatch@7:28"],
        ),
        (
            COLLECTIONS,
            &[(4, 42, "9")],
            &["transaction-mismatch@4:28", "transaction-mismatch@5:28"],
        ),
        (COLLECTIONS, &[(4, 22, "7")], &["unknown-record@4:18"]),
        (COLLECTIONS, &[(6, 60, "2")], &["bad-sign@6:60"]),
        (COLLECTIONS, &[(6, 73, "1")], &["sum@14:43", "sum@15:43"]),
        (
            COLLECTIONS,
            &[(6, 61, "0000000000000")],
            &["bad-amount@6:61", "sum@14:43", "sum@15:43"],
        ),
        (COLLECTIONS, &[(6, 61, "x")], &["not-digits@6:61"]),
        (COLLECTIONS, &[(6, 52, "31022026")], &["settlement-date@6:52"]),
        (COLLECTIONS, &[(7, 42, "9")], &["transaction-mismatch@7:28"]),
        (COLLECTIONS, &[(14, 42, "3")], &["count-payments@14:32"]),
        (COLLECTIONS, &[(14, 68, "4")], &["count-records@14:58"]),
        (COLLECTIONS, &[(14, 94, "7")], &["count-records@14:84"]),
        (COLLECTIONS, &[(14, 27, "8")], &["transaction-mismatch@14:23"]),
        (REGISTRATIONS, &[(5, 37, "3")], &["count-payments@5:27"]),
        (REGISTRATIONS, &[(3, 17, "1")], &["unknown-type@3:14"]),
        (REGISTRATIONS, &[(3, 62, "x")], &["not-digits@3:62"]),
        (REGISTRATIONS, &[(6, 17, "9")], &["unknown-type@6:14", "transaction-mismatch@8:14"]),
        (REGISTRATIONS, &[(12, 42, "5")], &["count-payments@12:32"]),
    ];
    for (name, edits, expected) in cases {
        let told = read_back(&edited(name, edits));
        let told = told.unwrap_err();
        assert_eq!(told[..expected.len().min(told.len())], **expected, "{name} {edits:?}");
    }
    assert_eq!(
        read_back(&only(COLLECTIONS, &[1, 2, 3, 4, 5, 14, 15])).unwrap_err()[0],
        "record-order@6:1"
    );
    assert_eq!(
        read_back(&only(COLLECTIONS, &[1, 2, 7, 14, 15])).unwrap_err()[0],
        "record-order@3:1"
    );
    assert_eq!(read_back(&golden("payments-0602")), Err(vec!["unknown-delivery@1:17".to_owned()]));
}

#[test]
fn every_truncation_and_flip_is_told_or_changes_no_sum() {
    for name in OUTGOING {
        let original = golden(name);
        let sums = read_back(&original).unwrap().sums().unwrap();
        for end in 0..original.trim_ascii_end().len() {
            assert!(read_back(&original[..end]).is_err(), "{name} {end}");
        }
        for place in 0..original.len() {
            for mask in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff_u8] {
                let mut changed = original.clone();
                changed[place] ^= mask;
                if let Ok(file) = read_back(&changed) {
                    assert_eq!(file.sums().unwrap(), sums, "{name} {place} {mask}");
                }
            }
        }
    }
}

fn words(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zæøåÆ€–0-9]{1,6}", 1..=most).prop_map(|w| w.join(" "))
}

prop_compose! {
    fn any_draw()(
        days in 0_u32..90, amount in 1_i64..=9_999_999_999_999, reference in "[0-9A-Z-]{0,30}", number in "[1-9A-ZÆØÅ][0-9A-ZÆØÅ]{0,14}",
        mandate_number in proptest::option::of("[1-9][0-9]{8}"), payer_name in words(5),
        lines in proptest::collection::vec(words(5), 1..=4), postcode in "[1-9][0-9]{3}", dk in any::<bool>(),
        texts in proptest::collection::vec((words(6), proptest::option::of(-99_999_999_i64..9_999_999_999)), 0..5),
    ) -> Draw {
        Draw {
            due_on: day("2026-10-01").checked_add_days(chrono::Days::new(days.into())).unwrap(),
            amount: Money::from_minor(amount), reference, payer_number: number, mandate_number: mandate_number.unwrap_or_default(), payer_name,
            address: Some(Address { lines, postcode, city: String::new(), country: if dk { "DK" } else { "" }.to_owned() }),
            statement_text: String::new(), notify: false,
            lines: texts.into_iter().map(|(text, amount)| SpecLine { text, amount: amount.map(Money::from_minor) }).collect(),
        }
    }
}

prop_compose! {
    fn any_mandate()(kind in 0_usize..3, number in "[1-9A-ZÆØÅ][0-9A-ZÆØÅ]{0,14}", mandate_number in "[1-9][0-9]{8}", account in "[0-9]{14}",
        id in prop_oneof!["[0-3][1-9][0-9]{8}", "[1-9][0-9]{7}"], new_number in "[1-9A-Z][0-9A-Z]{0,14}") -> MandateItem {
        let item = mandate(MandateAction::End, &number, &mandate_number);
        match kind {
            0 => item,
            1 => MandateItem { action: MandateAction::Renumber, new_number, ..item },
            _ => MandateItem { action: MandateAction::Register, payer_account: account, payer_id: id, mandate_number: String::new(), ..item },
        }
    }
}

prop_compose! {
    fn any_file()(
        number in any::<u32>(), registers in any::<bool>(), name in words(6),
        parts in proptest::collection::vec((proptest::option::of("[1-9][0-9]{13}"),
            proptest::collection::vec(any_draw(), 1..5), proptest::collection::vec(any_mandate(), 1..6)), 1..4),
    ) -> Outgoing {
        let mut whole = file(number, Vec::new());
        whole.sender_name = if registers { String::new() } else { name };
        whole.parts = parts.into_iter().enumerate().map(|(place, (account, draws, mandates))| OutgoingPart {
            // The same group twice in a row would come back as one part.
            number: 0, agreement: format!("{place:08}"), group: "00001".to_owned(), bic: String::new(),
            account: account.filter(|_| !registers).unwrap_or_default(),
            items: if registers { mandates.into_iter().map(Item::Mandate).collect() } else { distinct(draws) },
        }).collect();
        whole
    }
}

/// No two of the same customer and day.
fn distinct(draws: Vec<Draw>) -> Vec<Item> {
    let mut seen = std::collections::HashSet::new();
    let fresh = draws.into_iter().filter(|d| seen.insert((d.payer_number.clone(), d.due_on)));
    fresh.map(Item::Draw).collect()
}

proptest! {
    #[test]
    fn written_and_read_back_is_the_same(file in any_file()) {
        let bytes = sent(&file);
        prop_assert!(bytes.split(|b| *b == b'\n').all(|l| l.len() <= 129 && !l.ends_with(b" \r")));
        let back = read_back(&bytes);
        prop_assert_eq!(back.as_ref(), Ok(&file));
        prop_assert_eq!(sent(&back.unwrap()), bytes);
    }

    #[test]
    fn anything_may_be_read_back(numbers in proptest::collection::vec(1_usize..=15, 0..30)) {
        let _ = read_back(&only(COLLECTIONS, &numbers));
        let _ = read_back(&only(REGISTRATIONS, &numbers.iter().map(|n| n % 12 + 1).collect::<Vec<_>>()));
    }
}
