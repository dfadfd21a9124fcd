use super::*;
use crate::domain::account::Country;
use proptest::prelude::*;

/// Coding, parts, units used and left.
type Size = (Coding, usize, usize, usize);

fn measured(text: &str) -> Size {
    let m = measure(text);
    (m.coding, m.parts, m.units_used, m.units_left)
}

#[test]
fn letters_and_parts() {
    use Coding::{Gsm7, Ucs2};
    let nordic = format!("æøåÆØÅäöüÄÖÜéà{}", "x".repeat(146));
    let table: &[(String, Size)] = &[
        (String::new(), (Gsm7, 1, 0, 160)),
        ("a".repeat(160), (Gsm7, 1, 160, 0)),
        ("a".repeat(161), (Gsm7, 2, 161, 145)),
        ("a".repeat(306), (Gsm7, 2, 306, 0)),
        ("a".repeat(307), (Gsm7, 3, 307, 152)),
        (nordic, (Gsm7, 1, 160, 0)),
        ("€".repeat(80), (Gsm7, 1, 160, 0)),
        ("€".repeat(81), (Gsm7, 2, 162, 143)),
        ("ć".repeat(70), (Ucs2, 1, 70, 0)),
        ("ć".repeat(71), (Ucs2, 2, 71, 63)),
        ("ć".repeat(134), (Ucs2, 2, 134, 0)),
        ("ć".repeat(135), (Ucs2, 3, 135, 66)),
        ("A–B".to_owned(), (Ucs2, 1, 3, 67)),
    ];
    for (text, expected) in table {
        assert_eq!(measured(text), *expected, "{text}");
    }
}

#[test]
fn an_escaped_letter_is_never_cut() {
    let text = "€".repeat(81);
    let cut = split(&text, 3).unwrap();
    assert_eq!(cut.parts.iter().map(|p| p.chars().count()).collect::<Vec<_>>(), [76, 5]);
    let text = format!("{}€{}", "a".repeat(152), "b".repeat(10));
    let cut = split(&text, 3).unwrap();
    assert_eq!(cut.parts, ["a".repeat(152), format!("€{}", "b".repeat(10))]);
    // 33 × two units leave one of the 67 free; the next smiley does not go into it.
    let smileys = "😀".repeat(40);
    assert_eq!(split(&smileys, 2).unwrap().parts[0].chars().count(), 33);
}

#[test]
fn the_cap_of_parts_is_the_callers() {
    let text = "a".repeat(307);
    assert_eq!(split(&text, 3).unwrap().parts.len(), 3);
    assert_eq!(split(&text, 2), Err(TextFault::TooLong { parts: 3, most: 2 }));
}

#[test]
fn every_letter_of_the_alphabet_is_one_septet_and_of_the_extension_two() {
    let mut seen = std::collections::BTreeSet::new();
    for (septet, letter) in (0_u8..).zip(ALPHABET) {
        if septet == ESCAPE {
            assert_eq!(to_gsm7(&letter.to_string()), None);
            continue;
        }
        assert!(seen.insert(letter), "{letter} stands twice");
        assert_eq!(to_gsm7(&letter.to_string()), Some(vec![septet]), "{letter}");
        assert_eq!(measure(&letter.to_string()).units_used, 1);
    }
    for (septet, letter) in EXTENSION {
        assert!(seen.insert(letter), "{letter} stands twice");
        assert_eq!(to_gsm7(&letter.to_string()), Some(vec![ESCAPE, septet]), "{letter}");
        assert_eq!(measure(&letter.to_string()).units_used, 2);
    }
    assert_eq!(seen.len(), 137);
    for letter in "æøåÆØÅäöüÄÖÜéÉ§".chars() {
        assert_eq!(measured(&letter.to_string()), (Coding::Gsm7, 1, 1, 159), "{letter}");
    }
    assert_eq!(coding("ç"), Coding::Ucs2, "only the capital is in the alphabet");
}

#[test]
fn typographic_letters_are_sent_as_their_lookalikes() {
    let table = [
        ("Betala – 1\u{a0}250,00 kr…", "Betala - 1 250,00 kr..."),
        ("«Hei» “der” ‘og’ „da‟ it’s", "\"Hei\" \"der\" 'og' \"da\" it's"),
        ("a\r\nb\rc\nd\u{2028}e\tf", "a\nb\nc\nd\ne f"),
        ("a\u{0}b\u{1b}[2Jc\u{7f}\u{9b}\u{202e}d\u{200b}\u{feff}\u{ad}", "ab[2Jcd"),
        ("A\u{30a}sa ga\u{30a}r till O\u{308}rebro, cafe\u{301}", "Åsa går till Örebro, café"),
        ("Łódź", "Łódź"),
    ];
    for (typed, sent) in table {
        assert_eq!(normalise(typed).as_deref(), Ok(sent), "{typed:?}");
    }
    assert_eq!(normalise("ab😀"), Err(TextFault::Outside { at: 3, letter: '😀' }));
    assert_eq!(normalise(" \n\u{200b}"), Err(TextFault::Empty));
}

fn plans() -> Vec<MobilePlan> {
    let plan = |country, calling: &str, trunk: &str, digits, begins: &[&str]| MobilePlan {
        country,
        calling: calling.to_owned(),
        trunk: trunk.to_owned(),
        digits,
        begins: begins.iter().map(|&start| start.to_owned()).collect(),
    };
    vec![
        plan(Country::No, "47", "", 8, &["4", "9"]),
        plan(Country::Se, "46", "0", 9, &["70", "72", "73", "76", "79"]),
        plan(Country::Dk, "45", "", 8, &["2", "30", "31", "40", "431"]),
    ]
}

#[test]
fn numbers_as_people_type_them() {
    use Country::{Dk, No, Se};
    let good = [
        ("070-123 45 67", Se, "+46701234567"),
        ("0701234567", Se, "+46701234567"),
        ("701234567", Se, "+46701234567"),
        ("+46 (0)70 123 45 67", Se, "+46701234567"),
        ("+46(0)70–123\u{a0}45\u{a0}67", No, "+46701234567"),
        ("0046 70 123 45 67", Dk, "+46701234567"),
        ("46701234567", Se, "+46701234567"),
        ("(+47) 999 99 999", Se, "+4799999999"),
        ("99 99 99 99", No, "+4799999999"),
        ("47123456", No, "+4747123456"),
        ("4799999999", No, "+4799999999"),
        ("20 12 34 56", Dk, "+4520123456"),
        ("+45 43 12 34 56", Dk, "+4543123456"),
    ];
    for (typed, home, number) in good {
        assert_eq!(phone(typed, home, &plans()).as_ref().map(Phone::as_str), Ok(number), "{typed}");
    }
    let bad = [
        ("", Se, PhoneFault::Empty),
        (" +-", Se, PhoneFault::Empty),
        ("070-123 45 6", Se, PhoneFault::NotMobile),
        ("070-123 45 678", Se, PhoneFault::NotMobile),
        ("08-123 456 78", Se, PhoneFault::NotMobile),
        ("2030", No, PhoneFault::NotMobile),
        ("22 22 22 22", No, PhoneFault::NotMobile),
        ("43 02 34 56", Dk, PhoneFault::NotMobile),
        ("+46 8 123 456 78", No, PhoneFault::NotMobile),
        ("+49 170 1234567", Se, PhoneFault::Abroad),
        ("070x1234567", Se, PhoneFault::Character { at: 4, found: 'x' }),
        ("070+1234567", Se, PhoneFault::Character { at: 4, found: '+' }),
        ("\u{ff10}701234567", Se, PhoneFault::Character { at: 1, found: '\u{ff10}' }),
        ("99 99 99 99, 98 88 88 88", No, PhoneFault::Character { at: 12, found: ',' }),
    ];
    for (typed, home, fault) in bad {
        assert_eq!(phone(typed, home, &plans()), Err(fault), "{typed}");
    }
    let one = phone("0701234567", Se, &plans()).unwrap();
    assert_eq!(one.masked(), "+46••••••567");
}

/// Mixes of plain, escaped, 16-bit and outside letters, of a length around the borders.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zåäöæø€\\[\\]{}~^|\\\\ \n]{0,500}", "[a-zæ€ćŁ–😀]{0,250}", any::<String>()]
}

proptest! {
    #[test]
    fn parts_joined_are_the_text_and_none_is_too_long(text in texts()) {
        let cut = split(&text, usize::MAX).unwrap();
        prop_assert_eq!(cut.parts.concat(), text.as_str());
        let measured = measure(&text);
        prop_assert_eq!((measured.coding, measured.parts), (cut.coding, cut.parts.len()));
        let room = if cut.parts.len() > 1 { cut.coding.each() } else { cut.coding.alone() };
        for part in &cut.parts {
            let units = match cut.coding {
                Coding::Gsm7 => to_gsm7(part).map(|septets| septets.len()),
                Coding::Ucs2 => Some(part.encode_utf16().count()),
            };
            prop_assert!(units.is_some_and(|units| units <= room));
            prop_assert!(cut.parts.len() == 1 || !part.is_empty());
        }
    }

    #[test]
    fn seven_bit_letters_survive(text in "[ -_a-~£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€\n]{1,200}") {
        prop_assert_eq!(coding(&text), Coding::Gsm7);
        let back: String = {
            let mut septets = to_gsm7(&text).unwrap().into_iter();
            std::iter::from_fn(|| {
                let septet = septets.next()?;
                if septet == ESCAPE {
                    let behind = septets.next()?;
                    return EXTENSION.iter().find(|(s, _)| *s == behind).map(|(_, c)| *c);
                }
                ALPHABET.get(usize::from(septet)).copied()
            }).collect()
        };
        prop_assert_eq!(back, text);
    }

    #[test]
    fn normalising_is_done_once(text in texts()) {
        if let Ok(once) = normalise(&text) {
            prop_assert_eq!(normalise(&once), Ok(once.clone()));
            prop_assert!(!once.chars().any(|c| c != '\n' && is_forbidden(c)));
            prop_assert!(once.chars().all(|c| u32::from(c) < 0x1_0000));
        }
    }

    #[test]
    fn numbers_are_clean_whatever_is_typed(text in "[0-9+ ()-]{0,20}") {
        if let Ok(phone) = phone(&text, Country::Se, &plans()) {
            let digits = phone.as_str().strip_prefix('+').unwrap();
            prop_assert!(digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}
