use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

const KRONA: Money = Money::from_minor(100);

fn line(no: u32, price: i64, quantity: Decimal, discount: u32, vat: u32) -> Line {
    Line {
        no,
        kind: LineKind::Article,
        code: String::new(),
        text: "Rad".to_owned(),
        quantity,
        unit: String::new(),
        price: Some(Money::from_minor(price)),
        discount_percent: Decimal::from(discount),
        vat_percent: Decimal::from(vat),
    }
}

fn order(status: Status, lines: Vec<Line>) -> Order {
    Order {
        id: 1,
        number: 14_790,
        status,
        mobile: Mobile::None,
        revision: 1,
        link_seq: 0,
        party_id: Some(1),
        vehicle_id: None,
        phone: "+46701740605".to_owned(),
        method: None,
        payment_received: false,
        lock: (status == Status::MobilePayment).then(|| Lock {
            at_ms: 0,
            by: "eva".to_owned(),
        }),
        claim_id: None,
        lines,
    }
}

#[test]
fn a_line_is_price_times_quantity_less_discount_and_vat_on_top() {
    for (price, quantity, discount, vat, net, gross) in [
        (10_000, Decimal::ONE, 0, 25, 10_000, 12_500),
        (89_500, Decimal::new(15, 1), 0, 25, 134_250, 167_813),
        (19_950, Decimal::ONE, 0, 25, 19_950, 24_938),
        (18_900, Decimal::new(57, 1), 10, 25, 96_957, 121_196),
        (9_990, Decimal::ONE, 0, 12, 9_990, 11_189),
        (10_000, Decimal::ONE, 100, 25, 0, 0),
        (1, Decimal::new(5, 1), 0, 0, 1, 1),
    ] {
        let line = line(1, price, quantity, discount, vat);
        assert_eq!(
            (line.net().unwrap().minor(), line.gross().unwrap().minor()),
            (net, gross),
            "{price} {quantity} {discount} {vat}"
        );
    }
}

#[test]
fn totals_gather_vat_per_rate_and_round_to_the_krona() {
    let order = order(
        Status::Ready,
        vec![line(1, 134_250, Decimal::ONE, 0, 25), line(2, 9_990, Decimal::ONE, 0, 12)],
    );
    let totals = order.totals(KRONA).unwrap();
    assert_eq!(
        (totals.net.minor(), totals.rounding.minor(), totals.total.minor()),
        (144_240, -2, 179_000)
    );
    let rates: Vec<_> = totals.vat.iter().map(|row| (row.0, row.1.minor(), row.2.minor())).collect();
    assert_eq!(rates, [(Decimal::from(25), 134_250, 33_563), (Decimal::from(12), 9_990, 1_199)]);
    let exact = order.totals(Money::from_minor(1)).unwrap();
    assert_eq!((exact.rounding.minor(), exact.total.minor()), (0, 179_002));
}

#[test]
fn what_a_status_allows_is_one_table() {
    for status in Status::ALL {
        for operation in Operation::ALL {
            let order = order(*status, Vec::new());
            assert_eq!(
                order.may(*operation).is_ok(),
                allowed(*status).contains(operation),
                "{status:?} {operation:?}"
            );
        }
    }
    let locked = order(Status::MobilePayment, Vec::new());
    let told = locked.may(Operation::Edit).unwrap_err();
    assert!(matches!(told, Refusal::OrderLocked { number: 14_790, .. }), "{told:?}");
}

#[test]
fn ord4_nothing_less_than_a_complete_order_is_sent() {
    let lock = Lock {
        at_ms: 7,
        by: "eva".to_owned(),
    };
    let nothing = order(Status::Ready, Vec::new());
    assert!(matches!(
        nothing.send(KRONA, lock.clone()),
        Err(OrderError::Refused(Refusal::OrderIncomplete { .. }))
    ));
    // 40 öre are rounded to nothing, which nobody can pay.
    let little = order(Status::Ready, vec![line(1, 40, Decimal::ONE, 0, 0)]);
    assert!(little.send(KRONA, lock.clone()).is_err());
    let minus = order(
        Status::Ready,
        vec![line(1, 500, Decimal::ONE, 0, 0), line(2, 400, Decimal::NEGATIVE_ONE, 0, 0)],
    );
    assert!(minus.send(KRONA, lock.clone()).is_err());
    let paid = Order {
        payment_received: true,
        ..order(Status::Ready, vec![line(1, 500, Decimal::ONE, 0, 0)])
    };
    assert_eq!(
        paid.send(KRONA, lock.clone()),
        Err(OrderError::Refused(Refusal::OrderPaid { number: 14_790 }))
    );
    let good = order(Status::Ready, vec![line(1, 500, Decimal::ONE, 0, 0)]);
    let sent = good.send(KRONA, lock.clone()).unwrap();
    assert_eq!(
        (sent.status, sent.mobile, sent.link_seq, sent.lock),
        (Status::MobilePayment, Mobile::Sending, 1, Some(lock))
    );
}

proptest! {
    #[test]
    fn totals_add_up_to_the_ore(
        lines in proptest::collection::vec((0i64..5_000_000, 1i64..50_000, 0u32..=100, prop_oneof![Just(0u32), Just(6), Just(12), Just(15), Just(25)]), 1..20),
    ) {
        let lines: Vec<Line> = lines.into_iter().zip(1u32..)
            .map(|((price, quantity, discount, vat), no)| line(no, price, Decimal::new(quantity, 3), discount, vat)).collect();
        let order = order(Status::Ready, lines);
        for unit in [Money::from_minor(1), Money::from_minor(50), KRONA] {
            let totals = order.totals(unit).unwrap();
            let sum = totals.net.plus(totals.vat_sum().unwrap()).unwrap().plus(totals.rounding).unwrap();
            prop_assert_eq!(sum, totals.total);
            prop_assert!(totals.rounding.minor().abs() * 2 <= unit.minor());
            prop_assert_eq!(totals.total.minor() % unit.minor(), 0);
            prop_assert_eq!(Money::sum(totals.vat.iter().map(|row| row.1)).unwrap(), totals.net);
        }
        for line in &order.lines {
            // The VAT that the books find in the line's sum is the one that the order added.
            let (net, gross) = (line.net().unwrap(), line.gross().unwrap());
            prop_assert_eq!(gross.minus(gross.vat_included(line.vat_percent).unwrap()).unwrap(), net);
        }
    }

    #[test]
    fn no_series_of_events_leaves_an_order_half_locked(events in proptest::collection::vec(0u8..7, 0..40)) {
        let mut order = order(Status::InProgress, vec![line(1, 125_000, Decimal::ONE, 0, 25)]);
        let lock = Lock { at_ms: 1, by: "eva".to_owned() };
        for event in events {
            let next = match event {
                0 => order.complete(KRONA),
                1 => order.send(KRONA, lock.clone()),
                2 if order.status == Status::MobilePayment => Ok(order.paid(true)),
                3 if order.status == Status::MobilePayment => Ok(order.paid(false)),
                4 => order.cancel(),
                5 if order.status == Status::MobilePayment && order.mobile == Mobile::Cancelling => Ok(order.opened()),
                _ => continue,
            };
            if let Ok(next) = next {
                prop_assert!(next.link_seq >= order.link_seq);
                order = next;
            }
            prop_assert_eq!(order.lock.is_some(), order.status == Status::MobilePayment);
            prop_assert_eq!(order.status == Status::MobilePayment, order.mobile != Mobile::None);
            if order.may(Operation::Edit).is_ok() {
                prop_assert!(!order.payment_received && order.mobile == Mobile::None);
            }
        }
    }
}
