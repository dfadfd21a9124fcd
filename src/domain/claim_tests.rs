use super::*;
use proptest::prelude::*;

fn line(no: u32, amount: i64) -> Line {
    Line {
        no,
        text: format!("Line {no}"),
        amount: Money::from_minor(amount),
        vat_percent: Decimal::from(25),
        rounding: Money::ZERO,
        discount: Money::ZERO,
        discount_text: String::new(),
        credited: Money::ZERO,
        dropped: false,
        written_off: Money::ZERO,
        refunded: Money::ZERO,
        cost: Cost::None,
        paid: Money::ZERO,
    }
}

fn claim(kind: Kind, lines: &[i64]) -> Claim {
    Claim {
        id: 1,
        number: 10_242,
        kind,
        due_on: chrono::NaiveDate::default(),
        status: Status::Unpaid,
        extra: Extra::None,
        void: Void::No,
        paid: Money::ZERO,
        keep_costs: false,
        settled: None,
        placed: Vec::new(),
        lines: (1..).zip(lines).map(|(no, amount)| line(no, *amount)).collect(),
    }
}

fn kr(amount: i64) -> Money {
    Money::from_minor(amount * 100)
}

fn refused(result: Result<Decision, ClaimError>) -> Refusal {
    match result {
        Err(ClaimError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn clm_14_only_an_unpaid_claim_is_annulled() {
    let unpaid = claim(Kind::Dues, &[100_000, 25_000]);
    let decision = annul(&unpaid).unwrap();
    assert_eq!((decision.after.status, decision.after.void), (Status::Annulled, Void::Annulled));
    assert!(decision.draft.is_balanced().unwrap());
    let paid = receive(&unpaid, kr(1250), false).unwrap().after;
    assert!(matches!(refused(annul(&paid)), Refusal::StatusForbids { status: Status::Paid, .. }));
    let short = receive(&unpaid, kr(50), false).unwrap().after;
    assert_eq!(
        refused(annul(&short)),
        Refusal::MoneyReceived {
            number: 10_242,
            paid: kr(50)
        }
    );
    assert!(matches!(
        refused(annul(&decision.after)),
        Refusal::StatusForbids {
            status: Status::Annulled,
            ..
        }
    ));
}

#[test]
fn clm_10_the_last_line_annuls() {
    let two = claim(Kind::Dues, &[100_000, 25_000]);
    let one = drop_line(&two, 2).unwrap().after;
    assert_eq!((one.status, one.amount().unwrap()), (Status::Unpaid, kr(1000)));
    assert!(one.is_last_line(1));
    let none = drop_line(&one, 1).unwrap();
    assert_eq!((none.after.status, none.action), (Status::Annulled, "annulled"));
    assert!(matches!(refused(drop_line(&one, 2)), Refusal::LineDropped { line: 2, .. }));
    assert!(matches!(refused(drop_line(&one, 9)), Refusal::NoSuchLine { line: 9, lines: 2, .. }));
}

#[test]
fn clm_9_and_2_1_the_last_line_with_money_on_it_stays() {
    let short = receive(&claim(Kind::Dues, &[100_000]), kr(50), false).unwrap().after;
    assert_eq!(
        refused(drop_line(&short, 1)),
        Refusal::LastLineWithMoney {
            number: 10_242,
            paid: kr(50)
        }
    );
}

#[test]
fn a_discount_stays_within_its_line_and_leaves_something() {
    let two = claim(Kind::Dues, &[100_000, 25_000]);
    assert_eq!(discount(&two, 2, kr(100), "late").unwrap().after.amount().unwrap(), kr(1150));
    assert!(matches!(
        refused(discount(&two, 2, kr(251), "late")),
        Refusal::DiscountTooLarge { .. }
    ));
    assert!(matches!(
        refused(discount(&two, 2, kr(0), "late")),
        Refusal::DiscountNotPositive { .. }
    ));
    assert!(matches!(refused(discount(&two, 2, kr(1), " ")), Refusal::DiscountTextMissing {}));
    assert!(matches!(
        refused(discount(&claim(Kind::Dues, &[5_000]), 1, kr(50), "x")),
        Refusal::NothingLeft { .. }
    ));
}

#[test]
fn an_orders_invoice_is_changed_by_credit_notes_only() {
    let invoice = claim(Kind::Order, &[100_000, 25_000]);
    let cut = discount(&invoice, 1, kr(100), "goodwill").unwrap();
    assert_eq!(cut.credit_note, [(1, kr(100))]);
    assert_eq!((cut.after.amount().unwrap(), cut.after.owed().unwrap()), (kr(1250), kr(1150)));
    let dropped = drop_line(&cut.after, 2).unwrap();
    assert_eq!((dropped.credit_note, dropped.after.owed().unwrap()), (vec![(2, kr(250))], kr(900)));
}

#[test]
fn a_credit_takes_back_whole_lines_and_in_full_closes_the_claim() {
    let two = claim(Kind::Dues, &[100_000, 25_000]);
    let part = credit_lines(&two, &[2]).unwrap();
    assert_eq!((part.after.status, part.after.left().unwrap()), (Status::Unpaid, kr(1000)));
    assert!(matches!(refused(credit_lines(&part.after, &[2])), Refusal::LineCredited { .. }));
    let rest = credit_lines(&part.after, &[]).unwrap();
    assert_eq!((rest.after.status, rest.credit_note), (Status::Credited, vec![(1, kr(1000))]));
    assert!(matches!(refused(credit_lines(&rest.after, &[])), Refusal::StatusForbids { .. }));
}

#[test]
fn a_credited_line_is_not_taken_away_as_well() {
    for kind in [Kind::Dues, Kind::Order] {
        let part = credit_lines(&claim(kind, &[100_000, 25_000]), &[2]).unwrap().after;
        assert!(matches!(refused(drop_line(&part, 2)), Refusal::LineCredited { .. }), "{kind:?}");
        assert_eq!(part.left().unwrap(), kr(1000));
    }
}

#[test]
fn stage_two_settles_strictly() {
    let due = claim(Kind::Dues, &[100_000, 25_000]);
    for (amount, several, status, extra) in [
        (kr(1250), false, Status::Paid, Extra::None),
        (kr(1300), false, Status::ManualHandling, Extra::Overpaid),
        (kr(50), false, Status::ManualHandling, Extra::Underpaid),
        (kr(1250), true, Status::ManualHandling, Extra::SeveralPayers),
    ] {
        let receipt = receive(&due, amount, several).unwrap();
        assert_eq!((receipt.after.status, receipt.after.extra), (status, extra), "{amount}");
        assert_eq!(receipt.to_receivables.plus(receipt.to_not_placed), Ok(amount));
        assert_eq!(Money::sum(receipt.allocations.iter().map(|a| a.1)), Ok(receipt.to_receivables));
    }
    let short = receive(&due, kr(50), false).unwrap().after;
    let full = receive(&short, kr(1200), false).unwrap();
    assert_eq!(
        (full.after.status, full.after.extra),
        (Status::ManualHandling, Extra::None),
        "never approved by itself"
    );
    let twice = receive(&receive(&due, kr(1250), false).unwrap().after, kr(1250), false).unwrap();
    assert_eq!((twice.after.extra, twice.to_not_placed), (Extra::Overpaid, kr(1250)));
    let late = receive(&annul(&due).unwrap().after, kr(1250), false).unwrap();
    assert_eq!(
        (late.after.status, late.after.extra, late.to_not_placed),
        (Status::ManualHandling, Extra::Overpaid, kr(1250))
    );
    assert!(late.allocations.is_empty());
}

#[test]
fn what_a_screen_offers_is_what_the_domain_allows() {
    for status in Status::ALL {
        for operation in Operation::ALL {
            let subject = Claim {
                status: *status,
                ..claim(Kind::Dues, &[100_000, 25_000])
            };
            // Money where the operation needs some, so that only the status can say no.
            let with = |amount: i64| {
                let mut with = subject.clone();
                with.paid = kr(amount);
                with.placed = vec![Placed {
                    payment: 7,
                    payer: "15032080119".to_owned(),
                    line: None,
                    amount: kr(amount),
                }];
                place::settle_lines(&mut with).unwrap();
                with
            };
            let done = match operation {
                Operation::Annul => annul(&subject),
                Operation::DropLine => drop_line(&subject, 2),
                Operation::Discount => discount(&subject, 2, kr(1), "x"),
                Operation::Credit => credit_lines(&subject, &[]),
                Operation::Approve => approve(&with(1250)),
                Operation::MoveRemainder => move_remainder(&with(1300), kr(50), Whereto::Credit, false),
                Operation::RefundAll => refund_all(&with(100), kr(14)),
                Operation::RefundLines => refund_lines(&with(1250), &[(2, kr(10))]),
                Operation::WriteOff => write_off(&with(1240), kr(50)),
                Operation::Place => place(&subject, 7, "", kr(10), Whereto::LeftOver),
                Operation::Unplace => unplace(&with(100), 7),
                Operation::SetDue | Operation::Remind | Operation::Freeze | Operation::Send | Operation::Waive => continue,
            };
            assert_eq!(
                done.is_ok(),
                allowed(subject.kind, *status).contains(operation),
                "{status:?} {operation:?}"
            );
            assert_eq!(done.is_ok(), subject.may(*operation).is_ok());
        }
    }
}

#[derive(Clone, Debug)]
enum Event {
    Receive(i64, bool),
    Annul,
    Drop(u32),
    Discount(u32, i64),
    Credit(Vec<u32>),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        (1i64..200_000, any::<bool>()).prop_map(|(amount, several)| Event::Receive(amount, several)),
        Just(Event::Annul),
        (1u32..5).prop_map(Event::Drop),
        (1u32..5, 1i64..50_000).prop_map(|(no, amount)| Event::Discount(no, amount)),
        proptest::collection::vec(1u32..5, 0..3).prop_map(Event::Credit),
    ];
    proptest::collection::vec(event, 1..12)
}

proptest! {
    #[test]
    fn the_books_follow_the_claim_through_any_events(events in events(), kind in prop_oneof![Just(Kind::Dues), Just(Kind::Order)]) {
        let mut now = claim(kind, &[100_000, 25_000, 12_345]);
        let mut books = issue(&now).unwrap();
        for event in events {
            let mut draft = Draft::default();
            let next = match event {
                Event::Receive(amount, several) => {
                    let receipt = receive(&now, Money::from_minor(amount), several).unwrap();
                    draft.debit(Role::Bank, Money::from_minor(amount)).unwrap();
                    draft.credit(Role::Receivables, receipt.to_receivables).unwrap();
                    draft.credit(Role::NotPlaced, receipt.to_not_placed).unwrap();
                    Some(receipt.after)
                }
                Event::Annul => annul(&now).ok().map(|d| { draft = d.draft; d.after }),
                Event::Drop(no) => drop_line(&now, no).ok().map(|d| { draft = d.draft; d.after }),
                Event::Discount(no, amount) => discount(&now, no, Money::from_minor(amount), "x").ok().map(|d| { draft = d.draft; d.after }),
                Event::Credit(lines) => credit_lines(&now, &lines).ok().map(|d| { draft = d.draft; d.after }),
            };
            prop_assert!(draft.is_balanced().unwrap());
            books.add(&draft).unwrap();
            if let Some(next) = next { now = next; }
            let on = |role: Role| books.postings().find(|p| p.role == role).map_or(Money::ZERO, |p| p.amount);
            prop_assert!(now.owed().unwrap() >= Money::ZERO);
            prop_assert_eq!(on(Role::Receivables), now.left().unwrap(), "receivables are what is left");
            prop_assert_eq!(on(Role::NotPlaced).negated(), now.remainder().unwrap(), "not placed is the remainder");
        }
    }
}
