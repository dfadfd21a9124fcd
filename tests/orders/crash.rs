//! Nothing twice, nothing lost: killed at random moments, and four consoles that fight over one order.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fordring::app::outbox::{self, Asking};
use fordring::app::ports::Ports;
use fordring::app::simulated::Simulator;
use fordring::app::usecase::orders::{self, cancel, edit, post, send};
use fordring::app::{AppError, ports};
use fordring::domain::money::Money;
use fordring::domain::order::{RequestState, Status};
use fordring::store::StoreError;

use crate::shop::{Shop, session};

/// How many times the program is killed.
const KILLS: u32 = 200;
/// How long the consoles fight, in seconds; `FORDRING_FIGHT_S` makes it longer.
const FIGHT_S: u64 = 20;

fn program(db: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fordring"));
    let home = db.parent().unwrap();
    command.env("HOME", home).env("FORDRING_DB", db).env("FORDRING_OPERATOR", "eva");
    command.env_remove("FORDRING_SETTINGS").env_remove("XDG_CONFIG_HOME");
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Links of one order that can be paid at the provider.
fn live(provider: &mut Simulator) -> BTreeMap<String, usize> {
    let mut live = BTreeMap::new();
    for payment in provider.payments().unwrap() {
        if fordring::app::simulated::link_state(payment.state) == "link-open" {
            let order = payment.reference.split('-').nth(1).unwrap().to_owned();
            *live.entry(order).or_default() += 1;
        }
    }
    live
}

/// A link that can be paid belongs to an order that is locked, at every moment.
fn open_links_are_locked(shop: &mut Shop) {
    let open = live(&mut shop.provider);
    for number in open.keys() {
        let id = orders::find(&shop.session, number).unwrap();
        assert_eq!(
            shop.status(id),
            Status::MobilePayment,
            "order {number} is open and its link can be paid"
        );
    }
}

/// What must hold when all is quiet: provider and file agree to the öre, and nobody got two messages for one sending.
fn agree(shop: &mut Shop, phone: &str) {
    shop.is_sound();
    let mut requests = BTreeMap::new();
    let mut sent = 0;
    for id in 1..=i64::try_from(ORDERS).unwrap() {
        let view = shop.view(id);
        for request in view.requests {
            requests.insert(request.reference.clone(), request);
        }
        sent += view
            .outbox
            .iter()
            .filter(|out| out.op == fordring::store::outbox::Op::SmsSend && out.attempt > 0)
            .count();
    }
    for payment in shop.payments() {
        let request = &requests[&payment.reference];
        assert_eq!(request.amount, payment.amount, "{}", payment.reference);
        assert_eq!(
            (request.paid, request.refunded),
            (payment.authorised, payment.refunded),
            "{}",
            payment.reference
        );
        let open = fordring::app::simulated::link_state(payment.state) == "link-open";
        assert_eq!(
            open,
            request.state == RequestState::Live,
            "{}: {:?}",
            payment.reference,
            request.state
        );
    }
    let mut texts = shop.texts(phone);
    let all = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), all, "a message came twice");
    assert!(all <= sent, "{all} messages for {sent} sendings");
}

/// What the orders come to: ordinary ones, and ones whose link, capture, refund or cancel loses its answer or is put off.
const AMOUNTS: [&str; 10] = [
    "1250,00", "980,50", "90,04", "90,05", "90,06", "90,09", "90,10", "90,14", "90,15", "1250,00",
];
const ORDERS: usize = AMOUNTS.len();

#[test]
fn killed_two_hundred_times_every_order_is_legal_and_nothing_happened_twice() {
    let mut shop = Shop::new_in(fordring::domain::account::Country::No);
    let phone = "412 34 567";
    let numbers: Vec<String> = AMOUNTS
        .iter()
        .map(|amount| {
            let id = shop.ready(phone, amount);
            shop.view(id).loaded.order.number.to_string()
        })
        .collect();
    let mut rng = fastrand::Rng::with_seed(20_261_122);
    let (mut killed, mut tries) = (0, 0);
    while killed < KILLS {
        tries += 1;
        assert!(tries < KILLS * 20, "only {killed} of {tries} were killed in time");
        let number = numbers[rng.usize(0..ORDERS)].as_str();
        let args: &[&str] = match rng.u8(0..10) {
            0..=3 => &["orders", "send-payment", number],
            4 => &["orders", "check-payment", number],
            5..=6 => &["orders", "cancel-payment", number],
            7 => &["orders", "post", number],
            8 => &["orders", "reissue", number, "--comment", "fel"],
            _ => &["dispatch", "--all"],
        };
        let mut child = program(&shop.db, args).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(rng.u64(0..60_000)));
        let _ = child.kill();
        let ended = child.wait().unwrap();
        killed += u32::from(ended.code().is_none());
        assert!(live(&mut shop.provider).values().all(|count| *count <= 1), "two links of one order");
        open_links_are_locked(&mut shop);
        // Customers go on paying meanwhile.
        if rng.u8(0..4) == 0 {
            let open: Vec<String> = shop.payments().into_iter().filter(|p| p.paid_ms.is_none()).map(|p| p.url).collect();
            if !open.is_empty() {
                let url = &open[rng.usize(0..open.len())];
                shop.provider.pay(url, None).unwrap();
            }
        }
        if killed % 25 == 0 {
            shop.is_sound();
        }
    }
    shop.settle_down();
    agree(&mut shop, "+4741234567");
    println!("killed {killed} of {tries} runs");
}

/// Anything but a refusal, or a gateway that says no, is a fault.
fn only_refused<T>(done: Result<T, AppError>) {
    match done {
        Ok(_) | Err(AppError::Store(StoreError::Refused(_)) | AppError::Gateway { .. }) => {}
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn four_consoles_fight_over_one_order_one_lock_one_link_and_only_refusals() {
    let seconds = std::env::var("FORDRING_FIGHT_S")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(FIGHT_S);
    let mut shop = Shop::new();
    let id = shop.ready("070-174 06 05", "1250,00");
    let (db, stop) = (shop.db.clone(), AtomicBool::new(false));
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut acts = 0u64;
    std::thread::scope(|scope| {
        let (db, stop) = (&db, &stop);
        let consoles: Vec<_> = ["eva", "olle", "kari", "ida"]
            .into_iter()
            .map(|operator| {
                scope.spawn(move || {
                    let mut session = session(db, operator);
                    let mut ports = Ports::open(&session.settings, db).unwrap();
                    let mut provider = ports::simulator(db).unwrap();
                    let mut acts = 0u64;
                    while !stop.load(Ordering::Relaxed) {
                        acts += 1;
                        match fastrand::u8(0..8) {
                            0 | 1 => only_refused(send::send(&mut session, id, None)),
                            2 => only_refused(cancel::cancel(&mut session, id, "")),
                            3 => only_refused(outbox::check(&mut session, &mut ports, id)),
                            4 => {
                                let view = orders::view(&session, id).unwrap();
                                if let Some(url) = view.requests.first().and_then(|request| request.url.clone()) {
                                    provider.pay(&url, None).unwrap();
                                }
                            }
                            5 => only_refused(edit::edit(&mut session, id, &[edit::Edit::Notes(acts.to_string())], None)),
                            6 => only_refused(
                                orders::credit::reissue(&mut session, id, "fel")
                                    .or_else(|_| post::post(&mut session, id, None, None).map(|_| String::new())),
                            ),
                            _ => only_refused(outbox::round(&mut session, &mut ports, Asking::All)),
                        }
                    }
                    acts
                })
            })
            .collect();
        let mut watcher = ports::simulator(db).unwrap();
        while Instant::now() < until {
            assert!(live(&mut watcher).values().all(|count| *count <= 1), "two live links");
            std::thread::sleep(Duration::from_millis(20));
        }
        stop.store(true, Ordering::Relaxed);
        acts = consoles.into_iter().map(|console| console.join().unwrap()).sum();
    });
    shop.settle_down();
    shop.is_sound();
    let view = shop.view(id);
    let mut texts = shop.texts("+46701740605");
    let all = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), all, "a message came twice");
    let paid = shop
        .payments()
        .iter()
        .fold(Money::ZERO, |sum, p| sum.plus(p.authorised).unwrap().minus(p.refunded).unwrap());
    let kept = view
        .requests
        .iter()
        .fold(Money::ZERO, |sum, r| sum.plus(r.paid).unwrap().minus(r.refunded).unwrap());
    assert_eq!(paid, kept);
    assert_eq!(view.loaded.order.lock.is_some(), view.loaded.order.status == Status::MobilePayment);
    println!("{acts} acts in {seconds} s, {} links, {all} messages", view.requests.len());
}
