//! The walk of the source document, ORD-5 to ORD-25, and the books it leaves.

use fordring::app::outbox;
use fordring::app::usecase::orders::edit::Edit;
use fordring::app::usecase::orders::settle::{Row, settle};
use fordring::app::usecase::orders::{credit, edit, print, send};
use fordring::domain::order::{Mobile, Status};
use fordring::domain::payment::Method;
use fordring::domain::refusal::Refusal;
use rust_decimal::Decimal;

use crate::shop::{Shop, kr, refusal};

const PHONE: &str = "070-174 06 05";

#[test]
fn ord4_everything_that_is_missing_is_told_at_once() {
    let mut shop = Shop::new();
    let blank = edit::new_line(&shop.session).unwrap();
    let (id, number) = edit::create(&mut shop.session, &[Edit::Line(blank)]).unwrap();
    let Refusal::OrderIncomplete { number: told, missing } = refusal(edit::complete(&mut shop.session, id)) else {
        panic!("another refusal")
    };
    assert_eq!(told, number);
    let keys: Vec<_> = missing.0.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, ["missing-customer", "missing-line-text", "missing-line-price"]);
    assert_eq!(shop.status(id), Status::InProgress);
    // A phone that no SMS reaches shows in the preview, with what else is missing.
    let preview = send::preview(&shop.session, id).unwrap();
    let codes: Vec<_> = preview.missing.iter().map(Refusal::code).collect();
    assert_eq!(codes, ["order-not-ready", "phone-invalid"]);
}

#[test]
fn ord5_to_ord9_sending_locks_the_order_and_a_message_reaches_the_customer() {
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "1250,00");
    assert_eq!(shop.status(id), Status::Ready);
    let preview = send::preview(&shop.session, id).unwrap();
    assert_eq!(
        (preview.phone.as_str(), preview.amount, preview.parts),
        ("+46701740605", kr("1250,00"), 1)
    );
    assert!(preview.simulated && preview.missing.is_empty() && preview.seven_bit);
    shop.send(id);
    let view = shop.view(id);
    let order = &view.loaded.order;
    assert_eq!((order.status, order.mobile), (Status::MobilePayment, Mobile::Sent));
    assert_eq!(order.lock.as_ref().unwrap().by, "eva");
    let texts = shop.texts("+46701740605");
    assert_eq!(texts.len(), 1);
    assert!(
        texts[0].contains("ABC12D") && texts[0].contains("1 250,00") && texts[0].contains(&shop.url(id)),
        "{texts:?}"
    );
    // What becomes of the message follows.
    assert_eq!(view.messages.len(), 1);
    shop.is_sound();
}

#[test]
fn ord8_nobody_changes_a_locked_order_but_notes_stay_workable() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    let line = shop.line("En sak till", "10,00");
    for edits in [
        vec![Edit::Line(line)],
        vec![Edit::DropLine(1)],
        vec![Edit::Phone("0701740606".to_owned())],
        vec![Edit::Description("annat".to_owned())],
        vec![Edit::Customer(String::new())],
        vec![Edit::Method(Some(Method::Card))],
    ] {
        let told = refusal(edit::edit(&mut shop.session, id, &edits, None));
        assert!(
            matches!(told, Refusal::OrderLocked { operator, .. } if operator == "eva"),
            "{edits:?}"
        );
    }
    edit::edit(&mut shop.session, id, &[Edit::Notes("Nyckeln hänger i skåpet".to_owned())], None).unwrap();
    assert_eq!(shop.view(id).loaded.sheet.notes, "Nyckeln hänger i skåpet");
    assert_eq!(refusal(send::send(&mut shop.session, id, None)).code(), "order-locked");
    assert_eq!(refusal(shop.post(id, Some(Method::Cash))).code(), "not-paid-yet");
    shop.is_sound();
}

#[test]
fn ord10_to_ord14_annulled_unpaid_it_opens_and_the_old_link_is_dead_for_good() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    let old = shop.url(id);
    shop.cancel(id);
    let order = shop.view(id).loaded.order;
    assert_eq!((order.status, order.mobile, order.lock), (Status::Ready, Mobile::None, None));
    let dead = shop.provider.pay(&old, None).unwrap();
    assert_eq!(dead, fordring::app::simulated::LinkAnswer::Dead);
    // Changed and sent anew: another link, and the old one stays dead (requirements 2.2: link identity is never reused).
    let line = shop.line("Torkarblad", "199,00");
    edit::edit(&mut shop.session, id, &[Edit::Line(line)], None).unwrap();
    shop.send(id);
    assert_ne!(shop.url(id), old);
    assert_eq!(shop.provider.open_link(&old).unwrap(), fordring::app::simulated::LinkAnswer::Dead);
    assert_eq!(shop.view(id).requests[0].amount, kr("1449,00"));
    let references: std::collections::BTreeSet<_> = shop.view(id).requests.iter().map(|r| r.reference.clone()).collect();
    assert_eq!(references.len(), 2);
    shop.is_sound();
}

#[test]
fn ord13_annulled_after_payment_the_money_goes_back_and_every_step_is_a_transaction() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    shop.pays(id);
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    assert_eq!((shop.balance("1931"), shop.balance("2999")), (kr("1250,00"), kr("-1250,00")));
    shop.cancel(id);
    assert_eq!(shop.status(id), Status::Ready);
    let view = shop.view(id);
    let kinds: Vec<_> = view.transactions.iter().map(|t| (t.kind.as_str(), t.amount)).collect();
    assert_eq!(
        kinds,
        [
            ("received", kr("1250,00")),
            ("refund_asked", kr("-1250,00")),
            ("refunded", kr("-1250,00"))
        ]
    );
    let order = &view.loaded.order;
    assert!(!order.payment_received && order.method.is_none() && view.loaded.sheet.received_at_ms.is_none());
    for account in ["1931", "2999", "2890"] {
        assert_eq!(shop.balance(account), kr("0,00"), "{account}");
    }
    let at_provider = shop.payments();
    assert_eq!((at_provider[0].authorised, at_provider[0].refunded), (kr("1250,00"), kr("1250,00")));
    shop.is_sound();
}

#[test]
fn ord15_ord16_checking_finds_the_payment_once_however_often_it_is_asked() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    assert!(!shop.view(id).loaded.order.payment_received);
    shop.pays(id);
    for _ in 0..3 {
        outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    }
    shop.settle_down();
    let view = shop.view(id);
    let order = &view.loaded.order;
    assert_eq!(
        (order.method, order.payment_received, order.mobile),
        (Some(Method::Mobile), true, Mobile::Paid)
    );
    // The provider's time and the time of arrival stand apart (ORD-23).
    assert!(view.loaded.sheet.paid_at_ms.is_some() && view.loaded.sheet.received_at_ms >= view.loaded.sheet.paid_at_ms);
    assert_eq!(view.transactions.len(), 1);
    assert_eq!(shop.balance("1931"), kr("1250,00"));
    assert_eq!(shop.payments()[0].captured, kr("1250,00"));
    shop.is_sound();
}

#[test]
fn ord17_ord25_posted_it_is_an_invoice_on_1931_until_the_settlement_comes() {
    let mut shop = Shop::new();
    // VAT of two rates, öre that are rounded.
    let vat = |percent: u32, price: &str, shop: &Shop| fordring::domain::order::Line {
        vat_percent: Decimal::from(percent),
        ..shop.line("Rad", price)
    };
    let lines = [vat(25, "1342,50", &shop), vat(12, "99,90", &shop)];
    let mut edits = vec![
        Edit::NewCustomer("Mallås Frakt AB".to_owned(), PHONE.to_owned()),
        Edit::Plate("XYZ789".to_owned()),
    ];
    edits.extend(lines.map(Edit::Line));
    let (id, number) = edit::create(&mut shop.session, &edits).unwrap();
    edit::complete(&mut shop.session, id).unwrap();
    let totals = shop.view(id).totals;
    assert_eq!((totals.net, totals.total), (kr("1442,40"), kr("1790,00")));
    assert_eq!(totals.rounding, kr("-0,02"));
    shop.send(id);
    shop.pays(id);
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    let posted = shop.post(id, None).unwrap();
    assert_eq!((posted.number, posted.method), (number, Method::Mobile));
    assert_eq!(shop.status(id), Status::Posted);
    let claim = fordring::app::show::claim(&shop.session, posted.claim_id).unwrap();
    let json = fordring::app::show::claim_json(&claim).unwrap();
    assert_eq!((json["status"].as_str(), json["paid"].as_str()), (Some("paid"), Some("1790.00")));
    assert!(json["reference"].as_str().is_some_and(|reference| reference.len() >= 5));
    for (account, stands) in [
        ("1931", "1790,00"),
        ("1510", "0,00"),
        ("2999", "0,00"),
        ("3001", "-1442,40"),
        ("2611", "-347,62"),
        ("3740", "0,02"),
    ] {
        assert_eq!(shop.balance(account), kr(stands), "{account}");
    }
    assert_eq!(shop.view(id).clearing, kr("1790,00"));
    let reference = shop.view(id).requests[0].reference.clone();
    let row = Row {
        reference,
        gross: kr("1790,00"),
        fee: kr("26,85"),
    };
    let today = chrono::Local::now().date_naive();
    for known in [false, true] {
        let settled = settle(&mut shop.session, "S-1", today, std::slice::from_ref(&row)).unwrap();
        assert_eq!((settled.known, settled.net, settled.open.len()), (known, kr("1763,15"), 0));
    }
    for (account, stands) in [("1931", "0,00"), ("6570", "26,85"), ("1930", "1763,15")] {
        assert_eq!(shop.balance(account), kr(stands), "{account}");
    }
    let lost = Row {
        reference: "f000000-1-1".to_owned(),
        ..row
    };
    let told = refusal(settle(&mut shop.session, "S-2", today, &[lost]));
    assert_eq!(told.code(), "no-such-payment");
    shop.is_sound();
}

#[test]
fn ord18_other_ways_to_pay_stand_on_their_accounts() {
    for (method, account, stands) in [
        (Method::Card, "1580", "1250,00"),
        (Method::Cash, "1910", "1250,00"),
        (Method::Swish, "1580", "1250,00"),
        (Method::Invoice, "1510", "1250,00"),
    ] {
        let mut shop = Shop::new();
        let id = shop.sent(PHONE, "1250,00");
        shop.cancel(id);
        assert_eq!(refusal(shop.post(id, None)).code(), "method-missing");
        assert_eq!(refusal(shop.post(id, Some(Method::Mobile))).code(), "not-paid-yet");
        shop.post(id, Some(method)).unwrap();
        assert_eq!(shop.balance(account), kr(stands), "{method:?}");
        shop.is_sound();
    }
}

#[test]
fn ord19_credited_opened_annulled_and_sent_anew() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    shop.pays(id);
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    let first = shop.post(id, None).unwrap();
    assert_eq!(refusal(credit::credit(&mut shop.session, id, " ")).code(), "comment-missing");
    let note = credit::credit(&mut shop.session, id, "fel timmar").unwrap();
    assert_eq!((note.as_str(), shop.status(id)), ("K1", Status::Credited));
    let claim = fordring::app::show::claim(&shop.session, first.claim_id).unwrap();
    assert_eq!(claim.detail.credit_notes.len(), 1);
    let opened = credit::open(&mut shop.session, id).unwrap();
    assert_eq!((opened.status, opened.mobile), (Status::Opened, Mobile::CreditRemains));
    let told = refusal(edit::edit(&mut shop.session, id, &[Edit::DropLine(1)], None));
    assert_eq!(told.code(), "credit-remains");
    shop.cancel(id);
    assert_eq!(shop.status(id), Status::Ready);
    let line = shop.line("Rätt timmar", "900,00");
    edit::edit(&mut shop.session, id, &[Edit::DropLine(1), Edit::Line(line)], None).unwrap();
    shop.send(id);
    shop.pays(id);
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    let second = shop.post(id, None).unwrap();
    assert_eq!(second.claim, first.claim + 1);
    assert_eq!(shop.balance("1931"), kr("900,00"));
    assert_eq!(shop.balance("3004"), kr("-900,00"));
    let status = |id| fordring::app::show::claim(&shop.session, id).unwrap().detail.claim.status.code();
    assert_eq!((status(first.claim_id), status(second.claim_id)), ("credited", "paid"));
    assert_eq!(shop.view(id).invoices.len(), 2);
    shop.is_sound();
}

#[test]
fn ord19_credit_and_reissue_is_one_operation() {
    let mut shop = Shop::new();
    let id = shop.sent(PHONE, "1250,00");
    shop.pays(id);
    outbox::check(&mut shop.session, &mut shop.ports, id).unwrap();
    shop.post(id, None).unwrap();
    credit::reissue(&mut shop.session, id, "fel timmar").unwrap();
    shop.settle_down();
    assert_eq!(shop.status(id), Status::Ready);
    assert_eq!(shop.balance("1931"), kr("0,00"));
    // One paid at the counter opens at once: nothing goes to the provider.
    let cash = shop.ready(PHONE, "100,00");
    shop.post(cash, Some(Method::Cash)).unwrap();
    credit::reissue(&mut shop.session, cash, "fel kund").unwrap();
    assert_eq!(shop.status(cash), Status::Ready);
    shop.is_sound();
}

#[test]
fn an_invoice_credited_from_the_claims_opens_its_order_too() {
    use fordring::app::usecase::claims::{Act, change};
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "100,00");
    let posted = shop.post(id, Some(Method::Invoice)).unwrap();
    change(&mut shop.session, posted.claim_id, &Act::Credit { lines: Vec::new() }, "fel", None).unwrap();
    assert_eq!(shop.status(id), Status::Credited);
    credit::open(&mut shop.session, id).unwrap();
    assert_eq!(shop.status(id), Status::Ready);
    shop.is_sound();
}

#[test]
fn a_print_is_as_it_was_issued_and_the_second_one_says_copy() {
    use fordring::app::usecase::claims::{Act, change};
    use fordring::app::usecase::sending::Wish;
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "1250,00");
    let posted = shop.post(id, Some(Method::Card)).unwrap();
    let first = print::print(&mut shop.session, posted.claim_id, None).unwrap();
    let bytes = std::fs::read(&first.file).unwrap();
    assert!(!first.copy && bytes.starts_with(b"%PDF-"));
    // It left on paper, and the claim says when (CLM-6).
    let sent = |shop: &Shop| fordring::store::claim::sent_on(&rusqlite::Connection::open(&shop.db).unwrap(), posted.claim_id).unwrap();
    assert_eq!(sent(&shop), Some(fordring::app::clock::today()));
    shop.is_sound();
    credit::credit(&mut shop.session, id, "fel").unwrap();
    credit::open(&mut shop.session, id).unwrap();
    let line = shop.line("Något annat", "1,00");
    edit::edit(&mut shop.session, id, &[Edit::DropLine(1), Edit::Line(line)], None).unwrap();
    let second = print::print(&mut shop.session, posted.claim_id, None).unwrap();
    assert!(second.copy && second.file != first.file);
    assert_eq!(std::fs::read(&first.file).unwrap(), bytes);
    let note = print::print(&mut shop.session, posted.claim_id, Some("K1")).unwrap();
    assert!(!note.copy && note.file.exists());
    let told = refusal(print::print(&mut shop.session, posted.claim_id, Some("K9")));
    assert_eq!(told.code(), "nothing-to-print");
    // Sent by another way it is a copy by the same rule: one mechanism.
    let by_mail = Act::Send(Wish::default());
    let told = refusal(change(&mut shop.session, posted.claim_id, &by_mail, "", None));
    assert!(["sent-already", "status-forbids"].contains(&told.code()), "{told:?}");
    shop.is_sound();
}

#[test]
fn a_printer_that_refuses_leaves_the_invoice_unsent_and_the_next_one_is_no_copy() {
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "1250,00");
    let posted = shop.post(id, Some(Method::Card)).unwrap();
    let mut settings = fordring::app::settings::Settings::default();
    settings.print.then = Some("print".to_owned());
    settings.print.printer = Some("-rf".to_owned());
    let usual = std::mem::replace(&mut shop.session.settings, std::sync::Arc::new(settings));
    let error = print::print(&mut shop.session, posted.claim_id, None).unwrap_err();
    assert_eq!(error.code(), "deliver-failed");
    let sent = |shop: &Shop| fordring::store::claim::sent_on(&rusqlite::Connection::open(&shop.db).unwrap(), posted.claim_id).unwrap();
    assert_eq!(sent(&shop), None);
    shop.is_sound();
    shop.session.settings = usual;
    let printed = print::print(&mut shop.session, posted.claim_id, None).unwrap();
    assert!(!printed.copy && sent(&shop).is_some());
    shop.is_sound();
}

#[test]
fn what_the_counter_shows_is_the_live_link_or_swish_and_never_a_dead_one() {
    use fordring::app::usecase::orders::pay_code;
    let mut shop = Shop::new();
    let id = shop.ready(PHONE, "1250,00");
    assert_eq!(
        (shop.view(id).pay_code, refusal(pay_code::swish(&shop.session, id)).code()),
        (None, "no-swish")
    );
    let mut settings = fordring::app::settings::Settings::default();
    settings.seller.swish = "123 123 12 31".to_owned();
    shop.session.settings = std::sync::Arc::new(settings);
    assert_eq!(shop.view(id).pay_code.as_deref(), Some("C1231231231;1250.00;14001;0"));
    shop.send(id);
    let url = shop.url(id);
    let code = pay_code::link(&shop.session, id).unwrap();
    assert!(code.payload == url && code.squares.len() > 10);
    shop.pays(id);
    shop.settle_down();
    assert_eq!(shop.view(id).pay_code, None);
    shop.cancel(id);
    assert_eq!(shop.view(id).pay_code.as_deref(), Some("C1231231231;1250.00;14001;0"));
    assert_eq!(refusal(pay_code::link(&shop.session, id)).code(), "nothing-to-check");
}
