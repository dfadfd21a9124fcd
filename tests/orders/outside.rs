//! What the world outside can do to an order: refuse, be silent, be late, cross (gateways.md 10.2 to 10.4).

use fordring::app::outbox;
use fordring::app::usecase::orders::cancel;
use fordring::domain::dialogue::MessageState;
use fordring::domain::order::{Mobile, RequestState, Status};
use fordring::domain::payment::Method;

use crate::shop::{Shop, kr, refusal};

const PHONE: &str = "070-174 06 05";
const TO: &str = "+46701740605";

#[test]
fn a_provider_that_refuses_leaves_nothing_locked() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "100,02");
    // 100,02 is rounded to 100: the amount that a provider refuses cannot come from a Swedish sum with öre.
    assert_eq!(shop.status(id), Status::MobilePayment);
    let mut shop = Shop::new_in(fordring::domain::account::Country::No);
    let id = shop.sent("412 34 567", "100,02");
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Dead));
    assert!(shop.texts("+4741234567").is_empty());
    assert!(shop.view(id).changes.iter().any(|change| change.action == "payment_refused"));
    shop.is_sound();
}

#[test]
fn a_message_that_is_refused_takes_the_link_back_and_opens_the_order() {
    let mut shop = Shop::new();
    let id = shop.sent("070-174 00 01", "1250,00");
    shop.settle_down();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Dead));
    let message = &shop.view(id).messages[0];
    assert_eq!(message.state, MessageState::Failed);
    assert!(!message.detail.is_empty());
    shop.is_sound();
}

#[test]
fn a_message_that_was_not_delivered_says_so_and_the_order_stays_as_it_is() {
    let mut shop = Shop::new();
    let id = shop.sent("070-174 00 02", "1250,00");
    std::thread::sleep(std::time::Duration::from_millis(3_200));
    shop.settle_down();
    assert_eq!(shop.view(id).messages[0].state, MessageState::Failed);
    // The customer can still pay at the counter with the link.
    assert_eq!(shop.status(id), Status::MobilePayment);
    shop.is_sound();
}

#[test]
fn a_site_without_network_stays_locked_tries_again_and_sends_once() {
    let mut shop = Shop::new();
    shop.provider.set_offline(true).unwrap();
    let id = shop.sent(PHONE, "1250,00");
    let view = shop.view(id);
    assert_eq!(
        (view.loaded.order.status, view.loaded.order.mobile),
        (Status::MobilePayment, Mobile::Sending)
    );
    assert!(!view.outbox[0].reason.is_empty() && view.outbox[0].next_at_ms > view.outbox[0].created_at_ms);
    shop.settle_down();
    shop.provider.set_offline(false).unwrap();
    shop.settle_down();
    assert_eq!(shop.view(id).loaded.order.mobile, Mobile::Sent);
    assert_eq!((shop.texts(TO).len(), shop.payments().len()), (1, 1));
    // Annulled without network it stays locked until the provider has said so (gateways.md 10.4).
    shop.provider.set_offline(true).unwrap();
    shop.cancel(id);
    let order = shop.view(id).loaded.order;
    assert_eq!((order.status, order.mobile), (Status::MobilePayment, Mobile::Cancelling));
    shop.provider.set_offline(false).unwrap();
    shop.settle_down();
    assert_eq!(shop.status(id), Status::Ready);
    shop.is_sound();
}

#[test]
fn annulled_before_it_left_nothing_leaves() {
    let mut shop = Shop::new();
    shop.provider.set_offline(true).unwrap();
    let id = shop.sent(PHONE, "1250,00");
    shop.cancel(id);
    shop.provider.set_offline(false).unwrap();
    shop.settle_down();
    assert_eq!(shop.status(id), Status::Ready);
    assert!(shop.texts(TO).is_empty());
    assert!(shop.payments().iter().all(|payment| payment.authorised.is_zero()));
    shop.is_sound();
}

/// A Norwegian workshop: its sums keep their øre, which is how the simulator is told what to do.
fn norwegian(amount: &str) -> (Shop, i64) {
    let mut shop = Shop::new_in(fordring::domain::account::Country::No);
    let id = shop.sent("412 34 567", amount);
    (shop, id)
}

#[test]
fn ord13_a_payment_that_crosses_the_annulment_goes_back() {
    let (mut shop, id) = norwegian("1250,04");
    shop.cancel(id);
    shop.settle_down();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Refunded));
    assert_eq!(shop.balance("1931"), kr("0,00"));
    let at = &shop.payments()[0];
    assert_eq!((at.authorised, at.refunded), (kr("1250,04"), kr("1250,04")));
    shop.is_sound();
}

#[test]
fn ord27_a_payment_after_the_annulment_is_parked_and_never_locks_again() {
    let (mut shop, id) = norwegian("1250,08");
    shop.cancel(id);
    assert_eq!(shop.status(id), Status::Ready);
    std::thread::sleep(std::time::Duration::from_millis(5_200));
    shop.settle_down();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Ready, RequestState::Paid));
    let parked: i64 = rusqlite::Connection::open(&shop.db)
        .unwrap()
        .query_row("SELECT count(*) FROM payment WHERE state = 5 AND reason = 19", [], |row| row.get(0))
        .unwrap();
    assert_eq!(parked, 1);
    assert_eq!(shop.balance("2999"), kr("-1250,08"));
    shop.is_sound();
    // The proposed refund.
    let request = shop.view(id).requests[0].id;
    cancel::pay_back_late(&mut shop.session, request).unwrap();
    shop.settle_down();
    assert_eq!(shop.request(id), RequestState::Refunded);
    assert_eq!(shop.balance("2999"), kr("0,00"));
    assert_eq!(
        refusal(cancel::pay_back_late(&mut shop.session, request)).code(),
        "nothing-to-cancel"
    );
    shop.is_sound();
}

#[test]
fn ord27_a_late_payment_of_an_order_posted_otherwise_goes_back() {
    let (mut shop, id) = norwegian("1250,08");
    shop.cancel(id);
    shop.post(id, Some(Method::Card)).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(5_200));
    shop.settle_down();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Posted, RequestState::Paid));
    let request = shop.view(id).requests[0].id;
    cancel::pay_back_late(&mut shop.session, request).unwrap();
    shop.settle_down();
    assert_eq!((shop.status(id), shop.request(id)), (Status::Posted, RequestState::Refunded));
    assert_eq!((shop.balance("1931"), shop.balance("2999")), (kr("0,00"), kr("0,00")));
    shop.is_sound();
}

#[test]
fn another_amount_keeps_the_order_locked_and_goes_to_a_person() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    let url = shop.url(id);
    shop.provider.pay(&url, Some(kr("1200,00"))).unwrap();
    shop.settle_down();
    let order = shop.view(id).loaded.order;
    assert_eq!(
        (order.status, order.mobile, order.payment_received),
        (Status::MobilePayment, Mobile::Deviating, false)
    );
    assert_eq!(refusal(shop.post(id, None)).code(), "payment-deviates");
    assert_eq!(shop.balance("1931"), kr("1200,00"));
    shop.is_sound();
    shop.cancel(id);
    shop.settle_down();
    assert_eq!((shop.status(id), shop.balance("1931")), (Status::Ready, kr("0,00")));
    shop.is_sound();
}

#[test]
fn lost_answers_never_make_two_of_anything() {
    // ,05: the link's answer is lost; ,10: the capture's; ,09: the refund's; ,15: the cancel's; ,14: busy twice.
    for (amount, pays) in [
        ("90,05", true),
        ("90,10", true),
        ("90,09", true),
        ("90,15", false),
        ("90,14", true),
        ("90,06", false),
        ("90,07", false),
    ] {
        let (mut shop, id) = norwegian(amount);
        shop.settle_down();
        assert_eq!(shop.view(id).loaded.order.mobile, Mobile::Sent, "{amount}");
        if pays {
            shop.pays(id);
            shop.settle_down();
            assert_eq!(shop.view(id).loaded.order.mobile, Mobile::Paid, "{amount}");
        }
        shop.cancel(id);
        shop.settle_down();
        assert_eq!(shop.status(id), Status::Ready, "{amount}");
        assert_eq!((shop.payments().len(), shop.texts("+4741234567").len()), (1, 1), "{amount}");
        let at = shop.payments().remove(0);
        assert_eq!(at.authorised, at.refunded, "{amount}");
        assert_eq!(shop.balance("1931"), kr("0,00"), "{amount}");
        shop.is_sound();
    }
}

#[test]
fn a_refund_that_is_refused_keeps_the_order_locked_and_says_why() {
    let (mut shop, id) = norwegian("90,11");
    shop.pays(id);
    shop.settle_down();
    shop.cancel(id);
    let view = shop.view(id);
    assert_eq!(
        (view.loaded.order.status, view.loaded.order.mobile),
        (Status::MobilePayment, Mobile::Cancelling)
    );
    assert!(
        view.outbox.iter().any(|out| out.reason.contains("REFUND_DENIED")),
        "{:?}",
        view.outbox
    );
    assert_eq!((shop.balance("2990"), shop.balance("1931")), (kr("-90,11"), kr("90,11")));
    shop.is_sound();
}

#[test]
fn a_link_that_ran_out_or_was_declined_opens_the_order() {
    for amount in ["90,12", "90,13"] {
        let (mut shop, id) = norwegian(amount);
        std::thread::sleep(std::time::Duration::from_millis(5_200));
        shop.settle_down();
        assert_eq!(shop.status(id), Status::Ready, "{amount}");
        assert!(
            shop.view(id).changes.iter().any(|change| change.action == "payment_ended"),
            "{amount}"
        );
        shop.is_sound();
    }
}

#[test]
fn a_message_from_a_customer_stands_on_the_order() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    shop.provider.send(TO, "Kommer kl 16").unwrap();
    shop.settle_down();
    let messages = shop.view(id).messages;
    assert_eq!(messages.len(), 2);
    assert_eq!(
        (messages[1].text.as_str(), messages[1].state),
        ("Kommer kl 16", MessageState::Received)
    );
}

#[test]
fn checking_without_network_changes_nothing_and_says_so() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    shop.pays(id);
    shop.provider.set_offline(true).unwrap();
    let told = outbox::check(&mut shop.session, &mut shop.ports, id).unwrap_err();
    assert_eq!(told.exit_code(), 5);
    assert!(!shop.view(id).loaded.order.payment_received);
    shop.provider.set_offline(false).unwrap();
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    assert!(shop.view(id).loaded.order.payment_received);
}
