//! Message gateways: what all of them promise (`contract`), run over each with the outside world faked, and what is
//! particular to one. The real daemons run the same contract in `tests/live`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod contract;
mod gammu;
mod phone;
mod simulated;
mod smstools;

use std::collections::BTreeSet;
use std::fs;

use contract::{Fate, PROMISES, Rig, now_ms, number};
use fordring::gateways::smstools::SmstoolsConfig;
use fordring::gateways::{MessageEvent, MessageState, Messages, OutMessage, PortError};
use gammu::FakeGammu;
use smstools::FakeSmsd;

/// Each promise on a world of its own, and all of them on one.
fn keeps<R: Rig>(new: impl Fn() -> R) {
    for (name, promise) in PROMISES {
        println!("{name}");
        promise(&mut new());
    }
    let mut world = new();
    for (name, promise) in PROMISES {
        println!("again: {name}");
        promise(&mut world);
    }
}

#[test]
fn smstools_keeps_the_contract() {
    keeps(FakeSmsd::new);
}

#[test]
fn the_simulator_keeps_what_applies_to_it() {
    const WAITS: [&str; 4] = [
        "the same key again",
        "a refusal is told",
        "a message that waits is pending",
        "a message that waits can be",
    ];
    let mut kept = 0;
    for (name, promise) in PROMISES
        .iter()
        .filter(|(name, _)| !WAITS.iter().any(|waits| name.starts_with(waits)))
    {
        println!("{name}");
        promise(&mut simulated::Simulated::new());
        kept += 1;
    }
    assert_eq!(kept, PROMISES.len() - WAITS.len());
}

#[test]
fn gammu_sql_keeps_the_contract() {
    keeps(FakeGammu::new);
}

fn message<'a>(key: &'a str, to: &'a str, text: &'a str) -> OutMessage<'a> {
    OutMessage { key, to, text }
}

#[test]
fn smstools_puts_whole_files_that_the_daemons_group_can_write() {
    use std::os::unix::fs::PermissionsExt;
    let rig = FakeSmsd::new();
    let to = number(Fate::Delivered, 1);
    rig.open().hand_over(&message("bo-1", &to, &"€".repeat(81))).unwrap();
    assert_eq!(rig.names("outgoing"), ["bo-1.1of2", "bo-1.2of2"]);
    assert_eq!(rig.names("fordring"), Vec::<String>::new(), "nothing is left behind");
    for name in rig.names("outgoing") {
        let mode = fs::metadata(rig.at("outgoing").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o664);
    }
}

#[test]
fn smstools_adds_the_parts_that_a_crash_left_out_and_overwrites_nothing() {
    let mut rig = FakeSmsd::new();
    let (to, text) = (number(Fate::Delivered, 1), "x".repeat(200));
    rig.open().hand_over(&message("bo-1", &to, &text)).unwrap();
    fs::remove_file(rig.at("outgoing").join("bo-1.2of2")).unwrap();
    assert_eq!(rig.open().look_up("bo-1"), Ok(MessageState::Absent));
    // What a crash left: a temporary file that is the very file in `outgoing`.
    fs::hard_link(rig.at("outgoing").join("bo-1.1of2"), rig.at("fordring").join("bo-1.1of2.left")).unwrap();
    rig.open().hand_over(&message("bo-1", &to, &text)).unwrap();
    rig.step();
    assert_eq!(rig.shown(&to), [text]);
}

#[test]
fn smstools_matches_reports_by_number_reference_and_time() {
    let mut rig = FakeSmsd::new();
    let to = number(Fate::SentOnly, 1);
    let mut gateway = rig.open();
    gateway.hand_over(&message("old", &to, "x")).unwrap();
    rig.step();
    rig.age(&rig.at("sent").join("old"), 60);
    // The reference came round: a newer message to the same number has it too.
    rig.reference = 0;
    gateway.hand_over(&message("new", &to, "x")).unwrap();
    rig.step();
    rig.report(&number(Fate::SentOnly, 2), 1, "70,Error,not this number");
    rig.report(&to, 2, "70,Error,not this reference");
    assert!(matches!(gateway.look_up("new"), Ok(MessageState::Sent { .. })));
    rig.report(&to, 1, "48,Temporary,congestion");
    assert!(matches!(gateway.look_up("new"), Ok(MessageState::Sent { .. })));
    rig.report(&to, 1, "0,Ok,received");
    assert_eq!(gateway.look_up("new"), Ok(MessageState::Delivered));
    assert!(matches!(gateway.look_up("old"), Ok(MessageState::Sent { .. })));
    // One that is older than the new message belongs to the old one.
    rig.report(&to, 1, "70,Error,expired");
    let newest = rig.names("report").pop().unwrap();
    rig.age(&rig.at("report").join(newest), 30);
    let fresh = rig.open().look_up("old");
    assert_eq!(
        fresh,
        Ok(MessageState::Failed {
            code: "status 70".to_owned(),
            text: "Error,expired".to_owned()
        })
    );
    assert_eq!(rig.open().look_up("new"), Ok(MessageState::Delivered));
}

#[test]
fn smstools_delivers_a_long_message_only_with_its_last_part() {
    let mut rig = FakeSmsd::new();
    let to = number(Fate::SentOnly, 1);
    let mut gateway = rig.open();
    gateway.hand_over(&message("bo-1", &to, &"x".repeat(200))).unwrap();
    rig.step();
    rig.report(&to, 1, "0,Ok,received");
    assert!(matches!(gateway.look_up("bo-1"), Ok(MessageState::Sent { .. })));
    rig.report(&to, 2, "0,Ok,received");
    assert_eq!(gateway.look_up("bo-1"), Ok(MessageState::Delivered));
}

#[test]
fn smstools_waits_for_whole_files_and_tells_when_the_daemon_is_stuck() {
    let mut rig = FakeSmsd::new();
    let mut gateway = rig.open();
    fs::write(
        rig.at("incoming").join("GSM1.a"),
        "From: 4799999999\nAlphabet: UTF-8\nLength: 9\n\nORG1 BET",
    )
    .unwrap();
    fs::write(rig.at("outgoing").join("other.LOCK"), "").unwrap();
    assert_eq!(gateway.poll(&|_| false), Ok(vec![]));
    gateway.hand_over(&message("bo-1", &number(Fate::Delivered, 1), "x")).unwrap();
    assert_eq!(gateway.poll(&|_| false), Ok(vec![]));
    rig.age(&rig.at("outgoing").join("bo-1"), 11);
    rig.age(&rig.at("incoming").join("GSM1.a"), 11);
    let news = gateway.poll(&|_| false).unwrap();
    let ids: BTreeSet<&str> = news.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, BTreeSet::from(["stuck:bo-1", "unread:GSM1.a"]));
    assert!(news.iter().all(|one| matches!(one.event, MessageEvent::Trouble { .. })));
    assert_eq!(gateway.poll(&|id| ids.contains(id)), Ok(vec![]));
    rig.step();
    assert_eq!(gateway.look_up("bo-1"), Ok(MessageState::Delivered));
}

#[test]
fn smstools_says_what_is_wrong_with_its_folders() {
    let rig = FakeSmsd::new();
    fs::remove_dir(rig.at("report")).unwrap();
    assert_eq!(rig.open().examine().len(), 1);
    fs::remove_dir_all(rig.at("outgoing")).unwrap();
    let wrong = rig.open().examine();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    let answer = rig.open().hand_over(&message("bo-1", &number(Fate::Delivered, 1), "x"));
    assert!(matches!(answer, Err(PortError::NotReached { .. })), "{answer:?}");
    assert!(matches!(rig.open().poll(&|_| false), Err(PortError::NotReached { .. })));
    let config: SmstoolsConfig = toml::from_str("spool = '/var/spool/sms'").unwrap();
    assert_eq!((config.report, config.stuck_after_minutes), (None, 10));
    assert!(toml::from_str::<SmstoolsConfig>("spol = 'x'").is_err());
}

#[test]
fn gammu_sql_never_makes_a_file_and_says_what_is_wrong() {
    let rig = FakeGammu::new();
    let mut config = rig.config();
    config.database.set_file_name("mistyped.db");
    let mut gateway = fordring::gateways::gammu_sql::GammuSql::new(&config, now_ms);
    assert_eq!(gateway.examine().len(), 1);
    let answer = gateway.hand_over(&message("bo-1", &number(Fate::Delivered, 1), "x"));
    assert!(matches!(answer, Err(PortError::NotReached { .. })), "{answer:?}");
    assert!(!config.database.exists());
    rig.db.execute("UPDATE phones SET ID = 'other'", []).unwrap();
    assert!(rig.open().examine()[0].contains("site1"));
    rig.db.execute("UPDATE gammu SET Version = 18", []).unwrap();
    assert!(rig.open().examine()[0].contains("18"));
}

#[test]
fn gammu_sql_reads_in_nobodys_way() {
    let rig = FakeGammu::new();
    assert!(rig.open().examine().is_empty());
    let db = rusqlite::Connection::open(rig.config().database).unwrap();
    let mode: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal", "else a reader locks the daemon out, which does not wait");
}

#[test]
fn gammu_sql_leaves_the_rows_of_others_alone_and_tells_when_the_daemon_is_stuck() {
    let mut rig = FakeGammu::new();
    let others = "INSERT INTO outbox(DestinationNumber, TextDecoded, CreatorID) VALUES('+4790000001', 'x', 'bo-1')";
    rig.db.execute(others, []).unwrap();
    let mut gateway = rig.open();
    assert_eq!(gateway.look_up("bo-1"), Ok(MessageState::Absent));
    rig.step();
    assert_eq!(gateway.poll(&|_| false), Ok(vec![]));
    gateway.hand_over(&message("bo-1", &number(Fate::Delivered, 1), "x")).unwrap();
    rig.db
        .execute(
            "UPDATE outbox SET SendingDateTime = datetime('now', 'localtime', '-11 minutes')",
            [],
        )
        .unwrap();
    let news = gateway.poll(&|_| false).unwrap();
    assert!(matches!(&news[..], [one] if one.id.starts_with("stuck:")), "{news:?}");
}
