//! Puzzel's gateway as its documents describe it, in memory, and the gateway before it.

use std::path::Path;

use fordring::gateways::charges::Charges;
use fordring::gateways::puzzel::{Puzzel, PuzzelConfig};
use fordring::gateways::secret::SecretSource;

use crate::strex::push;
use crate::stub::{Fault, Provider, Request, Response, Stub};
use crate::suite::{EVERYBODY, Rig, Row, SECRET, Trouble};

pub const POST: &str = "POST /gw/rs/sendMessages";

#[derive(Default)]
pub struct Provided {
    /// Reference and price of what was taken.
    pub taken: Vec<(String, i64)>,
    pub posts: Vec<String>,
    /// The status that is answered instead of taking the message.
    pub answers: Option<i64>,
    /// Whether duplicates are refused for this service.
    pub refuses_duplicates: bool,
    pub says: Option<String>,
    pub will: Option<i64>,
}

impl Provider for Provided {
    fn answer(&mut self, request: &Request) -> Response {
        if request.method != "POST" || request.path != "/gw/rs/sendMessages" {
            return Response::new(405, "");
        }
        self.posts.push(String::from_utf8(request.body.clone()).unwrap());
        let body = request.json();
        let message = &body["message"][0];
        let reference = message["clientReference"].as_str().unwrap_or_default().to_owned();
        let known = self.taken.iter().any(|(key, _)| *key == reference);
        let price = message["price"].as_i64().unwrap_or(-1);
        let status = match self.answers {
            _ if body["username"] != "org1" || body["password"] != SECRET => 2,
            Some(status) => status,
            None if self.refuses_duplicates && known => 25,
            None if price < 100 || price % 100 != 0 || body["serviceId"] != 1000 || body["message"].as_array().unwrap().len() != 1 => 5,
            None => 1,
        };
        if status == 1 {
            self.taken.push((reference.clone(), price));
        }
        let words = self.says.clone().unwrap_or_else(|| "words about +4799999999".to_owned());
        let answer = serde_json::json!({"batchReference": "b1", "messageStatus": [{
            "statusCode": status, "statusMessage": words, "clientReference": reference, "recipient": message["recipient"],
            "messageId": "760081j1ll00", "sessionId": null, "sequenceIndex": 1
        }]});
        Response::new(200, answer.to_string())
    }
}

/// One report of a batch.
pub fn report(key: &str, code: i64) -> serde_json::Value {
    serde_json::json!({
        "messageid": "6y034000cy00", "customerbatchreference": "b1", "customermessagereference": key, "serviceid": 1000,
        "servicename": "Org1", "mcc": 242, "mnc": 1, "type": 6, "statuscode": code, "statusdescription": "words",
        "extstatuscode": "0", "extstatusdescription": "Delivered to +4799999999"
    })
}

/// The gateway before the stub.
pub struct PuzzelRig {
    pub stub: Stub<Provided>,
    pub puzzel: Puzzel,
    pub folder: tempfile::TempDir,
    secrets: tempfile::TempDir,
}

pub fn config(base: &str, source: SecretSource, folder: &Path) -> PuzzelConfig {
    PuzzelConfig {
        base_url: base.to_owned(),
        service_id: 1000,
        username: "org1".to_owned(),
        password: source,
        service_code: "14001".to_owned(),
        sell_option: None,
        folder: folder.to_owned(),
        min_ore: 100,
        max_ore: 100_000,
        timeout_ms: crate::TIMEOUT_MS,
    }
}

impl PuzzelRig {
    pub fn with(&mut self, change: impl FnOnce(&mut PuzzelConfig)) {
        let source = SecretSource::File(self.secrets.path().join("key"));
        let mut config = config(&self.stub.base(), source, self.folder.path());
        change(&mut config);
        self.puzzel = Puzzel::new(config, crate::common::now).unwrap();
    }
}

impl Rig for PuzzelRig {
    fn new() -> PuzzelRig {
        let stub = Stub::start(Provided::default());
        let folder = tempfile::tempdir().unwrap();
        let (secrets, source) = crate::common::secret_file();
        let puzzel = Puzzel::new(config(&stub.base(), source, folder.path()), crate::common::now).unwrap();
        PuzzelRig {
            stub,
            puzzel,
            folder,
            secrets,
        }
    }

    fn gateway(&mut self) -> &mut dyn Charges {
        &mut self.puzzel
    }

    fn restart(&mut self) {
        self.with(|_| ());
        crate::common::later(61_000);
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<&'static str> {
        let fault = match trouble {
            Trouble::Refused => {
                self.stub.with(|p| p.answers = Some(5));
                return Some(EVERYBODY);
            }
            Trouble::TooMany => Fault::Status(429),
            Trouble::Busy => Fault::Status(503),
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
        let code = match row {
            Row::Paid => 0,
            Row::Barred => 358,
            Row::Age => 359,
            Row::Declined => 361,
            Row::DeliveredNotBilled => 390,
            Row::BilledNotDelivered => 386,
            Row::NotKnown => 370,
            Row::NoFunds | Row::Limit | Row::MustRegister => return None,
        };
        self.stub.with(|p| p.will = Some(code));
        Some(EVERYBODY)
    }

    fn decide(&mut self, key: &str) {
        let code = self.stub.with(|p| p.will).unwrap_or(0);
        let text = serde_json::json!({"dr": [report(key, code)]}).to_string();
        push(self.folder.path(), &format!("dr-{key}.json"), text, 90_000);
    }

    fn made(&mut self) -> usize {
        self.stub.with(|p| p.taken.len())
    }

    fn price(&mut self, key: &str) -> i64 {
        self.stub.with(|p| p.taken.iter().find(|(of, _)| of == key).unwrap().1)
    }

    fn asked(&mut self) -> Option<usize> {
        Some(self.stub.with(|p| p.posts.len()))
    }

    fn reversals(&mut self) -> usize {
        0
    }

    fn unplug(&mut self) -> bool {
        self.stub.unplug();
        true
    }
}
