//! What needs a clock of its own: numbers over a year, and windows to the hour.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::*;
use crate::app::clock;
use crate::app::usecase::{accounts, claims_import, init};
use crate::domain::account::Country;
use crate::domain::draw::NUMBER_MAX;
use crate::store::tx::Actor;

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A site with claims of one payer, due on these days, and an agreement.
fn site(dues: &[&str]) -> (tempfile::TempDir, Session) {
    let dir = tempfile::tempdir().unwrap();
    let db = dir.path().join("site.fordring");
    drop(init::init(&db, Country::No, "Fjellklubben", "kari", None).unwrap());
    let mut session = Session::open(&db, "kari", None).unwrap();
    at(&mut session, "2026-01-02", 600);
    accounts::add(&mut session, "12345678903", "", "mod10:11").unwrap();
    let mut table = String::from("number,party,name,kind,reference,issued,due,amount\n");
    for (number, due) in (101_u32..).zip(dues) {
        let kid = crate::domain::reference::with_check_digit_mod10(&format!("{number:010}")).unwrap();
        let _ = writeln!(table, "{number},M1,Berg,dues,{kid},2026-01-02,{due},100.00");
    }
    let path = dir.path().join("claims.csv");
    std::fs::write(&path, table).unwrap();
    claims_import::import(&mut session, &path).unwrap();
    let sql = "INSERT INTO mandate (account_id, scheme, payer_number, party_id, state, notify, changed_at) SELECT account_id, 'avtalegiro', '1', party_id, 2, 0, 0 FROM claim LIMIT 1";
    session.store.conn.execute(sql, []).unwrap();
    session
        .store
        .conn
        .execute("UPDATE bank_account SET unit_id = '00131415'", [])
        .unwrap();
    (dir, session)
}

/// Goes to a minute of a day.
fn at(session: &mut Session, day: &str, minute: u16) {
    session.acting = Some(Actor {
        operator: "kari".to_owned(),
        at_ms: clock::moment(on(day), minute),
        today: on(day),
    });
}

fn one(session: &mut Session, number: Option<u32>) -> Result<u32, AppError> {
    let groups = due(session, &Choice::default())?;
    let wanted = Wanted {
        number,
        ..Wanted::of(groups.iter().find(|group| !group.items.is_empty()).ok_or(Refusal::NothingDue {})?)?
    };
    let written = write(session, &wanted, false)?;
    steps::discard(session, written.file.id, "bare en prøve")?;
    Ok(written.file.number)
}

#[test]
fn a_number_is_free_again_after_12_months_and_a_day() {
    let (_dir, mut session) = site(&["2028-01-10"]);
    at(&mut session, "2027-02-01", 600);
    assert_eq!(one(&mut session, Some(NUMBER_MAX - 1)).unwrap(), NUMBER_MAX - 1);
    assert_eq!(one(&mut session, None).unwrap(), NUMBER_MAX);
    assert_eq!(one(&mut session, None).unwrap(), 1);
    at(&mut session, "2028-01-01", 600);
    let refused = one(&mut session, Some(1));
    assert!(matches!(
        refused,
        Err(AppError::Store(crate::store::StoreError::Refused(Refusal::NumberUsed {
            number: 1,
            ..
        })))
    ));
    let since = |today: &str| crate::domain::draw::numbers_since(on(today));
    let used = |session: &Session, today: &str| table::numbers(&session.store.conn, since(today)).unwrap().0.contains(&1);
    assert!(used(&session, "2028-02-01") && used(&session, "2028-02-02"));
    assert!(!used(&session, "2028-02-03"), "12 months and a day are over");
}

#[test]
fn a_draw_is_due_to_the_hour() {
    let (_dir, mut session) = site(&["2026-04-08"]);
    // Easter is between: four banking days before the 8th of April is the 30th of March.
    for (day, minute, is_due) in [("2026-03-30", 839, true), ("2026-03-30", 840, false), ("2026-03-31", 0, false)] {
        at(&mut session, day, minute);
        let groups = due(&session, &Choice::default()).unwrap();
        assert_eq!(groups[0].items.len(), usize::from(is_due), "{day} {minute}");
        assert_eq!(groups[0].left_out.len(), usize::from(!is_due), "{day} {minute}");
    }
}

#[test]
fn what_was_seen_is_what_is_written() {
    let (_dir, mut session) = site(&["2026-06-10", "2026-06-11"]);
    let seen = Wanted::of(&due(&session, &Choice::default()).unwrap()[0]).unwrap();
    session.store.conn.execute("UPDATE mandate SET state = 3", []).unwrap();
    let refused = write(&mut session, &seen, false);
    assert!(matches!(
        refused,
        Err(AppError::Store(crate::store::StoreError::Refused(Refusal::OutgoingChanged { .. })))
    ));
    assert_eq!(files(&session).unwrap(), []);
}
