//! What can become of a charge (gateways.md 8.2), and of the claim meanwhile.

use crate::club::{CHARGE, Club, FAILED, PAID};
use crate::common;

fn member(last: &str) -> (Club, String) {
    let club = Club::with(&[&format!("1,Kari Nordmann,4000{last},dues,2026-12-01,50")]);
    (club, format!("+474000{last}"))
}

#[test]
fn every_row_of_the_table_of_outcomes() {
    for (last, state, fault, claim, told) in [
        ("0020", "failed", "no-funds", "unpaid", &[FAILED][..]),
        ("0021", "failed", "barred", "unpaid", &[FAILED]),
        ("0022", "failed", "age", "unpaid", &[FAILED]),
        ("0023", "failed", "limit", "unpaid", &[FAILED]),
        ("0024", "failed", "must-register", "unpaid", &[FAILED]),
        ("0025", "failed", "declined", "unpaid", &[FAILED]),
        ("0026", "failed", "declined", "unpaid", &[FAILED]),
        ("0030", "uncertain", "not-billed", "unpaid", &[CHARGE]),
        ("0031", "paid", "", "paid", &[PAID]),
        ("0032", "uncertain", "uncertain", "unpaid", &[CHARGE]),
        ("0035", "paid", "", "paid", &[CHARGE, PAID]),
        ("0001", "failed", "refused", "unpaid", &[]),
    ] {
        let (mut club, phone) = member(last);
        club.sends(&phone, "ORG1 BETAL 50");
        club.outcomes();
        assert_eq!(club.charge(), (state.to_owned(), fault.to_owned()), "{last}");
        assert_eq!(club.status(10_001), claim, "{last}");
        assert_eq!(club.got(&phone), told, "{last}");
        let booked = club.count("SELECT count(*) FROM payment");
        assert_eq!(booked, i64::from(claim == "paid"), "{last}");
        club.site.check();
    }
}

#[test]
fn a_lost_answer_draws_once() {
    let (mut club, phone) = member("0005");
    club.sends(&phone, "ORG1 BETAL 50");
    assert_eq!(club.charge().0, "asked");
    club.hurry();
    club.outcomes();
    assert_eq!((club.charge().0.as_str(), club.drawn(&phone)), ("paid", 5_000));
    assert_eq!(club.phones.charges().unwrap().len(), 1);
    club.site.check();
}

#[test]
fn a_busy_provider_is_asked_again_and_one_that_cannot_be_reached_until_it_is_too_late() {
    let (mut busy, phone) = member("0011");
    busy.sends(&phone, "ORG1 BETAL 50");
    busy.hurry();
    busy.hurry();
    busy.outcomes();
    assert_eq!(busy.charge().0, "paid");

    let (mut club, phone) = member("0009");
    club.sends(&phone, "ORG1 BETAL 50");
    club.hurry();
    assert_eq!(club.charge().0, "asked");
    club.site
        .conn()
        .execute("UPDATE outbox SET expires_at = 1 WHERE op = 'sms.charge'", [])
        .unwrap();
    club.hurry();
    assert_eq!(
        club.charge(),
        ("failed".into(), "expired".into()),
        "nobody is charged the day after"
    );
    assert_eq!(club.status(10_001), "unpaid");
    club.site.check();
}

#[test]
fn an_outcome_that_never_comes_goes_to_a_person_and_may_still_come() {
    let (mut club, phone) = member("0033");
    club.sends(&phone, "ORG1 BETAL 50");
    club.outcomes();
    assert_eq!(club.charge().0, "under_way");
    club.site.ok(&["sms", "set", "--wait-minutes", "5", "--comment", "kort"]);
    // Asked for six minutes ago, by the file's rails the one thing that a test may not change; so the rail is lifted.
    let conn = club.site.conn();
    conn.execute_batch("DROP TRIGGER charge_keep; UPDATE charge SET made_at = made_at - 360000;")
        .unwrap();
    club.round();
    assert_eq!(club.charge(), ("uncertain".into(), "no-outcome".into()));
    assert_eq!(club.got(&phone), [CHARGE], "nothing is said that nobody knows");
    club.sends(&phone, "ORG1 BETAL 50");
    assert_eq!(club.count("SELECT count(*) FROM charge"), 1, "and no second one meanwhile");
    // It comes after all.
    let operator = club.operator();
    operator
        .execute_batch("UPDATE charge SET state = 'paid', code = 'Ok'; INSERT INTO charge_news (charge, state, code) SELECT id, 'paid', 'Ok' FROM charge")
        .unwrap();
    club.round();
    club.round();
    assert_eq!((club.charge().0.as_str(), club.status(10_001).as_str()), ("paid", "paid"));
    club.site.check();
}

#[test]
fn money_that_crosses_a_bank_payment_is_kept_and_a_person_decides() {
    let mut club = Club::with_kari();
    let phone = "+4799999999";
    club.sends(phone, "ORG1 BETAL 50");
    // While the operator works, the claim is written off from under it.
    club.site.ok(&["claims", "annul", "10001", "--comment", "feil"]);
    club.outcomes();
    assert_eq!(club.charge().0, "paid");
    assert_eq!((club.status(10_001).as_str(), club.drawn(phone)), ("manual_handling", 5_000));
    club.site.check();
}

#[test]
fn a_claim_that_changed_before_the_charge_was_made_is_not_drawn() {
    let (mut club, phone) = member("0011");
    club.sends(&phone, "ORG1 BETAL 50");
    assert_eq!(club.charge().0, "asked", "busy");
    club.site.ok(&["claims", "annul", "10001", "--comment", "feil"]);
    club.hurry();
    club.round();
    assert_eq!(club.charge(), ("failed".into(), "claim-changed".into()));
    club.hurry();
    club.hurry();
    assert_eq!(club.got(&phone), ["Ingen uteståande fakturaer på beløpet 50kr."]);
    assert_eq!(club.phones.charges().unwrap(), []);
    club.site.check();
}

#[test]
fn one_message_that_cannot_be_handled_does_not_hold_up_the_others() {
    let mut club = Club::with(&[
        "1,Kari Nordmann,99999999,dues,2026-12-01,50",
        "2,Ola Hansen,41111111,dues,2026-12-01,66",
    ]);
    let conn = club.site.conn();
    conn.execute_batch("CREATE TRIGGER broken BEFORE INSERT ON charge WHEN NEW.amount = 6600 BEGIN SELECT RAISE(ABORT, 'broken'); END;")
        .unwrap();
    club.phones.send("+4741111111", "ORG1 BETAL 66").unwrap();
    club.phones.send("+4799999999", "ORG1 BETAL 50").unwrap();
    let round = club.round();
    assert_eq!(round.trouble.len(), 1, "{round:?}");
    assert_eq!(club.got("+4799999999"), [CHARGE]);
    assert_eq!(club.got("+4741111111").len(), 0);
    let waits = "SELECT unread FROM dialogue WHERE number = '+4741111111'";
    assert_eq!(club.count(waits), 1, "a person sees it");
    club.round();
    assert_eq!(
        club.count("SELECT count(*) FROM message WHERE direction = 2"),
        2,
        "and it is not taken again"
    );
}

/// A member who owes 50 kr under a payment reference, and a file in which the bank says that it was paid.
fn with_reference() -> (Club, Vec<u8>) {
    let club = Club::with(&[]);
    club.site.ok(&["accounts", "add", common::ACCOUNT, "--references", "mod10:11"]);
    let kid = common::kid(101);
    club.site.claims(&format!(
        "number,party,name,phone,kind,reference,due,amount\n101,1,Kari,99999999,dues,{kid},2099-12-01,50\n"
    ));
    let file = common::ocr(1, vec![common::pay(&kid, 5_000)]);
    (club, file)
}

#[test]
fn a_claim_that_the_bank_has_paid_is_not_drawn() {
    let (mut club, file) = with_reference();
    club.site.stored("a.txt", &file);
    club.sends("+4799999999", "ORG1 BETAL 50");
    assert_eq!(club.got("+4799999999"), ["Ingen uteståande fakturaer på beløpet 50kr."]);
    assert_eq!(club.phones.charges().unwrap(), []);
    club.site.check();
}

#[test]
fn money_that_crosses_a_bank_payment_is_kept_twice_and_a_person_decides() {
    let (mut club, file) = with_reference();
    club.sends("+4799999999", "ORG1 BETAL 50");
    club.site.stored("a.txt", &file);
    assert_eq!(club.status(101), "paid", "by the bank");
    club.outcomes();
    assert_eq!((club.charge().0.as_str(), club.status(101).as_str()), ("paid", "manual_handling"));
    let claim = club.site.claim(101);
    assert_eq!(claim["extra_status"], "overpaid", "{claim}");
    assert_eq!(club.count("SELECT sum(amount) FROM payment"), 10_000, "nothing is lost");
    club.site.check();
    // The drawn money goes back, and the claim is as the bank left it.
    fordring::app::usecase::dues_sms::person::refund(&mut club.session, 1, "betalt i banken").unwrap();
    club.round();
    assert_eq!((club.status(101).as_str(), club.drawn("+4799999999")), ("paid", 0));
    club.site.check();
}
