//! Nothing twice, nothing lost: many messages, shuffled, delivered more than once, with crashes in between.

use std::collections::BTreeMap;

use fordring::app::outbox::{self, Asking};
use fordring::app::ports::Ports;
use fordring::gateways::charges::{ChargeCaps, ChargeNews, ChargeStatus, Charges, NewCharge};
use fordring::gateways::{MessageCaps, MessageNews, MessageState, Messages, OutMessage, PortError};
use rusqlite::params;

use crate::club::{Club, session};

/// How many messages; `FORDRING_STORM` makes it more.
fn messages() -> u32 {
    std::env::var("FORDRING_STORM")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3_000)
}

/// A gateway that forgets, now and then, to say that it did something; and one that brings everything up to three times.
struct Unreliable<T> {
    inner: T,
    chance: u64,
    random: fastrand::Rng,
}

impl<T> Unreliable<T> {
    fn new(inner: T, seed: u64, chance: u64) -> Unreliable<T> {
        Unreliable {
            inner,
            chance,
            random: fastrand::Rng::with_seed(seed),
        }
    }

    fn loses<A>(&mut self, answer: Result<A, PortError>) -> Result<A, PortError> {
        if self.random.u64(..self.chance) == 0 {
            return Err(PortError::NoAnswer {
                detail: "the line went dead".to_owned(),
            });
        }
        answer
    }
}

impl<T: Messages> Messages for Unreliable<T> {
    fn id(&self) -> &'static str {
        self.inner.id()
    }
    fn caps(&self) -> MessageCaps {
        self.inner.caps()
    }
    fn hand_over(&mut self, message: &OutMessage<'_>) -> Result<(), PortError> {
        let done = self.inner.hand_over(message);
        self.loses(done)
    }
    fn look_up(&mut self, key: &str) -> Result<MessageState, PortError> {
        self.inner.look_up(key)
    }
    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<MessageNews>, PortError> {
        let news = self.inner.poll(seen)?;
        let mut all: Vec<MessageNews> = Vec::new();
        for one in news {
            all.extend((0..self.random.usize(1..=3)).map(|_| one.clone()));
        }
        self.random.shuffle(&mut all);
        Ok(all)
    }
    fn examine(&mut self) -> Vec<String> {
        self.inner.examine()
    }
}

impl<T: Charges> Charges for Unreliable<T> {
    fn id(&self) -> &'static str {
        self.inner.id()
    }
    fn caps(&self) -> ChargeCaps {
        self.inner.caps()
    }
    fn charge(&mut self, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError> {
        let done = self.inner.charge(new);
        self.loses(done)
    }
    fn status(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        let told = self.inner.status(key);
        self.loses(told)
    }
    fn refund(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        self.inner.refund(key)
    }
    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<ChargeNews>, PortError> {
        let news = self.inner.poll(seen)?;
        let mut all: Vec<ChargeNews> = Vec::new();
        for one in news {
            all.extend((0..self.random.usize(1..=3)).map(|_| one.clone()));
        }
        self.random.shuffle(&mut all);
        Ok(all)
    }
    fn examine(&mut self) -> Vec<String> {
        self.inner.examine()
    }
}

/// Gateways that fail, on another session, as a program that was started anew has them.
fn anew(club: &mut Club, seed: u64) {
    club.session = session(&club.site);
    let real = |club: &Club| fordring::app::ports::simulator(&club.site.db).unwrap();
    let mut ports = Ports::open(&club.session.settings, &club.site.db).unwrap();
    ports.messages = Box::new(Unreliable::new(real(club), seed, 23));
    ports.charges = Some(Box::new(Unreliable::new(real(club), seed + 1, 17)));
    club.ports = ports;
}

/// Numbers whose last digits tell the simulator nothing (`gateways::simulator::script`): a phone that stays silent for ever is no
/// matter of storms.
fn phone_of(number: u32) -> u32 {
    41_000_100 + number / 9_000 * 10_000 + number % 9_000
}

/// Members who owe, and what they write: right amounts and wrong ones, some twice.
fn flood(club: &mut Club, count: u32, random: &mut fastrand::Rng) {
    let mut table = String::from("party,name,phone,kind,due,amount\n");
    let members = count / 3;
    for number in 0..members {
        let phone = phone_of(number);
        table.push_str(&format!("{number},Medlem {number},{phone},dues,2026-12-01,{}\n", 50 + number % 7));
    }
    club.site.claims(&table);
    let conn = club.operator();
    conn.execute_batch("BEGIN").unwrap();
    for _ in 0..count {
        let number = random.u32(..members);
        let amount = 50 + number % 7 + u32::from(random.u8(..10) == 0);
        conn.execute(
            "INSERT INTO message (phone, text, at_ms, state) VALUES (?1, ?2, 1, 'incoming')",
            params![format!("+47{}", phone_of(number)), format!("ORG1 BETAL {amount}")],
        )
        .unwrap();
    }
    conn.execute_batch("COMMIT").unwrap();
}

#[test]
fn every_message_is_answered_once_and_every_claim_is_drawn_at_most_once() {
    let mut random = fastrand::Rng::with_seed(22);
    let mut club = Club::with(&[]);
    flood(&mut club, messages(), &mut random);
    let began = std::time::Instant::now();
    for round in 0.. {
        anew(&mut club, round * 2);
        // A program that dies leaves rows in the middle of their call, and its lease.
        outbox::round(&mut club.session, &mut club.ports, Asking::Due).unwrap();
        let conn = club.site.conn();
        if round < 5 {
            let died = "UPDATE outbox SET state = 'claimed', claimed_by = '1-gone', updated_at = 1 WHERE state = 'queued' AND id % 3 = 0";
            conn.execute(died, []).unwrap();
        }
        conn.execute("UPDATE outbox SET next_at = 1 WHERE state = 'queued'", []).unwrap();
        club.operator()
            .execute("UPDATE charge SET due_ms = 1 WHERE due_ms IS NOT NULL", [])
            .unwrap();
        let left = club.count("SELECT count(*) FROM outbox WHERE state IN ('queued', 'claimed')")
            + club.count("SELECT count(*) FROM charge WHERE state IN (1, 2)");
        if left == 0 && round > 5 {
            break;
        }
        assert!(round < 60, "it does not come to an end: {left} left");
    }
    println!("{} messages in {:?}", messages(), began.elapsed());
    let came = club.count("SELECT count(*) FROM message WHERE direction = 2");
    assert_eq!(came, i64::from(messages()));
    let answers = "SELECT count(*) FROM (SELECT answers_id FROM message WHERE direction = 1 AND reply NOT IN (2, 3) GROUP BY answers_id HAVING count(*) = 1)";
    assert_eq!(club.count(answers), came, "each is answered exactly once");
    // What the phones got is what was sent, one by one.
    let sent = club.count("SELECT count(*) FROM message WHERE direction = 1");
    let operator = club.operator();
    let got: i64 = operator
        .query_row("SELECT count(*) FROM message WHERE key IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    assert_eq!(got, sent);
    // The operator's books and ours.
    let mut drawn: BTreeMap<String, i64> = BTreeMap::new();
    for charge in club.phones.charges().unwrap() {
        *drawn.entry(charge.phone).or_default() += charge.amount.minor();
    }
    let twice = "SELECT count(*) FROM (SELECT claim_id FROM payment GROUP BY claim_id HAVING count(*) > 1)";
    assert_eq!(club.count(twice), 0);
    assert_eq!(club.count("SELECT sum(amount) FROM payment"), drawn.values().sum::<i64>());
    assert_eq!(
        club.count("SELECT count(*) FROM claim WHERE status = 2"),
        i64::try_from(drawn.len()).unwrap()
    );
    club.site.check();
}
