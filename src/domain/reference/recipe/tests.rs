use super::*;
use proptest::prelude::*;

fn recipe(mask: &str) -> Recipe {
    mask.parse().expect("a mask")
}

fn values(member: &str, claim: u64, kind: Kind, running: u64) -> Values<'_> {
    Values {
        member,
        claim,
        kind,
        running,
    }
}

fn made(mask: &str, values: Values<'_>) -> Result<String, MakeFault> {
    recipe(mask).make(&values).map(|reference| reference.to_string())
}

#[test]
fn ocr_18_member_number_kind_and_running_number_as_in_the_example_files() {
    let table = [
        ("104217", Kind::Dues, 3, "10421701037"),
        ("104222", Kind::Dues, 1, "10422201011"),
        ("104305", Kind::Dues, 2, "10430501022"),
        ("104217", Kind::Order, 1, "10421702019"),
        ("000042", Kind::Dues, 1, "00004201018"),
    ];
    for (member, kind, running, wanted) in table {
        assert_eq!(made("mmmmmmttrr#", values(member, 0, kind, running)).as_deref(), Ok(wanted));
    }
    // At least nine digits: a member number of four.
    assert_eq!(recipe("mmmmttrr#").length(), Some(9));
}

#[test]
fn swedish_and_danish_masks_make_what_the_tables_say() {
    let of = |mask, claim| made(mask, values("1", claim, Kind::Other, 1));
    assert_eq!(of("c+#", 4711).as_deref(), Ok("47118"));
    assert_eq!(of("c+l#", 4711).as_deref(), Ok("471169"));
    assert_eq!(of("c+l#", 123_456_789_012).as_deref(), Ok("12345678901245"));
    assert_eq!(of("cccccccccccccc#", 20_260_031_700_001).as_deref(), Ok("202600317000019"));
    assert_eq!(of("ccccccccccccccc#", 202_600_317_001).as_deref(), Ok("0002026003170019"));
}

#[test]
fn what_is_no_mask_is_said_with_its_place() {
    let table = [
        ("", RecipeFault::NoCheck),
        ("mmmm", RecipeFault::NoCheck),
        ("mmxmrr#", RecipeFault::Unknown(3)),
        ("mm#rr#", RecipeFault::Unknown(3)),
        ("mlrr#", RecipeFault::Unknown(2)),
        ("mmrrm#", RecipeFault::Twice(5)),
        ("mm+rr#", RecipeFault::Plus(3)),
        ("+rr#", RecipeFault::Plus(1)),
        ("m+r+#", RecipeFault::Plus(4)),
        ("mrrt+#", RecipeFault::Plus(5)),
        ("mmmmtt#", RecipeFault::NothingRuns),
        ("12#", RecipeFault::NothingRuns),
        ("rrrr#", RecipeFault::RunsForNobody),
        ("mmmmcccc%", RecipeFault::Mod11NeedsRunning),
        ("mmmmmmmmmmmmmmmmmmmmmmmmmrr#", RecipeFault::BadLength),
        ("mmrr#;dues=01", RecipeFault::BadKind),
        ("mmttrr#;dues=1", RecipeFault::BadKind),
        ("mmttrr#;dues=02", RecipeFault::BadKind),
        ("mmttrr#;rent=02", RecipeFault::BadKind),
    ];
    for (mask, fault) in table {
        assert_eq!(mask.parse::<Recipe>(), Err(fault), "{mask}");
    }
}

#[test]
fn own_digits_of_kinds_are_used_and_understood() {
    let recipe = recipe("mmmmtrr#;dues=5,order=1,other=9");
    let made = recipe.make(&values("12", 0, Kind::Dues, 7)).expect("a reference");
    assert!(made.as_str().starts_with("0012507"));
    assert_eq!(recipe.take_apart(&made).and_then(|apart| apart.kind), Some(Kind::Dues));
}

#[test]
fn what_does_not_fit_the_mask_is_refused() {
    let of = |mask, member, claim, running| made(mask, values(member, claim, Kind::Dues, running)).expect_err("a fault");
    assert_eq!(of("mmmmrr#", "M101", 1, 1), MakeFault::MemberNotDigits);
    assert_eq!(of("mmmmrr#", "", 1, 1), MakeFault::MemberNotDigits);
    assert_eq!(of("mmmmrr#", "12345", 1, 1), MakeFault::NoRoom(Part::Member));
    assert_eq!(of("mmmmrr#", "1234", 1, 100), MakeFault::NoRoom(Part::Running));
    assert_eq!(of("mmmmccc#", "1234", 1000, 1), MakeFault::NoRoom(Part::Claim));
    // 104203 01 01 has no check digit modulo 11.
    assert_eq!(of("mmmmmmttrr%", "104203", 1, 1), MakeFault::NoCheckDigit);
}

#[test]
fn a_reference_of_another_mask_is_not_taken_apart() {
    let recipe = recipe("9mmmmrr#");
    let other = Reference::parse("10421701037").expect("digits");
    assert_eq!(recipe.take_apart(&other), None);
    let mistyped = Reference::parse("91234011").expect("digits");
    assert!(!mistyped.passes_mod10() && recipe.take_apart(&mistyped).is_none());
}

/// A mask with the rule that its references have to pass.
const MASKS: &[(&str, &str)] = &[
    ("mmmmmmttrr#", "mod10:11"),
    ("mmmmmmttrrr#", "mod10:12"),
    ("mmmmmmttrr%", "mod11:11"),
    ("cccccccmmmmmm#", "mod10:14"),
    ("9mmmmmmrrr%", "mod11:11"),
    ("c+#", "ocr"),
    ("c+l#", "ocr-length"),
    ("mmmmmmr+l#", "ocr-length"),
    ("mmmmmmmcccccc7#", "fik71:89999993"),
    ("mmmmmmmcccccctt#", "fik75:89999993"),
];

proptest! {
    #[test]
    fn ocr_18_what_is_made_passes_the_accounts_rule_and_comes_apart_again(
        at in 0..MASKS.len(), member in 1u32..1_000_000, claim in 1u32..1_000_000, kind in 0..Kind::ALL.len(), running in 1u32..100,
    ) {
        let (mask, rules) = MASKS[at];
        let (recipe, rules) = (recipe(mask), rules.parse::<ReferenceRules>().expect("rules"));
        prop_assert!(recipe.fits_one(&rules));
        let member = member.to_string();
        let wanted = values(&member, u64::from(claim), Kind::ALL[kind], u64::from(running));
        match recipe.make(&wanted) {
            Err(fault) => prop_assert_eq!(fault, MakeFault::NoCheckDigit),
            Ok(reference) => {
                prop_assert!(!reference.as_str().ends_with('-'), "{}", reference);
                prop_assert_eq!(rules.check(reference.as_str()), Ok(reference));
                let apart = recipe.take_apart(&reference);
                let has = |letter: char| mask.contains(letter);
                let wanted = Apart {
                    member: has('m').then(|| member.clone()),
                    claim: has('c').then_some(u64::from(claim)),
                    kind: has('t').then_some(Kind::ALL[kind]),
                    running: has('r').then_some(u64::from(running)),
                };
                prop_assert_eq!(apart, Some(wanted));
            }
        }
    }

    #[test]
    fn any_text_is_a_mask_or_a_fault(text in "[mctrl0-9#%+;=a-z ]{0,30}") {
        if let Ok(recipe) = text.parse::<Recipe>() {
            prop_assert_eq!(recipe.to_string().parse::<Recipe>(), Ok(recipe));
        }
    }
}
