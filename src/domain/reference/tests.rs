use super::*;
use proptest::prelude::*;

fn rules(text: &str) -> ReferenceRules {
    text.parse().expect("a list of rules")
}

fn make(rule: &str, base: u64) -> Result<String, ReferenceFault> {
    let rule: ReferenceRule = rule.parse().expect("a rule");
    let made = rule.make(base)?;
    assert_eq!(
        ReferenceRules::from_str(&rule.to_string()).expect("a rule").check(made.as_str()),
        Ok(made)
    );
    Ok(made.to_string())
}

#[test]
fn check_digits_of_the_norwegian_table() {
    let table = [
        ("12345678", '2', '5'),
        ("1234", '4', '3'),
        ("104217", '5', '3'),
        ("60224", '3', '8'),
        ("1042170103", '7', '8'),
        ("1042030101", '1', '-'),
        ("1000005", '7', '-'),
    ];
    for (base, mod10, mod11) in table {
        let by_ten = with_check_digit_mod10(base).expect("digits");
        assert_eq!(by_ten.to_string(), format!("{base}{mod10}"));
        assert!(by_ten.passes_mod10());
        let by_eleven = with_check_digit_mod11(base).expect("digits");
        assert_eq!(by_eleven.to_string(), format!("{base}{mod11}"));
        assert!(by_eleven.passes_mod11());
    }
    for text in ["100030", "100031", "100033"] {
        let reference = Reference::parse(text).expect("digits");
        assert!(!reference.passes_mod10() && !reference.passes_mod11(), "{text}");
    }
}

#[test]
fn numbers_of_the_swedish_and_danish_tables() {
    for (base, ocr, with_length) in [(4711, "47118", "471169"), (202_600_317, "2026003174", "20260031719")] {
        assert_eq!(make("ocr", base).as_deref(), Ok(ocr));
        assert_eq!(make("ocr-length", base).as_deref(), Ok(with_length));
    }
    assert_eq!(make("ocr", 99).as_deref(), Ok("992"));
    assert_eq!(make("ocr-length", 12_345_678).as_deref(), Ok("1234567806"));
    assert_eq!(make("ocr-length", 123_456_789_012).as_deref(), Ok("12345678901245"));
    assert_eq!(make("fik71:89999993", 2_684_014_996_532).as_deref(), Ok("026840149965328"));
    assert_eq!(make("fik71:89999993", 20_260_031_700_001).as_deref(), Ok("202600317000019"));
    assert_eq!(make("fik75:89999993", 202_600_317_001).as_deref(), Ok("0002026003170019"));
    assert_eq!(with_check_digit_mod10("1").map(|r| r.to_string()).as_deref(), Ok("18"));
    assert_eq!(with_check_digit_mod10("2").map(|r| r.to_string()).as_deref(), Ok("26"));
}

#[test]
fn references_are_made_to_the_agreed_length() {
    assert_eq!(make("mod10:11", 1_042_170_103).as_deref(), Ok("10421701037"));
    assert_eq!(make("mod10:9", 1234).as_deref(), Ok("000012344"));
    assert_eq!(make("mod11:9", 1234).as_deref(), Ok("000012343"));
    assert_eq!(make("mod10:4", 1234), Err(ReferenceFault::TooLong));
    assert_eq!(make("fik71:89999993", u64::MAX), Err(ReferenceFault::TooLong));
    assert_eq!(make("mod10:25", u64::MAX).map(|r| r.len()), Ok(25));
    for rule in ["mod10:11", "mod11:11", "ocr", "ocr-length", "fik71:89999993", "fik75:89999993"] {
        assert_eq!(make(rule, 0), Err(ReferenceFault::AllZero), "{rule}");
    }
    // 1042030101 has the remainder 1.
    assert_eq!(make("mod11:11", 1_042_030_101), Err(ReferenceFault::NoCheckDigit));
    assert_eq!(make("mod11:13", 1_042_030_101).map(|r| r.starts_with("101042030101")), Ok(true));
}

#[test]
fn only_what_is_agreed_is_taken() {
    let two = rules("mod10:11, mod11:9");
    assert_eq!(two.check("10421701037").map(|r| r.to_string()).as_deref(), Ok("10421701037"));
    let table = [
        ("10421701038", ReferenceFault::WrongCheck),
        ("1042030101-", ReferenceFault::WrongCheck),
        ("123456782", ReferenceFault::WrongCheck),
        ("00000000000", ReferenceFault::AllZero),
        ("1042170103", ReferenceFault::WrongLength),
        ("1042 170103", ReferenceFault::Unreadable),
        (" 10421701037", ReferenceFault::Unreadable),
        ("104217-1037", ReferenceFault::Unreadable),
        ("1042170103--", ReferenceFault::Unreadable),
        ("1042170103A", ReferenceFault::Unreadable),
        ("", ReferenceFault::WrongLength),
        ("-", ReferenceFault::WrongLength),
        ("12345678901234567890123456", ReferenceFault::WrongLength),
    ];
    for (text, fault) in table {
        assert_eq!(two.check(text), Err(fault), "{text}");
    }
    assert_eq!(two.check("123456785").map(|r| r.to_string()).as_deref(), Ok("123456785"));
    assert!(rules("mod11:11").check("1042030101-").is_ok());
    // A remainder of 1 must not let any other last character pass.
    for last in '0'..='9' {
        assert_eq!(
            rules("mod11:11").check(&format!("1042030101{last}")),
            Err(ReferenceFault::WrongCheck)
        );
    }
    assert_eq!(rules("ocr-length").check("47118"), Err(ReferenceFault::WrongLengthDigit));
    assert_eq!(rules("ocr").check("471169").map(|r| r.to_string()).as_deref(), Ok("471169"));
    assert_eq!(rules("fik71:89999993").check("0002026003170019"), Err(ReferenceFault::WrongLength));
}

#[test]
fn lists_of_rules_are_read_strictly() {
    for text in ["mod10:11,mod10:15,mod11:9", "ocr", "ocr-length", "fik71:89999993,fik75:89999993"] {
        assert_eq!(rules(text).to_string(), text);
    }
    assert_eq!(rules(" mod10:11 , ocr ").rules().len(), 2);
    let fault = |text: &str| text.parse::<ReferenceRules>().expect_err("refused");
    assert_eq!(fault(" "), ReferenceRuleFault::Empty);
    assert_eq!(fault("ocr,"), ReferenceRuleFault::UnknownKind(String::new()));
    assert_eq!(fault("ocr:5"), ReferenceRuleFault::UnknownKind("ocr:5".to_owned()));
    for word in ["mod10:1", "mod10:26", "mod10:", "mod11:x", "mod11:+9", "mod10:999"] {
        assert_eq!(fault(word), ReferenceRuleFault::BadLength(word.to_owned()));
    }
    for word in ["fik71:1234567", "fik75:8999999x", "fik71:"] {
        assert_eq!(fault(word), ReferenceRuleFault::BadCreditor(word.to_owned()));
    }
    assert_eq!(fault("mod10:9,mod10:09"), ReferenceRuleFault::Duplicate("mod10:09".to_owned()));
}

#[test]
fn typed_references_lose_blanks_only() {
    assert_eq!(normalise_typed(" 1042 170103\u{a0}7"), "10421701037");
    assert_eq!(normalise_typed("+71<202600317000019 +89999993<"), "202600317000019");
    assert_eq!(normalise_typed("75< 0002026003170019+89999993<"), "0002026003170019");
    assert_eq!(normalise_typed("71<202600317000019"), "202600317000019");
    assert_eq!(normalise_typed("71 202600317000019 +89999993<"), "202600317000019");
    assert_eq!(normalise_typed("+75 0002026003170019+89999993<"), "0002026003170019");
    // A reference that only begins with such digits, and a telephone number.
    assert_eq!(normalise_typed("71202600317000019"), "71202600317000019");
    assert_eq!(normalise_typed("+7512345678+1"), "+7512345678+1");
    assert_eq!(normalise_typed("71"), "71");
}

#[test]
fn references_sort_and_print_as_text() {
    let list = ["0012", "12", "120", "2", "1042030101-"].map(|t| Reference::parse(&format!("{t}6")));
    for a in list.iter().flatten() {
        for b in list.iter().flatten() {
            assert_eq!(a.cmp(b), a.as_str().cmp(b.as_str()));
        }
    }
    let short = Reference::parse("992").expect("digits");
    assert_eq!(format!("{short:>5}|"), "  992|");
}

/// Replaces the digit at a place by another one, `by` further on.
fn with_wrong_digit(text: &str, place: usize, by: u32) -> String {
    let turn = |c: char| c.to_digit(10).and_then(|d| char::from_digit((d + by) % 10, 10)).unwrap_or(c);
    text.chars()
        .enumerate()
        .map(|(at, c)| if at == place { turn(c) } else { c })
        .collect()
}

proptest! {
    #[test]
    fn one_wrong_digit_is_always_noticed(base in "[0-9]{0,23}[1-9]", place in 0_usize..25, by in 1_u32..10) {
        let ten = with_check_digit_mod10(&base).expect("digits");
        let place = place % (base.len() + 1);
        let wrong = Reference::parse(&with_wrong_digit(ten.as_str(), place, by));
        prop_assert!(!wrong.is_ok_and(|r| r.passes_mod10()));
        let eleven = with_check_digit_mod11(&base).expect("digits");
        let wrong = with_wrong_digit(eleven.as_str(), place, by);
        prop_assume!(wrong != eleven.as_str());
        prop_assert!(!Reference::parse(&wrong).is_ok_and(|r| r.passes_mod11()));
    }

    #[test]
    fn swapped_neighbours_are_noticed(base in "[0-9]{1,23}[1-9]", place in 0_usize..24) {
        let swap = |text: &str| {
            let mut chars: Vec<char> = text.chars().collect();
            let at = place % (chars.len() - 1);
            let pair = (chars[at], chars[at + 1]);
            chars.swap(at, at + 1);
            (pair, chars.into_iter().collect::<String>())
        };
        let ten = with_check_digit_mod10(&base).expect("digits");
        let (pair, swapped) = swap(ten.as_str());
        let blind = pair.0 == pair.1 || matches!(pair, ('0', '9') | ('9', '0'));
        prop_assert_eq!(Reference::parse(&swapped).is_ok_and(|r| r.passes_mod10()), blind);
        let eleven = with_check_digit_mod11(&base).expect("digits");
        let (pair, swapped) = swap(eleven.as_str());
        prop_assert_eq!(Reference::parse(&swapped).is_ok_and(|r| r.passes_mod11()), pair.0 == pair.1);
    }

    #[test]
    fn whatever_is_made_is_taken(base in 1_u64.., length in 2_u8..=25) {
        let kinds = [
            format!("mod10:{length}"), format!("mod11:{length}"), "ocr".to_owned(), "ocr-length".to_owned(),
            "fik71:89999993".to_owned(), "fik75:89999993".to_owned(),
        ];
        for kind in kinds {
            let made = make(&kind, base);
            prop_assert!(!made.is_ok_and(|text| text.ends_with('-')));
        }
    }

    #[test]
    fn any_text_is_refused_or_kept(text in any::<String>()) {
        if let Ok(reference) = rules("ocr,mod11:9").check(&text) {
            prop_assert_eq!(reference.as_str(), text);
        }
    }
}
