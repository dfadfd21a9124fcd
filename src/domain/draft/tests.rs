use super::*;
use crate::domain::claim::{self, Claim, Cost, Extra, Status, Void};
use crate::domain::ledger::Role;
use proptest::prelude::*;

fn kr(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn line(text: &str, quantity: &str, price: &str, vat: i64) -> Line {
    Line {
        text: text.to_owned(),
        quantity: quantity.parse().unwrap(),
        price: Some(kr(price)),
        vat_percent: Decimal::from(vat),
        ..Line::default()
    }
}

fn draft(lines: &[Line]) -> Draft {
    Draft {
        party_id: Some(1),
        lines: lines.to_vec(),
        ..Draft::default()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_line_is_rounded_to_the_øre_and_never_overflows() {
    assert_eq!(line("", "0.333", "100.00", 25).amount(), Ok(kr("33.30")));
    assert_eq!(line("", "0.5", "0.01", 0).amount(), Ok(kr("0.01")));
    assert_eq!(line("", "-0.5", "0.01", 0).amount(), Ok(kr("-0.01")));
    assert_eq!(line("", "1000000", "1000000000.00", 0).amount(), Err(MoneyError::Overflow));
    assert_eq!(with_vat(kr("800.00"), Decimal::from(25)), Ok(kr("1000.00")));
}

#[test]
fn a_rebate_comes_off_lines_of_its_rate_the_nearest_above_first() {
    let tyres = line("Tyres", "1", "1000.00", 25);
    let coffee = line("Coffee", "1", "50.00", 12);
    let rebate = line("Friend", "1", "-1100.00", 25);
    let wheel = line("Wheel", "2", "100.00", 25);
    let on = draft(&[wheel.clone(), tyres.clone(), coffee.clone(), rebate.clone()]);
    let ready = on.ready().unwrap().unwrap();
    let amounts: Vec<String> = ready.iter().map(|one| one.amount.to_string()).collect();
    assert_eq!(amounts, ["100.00", "0.00", "50.00"]);
    assert_eq!(ready[1].rebates, [("Friend".to_owned(), kr("1000.00"))]);
    assert_eq!(ready[0].rebates, [("Friend".to_owned(), kr("100.00"))]);
    let sums = on.sums().unwrap();
    assert_eq!(sums.total, kr("150.00"));
    assert_eq!(sums.vat[0], (Decimal::from(25), kr("80.00"), kr("20.00")));
    // More than is sold at its rate is refused, though the sum would be more than nothing.
    let food = line("Food", "1", "5000.00", 12);
    let too_much = draft(&[tyres, food, rebate]);
    assert_eq!(too_much.missing(day("2026-11-22"), 10), [Missing::Rebate(3)]);
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let today = day("2026-11-22");
    let mut empty = Draft::default();
    assert_eq!(empty.missing(today, 10), [Missing::Party, Missing::Lines]);
    empty.due_on = Some(day("2026-11-21"));
    assert!(empty.missing(today, 10).contains(&Missing::Due));
    let bare = Line {
        vat_percent: Decimal::from(25),
        ..Line::default()
    };
    let mut dues = draft(&[bare]);
    dues.kind = Kind::Dues;
    let lacks = [
        Missing::LineText(1),
        Missing::LinePrice(1),
        Missing::LineQuantity(1),
        Missing::LineVat(1),
    ];
    assert_eq!(dues.missing(today, 10), lacks);
    assert_eq!(draft(&[line("x", "1", "0.00", 0)]).missing(today, 10), [Missing::Sum]);
    let many = vec![line("x", "1", "1.00", 0); LINES_MAX + 1];
    assert_eq!(draft(&many).missing(today, 10), [Missing::TooMany]);
    assert_eq!(draft(&many[1..]).missing(today, 10), []);
    let large = vec![line("x", "1", "999999999.00", 0); 2];
    assert_eq!(draft(&large).missing(today, 10), [Missing::TooLarge]);
    assert_eq!(Missing::KEYS.len(), 11);
}

#[test]
fn the_due_date_follows_the_date_of_issue_until_it_is_typed() {
    let today = day("2026-11-22");
    let mut on = Draft::default();
    assert_eq!(on.due_day(today, 14), day("2026-12-06"));
    on.issued_on = Some(day("2026-11-01"));
    assert_eq!(on.due_day(today, 14), day("2026-11-15"));
    on.due_on = Some(day("2027-01-01"));
    assert_eq!(on.due_day(today, 14), day("2027-01-01"));
}

#[test]
fn dues_and_donations_have_no_vat_and_other_kinds_get_it_back() {
    let mut on = draft(&[line("x", "1", "100.00", 12)]);
    on.set_kind(Kind::Order, Decimal::from(25));
    assert_eq!(on.lines[0].vat_percent, Decimal::from(12), "both have VAT");
    on.set_kind(Kind::Dues, Decimal::from(25));
    assert_eq!(on.lines[0].vat_percent, Decimal::ZERO);
    on.set_kind(Kind::Other, Decimal::from(25));
    assert_eq!(on.lines[0].vat_percent, Decimal::from(25));
}

#[test]
fn what_two_change_is_kept_unless_it_is_the_same() {
    let base = draft(&[line("x", "1", "1.00", 0)]);
    let mut mine = base.clone();
    mine.description = "Mine".to_owned();
    let mut theirs = base.clone();
    theirs.due_on = Some(day("2027-01-01"));
    let (both, conflicts) = merge(&base, &mine, &theirs);
    assert_eq!((both.description.as_str(), both.due_on, conflicts), ("Mine", theirs.due_on, vec![]));
    theirs.description = "Theirs".to_owned();
    let (kept, conflicts) = merge(&base, &mine, &theirs);
    assert_eq!((kept.description.as_str(), conflicts), ("Theirs", vec![Conflict::Description]));
}

/// The claim that a draft would become.
fn issued(draft: &Draft, ready: &[Ready]) -> Claim {
    let lines = ready.iter().zip(1u32..).map(|(one, no)| claim::Line {
        no,
        text: one.line.text.clone(),
        amount: one.amount,
        vat_percent: one.line.vat_percent,
        rounding: Money::ZERO,
        discount: Money::ZERO,
        discount_text: String::new(),
        credited: Money::ZERO,
        dropped: false,
        written_off: Money::ZERO,
        refunded: Money::ZERO,
        cost: Cost::None,
        paid: Money::ZERO,
    });
    Claim {
        id: 1,
        number: 1,
        kind: draft.kind,
        due_on: day("2026-12-01"),
        status: Status::Unpaid,
        extra: Extra::None,
        void: Void::No,
        paid: Money::ZERO,
        keep_costs: false,
        settled: None,
        lines: lines.collect(),
        placed: Vec::new(),
    }
}

fn any_line() -> impl Strategy<Value = Line> {
    let rate = prop_oneof![Just(0i64), Just(6), Just(12), Just(15), Just(25)];
    (-2_000i64..20_000, -50_000i64..500_000, rate).prop_map(|(quantity, price, rate)| Line {
        text: "x".to_owned(),
        quantity: Decimal::new(quantity, 3),
        price: Some(Money::from_minor(price)),
        vat_percent: Decimal::from(rate),
        ..Line::default()
    })
}

proptest! {
    #[test]
    fn postings_balance_and_the_sums_are_those_of_the_lines(lines in proptest::collection::vec(any_line(), 1..12)) {
        let on = draft(&lines);
        let exact = Money::sum(lines.iter().map(|line| line.amount().unwrap())).unwrap();
        let sums = on.sums().unwrap();
        prop_assert_eq!(sums.total, exact);
        let Ok(ready) = on.ready().unwrap() else { return Ok(()) };
        prop_assert!(ready.iter().all(|one| !one.amount.is_negative()));
        let claim = issued(&on, &ready);
        prop_assert_eq!(claim.amount().unwrap(), sums.total);
        let draft = claim::issue(&claim).unwrap();
        prop_assert!(draft.is_balanced().unwrap());
        let posted = |role: Role| draft.postings().find(|p| p.role == role).map_or(Money::ZERO, |p| p.amount);
        prop_assert_eq!(posted(Role::Receivables), sums.total);
        let vat = Money::sum(sums.vat.iter().map(|row| row.2)).unwrap();
        prop_assert_eq!(posted(Role::OutputVat).negated(), vat);
        for (rate, net, vat) in &sums.vat {
            let of_rate = ready.iter().filter(|one| one.line.vat_percent == *rate);
            let amounts: Vec<Money> = of_rate.map(|one| one.amount).collect();
            let each = Money::sum(amounts.iter().map(|amount| amount.vat_included(*rate).unwrap())).unwrap();
            prop_assert_eq!(*vat, each);
            prop_assert_eq!(net.plus(*vat).unwrap(), Money::sum(amounts).unwrap());
        }
    }

    #[test]
    fn merging_with_nobody_else_keeps_mine_and_without_me_keeps_theirs(a in proptest::collection::vec(any_line(), 0..4), b in proptest::collection::vec(any_line(), 0..4)) {
        let (base, other) = (draft(&a), draft(&b));
        prop_assert_eq!(merge(&base, &other, &base), (other.clone(), vec![]));
        prop_assert_eq!(merge(&base, &base, &other), (other, vec![]));
    }
}
