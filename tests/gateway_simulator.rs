//! The simulated telephones and what customers do with links (gateways.md 10.6). The payment half as the site sees it is
//! held to the same suite as the real providers, in `gateway_payments`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use fordring::domain::money::Money;
use fordring::gateways::simulator::{LinkAnswer, SimError, Simulator};
use fordring::gateways::{LinkState, MessageEvent, MessageState, Messages, NewLink, OutMessage, Payments, PortError};

thread_local! {
    static NOW: Cell<i64> = const { Cell::new(1_790_000_000_000) };
}

fn now() -> i64 {
    NOW.with(Cell::get)
}

fn later(ms: i64) {
    NOW.with(|now| now.set(now.get() + ms));
}

struct Rig {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
    sim: Simulator,
    seen: RefCell<BTreeSet<String>>,
}

impl Rig {
    fn new() -> Rig {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("simulator.db");
        let sim = Simulator::open(&path, now).unwrap();
        Rig {
            _folder: folder,
            path,
            sim,
            seen: RefCell::default(),
        }
    }

    /// What is new, taken once.
    fn news(&mut self) -> Vec<MessageEvent> {
        let news = self.sim.poll(&|id| self.seen.borrow().contains(id)).unwrap();
        self.seen.borrow_mut().extend(news.iter().map(|n| n.id.clone()));
        news.into_iter().map(|n| n.event).collect()
    }

    fn hand(&mut self, key: &str, to: &str) -> Result<(), PortError> {
        self.sim.hand_over(&OutMessage {
            key,
            to,
            text: "Betal her: æøå",
        })
    }

    fn link(&mut self, reference: &str, minor: i64) -> String {
        let link = new_link(reference, minor);
        self.sim.create(&link).or_else(|_| self.sim.create(&link)).unwrap().url
    }

    fn state(&mut self, reference: &str) -> LinkState {
        self.sim.status(reference, None).unwrap().unwrap().state
    }
}

fn new_link(reference: &str, minor: i64) -> NewLink<'_> {
    NewLink {
        reference,
        amount: Money::from_minor(minor),
        currency: "SEK",
        description: "Order 1001",
        phone: "+46701234567",
        expires_at_ms: now() + 86_400_000,
    }
}

fn sent() -> impl Fn(&MessageState) -> bool {
    |state| matches!(state, MessageState::Sent { reference: Some(_) })
}

#[test]
fn a_message_is_sent_then_delivered_and_each_is_told_once() {
    let mut rig = Rig::new();
    rig.hand("bo-1-1-1", "+4799999999").unwrap();
    rig.hand("bo-1-1-1", "+4799999999").unwrap();
    let news = rig.news();
    assert!(
        matches!(&news[..], [MessageEvent::Moved { key, state }] if key == "bo-1-1-1" && sent()(state)),
        "{news:?}"
    );
    assert_eq!(rig.news(), []);
    later(3_000);
    let news = rig.news();
    assert!(
        matches!(
            &news[..],
            [MessageEvent::Moved {
                state: MessageState::Delivered,
                ..
            }]
        ),
        "{news:?}"
    );
    assert_eq!(rig.news(), []);
    assert_eq!(rig.sim.look_up("bo-1-1-1"), Ok(MessageState::Delivered));
    assert_eq!(rig.sim.look_up("bo-1-2-1"), Ok(MessageState::Absent));
    let inbox = rig.sim.inbox("+4799999999").unwrap();
    assert_eq!(inbox.len(), 1, "the same key twice is one message");
    assert_eq!((inbox[0].text.as_str(), inbox[0].read), ("Betal her: æøå", false));
    rig.sim.read(inbox[0].id).unwrap();
    assert!(rig.sim.inbox("+4799999999").unwrap()[0].read);
}

#[test]
fn a_key_for_another_message_is_refused() {
    let mut rig = Rig::new();
    rig.hand("bo-1-1-1", "+4799999999").unwrap();
    assert!(matches!(rig.hand("bo-1-1-1", "+4799999998"), Err(PortError::Refused { code, .. }) if code == "KEY_USED"));
}

#[test]
fn numbers_do_what_the_table_says() {
    let mut rig = Rig::new();
    assert!(matches!(rig.hand("k-0001", "+4799990001"), Err(PortError::Refused { code, .. }) if code == "21"));
    assert!(matches!(rig.hand("k-0009", "+4799990009"), Err(PortError::NotReached { .. })));
    assert!(matches!(rig.hand("k-0005", "+4799990005"), Err(PortError::NoAnswer { .. })));
    assert!(sent()(&rig.sim.look_up("k-0005").unwrap()), "it took effect");
    rig.hand("k-0005", "+4799990005").unwrap();
    assert_eq!(rig.sim.inbox("+4799990005").unwrap().len(), 1);
    for _ in 0..2 {
        assert!(matches!(rig.hand("k-0011", "+4799990011"), Err(PortError::Temporary { code, .. }) if code == "429"));
    }
    rig.hand("k-0011", "+4799990011").unwrap();
    for number in ["0002", "0008", "0010"] {
        rig.hand(&format!("k-{number}"), &format!("+479999{number}")).unwrap();
    }
    later(3_000);
    assert!(matches!(rig.sim.look_up("k-0002"), Ok(MessageState::Failed { code, .. }) if code == "70"));
    assert!(sent()(&rig.sim.look_up("k-0008").unwrap()));
    later(3_600_000);
    assert_eq!(rig.sim.look_up("k-0008"), Ok(MessageState::Delivered));
    assert!(sent()(&rig.sim.look_up("k-0010").unwrap()));
}

#[test]
fn reports_can_be_made_by_hand_and_only_once() {
    let mut rig = Rig::new();
    rig.hand("k-1", "+4799990010").unwrap();
    rig.hand("k-2", "+4799990010").unwrap();
    let ids: Vec<i64> = rig.sim.inbox("+4799990010").unwrap().iter().map(|m| m.id).collect();
    rig.sim.deliver(ids[0]).unwrap();
    rig.sim.fail(ids[1], "34").unwrap();
    assert_eq!(rig.sim.fail(ids[0], "34"), Err(SimError::UnknownMessage(ids[0])));
    assert_eq!(rig.sim.look_up("k-1"), Ok(MessageState::Delivered));
    assert!(matches!(rig.sim.look_up("k-2"), Ok(MessageState::Failed { code, .. }) if code == "34"));
}

#[test]
fn what_a_customer_sends_comes_in_once_also_when_the_site_was_off_line() {
    let mut rig = Rig::new();
    rig.sim.set_offline(true).unwrap();
    rig.sim.send("+4799999999", "ORG1 BETAL 50").unwrap();
    assert!(matches!(rig.sim.poll(&|_| false), Err(PortError::NotReached { .. })));
    assert!(matches!(rig.hand("k-1", "+4799999999"), Err(PortError::NotReached { .. })));
    assert!(!Messages::examine(&mut rig.sim).is_empty());
    rig.sim.set_offline(false).unwrap();
    let news = rig.news();
    assert!(
        matches!(&news[..], [MessageEvent::Incoming { from, text, sent_at_ms: Some(_) }] if from == "+4799999999" && text == "ORG1 BETAL 50"),
        "{news:?}"
    );
    assert_eq!(rig.news(), []);
    assert_eq!(rig.sim.look_up("k-1"), Ok(MessageState::Absent), "off line nothing is heard");
    let phones = rig.sim.phones().unwrap();
    assert_eq!((phones.len(), phones[0].messages, phones[0].unread), (1, 1, 0));
}

#[test]
fn a_customer_pays_while_the_site_is_off_line() {
    let mut rig = Rig::new();
    let url = rig.link("order-1001-1", 125_000);
    rig.sim.set_offline(true).unwrap();
    assert!(matches!(rig.sim.open_link(&url), Ok(LinkAnswer::Open(p)) if p.amount == Money::from_minor(125_000)));
    assert!(matches!(rig.sim.pay(&url, None), Ok(LinkAnswer::Paid(_))));
    assert!(matches!(rig.sim.status("order-1001-1", None), Err(PortError::NotReached { .. })));
    rig.sim.set_offline(false).unwrap();
    let status = rig.sim.status("order-1001-1", None).unwrap().unwrap();
    assert_eq!(
        (status.state, status.authorised, status.paid_at_ms),
        (LinkState::Paid, Money::from_minor(125_000), Some(now()))
    );
}

#[test]
fn a_dead_link_stays_dead() {
    let mut rig = Rig::new();
    let (cancelled, declined) = (rig.link("order-1", 10_000), rig.link("order-2", 10_000));
    let (expired, soon) = (rig.link("order-3", 10_000), rig.link("order-4", 10_013));
    assert_eq!(rig.sim.cancel("order-1", None, "c-1").unwrap().state, LinkState::Dead);
    assert_eq!(rig.sim.decline(&declined), Ok(LinkAnswer::Dead));
    later(5_000);
    assert_eq!(rig.state("order-4"), LinkState::Dead);
    later(86_400_000);
    for (reference, url) in [
        ("order-1", &cancelled),
        ("order-2", &declined),
        ("order-3", &expired),
        ("order-4", &soon),
    ] {
        assert_eq!(rig.sim.open_link(url), Ok(LinkAnswer::Dead), "{reference}");
        assert_eq!(rig.sim.pay(url, None), Ok(LinkAnswer::Dead), "{reference}");
        let status = rig.sim.status(reference, None).unwrap().unwrap();
        assert_eq!((status.state, status.authorised), (LinkState::Dead, Money::ZERO), "{reference}");
    }
    assert!(matches!(
        rig.sim.pay("https://simulert.example/b/nothing", None),
        Err(SimError::UnknownLink(_))
    ));
}

#[test]
fn amounts_do_what_the_table_says() {
    let mut rig = Rig::new();
    let refused = rig.sim.create(&new_link("order-02", 10_002));
    assert!(matches!(refused, Err(PortError::Refused { code, .. }) if code == "CREDIT_DENIED"));

    rig.link("order-01", 10_001);
    rig.link("order-12", 10_012);
    later(5_000);
    assert_eq!(rig.state("order-01"), LinkState::Paid);
    assert_eq!(rig.state("order-12"), LinkState::Dead);

    let less = rig.link("order-03", 10_003);
    assert!(matches!(rig.sim.pay(&less, None), Ok(LinkAnswer::Paid(p)) if p.authorised == Money::from_minor(9_903)));
    let other = rig.link("order-00", 10_000);
    assert!(matches!(rig.sim.pay(&other, Some(Money::from_minor(1))), Ok(LinkAnswer::Paid(p)) if p.authorised == Money::from_minor(1)));

    let nothing = rig.sim.pay(&other, Some(Money::ZERO));
    assert_eq!(nothing, Err(SimError::NoAmount(Money::ZERO)));

    rig.link("order-04", 10_004);
    assert_eq!(rig.sim.cancel("order-04", None, "c-04").unwrap().state, LinkState::Paid);

    rig.link("order-06", 10_006);
    for _ in 0..3 {
        assert!(matches!(
            rig.sim.cancel("order-06", None, "c-06"),
            Err(PortError::NotReached { .. })
        ));
    }
    assert_eq!(rig.sim.cancel("order-06", None, "c-06").unwrap().state, LinkState::Dead);

    rig.link("order-07", 10_007);
    for _ in 0..2 {
        assert!(matches!(rig.sim.cancel("order-07", None, "c-07"), Err(PortError::Temporary { .. })));
        assert_eq!(rig.state("order-07"), LinkState::Underway);
    }
    assert_eq!(rig.sim.cancel("order-07", None, "c-07").unwrap().state, LinkState::Dead);

    rig.link("order-08", 10_008);
    assert_eq!(rig.sim.cancel("order-08", None, "c-08").unwrap().state, LinkState::Dead);
    later(5_000);
    assert_eq!(rig.state("order-08"), LinkState::Paid);

    rig.link("order-15", 10_015);
    assert!(matches!(rig.sim.cancel("order-15", None, "c-15"), Err(PortError::NoAnswer { .. })));
    assert_eq!(rig.sim.cancel("order-15", None, "c-15").unwrap().state, LinkState::Dead);
}

#[test]
fn answers_that_are_lost_are_lost_once() {
    let mut rig = Rig::new();
    let link = new_link("order-05", 10_005);
    assert!(matches!(rig.sim.create(&link), Err(PortError::NoAnswer { .. })));
    assert_eq!(rig.sim.create(&link).unwrap(), rig.sim.create(&link).unwrap());

    let taken = rig.link("order-10", 10_010);
    let back = rig.link("order-09", 10_009);
    rig.sim.pay(&taken, None).unwrap();
    rig.sim.pay(&back, None).unwrap();
    let (ten, nine) = (Money::from_minor(10_010), Money::from_minor(10_009));
    assert!(matches!(
        rig.sim.capture("order-10", None, ten, "t-10"),
        Err(PortError::NoAnswer { .. })
    ));
    assert_eq!(rig.sim.capture("order-10", None, ten, "t-10").unwrap().captured, ten);
    rig.sim.capture("order-09", None, nine, "t-09").unwrap();
    assert!(matches!(
        rig.sim.refund("order-09", None, nine, "r-09"),
        Err(PortError::NoAnswer { .. })
    ));
    assert_eq!(rig.sim.refund("order-09", None, nine, "r-09").unwrap().refunded, nine);

    let refused = rig.link("order-11", 10_011);
    rig.sim.pay(&refused, None).unwrap();
    rig.sim.capture("order-11", None, Money::from_minor(10_011), "t-11").unwrap();
    assert!(matches!(
        rig.sim.refund("order-11", None, Money::from_minor(10_011), "r-11"),
        Err(PortError::Refused { .. })
    ));
}

#[test]
fn a_pay_out_has_each_capture_and_refund_once() {
    let mut rig = Rig::new();
    let (one, two) = (rig.link("order-1", 125_000), rig.link("order-2", 10_033));
    rig.sim.pay(&one, None).unwrap();
    rig.sim.pay(&two, None).unwrap();
    rig.sim.capture("order-1", None, Money::from_minor(125_000), "t-1").unwrap();
    rig.sim.capture("order-2", None, Money::from_minor(10_033), "t-2").unwrap();
    assert_eq!(rig.sim.settle(now() - 1), Ok(None));
    let first = rig.sim.settle(now()).unwrap().unwrap();
    let sums: Vec<_> = first
        .rows
        .iter()
        .map(|r| (r.transaction.as_str(), r.gross.minor(), r.fee.minor(), r.net.minor()))
        .collect();
    assert_eq!(sums, [("t-1", 125_000, 1_875, 123_125), ("t-2", 10_033, 150, 9_883)]);
    assert_eq!(rig.sim.settle(now()), Ok(None));
    rig.sim.refund("order-2", None, Money::from_minor(10_000), "r-2").unwrap();
    let second = rig.sim.settle(now()).unwrap().unwrap();
    assert_eq!(
        (second.number, second.rows.len(), second.rows[0].net),
        (2, 1, Money::from_minor(-10_000))
    );
    assert_eq!(rig.sim.settlement(1).unwrap(), first);
}

#[test]
fn several_processes_at_once_make_one_payment() {
    let rig = Rig::new();
    let path = &rig.path;
    let open = move |_: i32| Simulator::open(path, || 1_790_000_000_000).unwrap();
    let links: BTreeSet<String> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..8)
            .map(|i| {
                scope.spawn(move || {
                    let mut sim = open(i);
                    let mut link = String::new();
                    for round in 0..10 {
                        link = sim.create(&new_link("order-1001-1", 125_000)).unwrap().url;
                        sim.hand_over(&OutMessage {
                            key: &format!("k-{round}"),
                            to: "+4799999999",
                            text: "x",
                        })
                        .unwrap();
                    }
                    link
                })
            })
            .collect();
        handles.into_iter().map(|h| h.join().unwrap()).collect()
    });
    assert_eq!(links.len(), 1);
    let mut sim = open(0);
    assert_eq!(sim.payments().unwrap().len(), 1);
    assert_eq!(sim.inbox("+4799999999").unwrap().len(), 10);
}

#[test]
fn a_new_file_made_by_several_at_once_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("simulator.db");
    std::thread::scope(|scope| {
        for i in 0..8 {
            let path = &path;
            scope.spawn(move || {
                let mut sim = Simulator::open(path, || 1_790_000_000_000).unwrap();
                sim.send("+4799999999", &i.to_string()).unwrap();
            });
        }
    });
    assert_eq!(Simulator::open(&path, now).unwrap().inbox("+4799999999").unwrap().len(), 8);
}

#[cfg(unix)]
#[test]
fn the_file_is_the_owners_own() {
    use std::os::unix::fs::PermissionsExt;
    let rig = Rig::new();
    assert_eq!(std::fs::metadata(&rig.path).unwrap().permissions().mode() & 0o777, 0o600);
}
