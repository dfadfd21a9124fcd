use super::*;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kr(amount: i64) -> Money {
    Money::from_minor(amount * 100)
}

fn reminder(no: u32, on: &str, deadline: &str, fee: i64) -> Reminder {
    Reminder {
        no,
        on: day(on),
        deadline_on: day(deadline),
        fee: kr(fee),
        interest: Money::ZERO,
        interest_until: None,
    }
}

const NO: FeeRules = FeeRules {
    most: Money::from_minor(3_500),
    count: 2,
    after_due_days: 14,
    between_days: 14,
    by_agreement: false,
};

fn tried(fee: i64, due: &str, today: &str, before: &[Reminder], rules: &FeeRules, agreed: bool) -> Result<(), Refusal> {
    may_charge_fee(7, kr(fee), (day(due), day(today)), before, rules, agreed)
}

#[test]
fn part_3_norway_two_fees_the_first_after_14_days_the_second_for_a_missed_deadline() {
    let due = "2026-03-01";
    let soon = |on: &str| Err(Refusal::FeeTooSoon { number: 7, on: day(on) });
    assert_eq!(tried(35, due, "2026-03-14", &[], &NO, false), soon("2026-03-15"));
    assert_eq!(tried(35, due, "2026-03-15", &[], &NO, false), Ok(()));
    let first = reminder(1, "2026-03-15", "2026-03-29", 35);
    let one = std::slice::from_ref(&first);
    assert_eq!(tried(35, due, "2026-03-29", one, &NO, false), soon("2026-03-30"));
    assert_eq!(tried(35, due, "2026-03-30", one, &NO, false), Ok(()));
    let both = [first, reminder(2, "2026-03-30", "2026-04-13", 35)];
    assert_eq!(
        tried(35, due, "2026-06-01", &both, &NO, false),
        Err(Refusal::FeesUsed { number: 7, count: 2 })
    );
    // A friendly word without a fee is none of the two.
    let friendly = [
        reminder(1, "2026-03-03", "2026-03-10", 0),
        reminder(2, "2026-03-30", "2026-04-13", 35),
    ];
    assert_eq!(tried(35, due, "2026-06-01", &friendly, &NO, false), Ok(()));
}

#[test]
fn part_3_a_fee_has_a_limit_and_in_sweden_must_have_been_agreed_on() {
    let (fee, most) = (kr(36), kr(35));
    let high = Refusal::FeeTooHigh { number: 7, fee, most };
    assert_eq!(tried(36, "2026-03-01", "2026-06-01", &[], &NO, true), Err(high));
    let se = FeeRules {
        most: kr(60),
        by_agreement: true,
        after_due_days: 0,
        ..NO
    };
    let (due, today) = ("2026-03-01", "2026-03-02");
    assert_eq!(tried(60, due, today, &[], &se, false), Err(Refusal::FeeByAgreement { number: 7 }));
    assert_eq!(tried(60, due, today, &[], &se, true), Ok(()));
}

#[test]
fn part_3_denmark_three_fees_ten_days_apart() {
    let dk = FeeRules {
        most: kr(100),
        count: 3,
        after_due_days: 0,
        between_days: 10,
        by_agreement: false,
    };
    let one = [reminder(1, "2026-03-02", "2026-03-05", 100)];
    let on = day("2026-03-12");
    assert_eq!(
        tried(100, "2026-03-01", "2026-03-11", &one, &dk, false),
        Err(Refusal::FeeTooSoon { number: 7, on })
    );
    assert_eq!(tried(100, "2026-03-01", "2026-03-12", &one, &dk, false), Ok(()));
}

fn rate(from: &str, percent: &str) -> Rate {
    Rate {
        from: day(from),
        percent: percent.parse().unwrap(),
    }
}

fn legal(rates: &[Rate]) -> Rates {
    Rates {
        legal: rates.to_vec(),
        own: Vec::new(),
    }
}

#[test]
fn asks_23_interest_runs_on_what_is_unpaid_after_each_part_payment() {
    let rates = legal(&[rate("2024-01-01", "12.5")]);
    let mut balance = Balance {
        principal: kr(10_000),
        paid: Vec::new(),
    };
    // 10 000 kr, 30 days, 12.5 %: 102.74.
    let run = |balance: &Balance, last: &str| interest(balance, day("2024-03-02"), day(last), &rates).unwrap();
    assert_eq!(run(&balance, "2024-03-31"), Money::from_minor(10_274));
    balance.paid.push((day("2024-03-16"), kr(6_000)));
    // 15 days of 10 000 and 15 of 4 000: 51.37 + 20.55, rounded once.
    assert_eq!(run(&balance, "2024-03-31"), Money::from_minor(7_192));
    balance.paid.push((day("2024-03-20"), kr(4_000)));
    assert_eq!(run(&balance, "2024-03-31"), run(&balance, "2024-06-30"));
    assert_eq!(run(&balance, "2024-03-01"), Money::ZERO);
}

#[test]
fn a_rate_of_law_holds_for_its_half_year_and_a_sites_own_until_the_next() {
    let mut rates = legal(&[rate("2023-07-01", "11.75"), rate("2024-01-01", "12.5")]);
    assert_eq!(rates.on(day("2023-06-30")), None);
    assert_eq!(rates.on(day("2023-12-31")), Some("11.75".parse().unwrap()));
    assert_eq!(rates.on(day("2024-06-30")), Some("12.5".parse().unwrap()));
    assert_eq!(rates.on(day("2024-07-01")), None);
    let balance = Balance {
        principal: kr(100),
        paid: Vec::new(),
    };
    let known = interest(&balance, day("2024-06-01"), day("2024-07-05"), &rates);
    assert_eq!(known, Err(InterestError::NoRate(day("2024-07-01"))));
    rates.own.push(rate("2024-06-15", "9"));
    assert_eq!(rates.on(day("2024-06-20")), Some("9".parse().unwrap()));
    assert_eq!(rates.on(day("2031-01-01")), Some("9".parse().unwrap()));
}

proptest! {
    #[test]
    fn interest_of_two_spans_is_that_of_the_whole_but_for_rounding(
        principal in 1i64..100_000_000, length in 1u64..900, cut in 0u64..900, percent in 0i64..40,
        paid in proptest::collection::vec((0u64..900, 1i64..50_000_000), 0..5),
    ) {
        let start = day("2022-01-01");
        let on = |days: u64| start + Days::new(days);
        let balance = Balance { principal: Money::from_minor(principal), paid: paid.iter().map(|(days, amount)| (on(*days), Money::from_minor(*amount))).collect() };
        let rates = Rates { legal: Vec::new(), own: vec![Rate { from: start, percent: Decimal::from(percent) }] };
        let cut = cut.min(length);
        let whole = interest(&balance, on(1), on(length), &rates).unwrap();
        let parts = [interest(&balance, on(1), on(cut), &rates).unwrap(), interest(&balance, on(cut + 1), on(length), &rates).unwrap()];
        let sum = Money::sum(parts).unwrap();
        prop_assert!((whole.minor() - sum.minor()).abs() <= 1);
        // Never more than on the whole principal for the whole time.
        let most = Decimal::from(principal) * Decimal::from(percent) * Decimal::from(length) / Decimal::from(36_500);
        prop_assert!(Decimal::from(whole.minor()) <= most + Decimal::ONE);
    }
}
