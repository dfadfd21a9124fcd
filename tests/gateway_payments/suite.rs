//! What every gateway for payments must do, whoever is behind it (gateways.md 10.2 to 10.5).

use fordring::domain::money::Money;
use fordring::gateways::{Link, LinkState, LinkStatus, NewLink, Payments, PortError};

/// What is in the settings of the gateways under test, and must never be seen.
pub const SECRET: &str = "s3cr3t-of-the-site";

/// What is to go wrong with the next payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Nothing,
    CreateRefused,
    CreateBusy,
    CreateTooMany,
    CreateDroppedBefore,
    CreateLost,
    CreateTorn,
    CreateLate,
    CreateTwice,
    CreateRubbish,
    CreateOtherShape,
    CreateTooLong,
    /// The customer pays while the cancelling is on its way.
    CancelCrosses,
    /// The provider does not cancel the first two times.
    CancelWhilePaying,
    CancelLost,
    CancelBusy,
    CaptureLost,
    CaptureTwice,
    RefundLost,
    RefundTwice,
}

/// What the provider's own books say about a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// How many payments were made for it.
    pub made: usize,
    pub authorised: i64,
    pub captured: i64,
    pub refunded: i64,
    /// Whether the customer can still pay.
    pub open: bool,
}

/// A gateway, and the provider behind it.
pub trait Rig {
    fn new() -> Self;
    fn gateway(&mut self) -> &mut dyn Payments;
    /// Another process takes over: nothing is remembered.
    fn restart(&mut self);
    /// Makes it so that this goes wrong with the next payment of the amount that is answered. `None`: cannot be made here.
    fn prepare(&mut self, trouble: Trouble) -> Option<i64>;
    /// The customer agrees. Whether that was possible.
    fn pay(&mut self, reference: &str) -> bool;
    fn decline(&mut self, reference: &str);
    fn books(&mut self, reference: &str) -> Books;
    fn unplug(&mut self);
    fn currency(&self) -> &'static str;
    /// Whether nobody stands between: a judge in the middle turns lost answers into answers of its own.
    fn is_direct(&self) -> bool {
        true
    }
}

pub const REFERENCE: &str = "bo-verkstad-1001-1";

/// A payment under way, with what was done to it.
struct Case<'r, R: Rig> {
    rig: &'r mut R,
    amount: i64,
}

impl<'r, R: Rig> Case<'r, R> {
    fn new(rig: &'r mut R, trouble: Trouble) -> Option<Case<'r, R>> {
        let amount = rig.prepare(trouble)?;
        Some(Case { rig, amount })
    }

    fn money(&self) -> Money {
        Money::from_minor(self.amount)
    }

    fn create(&mut self) -> Result<Link, PortError> {
        let currency = self.rig.currency();
        let link = NewLink {
            reference: REFERENCE,
            amount: self.money(),
            currency,
            description: "Ordre 1001 – bremser, å",
            phone: "+4799999999",
            expires_at_ms: crate::common::now() + 86_400_000,
        };
        let result = self.rig.gateway().create(&link);
        hides_secrets(&result);
        result
    }

    fn link(&mut self) -> Link {
        let link = self.create().unwrap();
        assert!(link.url.starts_with("https://"), "{link:?}");
        link
    }

    fn status(&mut self) -> LinkStatus {
        self.rig.gateway().status(REFERENCE, None).unwrap().unwrap()
    }

    fn cancel(&mut self, key: &str) -> Result<LinkStatus, PortError> {
        let result = self.rig.gateway().cancel(REFERENCE, None, key);
        hides_secrets(&result);
        result
    }

    fn capture(&mut self, key: &str) -> Result<LinkStatus, PortError> {
        let amount = self.money();
        let result = self.rig.gateway().capture(REFERENCE, None, amount, key);
        hides_secrets(&result);
        result
    }

    fn refund(&mut self, minor: i64, key: &str) -> Result<LinkStatus, PortError> {
        let result = self.rig.gateway().refund(REFERENCE, None, Money::from_minor(minor), key);
        hides_secrets(&result);
        result
    }

    fn paid(&mut self) -> Link {
        let link = self.link();
        assert!(self.rig.pay(REFERENCE));
        link
    }

    fn captured(&mut self) {
        self.paid();
        assert_eq!(self.capture("cap-1001-1").unwrap().captured, self.money());
    }

    /// There, with one payment that can be paid.
    fn is_open(&mut self) {
        assert_eq!(self.status().state, LinkState::Open);
        let books = self.rig.books(REFERENCE);
        assert_eq!((books.made, books.open), (1, true), "{books:?}");
    }

    /// The two sides agree to the øre.
    fn agrees(&mut self, state: LinkState, captured: i64, refunded: i64) {
        let status = self.status();
        let books = self.rig.books(REFERENCE);
        assert_eq!(status.state, state, "{status:?}");
        assert_eq!(
            (status.captured.minor(), status.refunded.minor()),
            (captured, refunded),
            "{status:?}"
        );
        assert_eq!((books.captured, books.refunded, books.made), (captured, refunded, 1), "{books:?}");
        if state == LinkState::Paid {
            assert_eq!(status.authorised.minor(), books.authorised);
        }
    }

    fn is_no_answer<T: std::fmt::Debug>(&self, result: &Result<T, PortError>) {
        match result {
            Err(PortError::NoAnswer { .. }) => {}
            Err(PortError::Temporary { .. }) if !self.rig.is_direct() => {}
            other => panic!("{other:?}"),
        }
    }
}

fn hides_secrets<T: std::fmt::Debug>(result: &Result<T, PortError>) {
    let text = match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("{error} {error:?}"),
    };
    assert!(!text.contains(SECRET) && !text.contains("99999999"), "{text}");
}

/// A new gateway with this trouble ahead, or the end of the test where it cannot be made.
macro_rules! case {
    ($rig:ident, $trouble:ident) => {{
        $rig = R::new();
        match Case::new(&mut $rig, Trouble::$trouble) {
            Some(case) => case,
            None => return,
        }
    }};
}

pub fn success<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.link();
    case.is_open();
    let open = case.status();
    assert_eq!((open.authorised, open.captured, open.paid_at_ms), (Money::ZERO, Money::ZERO, None));
    assert!(case.rig.pay(REFERENCE));
    case.agrees(LinkState::Paid, 0, 0);
    assert!(case.status().paid_at_ms.is_some());
    assert_eq!(case.capture("cap-1001-1").unwrap().captured, case.money());
    let amount = case.amount;
    case.agrees(LinkState::Paid, amount, 0);
}

pub fn refusal<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, CreateRefused);
    assert!(matches!(case.create(), Err(PortError::Refused { .. })));
    assert_eq!(case.rig.books(REFERENCE).made, 0);
}

/// A failure without effect, after which the same call succeeds.
pub fn not_now<R: Rig>() {
    for trouble in [Trouble::CreateBusy, Trouble::CreateTooMany] {
        let mut rig = R::new();
        let Some(mut case) = Case::new(&mut rig, trouble) else { continue };
        for _ in 0..2 {
            assert!(matches!(case.create(), Err(PortError::Temporary { .. })), "{trouble:?}");
        }
        assert_eq!(case.rig.books(REFERENCE).made, 0);
        case.link();
        case.is_open();
    }
}

/// It may have happened: the same call again makes no second payment, also from another process.
pub fn no_answer_then_again<R: Rig>() {
    for trouble in [
        Trouble::CreateDroppedBefore,
        Trouble::CreateLost,
        Trouble::CreateTorn,
        Trouble::CreateRubbish,
        Trouble::CreateOtherShape,
        Trouble::CreateTooLong,
    ] {
        let mut rig = R::new();
        let Some(mut case) = Case::new(&mut rig, trouble) else { continue };
        let lost = case.create();
        assert!(lost.is_err(), "{trouble:?}");
        case.is_no_answer(&lost);
        case.rig.restart();
        let link = case.link();
        case.is_open();
        assert_eq!(case.link(), link, "{trouble:?}");
    }
}

pub fn late<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, CreateLate);
    let lost = case.create();
    case.is_no_answer(&lost);
    case.link();
    case.is_open();
}

pub fn duplicate<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, CreateTwice);
    case.link();
    case.is_open();
}

pub fn crash_before_sending<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.rig.restart();
    assert_eq!(case.rig.gateway().status(REFERENCE, None), Ok(None));
    case.link();
    case.is_open();
}

pub fn crash_between_sending_and_noting<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    let link = case.link();
    case.rig.restart();
    assert_eq!(case.link(), link, "one payment, the same link");
    case.is_open();
    case.paid();
    case.capture("cap-1001-1").unwrap();
    case.rig.restart();
    case.capture("cap-1001-1").unwrap();
    let amount = case.amount;
    case.refund(amount, "ref-1001-1").unwrap();
    case.rig.restart();
    case.refund(amount, "ref-1001-1").unwrap();
    case.agrees(LinkState::Paid, amount, amount);
}

pub fn another_amount_for_the_reference_is_refused<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.link();
    case.amount += 100;
    case.rig.restart();
    assert!(matches!(case.create(), Err(PortError::Refused { .. })));
    case.is_open();
}

pub fn cancel_before_paying<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.link();
    assert_eq!(case.cancel("can-1001-1").unwrap().state, LinkState::Dead);
    assert!(!case.rig.pay(REFERENCE), "a dead link cannot be paid");
    assert_eq!(case.cancel("can-1001-1").unwrap().state, LinkState::Dead);
    case.agrees(LinkState::Dead, 0, 0);
}

pub fn cancel_after_paying<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.paid();
    let status = case.cancel("can-1001-1").unwrap();
    assert_eq!((status.state, status.authorised), (LinkState::Paid, case.money()));
    case.agrees(LinkState::Paid, 0, 0);
}

pub fn cancel_crossing_with_pay<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, CancelCrosses);
    case.link();
    let status = case.cancel("can-1001-1").unwrap();
    assert_eq!((status.state, status.authorised), (LinkState::Paid, case.money()));
    case.agrees(LinkState::Paid, 0, 0);
    let amount = case.amount;
    assert_eq!(
        case.refund(amount, "ref-1001-1").unwrap().state,
        LinkState::Dead,
        "not taken yet: let go"
    );
    case.agrees(LinkState::Dead, 0, 0);
}

pub fn cancel_while_paying<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, CancelWhilePaying);
    case.link();
    for _ in 0..2 {
        assert!(matches!(case.cancel("can-1001-1"), Err(PortError::Temporary { .. })));
    }
    assert_eq!(case.cancel("can-1001-1").unwrap().state, LinkState::Dead);
}

pub fn cancel_with_the_answer_lost<R: Rig>() {
    for trouble in [Trouble::CancelLost, Trouble::CancelBusy] {
        let mut rig = R::new();
        let Some(mut case) = Case::new(&mut rig, trouble) else { continue };
        case.link();
        assert!(!matches!(case.cancel("can-1001-1"), Ok(_) | Err(PortError::Refused { .. })));
        case.rig.restart();
        assert_eq!(case.cancel("can-1001-1").unwrap().state, LinkState::Dead);
        case.agrees(LinkState::Dead, 0, 0);
    }
}

pub fn declined<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.link();
    case.rig.decline(REFERENCE);
    case.agrees(LinkState::Dead, 0, 0);
    assert_eq!(case.cancel("can-1001-1").unwrap().state, LinkState::Dead);
    assert!(matches!(case.capture("cap-1001-1"), Err(PortError::Refused { .. })));
    let amount = case.amount;
    assert!(matches!(case.refund(amount, "ref-1001-1"), Err(PortError::Refused { .. })));
}

pub fn capture_twice_is_once<R: Rig>() {
    for trouble in [Trouble::Nothing, Trouble::CaptureTwice, Trouble::CaptureLost] {
        let mut rig = R::new();
        let Some(mut case) = Case::new(&mut rig, trouble) else { continue };
        case.paid();
        let first = case.capture("cap-1001-1");
        if trouble == Trouble::CaptureLost {
            case.is_no_answer(&first);
        } else {
            first.unwrap();
        }
        for key in ["cap-1001-1", "cap-1001-2"] {
            assert_eq!(case.capture(key).unwrap().captured, case.money());
        }
        let amount = case.amount;
        case.agrees(LinkState::Paid, amount, 0);
    }
}

pub fn capture_of_what_is_not_paid_is_refused<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.link();
    assert!(matches!(case.capture("cap-1001-1"), Err(PortError::Refused { .. })));
    case.is_open();
}

pub fn refund_twice_with_one_key_is_once<R: Rig>() {
    for trouble in [Trouble::Nothing, Trouble::RefundTwice, Trouble::RefundLost] {
        let mut rig = R::new();
        let Some(mut case) = Case::new(&mut rig, trouble) else { continue };
        case.captured();
        let amount = case.amount;
        let first = case.refund(amount, "ref-1001-1");
        if trouble == Trouble::RefundLost {
            case.is_no_answer(&first);
        } else {
            first.unwrap();
        }
        case.rig.restart();
        assert_eq!(case.refund(amount, "ref-1001-1").unwrap().refunded, case.money());
        case.agrees(LinkState::Paid, amount, amount);
    }
}

pub fn parts_are_given_back<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.captured();
    let amount = case.amount;
    case.refund(333, "ref-1001-1").unwrap();
    case.refund(333, "ref-1001-1").unwrap();
    case.agrees(LinkState::Paid, amount, 333);
    assert!(
        matches!(case.refund(amount, "ref-1001-2"), Err(PortError::Refused { .. })),
        "more than is left"
    );
    case.refund(amount - 333, "ref-1001-3").unwrap();
    case.agrees(LinkState::Paid, amount, amount);
}

pub fn what_was_not_taken_is_let_go_as_a_whole<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    case.paid();
    let amount = case.amount;
    assert!(matches!(case.refund(333, "ref-1001-1"), Err(PortError::Refused { .. })));
    for _ in 0..2 {
        assert_eq!(case.refund(amount, "ref-1001-2").unwrap().state, LinkState::Dead);
    }
    case.agrees(LinkState::Dead, 0, 0);
    assert!(matches!(case.capture("cap-1001-1"), Err(PortError::Refused { .. })));
}

pub fn what_is_not_known_is_not_made_up<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    assert_eq!(case.rig.gateway().status(REFERENCE, None), Ok(None));
    assert!(matches!(case.cancel("can-1001-1"), Err(PortError::Refused { .. })));
    assert!(matches!(case.capture("cap-1001-1"), Err(PortError::Refused { .. })));
    assert!(matches!(case.refund(100, "ref-1001-1"), Err(PortError::Refused { .. })));
}

pub fn nobody_there_is_not_reached<R: Rig>() {
    let mut rig;
    let mut case = case!(rig, Nothing);
    assert_eq!(case.rig.gateway().examine(), Vec::<String>::new());
    case.link();
    case.rig.unplug();
    case.rig.restart();
    assert!(matches!(case.create(), Err(PortError::NotReached { .. })));
    assert!(matches!(case.cancel("can-1001-1"), Err(PortError::NotReached { .. })));
    assert!(matches!(
        case.rig.gateway().status(REFERENCE, None),
        Err(PortError::NotReached { .. })
    ));
    assert_eq!(case.rig.gateway().examine().len(), 1);
}

/// All of it for one rig.
macro_rules! whole_suite {
    ($name:ident, $rig:ty) => {
        mod $name {
            $crate::suite::one_test_each!($rig: success, refusal, not_now, no_answer_then_again, late, duplicate,
                crash_before_sending, crash_between_sending_and_noting, another_amount_for_the_reference_is_refused,
                cancel_before_paying, cancel_after_paying, cancel_crossing_with_pay, cancel_while_paying,
                cancel_with_the_answer_lost, declined, capture_twice_is_once, capture_of_what_is_not_paid_is_refused,
                refund_twice_with_one_key_is_once, parts_are_given_back, what_was_not_taken_is_let_go_as_a_whole,
                what_is_not_known_is_not_made_up, nobody_there_is_not_reached);
        }
    };
}

macro_rules! one_test_each {
    ($rig:ty: $($case:ident),+) => {
        $(#[test]
        fn $case() {
            $crate::suite::$case::<$rig>();
        })+
    };
}

pub(crate) use {one_test_each, whole_suite};
