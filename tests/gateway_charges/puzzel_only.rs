//! What only Puzzel does.

use fordring::domain::money::Money;
use fordring::gateways::PortError;
use fordring::gateways::charges::{ChargeEvent, ChargeFault, ChargeState, Charges, NewCharge};
use fordring::gateways::puzzel::{Puzzel, PuzzelConfig, SellOption};
use fordring::gateways::secret::SecretSource;

use crate::puzzel::{POST, PuzzelRig, report};
use crate::strex::push;
use crate::stub::Fault;
use crate::suite::{EVERYBODY, KEY, Rig, SECRET, TEXT, charge, hides_secrets, new_charge, news};

#[test]
fn the_request_is_exactly_this() {
    let mut rig = PuzzelRig::new();
    charge(&mut rig, EVERYBODY).unwrap();
    let expected = format!(
        "{{\"serviceId\":1000,\"username\":\"org1\",\"password\":\"{SECRET}\",\"message\":[{{\"recipient\":\"{EVERYBODY}\",\
         \"content\":\"{TEXT}\",\"price\":5000,\"clientReference\":\"{KEY}\",\"settings\":{{\"validity\":23,\
         \"gasSettings\":{{\"serviceCode\":\"14001\",\"description\":\"Kontingent 2026\"}}}}}}]}}"
    );
    assert_eq!(rig.stub.with(|p| p.posts.clone()), [expected]);

    let mut rig = PuzzelRig::new();
    rig.with(|config| config.sell_option = Some(SellOption::Pin));
    let new = NewCharge {
        age: Some(17),
        text: "Kvittering → her",
        ..new_charge(EVERYBODY)
    };
    rig.puzzel.charge(&new).unwrap();
    let post = rig.stub.with(|p| p.posts[0].clone());
    for part in [
        "\"age\":18,\"autoDetectEncoding\":true,",
        "\"parameter\":[{\"key\":\"strex_merchant_sell_option\",\"value\":\"pin\"}]",
    ] {
        assert!(post.contains(part), "{part} in {post}");
    }
    assert!(!post.contains("originator"), "the sender may not be chosen when a message costs");
}

/// 50 kr is 5000 there.
#[test]
fn prices_are_ore() {
    for (minor, text) in [(5_000, "5000"), (100, "100"), (100_000, "100000")] {
        let mut rig = PuzzelRig::new();
        let new = NewCharge {
            amount: Money::from_minor(minor),
            ..new_charge(EVERYBODY)
        };
        rig.puzzel.charge(&new).unwrap();
        assert!(rig.stub.with(|p| p.posts[0].contains(&format!("\"price\":{text},"))));
        assert_eq!(rig.price(KEY), minor);
    }
    let mut rig = PuzzelRig::new();
    for minor in [150, 4_990] {
        let new = NewCharge {
            amount: Money::from_minor(minor),
            ..new_charge(EVERYBODY)
        };
        assert!(matches!(rig.puzzel.charge(&new), Err(PortError::Refused { code, .. }) if code == "amount"));
    }
    assert_eq!(rig.asked(), Some(0));
}

#[test]
fn every_code_of_a_report_has_its_state() {
    use ChargeFault::{Age, Barred, Declined, Refused};
    use ChargeState::{Failed, NotBilled, Paid, Uncertain};
    let mut table = vec![
        (0, Paid { delivered: true }),
        (386, Paid { delivered: false }),
        (390, NotBilled),
        (356, Failed(Barred)),
        (357, Failed(Barred)),
        (358, Failed(Barred)),
        (359, Failed(Age)),
        (361, Failed(Declined)),
        (362, Failed(Declined)),
    ];
    table.extend([350, 351, 354, 355, 360, 385, 651, 654, 655].map(|code| (code, Failed(Refused))));
    let unsure = [364, 370, 363, 368, 369, 371, 380, 650, 652, 653, 1, 2, 24, -1, 999, i64::MAX];
    table.extend(unsure.map(|code| (code, Uncertain)));
    for (code, expected) in table {
        let mut rig = PuzzelRig::new();
        push(
            rig.folder.path(),
            "dr.json",
            serde_json::json!({"dr": [report(KEY, code)]}).to_string(),
            90_000,
        );
        let told = news(&mut rig);
        let ChargeEvent::Moved { key, status } = &told[0].event else {
            panic!("{told:?}")
        };
        assert_eq!(
            (key.as_str(), status.state, status.code.as_str()),
            (KEY, expected, code.to_string().as_str())
        );
        assert!(!status.detail.contains("99999999"), "{status:?}");
        rig.restart();
        assert_eq!(rig.gateway().status(KEY).unwrap().state, expected, "remembered by another process");
    }
}

/// What is answered at once.
#[test]
fn every_answer_has_its_state() {
    for (code, expected) in [
        (1, ChargeState::Pending),
        (24, ChargeState::Uncertain),
        (0, ChargeState::Paid { delivered: true }),
        (358, ChargeState::Failed(ChargeFault::Barred)),
        (7, ChargeState::Uncertain),
        (1_000, ChargeState::Uncertain),
    ] {
        let mut rig = PuzzelRig::new();
        rig.stub.with(|p| p.answers = Some(code));
        assert_eq!(charge(&mut rig, EVERYBODY).unwrap().state, expected, "{code}");
        assert_eq!(charge(&mut rig, EVERYBODY).unwrap().state, expected);
        assert_eq!(rig.asked(), Some(1));
    }
    for code in [2, 3, 4, 5] {
        let mut rig = PuzzelRig::new();
        rig.stub.with(|p| p.answers = Some(code));
        let refused = charge(&mut rig, EVERYBODY);
        assert!(
            matches!(&refused, Err(PortError::Refused { code: said, .. }) if *said == code.to_string()),
            "{refused:?}"
        );
    }
    let mut rig = PuzzelRig::new();
    rig.stub.with(|p| p.answers = Some(6));
    assert!(
        matches!(charge(&mut rig, EVERYBODY), Err(PortError::NoAnswer { .. })),
        "inside the gateway: nobody knows"
    );
}

/// Another process asks again, and the service refuses duplicates: the first one stands as its reports say.
#[test]
fn a_duplicate_is_the_first_one() {
    let mut rig = PuzzelRig::new();
    rig.stub.with(|p| p.refuses_duplicates = true);
    charge(&mut rig, EVERYBODY).unwrap();
    rig.restart();
    let again = charge(&mut rig, EVERYBODY).unwrap();
    assert_eq!((again.state, again.code.as_str()), (ChargeState::Pending, "25"));
    assert_eq!((rig.made(), rig.asked()), (1, Some(2)));
    // A report of the duplicate says nothing of the first.
    let text = serde_json::json!({"dr": [report(KEY, 25)]}).to_string();
    push(rig.folder.path(), "dup.json", text, 90_000);
    assert!(news(&mut rig).is_empty());
    rig.decide(KEY);
    rig.restart();
    assert_eq!(charge(&mut rig, EVERYBODY).unwrap().state, ChargeState::Paid { delivered: true });
    assert_eq!(rig.asked(), Some(2), "known from the reports, so nobody is asked");
}

/// Somebody on the way may say these after the message was taken.
#[test]
fn some_errors_do_not_say_that_nothing_was_taken() {
    for status in [500, 502, 504] {
        let mut rig = PuzzelRig::new();
        rig.stub.fault(POST, Fault::Status(status));
        for _ in 0..2 {
            let lost = charge(&mut rig, EVERYBODY);
            assert!(matches!(lost, Err(PortError::NoAnswer { .. })), "{status}: {lost:?}");
        }
        assert_eq!(rig.asked(), Some(0));
        assert_eq!(rig.stub.requests(POST), 1);
    }
}

#[test]
fn reports_that_contradict_do_not_take_a_payment_back() {
    let mut rig = PuzzelRig::new();
    for (at, codes) in [[364, 386], [0, 370]].into_iter().enumerate() {
        let dr: Vec<_> = codes.map(|code| report(KEY, code)).into();
        let text = serde_json::json!({"dr": dr}).to_string();
        push(rig.folder.path(), &format!("{at}.json"), text, 90_000 - i64::try_from(at).unwrap());
    }
    assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Paid { delivered: true });
    assert_eq!(news(&mut rig).len(), 4, "the caller hears all of it, in order");
    assert_eq!(rig.gateway().status(KEY).unwrap().state, ChargeState::Paid { delivered: true });
}

/// A provider that says our password back to us.
#[test]
fn the_password_is_nowhere_to_be_seen() {
    let mut rig = PuzzelRig::new();
    rig.stub
        .with(|p| (p.says, p.answers) = (Some(format!("password {SECRET} of +4799999999")), Some(5)));
    let refused = charge(&mut rig, EVERYBODY);
    assert!(
        matches!(&refused, Err(PortError::Refused { detail, .. }) if detail == "password ••• of •••"),
        "{refused:?}"
    );
    rig.stub.with(|p| p.answers = Some(24));
    hides_secrets(&charge(&mut rig, EVERYBODY));
}

#[test]
fn what_is_missing_is_said() {
    let mut rig = PuzzelRig::new();
    let nowhere = rig.folder.path().join("nowhere");
    rig.with(|config| {
        config.folder = nowhere.clone();
        config.password = SecretSource::File(nowhere.join("key"));
    });
    let wrong = rig.gateway().examine();
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(
        wrong[0].contains("nowhere: cannot be read") && wrong[1].contains("sms.puzzel.password"),
        "{wrong:?}"
    );
    // Where no report can come, nothing is drawn.
    assert!(matches!(charge(&mut rig, EVERYBODY), Err(PortError::NotReached { .. })));
    assert_eq!(rig.asked(), Some(0));
}

#[test]
fn settings_that_cannot_be_are_named() {
    let mut rig = PuzzelRig::new();
    let mut good = None;
    rig.with(|config| good = Some(config.clone()));
    let good = good.unwrap();
    let refused = |change: &dyn Fn(&mut PuzzelConfig)| {
        let mut config = good.clone();
        change(&mut config);
        Puzzel::new(config, crate::common::now)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(refused(&|_| ()), "");
    assert!(refused(&|c| c.base_url = "smsgw.example.org".to_owned()).contains("https://"));
    assert!(refused(&|c| c.username = String::new()).contains("sms.puzzel.username"));
    assert!(refused(&|c| c.service_code = "x".to_owned()).contains("sms.puzzel.service_code"));
    assert!(refused(&|c| c.max_ore = 0).contains("sms.puzzel.max_ore"));
    let right = "base_url = \"https://x.example\"\nservice_id = 1\nusername = \"u\"\npassword = { env = \"P\" }\nfolder = \"/x\"\n";
    assert!(toml::from_str::<PuzzelConfig>(right).is_ok());
    let unread = |text: &str| toml::from_str::<PuzzelConfig>(text).unwrap_err().message().to_owned();
    assert!(unread(&right.replace("username", "user")).contains("user"));
    assert!(unread(&right.replace("service_id = 1\n", "")).contains("service_id"));
}
