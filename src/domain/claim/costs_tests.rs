use super::super::{
    Kind, Placed, Void, annul, credit_lines, discount, drop_line, place, receive, refund_all, refund_lines, unplace, write_off,
};
use super::*;
use crate::domain::claim::Whereto;
use crate::domain::ledger::Role;

fn kr(amount: i64) -> Money {
    Money::from_minor(amount * 100)
}

fn line(no: u32, amount: i64) -> Line {
    Line {
        no,
        text: String::new(),
        amount: kr(amount),
        cost: Cost::None,
        vat_percent: Decimal::from(25),
        rounding: Money::ZERO,
        discount: Money::ZERO,
        discount_text: String::new(),
        credited: Money::ZERO,
        dropped: false,
        written_off: Money::ZERO,
        refunded: Money::ZERO,
        paid: Money::ZERO,
    }
}

/// 400 kr on two lines, and 35 kr of fee and 5 kr of interest.
fn reminded(kind: Kind, keep: bool) -> Claim {
    let claim = Claim {
        id: 1,
        number: 101,
        kind,
        due_on: chrono::NaiveDate::default(),
        status: Status::Unpaid,
        extra: Extra::None,
        void: Void::No,
        paid: Money::ZERO,
        keep_costs: false,
        settled: None,
        placed: Vec::new(),
        lines: vec![line(1, 300), line(2, 100)],
    };
    let costs = [
        (Cost::Fee, "Fee".to_owned(), kr(35)),
        (Cost::Interest, "Interest".to_owned(), kr(5)),
    ];
    let charged = charge(&claim, &costs, keep).unwrap();
    assert!(charged.draft.is_balanced().unwrap());
    assert_eq!(
        posted(&charged.draft),
        [(Role::Receivables, 40), (Role::ReminderFees, -35), (Role::LateInterest, -5)]
    );
    charged.after
}

fn posted(draft: &Draft) -> Vec<(Role, i64)> {
    draft
        .postings()
        .map(|posting| (posting.role, posting.amount.minor() / 100))
        .collect()
}

fn pay(claim: &Claim, payment: i64, amount: i64) -> Decision {
    place(claim, payment, "15032080119", kr(amount), Whereto::LeftOver).unwrap()
}

fn refused(result: Result<Decision, ClaimError>) -> Refusal {
    match result {
        Err(ClaimError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn asks_23_costs_fall_away_when_the_rest_is_paid_and_come_back_when_that_is_taken_off() {
    let claim = reminded(Kind::Dues, false);
    assert_eq!((claim.left().unwrap(), claim.least().unwrap()), (kr(440), kr(400)));
    let paid = pay(&claim, 7, 400);
    assert_eq!((paid.after.status, paid.after.left().unwrap()), (Status::Paid, Money::ZERO));
    assert_eq!(
        posted(&paid.draft),
        [
            (Role::Receivables, -440),
            (Role::ReminderFees, 35),
            (Role::LateInterest, 5),
            (Role::NotPlaced, 400)
        ]
    );
    let back = unplace(&paid.after, 7).unwrap();
    assert_eq!((back.after.status, back.after.left().unwrap()), (Status::Unpaid, kr(440)));
    assert_eq!(posted(&back.draft).iter().map(|(_, amount)| amount).sum::<i64>(), 0);
    // With them is exact too.
    let whole = pay(&claim, 8, 440).after;
    assert_eq!((whole.status, whole.costs().unwrap()), (Status::Paid, kr(40)));
}

#[test]
fn asks_23_costs_outlive_the_rest_only_by_choice() {
    let claim = reminded(Kind::Dues, true);
    assert_eq!(claim.least().unwrap(), kr(440));
    let paid = pay(&claim, 7, 400).after;
    assert_eq!(
        (paid.status, paid.extra, paid.left().unwrap()),
        (Status::ManualHandling, Extra::Underpaid, kr(40))
    );
}

#[test]
fn asks_23_money_goes_on_fees_then_on_interest_then_on_the_rest() {
    let on = |claim: &Claim| claim.lines.iter().map(|line| line.paid.minor() / 100).collect::<Vec<_>>();
    for (amount, lines) in [
        (20, [0, 0, 20, 0]),
        (38, [0, 0, 35, 3]),
        (50, [10, 0, 35, 5]),
        (345, [300, 5, 35, 5]),
        (440, [300, 100, 35, 5]),
    ] {
        let placed = pay(&reminded(Kind::Dues, false), 7, amount).after;
        assert_eq!(on(&placed), lines, "{amount}");
        let receipt = receive(&reminded(Kind::Dues, false), kr(amount), false).unwrap();
        assert_eq!(on(&receipt.after), lines, "{amount}");
        let numbers: Vec<u32> = receipt.allocations.iter().map(|(no, _)| *no).collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
    }
}

#[test]
fn asks_23_costs_are_waived_in_one_step() {
    let claim = reminded(Kind::Order, true);
    let free = waive(&claim).unwrap();
    assert_eq!((free.after.status, free.after.left().unwrap()), (Status::Unpaid, kr(400)));
    assert_eq!(
        posted(&free.draft),
        [(Role::Receivables, -40), (Role::ReminderFees, 35), (Role::LateInterest, 5)]
    );
    assert_eq!(refused(waive(&free.after)), Refusal::NoCosts { number: 101 });
    // What stood on them goes on the rest, which is paid then.
    let part = pay(&claim, 7, 400).after;
    assert_eq!(part.status, Status::ManualHandling);
    let settled = waive(&part).unwrap().after;
    assert_eq!(
        (settled.status, settled.extra, settled.settled),
        (Status::Paid, Extra::Handled, Some(Extra::Handled))
    );
    assert!(settled.lines.iter().all(|line| line.dropped || line.paid == line.amount));
    // What was paid of them is a remainder afterwards.
    let whole = pay(&claim, 7, 440).after;
    let over = waive(&whole).unwrap();
    assert_eq!(
        (over.after.status, over.after.remainder().unwrap()),
        (Status::ManualHandling, kr(40))
    );
    assert!(over.draft.is_balanced().unwrap());
    // Two payers: a person says that it is settled.
    let two = place(&pay(&claim, 7, 300).after, 8, "60050612344", kr(100), Whereto::LeftOver)
        .unwrap()
        .after;
    assert_eq!(waive(&two).unwrap().after.status, Status::ManualHandling);
}

#[test]
fn costs_stand_on_no_invoice() {
    let claim = reminded(Kind::Order, false);
    let is_cost = |line: i64| Refusal::LineIsCost { number: 101, line };
    assert_eq!(refused(discount(&claim, 3, kr(1), "Rabatt")), is_cost(3));
    assert_eq!(refused(credit_lines(&claim, &[1, 4])), is_cost(4));
    let dropped = drop_line(&claim, 3).unwrap();
    assert!(dropped.credit_note.is_empty() && dropped.after.costs().unwrap() == kr(5));
    // Taken back in full, it never cost anything.
    let credited = credit_lines(&claim, &[]).unwrap();
    assert_eq!(credited.credit_note, [(1, kr(300)), (2, kr(100))]);
    assert_eq!(
        (credited.after.status, credited.after.costs().unwrap()),
        (Status::Credited, Money::ZERO)
    );
    assert!(
        credited
            .draft
            .postings()
            .any(|posting| posting.role == Role::ReminderFees && posting.amount == kr(35))
    );
    let annulled = annul(&reminded(Kind::Dues, true)).unwrap();
    assert!(
        annulled
            .draft
            .postings()
            .any(|posting| posting.role == Role::LateInterest && posting.amount == kr(5))
    );
    // The last line with something sold annuls; a cost never does.
    let mut one = reminded(Kind::Dues, false);
    one.lines[1].dropped = true;
    assert!(one.is_last_line(1) && !one.is_last_line(3));
    let whole = pay(&reminded(Kind::Dues, true), 7, 440).after;
    assert_eq!(refused(refund_lines(&whole, &[(3, kr(35))])), is_cost(3));
    let short = pay(&reminded(Kind::Dues, true), 7, 439).after;
    let back = refund_all(&short, kr(14)).unwrap();
    assert_eq!(back.credit_note, [(1, kr(300)), (2, kr(100))]);
    assert!(back.draft.is_balanced().unwrap() && back.after.owed().unwrap().is_zero());
}

#[test]
fn costs_that_are_given_up_are_no_loss_and_no_matter_of_the_limit() {
    let mut claim = reminded(Kind::Dues, true);
    claim = pay(&claim, 7, 438).after;
    let given = write_off(&claim, kr(2)).unwrap();
    assert_eq!(posted(&given.draft), [(Role::WrittenOff, 2), (Role::Receivables, -2)]);
    let claim = reminded(Kind::Dues, true);
    let most = Refusal::WriteOffLimit {
        number: 101,
        amount: kr(400),
        limit: kr(399),
    };
    assert_eq!(refused(write_off(&claim, kr(399))), most);
    let whole = write_off(&claim, kr(400)).unwrap();
    assert_eq!(whole.after.written_off().unwrap(), kr(400));
    assert!(
        whole
            .draft
            .postings()
            .any(|posting| posting.role == Role::ReminderFees && posting.amount == kr(35))
    );
    assert_eq!(whole.after.placed, Vec::<Placed>::new());
}
