//! What goes wrong when several things do: answers that are lost and then refused, rows that expire, people who press again.

use fordring::app::outbox::{self, Asking};
use fordring::app::ports;
use fordring::app::usecase::orders::edit::{self, Edit};
use fordring::app::usecase::orders::settle::{Row, settle};
use fordring::app::usecase::orders::{cancel, credit, send};
use fordring::domain::account::Country;
use fordring::domain::ledger::Role;
use fordring::domain::order::{LineKind, Mobile, RequestState, Status};
use fordring::domain::payment::Method;
use rusqlite::Connection;

use crate::bent::{Bend, Bent, Script};
use crate::shop::{Shop, kr, refusal, session};

const PHONE: &str = "070-174 06 05";
const TO: &str = "+46701740605";

/// A workshop whose provider and telephones can be bent.
fn bent() -> (Shop, Script) {
    let mut shop = Shop::new();
    let script = Script::default();
    let make = |shop: &Shop| Bent {
        inner: ports::simulator(&shop.db).unwrap(),
        script: script.clone(),
    };
    shop.ports.payments = Some(Box::new(make(&shop)));
    shop.ports.messages = Box::new(make(&shop));
    (shop, script)
}

fn link_is_open(shop: &mut Shop) -> bool {
    let open = |state| fordring::app::simulated::link_state(state) == "link-open";
    shop.payments().iter().any(|payment| open(payment.state))
}

#[test]
fn a_link_whose_answer_was_lost_is_ended_before_the_order_opens_however_its_making_ends() {
    for then in [
        vec![Bend::Lost, Bend::Refuse],
        vec![
            Bend::Lost,
            Bend::NotNow,
            Bend::NotNow,
            Bend::NotNow,
            Bend::NotNow,
            Bend::NotNow,
            Bend::NotNow,
            Bend::NotNow,
            Bend::NotNow,
        ],
    ] {
        let (mut shop, script) = bent();
        script.bend("create", &then);
        // While the provider cannot be asked either, nobody knows, and the order stays locked.
        script.bend("status", &[Bend::NotReached]);
        let id = shop.sent(PHONE, "1250,00");
        for _ in 0..9 {
            shop.hurry();
            outbox::round(&mut shop.session, &mut shop.ports, Asking::Nobody).unwrap();
            let open = shop.status(id) != Status::MobilePayment;
            assert!(!(open && link_is_open(&mut shop)), "{then:?}");
        }
        shop.settle_down();
        assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Dead), "{then:?}");
        assert!(!link_is_open(&mut shop), "{then:?}");
        assert_eq!(script.calls("hand_over"), 0);
        shop.is_sound();
    }
}

#[test]
fn a_refusal_of_the_first_try_opens_the_order_at_once() {
    let (mut shop, script) = bent();
    script.bend("create", &[Bend::Refuse]);
    let id = shop.sent(PHONE, "1250,00");
    assert_eq!(
        (shop.status(id), script.calls("create"), script.calls("status")),
        (Status::Ready, 1, 0)
    );
}

#[test]
fn another_provider_in_the_settings_never_makes_a_living_link_dead() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    // The request was made at one provider; the settings now name another.
    Connection::open(&shop.db)
        .unwrap()
        .execute_batch("DROP TRIGGER request_keep; UPDATE payment_request SET provider = 'resurs'")
        .unwrap();
    shop.cancel(id);
    shop.settle_down();
    assert_eq!(
        (shop.status(id), shop.request(id)),
        (Status::MobilePayment, RequestState::Cancelling)
    );
    assert!(link_is_open(&mut shop));
    let round = shop.round();
    assert!(round.trouble.iter().any(|said| said.contains("resurs")), "{round:?}");
}

#[test]
fn what_the_provider_forgot_stays_locked() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    let simulator = ports::simulator_path(&shop.db);
    Connection::open(simulator)
        .unwrap()
        .execute_batch("PRAGMA foreign_keys = off; DELETE FROM payment")
        .unwrap();
    shop.cancel(id);
    shop.settle_down();
    assert_eq!(
        (shop.status(id), shop.request(id)),
        (Status::MobilePayment, RequestState::Cancelling)
    );
}

#[test]
fn a_name_that_no_sms_can_say_is_refused_before_anything_is_locked_and_holds_nobody_up() {
    let mut shop = Shop::new();
    let odd = shop.ready(PHONE, "100,00");
    edit::edit(&mut shop.session, odd, &[Edit::Plate("AB𝟙𝟚".to_owned())], None).unwrap();
    assert_eq!(refusal(send::send(&mut shop.session, odd, None)).code(), "text-unsendable");
    assert_eq!(shop.status(odd), Status::Ready);
    let good = shop.sent(PHONE, "100,00");
    assert_eq!(shop.view(good).loaded.order.mobile, Mobile::Sent);
}

#[test]
fn pressing_again_asks_again_after_a_refused_cancel_capture_or_refund() {
    let (mut shop, script) = bent();
    let id = shop.sent(PHONE, "1250,00");
    script.bend("cancel", &[Bend::Refuse]);
    shop.cancel(id);
    assert_eq!(shop.view(id).loaded.order.mobile, Mobile::Cancelling);
    assert!(shop.view(id).changes.iter().any(|change| change.action == "cancel_failed"));
    shop.cancel(id);
    assert_eq!((shop.status(id), script.calls("cancel")), (Status::Ready, 2));

    shop.send(id);
    script.bend("capture", &[Bend::Refuse]);
    shop.pays(id);
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    let request = shop.view(id).requests.remove(0);
    assert_eq!((request.state, request.captured), (RequestState::Paid, kr("0,00")));
    assert!(shop.view(id).changes.iter().any(|change| change.action == "capture_failed"));
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    assert_eq!(shop.view(id).requests[0].captured, kr("1250,00"));

    script.bend("refund", &[Bend::Refuse, Bend::NotNow]);
    shop.cancel(id);
    assert_eq!(shop.view(id).loaded.order.mobile, Mobile::Cancelling);
    shop.cancel(id);
    shop.cancel(id);
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Refunded));
    let keys: usize = script.calls("refund");
    assert_eq!(keys, 3);
    assert_eq!(shop.payments()[1].refunded, kr("1250,00"));
    shop.is_sound();
}

#[test]
fn a_refund_that_the_provider_never_gives_can_be_given_by_hand() {
    let (mut shop, script) = bent();
    let id = shop.sent(PHONE, "1250,00");
    shop.pays(id);
    shop.settle_down();
    script.bend("refund", &[Bend::Refuse]);
    shop.cancel(id);
    let told = refusal(cancel::paid_back_by_hand(&mut shop.session, id, Role::Cash, ""));
    assert_eq!(told.code(), "comment-missing");
    cancel::paid_back_by_hand(&mut shop.session, id, Role::Cash, "fick kontanter").unwrap();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Refunded));
    // The provider keeps the customer's money until it settles: 1931 says so.
    for (account, stands) in [("1931", "1250,00"), ("1910", "-1250,00"), ("2890", "0,00"), ("2999", "0,00")] {
        assert_eq!(shop.balance(account), kr(stands), "{account}");
    }
    assert_eq!(shop.view(id).clearing, kr("1250,00"));
    shop.settle_down();
    assert_eq!(shop.payments()[0].refunded, kr("0,00"));
    shop.is_sound();
}

#[test]
fn one_payment_that_is_answered_badly_does_not_hide_the_others() {
    let (mut shop, script) = bent();
    let first = shop.sent(PHONE, "100,00");
    let second = shop.sent(PHONE, "200,00");
    shop.pays(second);
    script.bend("status", &[Bend::Refuse]);
    let round = shop.round();
    assert_eq!(round.trouble.len(), 1);
    let paid = |id: i64, shop: &Shop| shop.view(id).loaded.order.payment_received;
    assert!(paid(second, &shop) && !paid(first, &shop));
}

#[test]
fn what_expired_while_nobody_was_there_is_not_sent() {
    let mut shop = Shop::new();
    shop.provider.set_offline(true).unwrap();
    let id = shop.sent(PHONE, "1250,00");
    Connection::open(&shop.db)
        .unwrap()
        .execute("UPDATE outbox SET expires_at = 1, next_at = 0", [])
        .unwrap();
    shop.provider.set_offline(false).unwrap();
    shop.settle_down();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Dead));
    assert!(shop.texts(TO).is_empty() && !link_is_open(&mut shop));
    shop.is_sound();
}

#[test]
fn an_sms_that_a_crash_left_is_not_sent_after_the_annulment() {
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "1250,00");
    send::send(&mut shop.session, id, None).unwrap();
    // The link is made, its SMS claimed by a process that died.
    shop.provider.set_offline(false).unwrap();
    let conn = Connection::open(&shop.db).unwrap();
    conn.execute_batch("CREATE TRIGGER hold BEFORE UPDATE OF state ON outbox WHEN NEW.op = 'sms.send' AND NEW.state = 'claimed' BEGIN SELECT RAISE(ABORT, 'held'); END").unwrap();
    shop.round();
    conn.execute_batch(
        "DROP TRIGGER hold; UPDATE outbox SET state = 'claimed', claimed_by = '1234567890-dead', attempt = 1 WHERE op = 'sms.send'",
    )
    .unwrap();
    drop(conn);
    cancel::cancel(&mut shop.session, id, "").unwrap();
    shop.settle_down();
    assert_eq!(shop.status(id), Status::Ready);
    assert!(shop.texts(TO).is_empty());
}

#[test]
fn a_row_whose_process_lives_is_left_to_it_and_one_whose_process_died_is_taken_over() {
    let (mut shop, script) = bent();
    let id = shop.ready(PHONE, "1250,00");
    send::send(&mut shop.session, id, None).unwrap();
    let claimed_by = |holder: &str| {
        let sql = format!("UPDATE outbox SET state = 'claimed', claimed_by = '{holder}', attempt = 1");
        Connection::open(&shop.db).unwrap().execute(&sql, []).unwrap();
    };
    claimed_by("1-alive");
    let touch = "UPDATE outbox SET updated_at = 1000 * unixepoch()";
    Connection::open(&shop.db).unwrap().execute(touch, []).unwrap();
    outbox::round(&mut shop.session, &mut shop.ports, Asking::Nobody).unwrap();
    assert_eq!(script.calls("create"), 0);
    claimed_by("1234567890-dead");
    outbox::round(&mut shop.session, &mut shop.ports, Asking::Nobody).unwrap();
    assert_eq!((script.calls("create"), script.calls("hand_over")), (1, 1));
    // A lease of one that died, or whose clock runs ahead, holds nobody up.
    for (holder, until) in [("1234567890-dead", "9e12"), ("1-alive", "9e15")] {
        let sql = format!("INSERT INTO lease (name, holder, until) VALUES ('dispatch', '{holder}', CAST({until} AS INTEGER))");
        Connection::open(&shop.db).unwrap().execute(&sql, []).unwrap();
        assert!(!shop.round().elsewhere, "{holder}");
    }
    assert_eq!(shop.view(id).loaded.order.mobile, Mobile::Sent);
}

#[test]
fn a_settlement_is_known_by_its_rows_whatever_its_file_is_called() {
    use fordring::app::usecase::orders::settle::from_file;
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "100,00");
    shop.pays(id);
    shop.settle_down();
    let reference = shop.view(id).requests[0].reference.clone();
    let file = |name: &str, gross: &str| {
        let path = shop.db.with_file_name(name);
        std::fs::write(&path, format!("reference,gross,fee\n{reference},{gross},1.50\n")).unwrap();
        path
    };
    let (first, copy, other) = (file("s1.csv", "100.00"), file("s1 (1).csv", "100.00"), file("s2.csv", "50.00"));
    assert!(!from_file(&mut shop.session, &first).unwrap()[0].known);
    assert!(from_file(&mut shop.session, &copy).unwrap()[0].known);
    assert_eq!(refusal(from_file(&mut shop.session, &other)).code(), "settled-too-much");
    assert_eq!((shop.balance("1931"), shop.balance("1930")), (kr("0,00"), kr("98,50")));
    let today = chrono::Local::now().date_naive();
    let row = Row {
        reference,
        gross: kr("-100,00"),
        fee: kr("0,00"),
    };
    settle(&mut shop.session, "S-9", today, std::slice::from_ref(&row)).unwrap();
    let changed = Row {
        gross: kr("-90,00"),
        ..row
    };
    assert_eq!(
        refusal(settle(&mut shop.session, "S-9", today, &[changed])).code(),
        "settlement-differs"
    );
    shop.is_sound();
}

#[test]
fn a_part_credited_from_the_claims_leaves_a_way_out() {
    use fordring::app::usecase::claims::{Act, change};
    let mut shop = Shop::new();
    let second = shop.line("Mer", "50,00");
    let id = shop.ready(PHONE, "100,00");
    edit::edit(&mut shop.session, id, &[Edit::Line(second)], None).unwrap();
    shop.send(id);
    shop.pays(id);
    shop.settle_down();
    let posted = shop.post(id, None).unwrap();
    change(&mut shop.session, posted.claim_id, &Act::Credit { lines: vec![2] }, "fel rad", None).unwrap();
    credit::reissue(&mut shop.session, id, "resten också").unwrap();
    shop.settle_down();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Refunded));
    for account in ["1931", "2999", "2890", "1510"] {
        assert_eq!(shop.balance(account), kr("0,00"), "{account}");
    }
    shop.is_sound();
}

#[test]
fn counter_money_of_a_credited_order_goes_back_as_it_came() {
    for (method, account) in [(Method::Cash, "1910"), (Method::Card, "1580"), (Method::Swish, "1580")] {
        let mut shop = Shop::new();
        let id = shop.ready(PHONE, "100,00");
        shop.post(id, Some(method)).unwrap();
        credit::reissue(&mut shop.session, id, "fel pris").unwrap();
        assert_eq!(
            (shop.balance(account), shop.balance("2999")),
            (kr("0,00"), kr("0,00")),
            "{method:?}"
        );
        assert!(shop.view(id).changes.iter().any(|change| change.action == "paid_back_at_counter"));
        shop.post(id, Some(method)).unwrap();
        assert_eq!(shop.balance(account), kr("100,00"), "{method:?}");
        shop.is_sound();
    }
}

#[test]
fn an_unpaid_invoice_of_an_order_is_taken_back_by_a_credit_note() {
    use fordring::app::usecase::claims::{Act, change};
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "100,00");
    let posted = shop.post(id, Some(Method::Invoice)).unwrap();
    let done = change(&mut shop.session, posted.claim_id, &Act::Annul, "fel kund", None).unwrap();
    assert_eq!(done.credit_note.as_deref(), Some("K1"));
    assert_eq!(shop.status(id), Status::Credited);
}

#[test]
fn changing_a_lines_unit_alone_is_saved() {
    let mut shop = Shop::new_in(Country::No);
    let id = shop.ready("412 34 567", "100,00");
    let mut line = shop.view(id).loaded.order.lines[0].clone();
    line.unit = "tim".to_owned();
    line.kind = LineKind::Labour;
    edit::edit(&mut shop.session, id, &[Edit::Line(line)], None).unwrap();
    let line = shop.view(id).loaded.order.lines[0].clone();
    assert_eq!((line.unit.as_str(), line.kind), ("tim", LineKind::Labour));
}

#[test]
fn nothing_is_put_in_the_place_of_what_stands_there() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    let conn = Connection::open(&shop.db).unwrap();
    for table in ["work_order", "work_order_line", "payment_request", "outbox"] {
        let told = conn.execute(&format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"), []);
        assert!(told.is_err(), "{table}");
    }
    for attempt in [
        "UPDATE work_order SET link_seq = 99",
        "UPDATE work_order SET claim_id = 1",
        "UPDATE work_order SET status = 4, locked_at = NULL, locked_by = NULL",
    ] {
        assert!(conn.execute(attempt, []).is_err(), "{attempt}");
    }
    shop.pays(id);
    shop.settle_down();
    assert!(conn.execute("UPDATE payment_request SET state = 2", []).is_err());
    let mut other = session(&shop.db, "olle");
    fordring::app::usecase::orders::post::post(&mut other, id, None, None).unwrap();
    for attempt in [
        "UPDATE work_order SET claim_id = NULL",
        "UPDATE work_order SET method = 4",
        "INSERT OR REPLACE INTO order_invoice SELECT * FROM order_invoice",
        "INSERT INTO payment_request (order_id, seq, reference, provider, amount, phone, state, made_at, made_by) VALUES (1, 9, 'ny-lank', 'x', 1, '', 1, 0, 'x')",
    ] {
        assert!(conn.execute(attempt, []).is_err(), "{attempt}");
    }
    shop.is_sound();
}

#[test]
fn annulled_without_network_before_anybody_heard_of_it_the_order_opens_at_once() {
    let (mut shop, script) = bent();
    script.bend("create", &[Bend::NotReached, Bend::NotReached]);
    let id = shop.sent(PHONE, "1250,00");
    shop.hurry();
    outbox::round(&mut shop.session, &mut shop.ports, Asking::Nobody).unwrap();
    cancel::cancel(&mut shop.session, id, "").unwrap();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Dead));
    shop.settle_down();
    assert_eq!(
        (script.calls("create"), script.calls("hand_over"), shop.payments().len()),
        (2, 0, 0)
    );
    // One whose answer was lost is asked after first.
    script.bend("create", &[Bend::Lost]);
    script.bend("status", &[Bend::NotReached]);
    shop.send(id);
    cancel::cancel(&mut shop.session, id, "").unwrap();
    assert_eq!(shop.status(id), Status::MobilePayment);
    shop.settle_down();
    assert_eq!(shop.status(id), Status::Ready);
    assert!(!link_is_open(&mut shop));
    shop.is_sound();
}

#[test]
fn an_order_that_lacks_something_again_is_not_ready_any_more() {
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "100,00");
    edit::edit(&mut shop.session, id, &[Edit::DropLine(1)], None).unwrap();
    assert_eq!(shop.status(id), Status::InProgress);
    assert_eq!(refusal(send::send(&mut shop.session, id, None)).code(), "order-not-ready");
}
