//! The lock stands in three places; here are the other two: the file itself, and a second person at the same moment.

use fordring::app::usecase::orders::edit::{self, Edit};
use fordring::app::usecase::orders::{cancel, send};
use fordring::domain::order::Status;
use rusqlite::Connection;

use crate::shop::{Shop, refusal, session};

const PHONE: &str = "070-174 06 05";

#[test]
fn ord8_a_script_on_the_file_cannot_change_a_locked_order() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    let conn = Connection::open(&shop.db).unwrap();
    conn.pragma_update(None, "foreign_keys", true).unwrap();
    for attempt in [
        "UPDATE work_order SET amount = 1",
        "UPDATE work_order SET party_id = NULL",
        "UPDATE work_order SET phone = '+46700000000'",
        "UPDATE work_order SET description = 'x'",
        "UPDATE work_order_line SET price = 1",
        "UPDATE work_order_line SET quantity = 0",
        "INSERT INTO work_order_line (order_id, no, kind, code, text, quantity, unit, price, vat_rate) VALUES (1, 9, 1, '', 'x', 1000, '', 1, 0)",
        "DELETE FROM work_order_line",
        "DELETE FROM work_order",
        "UPDATE work_order SET status = 2, locked_at = NULL, locked_by = NULL",
        "UPDATE work_order SET status = 1",
        "UPDATE work_order SET locked_at = NULL, locked_by = NULL",
        "UPDATE payment_request SET amount = 1",
        "UPDATE payment_request SET reference = 'other-ref'",
        "DELETE FROM payment_request",
        "INSERT INTO payment_request (order_id, seq, reference, provider, amount, phone, state, made_at, made_by) VALUES (1, 2, 'r2', 'x', 1, '', 2, 0, 'x')",
        "UPDATE outbox SET body = 'other'",
        "DELETE FROM outbox",
        "DELETE FROM outbox_event",
    ] {
        let told = conn.execute(attempt, []);
        assert!(told.is_err(), "{attempt}");
    }
    drop(conn);
    assert_eq!(shop.status(id), Status::MobilePayment);
    shop.cancel(id);
    let conn = Connection::open(&shop.db).unwrap();
    let told = conn.execute("UPDATE payment_request SET state = 2", []).unwrap_err().to_string();
    assert!(told.contains("a dead link never lives again"), "{told}");
    shop.is_sound();
}

#[test]
fn two_people_do_not_overwrite_each_other() {
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "1250,00");
    let seen = shop.view(id).loaded.order.revision;
    let mut other = session(&shop.db, "olle");
    edit::edit(&mut other, id, &[Edit::Description("Byt bromsar".to_owned())], Some(seen)).unwrap();
    let told = refusal(edit::edit(
        &mut shop.session,
        id,
        &[Edit::Description("Byt olja".to_owned())],
        Some(seen),
    ));
    assert_eq!(told.code(), "order-changed");
    assert_eq!(refusal(send::send(&mut shop.session, id, Some(seen))).code(), "order-changed");
    assert_eq!(shop.view(id).loaded.sheet.description, "Byt bromsar");
    // Locked by one, refused to the other with who and since when.
    send::send(&mut other, id, None).unwrap();
    let told = refusal(edit::edit(&mut shop.session, id, &[Edit::DropLine(1)], None));
    let words = shop.session.lang.texts().refusal(&told);
    assert!(
        words.contains("olle") && words.contains("Annullera betalnings-SMS / Öppna order"),
        "{words}"
    );
    shop.is_sound();
}

#[test]
fn a_second_press_of_send_or_annul_does_nothing_twice() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    assert_eq!(refusal(send::send(&mut shop.session, id, None)).code(), "order-locked");
    shop.pays(id);
    shop.settle_down();
    for _ in 0..3 {
        cancel::cancel(&mut shop.session, id, "").unwrap();
    }
    shop.settle_down();
    assert_eq!(refusal(cancel::cancel(&mut shop.session, id, "")).code(), "order-forbids");
    let moved = shop.view(id).transactions.len();
    assert_eq!((moved, shop.texts("+46701740605").len(), shop.payments().len()), (3, 1, 1));
    shop.is_sound();
}
