//! What only Strex Connect does.

use fordring::domain::money::Money;
use fordring::gateways::PortError;
use fordring::gateways::charges::{ChargeEvent, ChargeFault, ChargeState, NewCharge};
use fordring::gateways::secret::SecretSource;
use fordring::gateways::strex::{Strex, StrexConfig};

use crate::strex::{Duplicates, POST, StrexRig, push, report};
use crate::stub::Fault;
use crate::suite::{EVERYBODY, KEY, Rig, Row, SECRET, TEXT, charge, hides_secrets, new_charge, news};

#[test]
fn the_request_is_exactly_this() {
    let mut rig = StrexRig::new();
    charge(&mut rig, EVERYBODY).unwrap();
    let expected = format!(
        "{{\"transactionId\":\"{KEY}\",\"sender\":\"2030\",\"recipient\":\"{EVERYBODY}\",\"content\":\"{TEXT}\",\"timeToLive\":120,\
         \"deliveryMode\":\"AtMostOnce\",\"strex\":{{\"merchantId\":\"mer_org1\",\"serviceCode\":\"14001\",\
         \"invoiceText\":\"Kontingent 2026\",\"price\":50}}}}"
    );
    assert_eq!(rig.stub.with(|p| p.posts.clone()), [expected]);

    let mut rig = StrexRig::new();
    rig.with(|config| {
        config.report_url = Some("https://relay.example.org/dlr".to_owned());
        config.sms_confirmation = Some(true);
        config.service_code = "14004".to_owned();
    });
    let new = NewCharge {
        age: Some(16),
        text: "Kvittering → her",
        description: "Kontingent\u{1b}[2J\n2026 og mye mer som ikke får plass på telefonregningen",
        expires_at_ms: crate::common::now() + 10 * 86_400_000,
        ..new_charge(EVERYBODY)
    };
    rig.strex.charge_of(&new);
    let post = rig.stub.with(|p| p.posts[0].clone());
    for part in [
        "\"timeToLive\":1440,",
        "\"deliveryReportUrl\":\"https://relay.example.org/dlr\",\"allowUnicode\":true,",
        "\"serviceCode\":\"14004\",\"invoiceText\":\"Kontingent␛[2J⏎2026 og mye mer som ikke får plass\",\"price\":50,\"age\":16,",
        "\"smsConfirmation\":true}",
    ] {
        assert!(post.contains(part), "{part} in {post}");
    }
}

trait ChargeOf {
    fn charge_of(&mut self, new: &NewCharge<'_>);
}

impl ChargeOf for Strex {
    fn charge_of(&mut self, new: &NewCharge<'_>) {
        fordring::gateways::charges::Charges::charge(self, new).unwrap();
    }
}

/// 50 kr is 50 there.
#[test]
fn prices_are_kroner() {
    for (minor, text) in [
        (5_000, "50"),
        (100, "1"),
        (100_000, "1000"),
        (1_050, "10.50"),
        (12_345, "123.45"),
        (101, "1.01"),
    ] {
        let mut rig = StrexRig::new();
        let new = NewCharge {
            amount: Money::from_minor(minor),
            ..new_charge(EVERYBODY)
        };
        rig.strex.charge_of(&new);
        let post = rig.stub.with(|p| p.posts[0].clone());
        assert!(post.ends_with(&format!("\"price\":{text}}}}}")), "{post}");
        assert_eq!(rig.price(KEY), minor);
        rig.strex.charge_of(&new);
        assert_eq!(rig.made(), 1, "the price is known again: {text}");
    }
}

/// Every code, whatever else is said beside it.
#[test]
fn every_code_has_its_state() {
    use ChargeFault::{Age, Barred, Declined, Limit, MustRegister, NoFunds, Refused};
    use ChargeState::{Failed, NotBilled, Paid, Pending, Refunded, Uncertain};
    let (yes, no) = (Some(true), Some(false));
    let mut table = vec![
        (("Ok", "Delivered", yes, yes), Paid { delivered: true }),
        (("Ok", "None", None, yes), Paid { delivered: true }),
        (("Ok", "Delivered", no, yes), Paid { delivered: false }),
        (("Ok", "Undelivered", None, yes), Paid { delivered: false }),
        (("Ok", "Delivered", yes, no), NotBilled),
        (("Ok", "Delivered", yes, None), NotBilled),
        (("Ok", "Delivered", no, no), Uncertain),
        (("Reversed", "Delivered", yes, yes), Refunded),
        (("Queued", "None", None, None), Pending),
        (("Sent", "Pending", None, None), Pending),
        (("Sent", "Sent", None, None), Uncertain),
        (("Sent", "None", None, None), Uncertain),
        (("Sent", "MissingDeliveryReport", None, None), Uncertain),
        (("Sent", "Sent", None, yes), Paid { delivered: false }),
        (("Failed", "UnknownError", no, no), Uncertain),
        (("Failed", "UnknownError", None, None), Uncertain),
        (("Failed", "MissingDeliveryReport", None, None), Uncertain),
        (("Failed", "Undelivered", no, yes), Paid { delivered: false }),
        (("Failed", "Undelivered", no, no), Failed(Refused)),
        (("Failed", "Undelivered", no, None), Uncertain),
        (("Failed", "SubscriberUnavailable", no, no), Failed(Refused)),
        (("Failed", "SubscriberUnavailable", None, None), Uncertain),
        (("Failed", "InsufficientFunds", no, yes), Uncertain),
        (("Failed", "TemporaryError", no, no), Uncertain),
        (("Failed", "SomethingNew", no, no), Uncertain),
        (("Failed", "None", None, None), Uncertain),
        (("Failed", "DuplicateTransaction", no, no), Uncertain),
        (("SomethingNew", "Delivered", yes, no), Uncertain),
        (("SomethingNew", "Delivered", yes, yes), Uncertain),
        (("", "", None, None), Uncertain),
    ];
    for (code, fault) in [
        ("InsufficientFunds", NoFunds),
        ("SubscriberBarred", Barred),
        ("SubscriberTooYoung", Age),
        ("UnknownAge", Age),
        ("SubscriberLimitExceeded", Limit),
        ("RegistrationRequired", MustRegister),
        ("Rejected", Declined),
        ("TimeoutError", Declined),
        ("OneTimePasswordExpired", Declined),
        ("OneTimePasswordFailed", Declined),
        ("InvalidOTP", Declined),
        ("MaxPinRetry", Declined),
        ("Expired", Refused),
        ("UnknownSubscriber", Refused),
        ("InvalidAmount", Refused),
        ("InvalidCredentials", Refused),
        ("MissingPreAuth", Refused),
        ("UserInTransaction", Refused),
        ("Stopped", Refused),
        ("ConnectionOffline", Refused),
        ("MnoError", Refused),
        ("CardPSPError", Refused),
        ("OtherError", Refused),
    ] {
        table.push((("Failed", code, no, no), Failed(fault)));
        table.push((("Failed", code, None, None), Failed(fault)));
    }
    let mut rig = StrexRig::new();
    charge(&mut rig, EVERYBODY).unwrap();
    crate::common::later(7_300_000);
    for (decision, expected) in table {
        rig.stands(KEY, decision);
        let status = rig.gateway().status(KEY).unwrap();
        assert_eq!(status.state, expected, "{decision:?}");
        assert!(!status.detail.contains("99999999"), "{status:?}");
    }
}

/// A message that is sent and not reported yet is under way for as long as it lives, and uncertain after that.
#[test]
fn what_is_sent_may_still_come_until_its_time_is_over() {
    let mut rig = StrexRig::new();
    charge(&mut rig, EVERYBODY).unwrap();
    rig.stands(KEY, ("Sent", "Sent", None, None));
    for (later, state) in [
        (0, ChargeState::Pending),
        (7_190_000, ChargeState::Pending),
        (20_000, ChargeState::Uncertain),
    ] {
        crate::common::later(later);
        assert_eq!(rig.gateway().status(KEY).unwrap().state, state);
    }
    let mut rig = StrexRig::new();
    charge(&mut rig, EVERYBODY).unwrap();
    rig.stands(KEY, ("Sent", "MissingDeliveryReport", None, None));
    assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Uncertain);
}

/// The first look-up does not see it, so it is sent again: the provider says that it has it, in whatever way.
#[test]
fn a_duplicate_is_the_first_one() {
    for duplicates in [Duplicates::Conflict, Duplicates::BadRequest, Duplicates::Taken] {
        let mut rig = StrexRig::new();
        charge(&mut rig, EVERYBODY).unwrap();
        rig.decide(KEY);
        rig.stub.with(|p| (p.blind, p.duplicates) = (1, duplicates));
        let again = charge(&mut rig, EVERYBODY).unwrap();
        assert_eq!((rig.asked(), rig.made()), (Some(2), 1));
        match duplicates {
            Duplicates::Taken => assert_eq!(again.state, ChargeState::Pending),
            _ => assert_eq!(again.state, ChargeState::Paid { delivered: true }),
        }
        // The report about the second message tells how the first one stands.
        let text = report(KEY, ("Failed", "DuplicateTransaction", Some(false), Some(false)));
        push(rig.folder.path(), "dup.json", text, 80_000);
        let told = news(&mut rig);
        assert_eq!(told.len(), 2);
        for one in told {
            assert!(
                matches!(&one.event, ChargeEvent::Moved { key, status } if key == KEY && status.state == ChargeState::Paid { delivered: true }),
                "{one:?}"
            );
        }
    }
}

/// Nothing is said of a duplicate while nobody can be asked; it comes again.
#[test]
fn a_duplicate_waits_until_somebody_can_be_asked() {
    let mut rig = StrexRig::new();
    rig.will(Row::Paid);
    charge(&mut rig, EVERYBODY).unwrap();
    let text = report(KEY, ("Failed", "DuplicateTransaction", Some(false), Some(false)));
    push(rig.folder.path(), "dup.json", text, 80_000);
    rig.stub.fault(&format!("GET /api/out-messages/{KEY}"), Fault::Status(503));
    assert!(news(&mut rig).is_empty());
    rig.stands(KEY, ("Ok", "Delivered", Some(true), Some(true)));
    assert_eq!(news(&mut rig).len(), 1);
}

#[test]
fn when_the_refused_cannot_be_looked_up_nobody_knows() {
    let mut rig = StrexRig::new();
    charge(&mut rig, EVERYBODY).unwrap();
    rig.stub.with(|p| p.blind = 1);
    rig.stub.fault(POST, Fault::Status(409));
    // The look-up before finds nothing, the one after does not answer.
    let path = format!("GET /api/out-messages/{KEY}");
    rig.stub.fault(&path, Fault::OtherShape);
    rig.stub.fault(&path, Fault::Status(500));
    let lost = charge(&mut rig, EVERYBODY);
    assert!(matches!(lost, Err(PortError::NoAnswer { .. })), "{lost:?}");
}

#[test]
fn a_malformed_look_up_is_never_paid() {
    let paid = report(KEY, ("Ok", "Delivered", Some(true), Some(true)));
    for answer in [
        "",
        "null",
        "[]",
        "{}",
        "true",
        "<html>",
        "{\"transactionId\":\"bo-site1-17-1\",\"statusCode\":7,\"billed\":true}",
        "{\"transactionId\":\"bo-site1-17-1\",\"statusCode\":\"Ok\",\"billed\":\"true\"}",
        "{\"transactionId\":\"bo-site1-17-1\",\"statusCode\":\"Ok\",\"billed\":1}",
        &paid.replace(KEY, "bo-site1-18-1"),
        &paid[..paid.len() - 1],
    ] {
        let mut rig = StrexRig::new();
        charge(&mut rig, EVERYBODY).unwrap();
        rig.stub.with(|p| p.answers = Some(answer.to_owned()));
        let asked = rig.gateway().status(KEY);
        assert!(matches!(asked, Err(PortError::NoAnswer { .. })), "{answer}: {asked:?}");
    }
    for answer in [
        "{\"transactionId\":\"bo-site1-17-1\"}",
        "{\"transactionId\":\"bo-site1-17-1\",\"billed\":true}",
    ] {
        let mut rig = StrexRig::new();
        rig.stub.with(|p| p.answers = Some(answer.to_owned()));
        assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Uncertain);
    }
}

#[test]
fn a_refund_under_way_is_not_one_yet() {
    let mut rig = StrexRig::new();
    charge(&mut rig, EVERYBODY).unwrap();
    rig.decide(KEY);
    rig.stub.with(|p| p.reversal_becomes = Some("Queued"));
    for _ in 0..2 {
        let early = rig.gateway().refund(KEY);
        assert!(matches!(early, Err(PortError::Temporary { .. })), "{early:?}");
        assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Paid { delivered: true });
    }
    let id = format!("-{KEY}");
    rig.stub.with(|p| p.reversals.insert(id.clone(), "Failed"));
    assert!(matches!(rig.gateway().refund(KEY), Err(PortError::Refused { .. })));
    rig.stub.with(|p| p.reversals.insert(id, "Ok"));
    assert_eq!(rig.gateway().refund(KEY).unwrap().state, ChargeState::Refunded);
    assert_eq!(rig.reversals(), 1);
}

#[test]
fn a_refund_whose_answer_was_lost_is_one() {
    for fault in [Fault::DropAfter, Fault::Twice, Fault::Late, Fault::Status(503), Fault::Torn] {
        let mut rig = StrexRig::new();
        charge(&mut rig, EVERYBODY).unwrap();
        rig.decide(KEY);
        rig.stub.fault(&format!("DELETE /api/strex/transactions/{KEY}"), fault);
        let first = rig.gateway().refund(KEY);
        hides_secrets(&first);
        rig.restart();
        assert_eq!(
            rig.gateway().refund(KEY).unwrap().state,
            ChargeState::Refunded,
            "{fault:?}: {first:?}"
        );
        assert_eq!(rig.reversals(), 1);
    }
}

/// The report of the reversal is told under the key of the charge.
#[test]
fn a_reversal_is_told() {
    let mut rig = StrexRig::new();
    let folder = rig.folder.path().to_owned();
    push(&folder, "1.json", report(&format!("-{KEY}"), ("Sent", "None", None, None)), 90_000);
    push(
        &folder,
        "2.json",
        report(&format!("-{KEY}"), ("Ok", "None", None, Some(true))),
        80_000,
    );
    let told = news(&mut rig);
    assert_eq!(told.len(), 1);
    assert!(matches!(&told[0].event, ChargeEvent::Moved { key, status } if key == KEY && status.state == ChargeState::Refunded));
}

/// A provider that says our key back to us.
#[test]
fn the_key_is_nowhere_to_be_seen() {
    let mut rig = StrexRig::new();
    rig.stub
        .with(|p| p.says = Some(format!("{{\"message\":\"wrong key {SECRET} for +4799999999\"}}")));
    let refused = charge(&mut rig, EVERYBODY);
    assert!(
        matches!(&refused, Err(PortError::Refused { detail, .. }) if detail.contains("wrong key •••")),
        "{refused:?}"
    );
    hides_secrets(&rig.gateway().status(KEY));
    hides_secrets(&rig.gateway().refund(KEY));
    let wrong = rig.gateway().examine();
    assert!(wrong.len() == 1 && !wrong[0].contains(SECRET), "{wrong:?}");
    assert!(!format!("{:?}", rig.config()).contains(SECRET));
}

#[test]
fn what_is_missing_is_said() {
    let mut rig = StrexRig::new();
    let nowhere = rig.folder.path().join("nowhere");
    rig.with(|config| {
        config.folder = nowhere.clone();
        config.api_key = SecretSource::File(nowhere.join("key"));
    });
    let wrong = rig.gateway().examine();
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(
        wrong[0].contains("nowhere: cannot be read") && wrong[1].contains("nowhere/key"),
        "{wrong:?}"
    );
    let asked = charge(&mut rig, EVERYBODY);
    assert!(
        matches!(&asked, Err(PortError::NotReached { detail }) if detail.contains("nowhere/key")),
        "{asked:?}"
    );
    assert!(matches!(rig.gateway().poll(&|_| false), Err(PortError::NotReached { .. })));
    assert_eq!(rig.asked(), Some(0));
}

#[test]
fn settings_that_cannot_be_are_named() {
    let rig = StrexRig::new();
    let good = rig.config();
    let refused = |change: &dyn Fn(&mut StrexConfig)| {
        let mut config = good.clone();
        change(&mut config);
        Strex::new(config, crate::common::now)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(refused(&|_| ()), "");
    assert!(refused(&|c| c.base_url = "http://shared.target365.io".to_owned()).contains("https://"));
    assert!(refused(&|c| c.merchant_id = String::new()).contains("sms.strex.merchant_id"));
    assert!(refused(&|c| c.short_number = "ORG1".to_owned()).contains("sms.strex.short_number"));
    assert!(refused(&|c| c.service_code = "140".to_owned()).contains("sms.strex.service_code"));
    assert!(refused(&|c| c.report_url = Some("http://x".to_owned())).contains("sms.strex.report_url"));
    assert!(refused(&|c| c.min_ore = 0).contains("sms.strex.min_ore"));
    assert!(refused(&|c| c.max_ore = 99).contains("sms.strex.max_ore"));
    let unread = |text: &str| toml::from_str::<StrexConfig>(text).unwrap_err().message().to_owned();
    let right = "api_key = { env = \"K\" }\nmerchant_id = \"m\"\nshort_number = \"2030\"\nfolder = \"/x\"\n";
    assert!(toml::from_str::<StrexConfig>(right).is_ok_and(|c| c.service_code == "14001" && c.base_url.contains("target365")));
    assert!(unread(&right.replace("folder", "folders")).contains("folders"));
    assert!(unread(&right.replace("merchant_id = \"m\"\n", "")).contains("merchant_id"));
}
