//! The gateway before Strex Connect in memory.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use fordring::domain::money::Money;
use fordring::gateways::charges::Charges;
use fordring::gateways::secret::SecretSource;
use fordring::gateways::strex::{Strex, StrexConfig};

use crate::strex_stub::report_to;
pub use crate::strex_stub::{Decision, Duplicates, POST, Provided};
use crate::stub::{Fault, Stub};
use crate::suite::{EVERYBODY, Rig, Row, SECRET, Trouble};

/// A report about a charge of 50 kr to everybody.
pub fn report(key: &str, decision: Decision) -> String {
    report_to(key, EVERYBODY, &50.0.into(), decision)
}

/// Puts a file into the folder of the relay that was written so long ago.
pub fn push(folder: &Path, name: &str, text: impl AsRef<[u8]>, age_ms: i64) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    set_age(&path, age_ms);
    path
}

pub fn set_age(path: &Path, age_ms: i64) {
    let at = Duration::from_millis(u64::try_from(crate::common::now() - age_ms).unwrap());
    let file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + at).unwrap();
}

/// The gateway before the stub.
pub struct StrexRig {
    pub stub: Stub<Provided>,
    pub strex: Strex,
    pub folder: tempfile::TempDir,
    secrets: tempfile::TempDir,
}

pub fn config(base: &str, source: SecretSource, folder: &Path) -> StrexConfig {
    StrexConfig {
        base_url: base.to_owned(),
        api_key: source,
        merchant_id: "mer_org1".to_owned(),
        short_number: "2030".to_owned(),
        service_code: "14001".to_owned(),
        report_url: None,
        sms_confirmation: None,
        folder: folder.to_owned(),
        min_ore: 100,
        max_ore: 100_000,
        timeout_ms: crate::TIMEOUT_MS,
    }
}

impl StrexRig {
    pub fn config(&self) -> StrexConfig {
        let source = SecretSource::File(self.secrets.path().join("key"));
        config(&self.stub.base(), source, self.folder.path())
    }

    pub fn with(&mut self, change: impl FnOnce(&mut StrexConfig)) {
        let mut config = self.config();
        change(&mut config);
        self.strex = Strex::new(config, crate::common::now).unwrap();
    }

    pub fn stands(&self, key: &str, decision: Decision) {
        self.stub.with(|p| p.messages.get_mut(key).unwrap().stands = decision);
    }
}

impl Rig for StrexRig {
    fn new() -> StrexRig {
        let stub = Stub::start(Provided::new(SECRET, crate::common::now));
        let folder = tempfile::tempdir().unwrap();
        let (secrets, source) = crate::common::secret_file();
        let strex = Strex::new(config(&stub.base(), source, folder.path()), crate::common::now).unwrap();
        StrexRig {
            stub,
            strex,
            folder,
            secrets,
        }
    }

    fn gateway(&mut self) -> &mut dyn Charges {
        &mut self.strex
    }

    fn restart(&mut self) {
        self.with(|_| ());
        crate::common::later(61_000);
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<&'static str> {
        let fault = match trouble {
            Trouble::Refused => {
                self.stub.with(|p| p.refuses = true);
                return Some(EVERYBODY);
            }
            Trouble::TooMany => Fault::Status(429),
            Trouble::Busy => Fault::Status(500),
            Trouble::DroppedBefore => Fault::DropBefore,
            Trouble::Lost => Fault::DropAfter,
            Trouble::Torn => Fault::Torn,
            Trouble::Late => Fault::Late,
            Trouble::Twice => Fault::Twice,
            Trouble::Rubbish => Fault::Rubbish,
            Trouble::OtherShape => Fault::OtherShape,
            Trouble::TooLong => Fault::TooLong,
            Trouble::NotLetIn => Fault::Status(401),
            Trouble::Forbidden => Fault::Status(403),
        };
        self.stub.fault(POST, fault);
        if matches!(trouble, Trouble::TooMany | Trouble::Busy) {
            self.stub.fault(POST, fault);
        }
        Some(EVERYBODY)
    }

    fn will(&mut self, row: Row) -> Option<&'static str> {
        let decision: Decision = match row {
            Row::Paid => ("Ok", "Delivered", Some(true), Some(true)),
            Row::NoFunds => ("Failed", "InsufficientFunds", Some(false), Some(false)),
            Row::Barred => ("Failed", "SubscriberBarred", Some(false), Some(false)),
            Row::Age => ("Failed", "SubscriberTooYoung", Some(false), Some(false)),
            Row::Limit => ("Failed", "SubscriberLimitExceeded", Some(false), Some(false)),
            Row::MustRegister => ("Failed", "RegistrationRequired", Some(false), Some(false)),
            Row::Declined => ("Failed", "Rejected", Some(false), Some(false)),
            Row::DeliveredNotBilled => ("Ok", "Delivered", Some(true), Some(false)),
            Row::BilledNotDelivered => ("Failed", "Undelivered", Some(false), Some(true)),
            Row::NotKnown => ("Sent", "MissingDeliveryReport", None, None),
        };
        self.stub.with(|p| p.will = Some(decision));
        Some(EVERYBODY)
    }

    fn decide(&mut self, key: &str) {
        let decision = self.stub.with(|p| p.will).unwrap_or(("Ok", "Delivered", Some(true), Some(true)));
        self.stands(key, decision);
        push(self.folder.path(), &format!("dlr-{key}.json"), report(key, decision), 90_000);
    }

    fn made(&mut self) -> usize {
        self.stub.with(|p| p.messages.len())
    }

    fn price(&mut self, key: &str) -> i64 {
        let price = self.stub.with(|p| p.messages[key].body["strex"]["price"].to_string());
        Money::parse(&price).unwrap().minor()
    }

    fn asked(&mut self) -> Option<usize> {
        Some(self.stub.with(|p| p.posts.len()))
    }

    fn reversals(&mut self) -> usize {
        self.stub.with(|p| p.reversed)
    }

    fn unplug(&mut self) -> bool {
        self.stub.unplug();
        true
    }
}
