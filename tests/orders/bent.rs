//! A provider and telephones that can be bent: every call is counted, and can be made to fail before or after it took effect.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use fordring::app::simulated::Simulator;
use fordring::domain::money::Money;
use fordring::gateways::{Link, LinkStatus, MessageCaps, MessageNews, MessageState, Messages, NewLink, OutMessage, Payments, PortError};

/// What is done to a call.
#[derive(Clone, Copy, Debug)]
pub enum Bend {
    /// It fails and nothing happened: refused, not now, not reached.
    Refuse,
    NotNow,
    NotReached,
    /// It took effect, and the answer is lost.
    Lost,
}

/// What is to be bent, and what was called.
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<Said>>);

#[derive(Default)]
struct Said {
    bends: BTreeMap<&'static str, VecDeque<Bend>>,
    calls: BTreeMap<String, usize>,
}

impl Script {
    /// The next calls of a kind are bent.
    pub fn bend(&self, call: &'static str, bends: &[Bend]) {
        self.0.lock().unwrap().bends.entry(call).or_default().extend(bends);
    }

    /// How often something was called with a key.
    pub fn calls(&self, call: &str) -> usize {
        let said = self.0.lock().unwrap();
        said.calls
            .iter()
            .filter(|(key, _)| key.starts_with(call))
            .map(|(_, count)| count)
            .sum()
    }

    fn pass<T>(&self, call: &'static str, key: &str, real: impl FnOnce() -> Result<T, PortError>) -> Result<T, PortError> {
        let bend = {
            let mut said = self.0.lock().unwrap();
            *said.calls.entry(format!("{call} {key}")).or_default() += 1;
            said.bends.get_mut(call).and_then(VecDeque::pop_front)
        };
        let (code, detail) = ("bent".to_owned(), format!("bent {call}"));
        match bend {
            None => real(),
            Some(Bend::Refuse) => Err(PortError::Refused { code, detail }),
            Some(Bend::NotNow) => Err(PortError::Temporary { code, detail }),
            Some(Bend::NotReached) => Err(PortError::NotReached { detail }),
            Some(Bend::Lost) => {
                real()?;
                Err(PortError::NoAnswer { detail })
            }
        }
    }
}

/// See the module.
pub struct Bent {
    pub inner: Simulator,
    pub script: Script,
}

impl Payments for Bent {
    fn id(&self) -> &'static str {
        "simulator"
    }
    fn create(&mut self, link: &NewLink<'_>) -> Result<Link, PortError> {
        self.script.clone().pass("create", link.reference, || self.inner.create(link))
    }
    fn status(&mut self, reference: &str, id: Option<&str>) -> Result<Option<LinkStatus>, PortError> {
        self.script.clone().pass("status", reference, || self.inner.status(reference, id))
    }
    fn cancel(&mut self, reference: &str, id: Option<&str>, key: &str) -> Result<LinkStatus, PortError> {
        self.script.clone().pass("cancel", key, || self.inner.cancel(reference, id, key))
    }
    fn capture(&mut self, reference: &str, id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        self.script
            .clone()
            .pass("capture", key, || self.inner.capture(reference, id, amount, key))
    }
    fn refund(&mut self, reference: &str, id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        self.script
            .clone()
            .pass("refund", key, || self.inner.refund(reference, id, amount, key))
    }
    fn examine(&mut self) -> Vec<String> {
        Vec::new()
    }
}

impl Messages for Bent {
    fn id(&self) -> &'static str {
        "simulator"
    }
    fn caps(&self) -> MessageCaps {
        self.inner.caps()
    }
    fn hand_over(&mut self, message: &OutMessage<'_>) -> Result<(), PortError> {
        self.script.clone().pass("hand_over", message.key, || self.inner.hand_over(message))
    }
    fn look_up(&mut self, key: &str) -> Result<MessageState, PortError> {
        self.inner.look_up(key)
    }
    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<MessageNews>, PortError> {
        self.inner.poll(seen)
    }
    fn examine(&mut self) -> Vec<String> {
        Vec::new()
    }
}
