//! The contract of payment gateways: one suite over the simulator, Resurs and Vipps MobilePay, the latter two before
//! servers on this machine that play them, well and badly. What only one of them does stands below.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;
mod resurs;
mod simulator;
mod stub;
mod suite;
mod vipps;

use fordring::domain::money::Money;
use fordring::gateways::vipps::Flow;
use fordring::gateways::{LinkState, NewLink, Payments, PortError};

use common::later;
use resurs::ResursRig;
use simulator::SimulatorRig;
use stub::Fault;
use suite::{REFERENCE, Rig, Trouble};
use vipps::VippsRig;

/// How long the gateways under test wait.
pub const TIMEOUT_MS: u64 = 1_500;

suite::whole_suite!(with_simulator, crate::SimulatorRig);
suite::whole_suite!(with_resurs, crate::ResursRig);
suite::whole_suite!(with_vipps, crate::VippsRig);

fn new_link(currency: &str) -> NewLink<'_> {
    NewLink {
        reference: REFERENCE,
        amount: Money::from_minor(124_950),
        currency,
        description: "Order 1001",
        phone: "+46701234567",
        expires_at_ms: common::now() + 86_400_000,
    }
}

#[test]
fn a_token_is_used_until_shortly_before_its_end() {
    let mut rig = ResursRig::new();
    rig.resurs.create(&new_link("SEK")).unwrap();
    later(3_500_000);
    rig.resurs.status(REFERENCE, None).unwrap();
    assert_eq!(rig.stub.with(|p| p.tokens), 1);
    later(40_000);
    rig.resurs.status(REFERENCE, None).unwrap();
    assert_eq!(rig.stub.with(|p| p.tokens), 2);

    let mut rig = VippsRig::new();
    rig.vipps.create(&new_link("NOK")).unwrap();
    later(3_540_000);
    rig.vipps.status(REFERENCE, None).unwrap();
    assert_eq!(rig.stub.with(|p| p.tokens), 2);
}

#[test]
fn a_token_that_is_not_taken_any_more_is_renewed_once() {
    let mut rig = VippsRig::new();
    rig.vipps.create(&new_link("NOK")).unwrap();
    rig.stub.with(|p| p.valid_token = 99);
    assert_eq!(rig.vipps.status(REFERENCE, None).unwrap().unwrap().state, LinkState::Open);
    assert_eq!(rig.stub.with(|p| p.tokens), 2);
    let asked = "GET /epayment/v1/payments/bo-verkstad-1001-1";
    for _ in 0..2 {
        rig.stub.fault(asked, Fault::Status(401));
    }
    assert!(matches!(rig.vipps.status(REFERENCE, None), Err(PortError::Refused { code, .. }) if code == "401"));

    let mut rig = ResursRig::new();
    rig.resurs.create(&new_link("SEK")).unwrap();
    rig.stub.with(|p| p.tokens = 7);
    assert_eq!(rig.resurs.status(REFERENCE, None).unwrap().unwrap().state, LinkState::Open);
    assert_eq!(rig.stub.with(|p| p.tokens), 8);
}

#[test]
fn without_a_token_nothing_has_happened() {
    for fault in [Fault::DropAfter, Fault::Rubbish, Fault::Late, Fault::Status(503)] {
        let mut rig = VippsRig::new();
        rig.stub.fault("/accesstoken/get", fault);
        assert!(
            matches!(rig.vipps.create(&new_link("NOK")), Err(PortError::Temporary { .. })),
            "{fault:?}"
        );
        let mut rig = ResursRig::new();
        rig.stub.fault("/oauth2/token", fault);
        assert!(
            matches!(rig.resurs.create(&new_link("SEK")), Err(PortError::Temporary { .. })),
            "{fault:?}"
        );
    }
}

#[test]
fn a_redirection_is_not_followed() {
    let mut rig = VippsRig::new();
    rig.stub.fault("POST /epayment/v1/payments", Fault::Status(307));
    assert!(matches!(rig.vipps.create(&new_link("NOK")), Err(PortError::Temporary { code, .. }) if code == "307"));
    assert_eq!(rig.stub.requests("/payments"), 1);
}

#[test]
fn vipps_is_asked_for_a_link_that_lives_until_the_evening() {
    let mut rig = VippsRig::new();
    rig.vipps.create(&new_link("NOK")).unwrap();
    let asked = rig.stub.with(|p| p.last_create.clone());
    assert_eq!(
        (&asked["userFlow"], &asked["qrFormat"]["format"]),
        (&"QR".into(), &"TEXT/TARGETURL".into())
    );
    assert_eq!(asked["expiresAt"], "2026-11-19T11:06:40Z");
    let line = &asked["receipt"]["orderLines"][0];
    assert_eq!(
        (
            &line["totalAmount"],
            &line["totalTaxAmount"],
            &line["totalAmountExcludingTax"],
            &line["taxRate"]
        ),
        (&124_950.into(), &24_990.into(), &99_960.into(), &2500.into())
    );
    assert!(asked["customer"].is_null(), "no more personal data than it takes");

    let mut rig = VippsRig::straight(Flow::WebRedirect);
    rig.vipps.create(&new_link("NOK")).unwrap();
    let asked = rig.stub.with(|p| p.last_create.clone());
    assert_eq!(
        (&asked["userFlow"], &asked["customer"]["phoneNumber"]),
        (&"WEB_REDIRECT".into(), &"46701234567".into())
    );
}

#[test]
fn vipps_takes_no_swedish_money_and_no_wrong_references() {
    let mut rig = VippsRig::new();
    assert!(matches!(rig.vipps.create(&new_link("SEK")), Err(PortError::Refused { code, .. }) if code == "currency"));
    for reference in ["short", "with/slash-in-it", "å-reference", &"x".repeat(51)] {
        let link = NewLink {
            reference,
            ..new_link("NOK")
        };
        assert!(
            matches!(rig.vipps.create(&link), Err(PortError::Refused { code, .. }) if code == "reference"),
            "{reference}"
        );
    }
    assert_eq!(rig.stub.requests(""), 0, "nobody was asked");
}

/// The customer pays between our question and the cancelling: the provider lets the money go, and nothing was taken.
#[test]
fn cancelling_what_was_just_paid_lets_it_go() {
    let mut rig = VippsRig::new();
    rig.vipps.create(&new_link("NOK")).unwrap();
    rig.stub.with(|p| p.pays_before_cancel = true);
    let released = rig.vipps.cancel(REFERENCE, None, "can-1").unwrap();
    assert_eq!((released.state, released.captured), (LinkState::Dead, Money::ZERO));
    assert_eq!(rig.vipps.status(REFERENCE, None).unwrap().unwrap().state, LinkState::Dead);

    let mut rig = ResursRig::new();
    rig.resurs.create(&new_link("SEK")).unwrap();
    rig.stub.with(|p| p.pays_before_cancel = true);
    let released = rig.resurs.cancel(REFERENCE, None, "can-1").unwrap();
    assert_eq!((released.state, released.captured), (LinkState::Dead, Money::ZERO));
}

#[test]
fn resurs_is_told_what_it_needs_and_amounts_are_exact() {
    let mut rig = ResursRig::new();
    let link = NewLink {
        description: "En beskrivning som är alldeles för lång för en orderrad hos banken",
        ..new_link("SEK")
    };
    let made = rig.resurs.create(&link).unwrap();
    assert_eq!(made.payment_id, "payment-1");
    let asked = rig.stub.with(|p| p.last_create.clone());
    let line = &asked["order"]["orderLines"][0];
    assert_eq!(line["totalAmountIncludingVat"].to_string(), "1249.5");
    assert_eq!(line["description"].as_str().unwrap().chars().count(), 50);
    assert_eq!(asked["options"]["timeToLiveInMinutes"], 1440);
    assert_eq!(asked["options"]["automaticCapture"], false);
    assert_eq!(asked["customer"]["mobilePhone"], "+46701234567");
}

/// Another payment of the store is not taken for ours, though the search answers with everything.
#[test]
fn resurs_searches_are_not_believed_blindly() {
    let mut rig = ResursRig::new();
    let first = rig.resurs.create(&new_link("SEK")).unwrap();
    let other = NewLink {
        reference: "bo-verkstad-1001-2",
        ..new_link("SEK")
    };
    let second = rig.resurs.create(&other).unwrap();
    assert_ne!(first, second);
    assert_eq!(rig.resurs.create(&new_link("SEK")).unwrap(), first);
    let crossed = rig.resurs.status("bo-verkstad-1001-2", Some(&first.payment_id));
    assert!(matches!(crossed, Err(PortError::NoAnswer { .. })), "{crossed:?}");
}

#[test]
fn a_wrong_secret_is_refused_and_examine_says_so() {
    let mut rig = ResursRig::new();
    rig.stub.fault("/oauth2/token", Fault::Status(401));
    assert!(matches!(rig.resurs.create(&new_link("SEK")), Err(PortError::Refused { code, .. }) if code == "401"));
    rig.stub.fault("/oauth2/token", Fault::Status(401));
    let said = rig.resurs.examine();
    assert!(said.len() == 1 && said[0].contains("401"), "{said:?}");
    assert_eq!(rig.resurs.examine(), Vec::<String>::new());
    assert!(rig.prepare(Trouble::CreateTwice).is_none());
}

#[test]
fn when_an_outage_is_over_the_next_call_works() {
    let mut rig = VippsRig::new();
    for _ in 0..10 {
        rig.stub.fault("/payments", Fault::Status(502));
    }
    assert!(matches!(rig.vipps.create(&new_link("NOK")), Err(PortError::Temporary { code, .. }) if code == "502"));
    rig.stub.no_faults();
    rig.vipps.create(&new_link("NOK")).unwrap();
    assert_eq!(rig.stub.with(|p| p.tokens), 1, "the token outlives it");
}

/// Name look-up and TLS come before the request: failing there, nothing was heard.
#[test]
fn without_a_name_or_tls_nothing_was_heard() {
    let rig = VippsRig::new();
    for base in ["https://nobody.invalid", &rig.stub.base().replace("http:", "https:")] {
        let mut vipps = vipps::gateway(base, base, rig.source(), Flow::Qr);
        let asked = vipps.create(&new_link("NOK"));
        assert!(matches!(asked, Err(PortError::NotReached { .. })), "{base}: {asked:?}");
    }
}
