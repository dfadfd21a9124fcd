//! What every provider of messages that cost must do, whoever is behind it (gateways.md 8, 10.2 to 10.5).

use fordring::domain::money::Money;
use fordring::gateways::PortError;
use fordring::gateways::charges::{ChargeEvent, ChargeFault, ChargeNews, ChargeState, ChargeStatus, Charges, NewCharge};

/// What is in the settings of the gateways under test, and must never be seen.
pub const SECRET: &str = "s3cr3t-of-the-site";
pub const KEY: &str = "bo-site1-17-1";
pub const TEXT: &str = "Betalinga di er under handsaming, du vil få melding når den er fullførd.";
pub const EVERYBODY: &str = "+4799999999";

/// What goes wrong with the next charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The provider does not take it, whatever is done.
    Refused,
    /// Twice too much.
    TooMany,
    /// Twice out of order, and not taken.
    Busy,
    DroppedBefore,
    Lost,
    Torn,
    Late,
    Twice,
    Rubbish,
    OtherShape,
    TooLong,
    /// The key is not let in.
    NotLetIn,
    Forbidden,
}

/// The rows of gateways.md 8.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    Paid,
    NoFunds,
    Barred,
    Age,
    Limit,
    MustRegister,
    Declined,
    DeliveredNotBilled,
    BilledNotDelivered,
    NotKnown,
}

pub const ROWS: [(Row, ChargeState); 10] = [
    (Row::Paid, ChargeState::Paid { delivered: true }),
    (Row::NoFunds, ChargeState::Failed(ChargeFault::NoFunds)),
    (Row::Barred, ChargeState::Failed(ChargeFault::Barred)),
    (Row::Age, ChargeState::Failed(ChargeFault::Age)),
    (Row::Limit, ChargeState::Failed(ChargeFault::Limit)),
    (Row::MustRegister, ChargeState::Failed(ChargeFault::MustRegister)),
    (Row::Declined, ChargeState::Failed(ChargeFault::Declined)),
    (Row::DeliveredNotBilled, ChargeState::NotBilled),
    (Row::BilledNotDelivered, ChargeState::Paid { delivered: false }),
    (Row::NotKnown, ChargeState::Uncertain),
];

/// A gateway, and the provider behind it.
pub trait Rig {
    fn new() -> Self;
    fn gateway(&mut self) -> &mut dyn Charges;
    /// Another process takes over: nothing is remembered.
    fn restart(&mut self);
    /// Makes it so that this goes wrong with the next charge to the number that is answered. `None`: cannot be made here.
    fn prepare(&mut self, trouble: Trouble) -> Option<&'static str>;
    /// Makes it so that the next charge to the number that is answered ends so. `None`: this provider has no such end.
    fn will(&mut self, row: Row) -> Option<&'static str>;
    /// The operator decides, and tells.
    fn decide(&mut self, key: &str);
    /// How many charges the provider's books have.
    fn made(&mut self) -> usize;
    /// What the provider's books say was asked for with a key, in øre.
    fn price(&mut self, key: &str) -> i64;
    /// How often the provider was asked for a charge; `None`: nobody counts.
    fn asked(&mut self) -> Option<usize>;
    /// How often the provider gave money back.
    fn reversals(&mut self) -> usize;
    fn unplug(&mut self) -> bool;
}

pub fn new_charge(to: &str) -> NewCharge<'_> {
    NewCharge {
        key: KEY,
        to,
        text: TEXT,
        amount: Money::from_minor(5_000),
        description: "Kontingent 2026",
        age: None,
        expires_at_ms: crate::common::now() + 7_200_000,
    }
}

pub fn hides_secrets<T: std::fmt::Debug>(result: &Result<T, PortError>) {
    let text = match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("{error} {error:?}"),
    };
    assert!(!text.contains(SECRET) && !text.contains("99999999"), "{text}");
}

pub fn charge<R: Rig>(rig: &mut R, to: &str) -> Result<ChargeStatus, PortError> {
    let result = rig.gateway().charge(&new_charge(to));
    hides_secrets(&result);
    result
}

/// The news that are not seen yet.
pub fn news<R: Rig>(rig: &mut R) -> Vec<ChargeNews> {
    rig.gateway().poll(&|_| false).unwrap()
}

/// What the last news of a key say.
fn told<R: Rig>(rig: &mut R, key: &str) -> Option<ChargeState> {
    let of = |one: ChargeNews| match one.event {
        ChargeEvent::Moved { key: of, status } if of == key => Some(status.state),
        _ => None,
    };
    news(rig).into_iter().filter_map(of).next_back()
}

pub fn success<R: Rig>() {
    let mut rig = R::new();
    let to = rig.will(Row::Paid).unwrap();
    assert_eq!(charge(&mut rig, to).unwrap().state, ChargeState::Pending);
    assert_eq!((rig.made(), rig.price(KEY)), (1, 5_000));
    assert_eq!(told(&mut rig, KEY), None, "nothing is confirmed yet");
    rig.decide(KEY);
    assert_eq!(told(&mut rig, KEY), Some(ChargeState::Paid { delivered: true }));
    assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Paid { delivered: true });
    assert_eq!(charge(&mut rig, to).unwrap().state, ChargeState::Paid { delivered: true });
    assert_eq!(rig.made(), 1);
}

/// Every row of gateways.md 8.2, as news and when asked for, also by another process.
pub fn every_row<R: Rig>() {
    for (row, expected) in ROWS {
        let mut rig = R::new();
        let Some(to) = rig.will(row) else { continue };
        charge(&mut rig, to).unwrap();
        rig.decide(KEY);
        assert_eq!(told(&mut rig, KEY), Some(expected), "{row:?}");
        for _ in 0..2 {
            assert_eq!(rig.gateway().status(KEY).unwrap().state, expected, "{row:?}");
            rig.restart();
        }
        assert_eq!(rig.made(), 1, "{row:?}");
    }
}

pub fn one_charge_however_often_it_is_asked_for<R: Rig>() {
    let mut rig = R::new();
    let keyed = rig.gateway().caps().keyed;
    for _ in 0..5 {
        charge(&mut rig, EVERYBODY).unwrap();
        if keyed {
            rig.restart();
        }
    }
    assert_eq!(rig.made(), 1);
    let to = rig.prepare(Trouble::Twice);
    if let Some(to) = to.filter(|_| keyed) {
        let again = NewCharge {
            key: "bo-site1-18-1",
            ..new_charge(to)
        };
        rig.gateway().charge(&again).unwrap();
        assert_eq!(rig.made(), 2, "a request that was doubled on the way is one charge");
    }
}

/// It may have happened. With a key the same call gives the first; without, nobody asks a second time.
pub fn lost_answers<R: Rig>() {
    for trouble in [
        Trouble::DroppedBefore,
        Trouble::Lost,
        Trouble::Torn,
        Trouble::Late,
        Trouble::Rubbish,
        Trouble::OtherShape,
        Trouble::TooLong,
    ] {
        let mut rig = R::new();
        let Some(to) = rig.prepare(trouble) else { continue };
        let lost = charge(&mut rig, to);
        assert!(matches!(lost, Err(PortError::NoAnswer { .. })), "{trouble:?}: {lost:?}");
        if rig.gateway().caps().keyed {
            rig.restart();
            let again = charge(&mut rig, to).unwrap();
            assert!(!matches!(again.state, ChargeState::Failed(_) | ChargeState::Absent), "{again:?}");
        } else {
            let asked = rig.asked();
            assert!(matches!(charge(&mut rig, to), Err(PortError::NoAnswer { .. })), "{trouble:?}");
            assert_eq!(rig.asked(), asked, "{trouble:?}: asked once only");
            assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Uncertain);
        }
        assert!(rig.made() <= 1, "{trouble:?}");
        if trouble == Trouble::Lost {
            rig.decide(KEY);
            assert_eq!(told(&mut rig, KEY), Some(ChargeState::Paid { delivered: true }));
            assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Paid { delivered: true });
        }
    }
}

/// A failure without effect, after which the same call succeeds.
pub fn not_now<R: Rig>() {
    for trouble in [Trouble::TooMany, Trouble::Busy] {
        let mut rig = R::new();
        let Some(to) = rig.prepare(trouble) else { continue };
        for _ in 0..2 {
            let later = charge(&mut rig, to);
            assert!(matches!(later, Err(PortError::Temporary { .. })), "{trouble:?}: {later:?}");
        }
        assert_eq!(rig.made(), 0);
        charge(&mut rig, to).unwrap();
        assert_eq!(rig.made(), 1);
    }
}

pub fn unreachable<R: Rig>() {
    let mut rig = R::new();
    if rig.unplug() {
        assert!(matches!(charge(&mut rig, EVERYBODY), Err(PortError::NotReached { .. })));
        let wrong = rig.gateway().examine();
        assert!(wrong.len() == 1 && wrong[0].contains("not reached"), "{wrong:?}");
    }
}

pub fn refusals<R: Rig>() {
    for trouble in [Trouble::Refused, Trouble::NotLetIn, Trouble::Forbidden] {
        let mut rig = R::new();
        let Some(to) = rig.prepare(trouble) else { continue };
        let refused = charge(&mut rig, to);
        let Err(PortError::Refused { detail, .. }) = &refused else {
            panic!("{trouble:?}: {refused:?}")
        };
        assert_eq!(rig.made(), 0);
        if trouble != Trouble::Refused {
            assert!(detail.contains("sms."), "what to do about it: {detail}");
        }
    }
}

pub fn nothing_outside_the_bounds_is_sent<R: Rig>() {
    let mut rig = R::new();
    let caps = rig.gateway().caps();
    let minor = |money: Money, more: i64| Money::from_minor(money.minor() + more);
    let charge = new_charge(EVERYBODY);
    let long = "æ".repeat(2_000);
    let mut table = vec![
        NewCharge {
            amount: Money::ZERO,
            ..charge.clone()
        },
        NewCharge {
            amount: Money::from_minor(-5_000),
            ..charge.clone()
        },
        NewCharge {
            amount: minor(caps.least, -1),
            ..charge.clone()
        },
        NewCharge {
            amount: minor(caps.most, 1),
            ..charge.clone()
        },
        NewCharge {
            amount: Money::from_minor(i64::MAX),
            ..charge.clone()
        },
        NewCharge {
            to: "99999999",
            ..charge.clone()
        },
        NewCharge { to: "", ..charge.clone() },
        NewCharge {
            key: "../../etc",
            ..charge.clone()
        },
        NewCharge { key: "", ..charge.clone() },
        NewCharge {
            text: "",
            ..charge.clone()
        },
        NewCharge {
            text: "a\u{1b}[2Jb",
            ..charge.clone()
        },
        NewCharge {
            text: &long,
            ..charge.clone()
        },
    ];
    if rig.asked().is_some() {
        table.push(NewCharge {
            expires_at_ms: crate::common::now() + 60_000,
            ..charge.clone()
        });
        table.push(NewCharge {
            expires_at_ms: i64::MIN,
            ..charge.clone()
        });
        table.push(NewCharge {
            key: "-bo-site1-17-1",
            ..charge
        });
    }
    for new in table {
        let refused = rig.gateway().charge(&new);
        assert!(matches!(refused, Err(PortError::Refused { .. })), "{new:?}: {refused:?}");
    }
    assert!(rig.made() == 0 && rig.asked().unwrap_or_default() == 0);
}

pub fn a_key_of_another_charge_is_refused<R: Rig>() {
    let mut rig = R::new();
    if !rig.gateway().caps().keyed {
        return;
    }
    charge(&mut rig, EVERYBODY).unwrap();
    rig.restart();
    for other in [
        NewCharge {
            amount: Money::from_minor(5_100),
            ..new_charge(EVERYBODY)
        },
        new_charge("+4799999998"),
    ] {
        let refused = rig.gateway().charge(&other);
        assert!(matches!(refused, Err(PortError::Refused { .. })), "{refused:?}");
    }
    assert_eq!((rig.made(), rig.price(KEY)), (1, 5_000));
}

pub fn refunds<R: Rig>() {
    let mut rig = R::new();
    let to = rig.will(Row::Paid).unwrap();
    let early = rig.gateway().refund(KEY);
    assert!(matches!(early, Err(PortError::Refused { .. })), "{early:?}");
    charge(&mut rig, to).unwrap();
    let early = rig.gateway().refund(KEY);
    assert!(matches!(early, Err(PortError::Refused { .. })), "nothing is paid yet: {early:?}");
    rig.decide(KEY);
    if !rig.gateway().caps().refunds {
        assert!(matches!(rig.gateway().refund(KEY), Err(PortError::Refused { .. })));
        return;
    }
    for _ in 0..3 {
        assert_eq!(rig.gateway().refund(KEY).unwrap().state, ChargeState::Refunded);
        assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Refunded);
        rig.restart();
    }
    assert_eq!(rig.reversals(), 1);
}

pub fn a_key_that_nobody_knows<R: Rig>() {
    let mut rig = R::new();
    let status = rig.gateway().status("bo-site1-99-1").unwrap();
    let expected = match rig.gateway().caps().asks {
        true => ChargeState::Absent,
        // Nobody can be asked, and what is not reported may have been drawn all the same.
        false => ChargeState::Uncertain,
    };
    assert_eq!(status.state, expected);
    assert!(news(&mut rig).is_empty());
    assert_eq!(rig.gateway().examine(), Vec::<String>::new());
    assert!(rig.made() == 0 && rig.asked().unwrap_or_default() == 0, "examining draws nothing");
}

pub fn news_that_are_seen_do_not_come_again<R: Rig>() {
    let mut rig = R::new();
    let to = rig.will(Row::Paid).unwrap();
    charge(&mut rig, to).unwrap();
    rig.decide(KEY);
    let first = news(&mut rig);
    assert_eq!(first.len(), 1);
    rig.restart();
    assert_eq!(news(&mut rig), first, "told and not seen: told again, the same");
    let seen = |id: &str| first.iter().any(|one| one.id == id);
    for _ in 0..2 {
        assert_eq!(rig.gateway().poll(&seen), Ok(Vec::new()));
        rig.restart();
    }
}

/// Every test of the suite over a rig.
macro_rules! whole_suite {
    ($name:ident, $rig:ty) => {
        mod $name {
            $crate::suite::whole_suite!(@tests $rig: success, every_row, one_charge_however_often_it_is_asked_for, lost_answers,
                not_now, unreachable, refusals, nothing_outside_the_bounds_is_sent, a_key_of_another_charge_is_refused, refunds,
                a_key_that_nobody_knows, news_that_are_seen_do_not_come_again);
        }
    };
    (@tests $rig:ty: $($test:ident),*) => {
        $(#[test]
        fn $test() {
            crate::suite::$test::<$rig>();
        })*
    };
}
pub(crate) use whole_suite;
