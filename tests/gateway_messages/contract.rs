//! What every message gateway promises, whatever is behind it (gateways.md 10): one suite, run over each with a rig that
//! can make the outside world do what it does.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use fordring::gateways::{MessageEvent, MessageNews, MessageState, Messages, OutMessage, PortError};

use super::phone::seven_bit_letters;

/// What becomes of the messages to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Sent, and reported as delivered.
    Delivered,
    /// Sent, and never heard of again.
    SentOnly,
    /// Not taken by the network.
    Refused,
    /// Sent, and reported as not deliverable.
    NotDelivered,
}

/// The fate stands in the number.
pub fn number(fate: Fate, nth: u8) -> String {
    let word = match fate {
        Fate::Delivered => 0,
        Fate::SentOnly => 1,
        Fate::Refused => 2,
        Fate::NotDelivered => 3,
    };
    format!("+479{word}000{nth:03}")
}

pub fn fate(number: &str) -> Fate {
    match number.as_bytes().get(4) {
        Some(b'0') => Fate::Delivered,
        Some(b'1') => Fate::SentOnly,
        Some(b'2') => Fate::Refused,
        _ => Fate::NotDelivered,
    }
}

/// The clock that the gateways are given.
pub fn now_ms() -> i64 {
    i64::try_from(std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_millis()).unwrap()
}

/// The outside world of one gateway.
pub trait Rig {
    /// The gateway, as a program that was just started makes it.
    fn open(&self) -> Box<dyn Messages>;
    /// A number whose messages meet this fate; another for another `nth`.
    fn number(&self, fate: Fate, nth: u8) -> String;
    /// From now on the outside takes nothing.
    fn hold(&mut self);
    /// It goes on.
    fn release(&mut self);
    /// A message comes in, in as many parts as it takes.
    fn incoming(&mut self, from: &str, text: &str);
    /// A message comes in, and the gateway's own crash or the network makes it come again.
    fn incoming_twice(&mut self, from: &str, text: &str);
    /// What the phone of a number shows.
    fn shown(&self, number: &str) -> Vec<String>;
    /// Lets the outside go on for a moment.
    fn step(&mut self);
    /// How many steps to wait for something before it counts as never coming.
    fn patience(&self) -> u32;
}

/// A promise and its name.
pub type Promise = (&'static str, fn(&mut dyn Rig));

/// All of them. Each uses keys and numbers of its own, so that they can run on one rig one after another.
pub const PROMISES: &[Promise] = &[
    ("a healthy gateway has nothing to complain of", healthy),
    ("an unknown key is absent", unknown),
    ("what cannot be sent is refused and never goes out", refused_here),
    ("a message is sent and delivered, and each step is told once", delivered),
    ("a message without report stays sent", sent_only),
    ("every letter arrives as it was written", letters),
    ("a long message is one message, also with an escaped letter at the border", long),
    ("the same key again is the same message, before and after it went out", keyed),
    ("a refusal is told with its code and holds up nothing", refused_there),
    ("what was not delivered is told with its code", not_delivered),
    ("a message that waits is pending, and goes when the outside goes on", late),
    ("a message that waits can be taken back, one that went cannot", withdrawn),
    ("an incoming message is told once, also to a new program", incoming),
    ("a long incoming message is one message", incoming_long),
    ("a message that comes twice is one message", incoming_twice),
];

/// A program that remembers what it was told, as the application does.
#[derive(Default)]
struct Memory {
    seen: RefCell<BTreeSet<String>>,
}

impl Memory {
    fn poll(&self, gateway: &mut dyn Messages) -> Vec<MessageNews> {
        let news = gateway.poll(&|id| self.seen.borrow().contains(id)).unwrap();
        for one in &news {
            assert!(self.seen.borrow_mut().insert(one.id.clone()), "told twice: {one:?}");
        }
        news
    }
}

fn send(gateway: &mut dyn Messages, key: &str, to: &str, text: &str) {
    gateway.hand_over(&OutMessage { key, to, text }).unwrap();
}

/// Waits until a key is in a state that passes.
fn wait(rig: &mut dyn Rig, key: &str, passes: impl Fn(&MessageState) -> bool) -> MessageState {
    let mut gateway = rig.open();
    let mut state = gateway.look_up(key).unwrap();
    for _ in 0..rig.patience() {
        if passes(&state) {
            return state;
        }
        rig.step();
        state = gateway.look_up(key).unwrap();
    }
    panic!("{key} is still {state:?}");
}

fn is_out(state: &MessageState) -> bool {
    matches!(state, MessageState::Sent { .. } | MessageState::Delivered)
}

/// Waits until the phone shows something.
fn wait_shown(rig: &mut dyn Rig, number: &str, texts: &[&str]) {
    for _ in 0..rig.patience() {
        if rig.shown(number) == texts {
            return;
        }
        rig.step();
    }
    panic!("{number} shows {:?}, not {texts:?}", rig.shown(number));
}

fn healthy(rig: &mut dyn Rig) {
    assert_eq!(rig.open().examine(), Vec::<String>::new());
}

fn unknown(rig: &mut dyn Rig) {
    for key in ["never-handed-over", "", "../x", "%"] {
        assert_eq!(rig.open().look_up(key), Ok(MessageState::Absent), "{key}");
    }
}

fn refused_here(rig: &mut dyn Rig) {
    let to = rig.number(Fate::Delivered, 1);
    let table = [
        ("bad-1", "", "x"),
        ("bad-2", to.as_str(), ""),
        ("bad-3", to.as_str(), "😀 hei"),
        ("bad/4", to.as_str(), "x"),
        ("bad-5", to.as_str(), "a\u{0}b"),
    ];
    for (key, to, text) in table {
        let answer = rig.open().hand_over(&OutMessage { key, to, text });
        assert!(matches!(answer, Err(PortError::Refused { .. })), "{key}: {answer:?}");
        assert_eq!(rig.open().look_up(key), Ok(MessageState::Absent), "{key}");
    }
    rig.step();
    assert_eq!(rig.shown(&to), Vec::<String>::new());
}

fn delivered(rig: &mut dyn Rig) {
    let (to, text) = (
        rig.number(Fate::Delivered, 2),
        "Din bil är klar. Betala 1 250,00 kr: https://p.example/x9",
    );
    let mut gateway = rig.open();
    let (reports, memory) = (gateway.caps().reports, Memory::default());
    send(&mut *gateway, "ok-1", &to, text);
    let (mut told, mut ended) = (Vec::new(), false);
    for _ in 0..rig.patience() {
        rig.step();
        for news in memory.poll(&mut *gateway) {
            if let MessageEvent::Moved { key, state } = news.event
                && key == "ok-1"
            {
                ended |= state == MessageState::Delivered || (!reports && is_out(&state));
                told.push(state);
            }
        }
        if ended {
            break;
        }
    }
    assert!(ended, "told only {told:?}");
    assert!(told.iter().all(is_out) && told.len() <= 2, "{told:?}");
    assert_eq!(rig.shown(&to), [text]);
    rig.step();
    let again = memory.poll(&mut *rig.open());
    assert!(
        !again
            .iter()
            .any(|one| matches!(&one.event, MessageEvent::Moved { key, .. } if key == "ok-1")),
        "{again:?}"
    );
}

fn sent_only(rig: &mut dyn Rig) {
    let to = rig.number(Fate::SentOnly, 1);
    send(&mut *rig.open(), "mute-1", &to, "hei");
    let state = wait(rig, "mute-1", is_out);
    assert!(matches!(state, MessageState::Sent { .. }), "{state:?}");
}

fn letters(rig: &mut dyn Rig) {
    let seven = seven_bit_letters();
    let texts = [
        seven.as_str(),
        "Łódź ćao – “ja”",
        "linje 1\nlinje 2\n\nX: y",
        "To: 2030",
        " blank først og sist ",
    ];
    for (nth, text) in (10..).zip(texts) {
        let to = rig.number(Fate::Delivered, nth);
        send(&mut *rig.open(), &format!("letters-{nth}"), &to, text);
    }
    for (nth, text) in (10..).zip(texts) {
        let to = rig.number(Fate::Delivered, nth);
        wait(rig, &format!("letters-{nth}"), is_out);
        wait_shown(rig, &to, &[text]);
    }
}

fn long(rig: &mut dyn Rig) {
    let texts = [
        "€".repeat(81),
        format!("{}€{}", "a".repeat(152), "b".repeat(10)),
        format!("{}[æ]{}", "a".repeat(305), "ø".repeat(60)),
        format!("{}ć plain from here on {}", "ć".repeat(66), "x".repeat(60)),
    ];
    for (nth, text) in (20..).zip(&texts) {
        let to = rig.number(Fate::Delivered, nth);
        send(&mut *rig.open(), &format!("long-{nth}"), &to, text);
    }
    for (nth, text) in (20..).zip(&texts) {
        let (key, to) = (format!("long-{nth}"), rig.number(Fate::Delivered, nth));
        wait(rig, &key, is_out);
        wait_shown(rig, &to, &[text]);
        if rig.open().caps().reports {
            wait(rig, &key, |state| *state == MessageState::Delivered);
        }
    }
}

fn keyed(rig: &mut dyn Rig) {
    if !rig.open().caps().keyed {
        return;
    }
    let (to, text) = (rig.number(Fate::Delivered, 3), format!("kr {}", "1".repeat(200)));
    rig.hold();
    // Killed after handing over and before noting it: the new program hands over again.
    send(&mut *rig.open(), "again-1", &to, &text);
    send(&mut *rig.open(), "again-1", &to, &text);
    assert_eq!(rig.open().look_up("again-1"), Ok(MessageState::Pending));
    rig.release();
    wait(rig, "again-1", is_out);
    send(&mut *rig.open(), "again-1", &to, &text);
    rig.step();
    send(&mut *rig.open(), "again-2", &to, "etterpå");
    wait(rig, "again-2", is_out);
    assert!(is_out(&rig.open().look_up("again-1").unwrap()));
    wait_shown(rig, &to, &[&text, "etterpå"]);
}

fn failed_with(state: &MessageState, number: &str) {
    match state {
        MessageState::Failed { code, .. } => assert!(code.contains(number), "{state:?}"),
        other => panic!("{other:?}"),
    }
}

fn is_failed(state: &MessageState) -> bool {
    matches!(state, MessageState::Failed { .. })
}

fn refused_there(rig: &mut dyn Rig) {
    let (bad, good) = (rig.number(Fate::Refused, 1), rig.number(Fate::Delivered, 4));
    send(&mut *rig.open(), "no-1", &bad, "refused");
    send(&mut *rig.open(), "no-2", &good, "behind it");
    wait(rig, "no-2", is_out);
    failed_with(&wait(rig, "no-1", is_failed), "38");
    assert_eq!(rig.shown(&bad), Vec::<String>::new());
    // Handed over again it stays failed: a new try is a new key, and the dispatcher's decision.
    send(&mut *rig.open(), "no-1", &bad, "refused");
    assert!(is_failed(&rig.open().look_up("no-1").unwrap()));
    let news = Memory::default().poll(&mut *rig.open());
    let told = |one: &MessageNews| matches!(&one.event, MessageEvent::Moved { key, state } if key == "no-1" && is_failed(state));
    assert_eq!(news.iter().filter(|one| told(one)).count(), 1, "{news:?}");
}

fn not_delivered(rig: &mut dyn Rig) {
    if !rig.open().caps().reports {
        return;
    }
    let to = rig.number(Fate::NotDelivered, 1);
    send(&mut *rig.open(), "gone-1", &to, "hei");
    failed_with(&wait(rig, "gone-1", is_failed), "70");
}

fn late(rig: &mut dyn Rig) {
    let to = rig.number(Fate::Delivered, 5);
    rig.hold();
    send(&mut *rig.open(), "late-1", &to, "vent");
    rig.step();
    assert_eq!(rig.open().look_up("late-1"), Ok(MessageState::Pending));
    assert_eq!(rig.shown(&to), Vec::<String>::new());
    rig.release();
    wait(rig, "late-1", is_out);
    wait_shown(rig, &to, &["vent"]);
}

fn withdrawn(rig: &mut dyn Rig) {
    let (to, long) = (rig.number(Fate::Delivered, 6), "y".repeat(200));
    rig.hold();
    send(&mut *rig.open(), "back-1", &to, &long);
    send(&mut *rig.open(), "back-2", &to, "gyldig");
    let stands = rig.open().withdraw("back-1").unwrap();
    let can = stands == MessageState::Absent;
    assert!(can || stands == MessageState::Pending, "{stands:?}");
    rig.release();
    wait(rig, "back-2", is_out);
    if can {
        assert_eq!(rig.open().look_up("back-1"), Ok(MessageState::Absent));
        wait_shown(rig, &to, &["gyldig"]);
    }
    assert!(is_out(&rig.open().withdraw("back-2").unwrap()));
    assert_eq!(rig.open().withdraw("never-handed-over"), Ok(MessageState::Absent));
}

/// What came in from a number until the text that is sent last is there: `(text, when)`.
fn until_marker(rig: &mut dyn Rig, memory: &Memory, from: &str) -> Vec<(String, Option<i64>)> {
    let marker = format!("{from} er ferdig");
    rig.incoming("+4790000999", &marker);
    let mut gateway = rig.open();
    let mut told: BTreeMap<String, Vec<(String, Option<i64>)>> = BTreeMap::new();
    for _ in 0..rig.patience() {
        rig.step();
        for news in memory.poll(&mut *gateway) {
            if let MessageEvent::Incoming { from, text, sent_at_ms } = news.event {
                told.entry(from).or_default().push((text, sent_at_ms));
            }
        }
        let marked = told
            .get("+4790000999")
            .is_some_and(|all| all.iter().any(|(text, _)| *text == marker));
        if marked && told.contains_key(from) {
            return told.remove(from).unwrap_or_default();
        }
    }
    panic!("came in: {told:?}");
}

fn incoming(rig: &mut dyn Rig) {
    if !rig.open().caps().incoming {
        return;
    }
    let memory = Memory::default();
    rig.incoming("+4790000001", "ORG1 BETAL 50 æøå €");
    let told = until_marker(rig, &memory, "+4790000001");
    assert_eq!(
        told.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
        ["ORG1 BETAL 50 æøå €"]
    );
    let age = told[0].1.map(|at| (now_ms() - at).abs());
    assert!(age.is_none_or(|age| age < 300_000), "off by {age:?} ms");
    rig.step();
    let again = memory.poll(&mut *rig.open());
    assert!(
        !again.iter().any(|one| matches!(one.event, MessageEvent::Incoming { .. })),
        "{again:?}"
    );
}

fn incoming_long(rig: &mut dyn Rig) {
    if !rig.open().caps().incoming {
        return;
    }
    let texts = [
        format!("{}ć{}", "lang ".repeat(20), " slutt".repeat(10)),
        format!("{}slutt", "Bilen er klår, på søndag æ. ".repeat(7)),
    ];
    for (from, text) in ["+4790000002", "+4790000004"].iter().zip(texts) {
        rig.incoming(from, &text);
        let told = until_marker(rig, &Memory::default(), from);
        assert_eq!(told.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), [text.as_str()]);
    }
}

fn incoming_twice(rig: &mut dyn Rig) {
    if !rig.open().caps().incoming {
        return;
    }
    rig.incoming_twice("+4790000003", "ORG1 BETAL 100");
    let told = until_marker(rig, &Memory::default(), "+4790000003");
    assert_eq!(told.len(), 1, "{told:?}");
}
