//! The simulator as one more gateway under the contract. It never lets a message wait, and refuses at once what the network would
//! refuse, so promises about waiting and about a refusal that comes later do not apply to it.

use std::sync::atomic::{AtomicI64, Ordering};

use fordring::app::simulated::Simulator;
use fordring::gateways::Messages;

use super::contract::{Fate, Rig};

/// How far its clock was put forward.
static AHEAD: AtomicI64 = AtomicI64::new(0);

fn now() -> i64 {
    super::contract::now_ms() + AHEAD.load(Ordering::Relaxed)
}

pub struct Simulated(tempfile::TempDir);

impl Simulated {
    pub fn new() -> Simulated {
        Simulated(tempfile::tempdir().unwrap())
    }

    fn simulator(&self) -> Simulator {
        Simulator::open(&self.0.path().join("simulator"), now).unwrap()
    }
}

impl Rig for Simulated {
    fn open(&self) -> Box<dyn Messages> {
        Box::new(self.simulator())
    }
    fn number(&self, fate: Fate, nth: u8) -> String {
        let ending = match fate {
            Fate::Delivered => "4777",
            Fate::SentOnly => "0010",
            Fate::Refused => "0001",
            Fate::NotDelivered => "0002",
        };
        format!("+479{nth:03}{ending}")
    }
    fn hold(&mut self) {}
    fn release(&mut self) {}
    fn incoming(&mut self, from: &str, text: &str) {
        self.simulator().send(from, text).unwrap();
    }
    fn incoming_twice(&mut self, from: &str, text: &str) {
        // Its network does not repeat itself.
        self.incoming(from, text);
    }
    fn shown(&self, number: &str) -> Vec<String> {
        let inbox = self.simulator().inbox(number).unwrap();
        inbox.into_iter().filter(|one| !one.from_customer).map(|one| one.text).collect()
    }
    fn step(&mut self) {
        AHEAD.fetch_add(1_000, Ordering::Relaxed);
    }
    fn patience(&self) -> u32 {
        20
    }
}
