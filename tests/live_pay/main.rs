//! Vipps MobilePay before an independent judge: the suite of `gateway_payments` runs with Prism between our client and our
//! server, which holds every request and every answer to the provider's own OpenAPI file (gateways.md 9, 10.8).
//!
//! It needs node, npm and, the first time, the package registry, so it is run by `.ci/live-pay` and by
//! `cargo test --test live_pay -- --ignored`, and otherwise shown as ignored. What npm fetches is fixed by
//! `package-lock.json` and kept below the target folder.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "shared with gateway_payments, of which this runs a part")]
#[path = "../gateway_payments/common.rs"]
mod common;
#[allow(dead_code, reason = "shared with gateway_payments, of which this runs a part")]
#[path = "../gateway_payments/stub.rs"]
mod stub;
#[allow(
    dead_code,
    unused_macros,
    unused_imports,
    reason = "shared with gateway_payments, of which this runs a part"
)]
#[path = "../gateway_payments/suite.rs"]
mod suite;
#[allow(dead_code, reason = "shared with gateway_payments, of which this runs a part")]
#[path = "../gateway_payments/vipps.rs"]
mod vipps;

use std::cell::RefCell;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use fordring::domain::money::Money;
use fordring::gateways::vipps::Flow;
use fordring::gateways::{NewLink, Payments, PortError};

use stub::Stub;
use suite::{Books, REFERENCE, Rig, Trouble};
use vipps::{Provided, VippsRig};

/// How long the gateway waits: the judge is not fast.
pub const TIMEOUT_MS: u64 = 5_000;
/// How long the judge may take to get ready.
const READY: Duration = Duration::from_secs(60);

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live_pay")
}

/// Prism where `package-lock.json` puts it; fetched when this lock has not been fetched before.
fn prism() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live_pay");
    let script = folder.join("node_modules/@stoplight/prism-cli/dist/index.js");
    let lock = std::fs::read(here().join("package-lock.json")).unwrap();
    let done = folder.join("fetched-package-lock.json");
    if script.exists() && std::fs::read(&done).is_ok_and(|fetched| fetched == lock) {
        return script;
    }
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["package.json", "package-lock.json"] {
        std::fs::copy(here().join(name), folder.join(name)).unwrap();
    }
    let fetched = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .status()
        .unwrap_or_else(|error| panic!("NOT RUN: npm cannot be started ({error})"));
    assert!(fetched.success(), "NOT RUN: npm could not fetch Prism");
    std::fs::write(done, lock).unwrap();
    script
}

/// The running judge. Ended by its process id when this goes.
struct Judge {
    child: Child,
    base: String,
    log: PathBuf,
}

impl Judge {
    fn start(upstream: &str) -> Judge {
        let script = prism();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("live_pay/prism-{port}.log"));
        let child = Command::new("node")
            .arg(script)
            .args(["proxy", "--errors", "-h", "127.0.0.1", "-p", &port.to_string()])
            .arg(here().join("vipps-epayment.v1.yml"))
            .arg(upstream)
            .stdin(Stdio::null())
            .stdout(File::create(&log).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("NOT RUN: node cannot be started ({error})"));
        let mut judge = Judge {
            child,
            base: format!("http://127.0.0.1:{port}"),
            log,
        };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = judge.child.try_wait().unwrap();
            assert!(ended.is_none() && since.elapsed() < READY, "Prism does not start: {}", judge.said());
            std::thread::sleep(Duration::from_millis(50));
        }
        judge
    }

    fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let said = self.said();
            let from = said.char_indices().rev().nth(3000).map_or(0, |(at, _)| at);
            eprintln!("What Prism said last:\n{}", &said[from..]);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.log);
    }
}

/// The server, the judge's address, and how customers are to come to their payment.
#[derive(Clone)]
struct Between {
    stub: Rc<Stub<Provided>>,
    base: String,
    flow: Flow,
}

thread_local! {
    /// For the rigs that the suite makes.
    static BETWEEN: RefCell<Option<Between>> = const { RefCell::new(None) };
}

/// The gateway before the judge before the stub.
struct Judged(VippsRig);

impl Rig for Judged {
    fn new() -> Judged {
        let Between { stub, base, flow } = BETWEEN.with(|between| between.borrow().clone()).unwrap();
        stub.with(|provided| *provided = Provided::default());
        stub.no_faults();
        Judged(VippsRig::through(stub, base, flow))
    }

    fn gateway(&mut self) -> &mut dyn Payments {
        self.0.gateway()
    }

    fn restart(&mut self) {
        self.0.restart();
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<i64> {
        self.0.prepare(trouble)
    }

    fn pay(&mut self, reference: &str) -> bool {
        self.0.pay(reference)
    }

    fn decline(&mut self, reference: &str) {
        self.0.decline(reference);
    }

    fn books(&mut self, reference: &str) -> Books {
        self.0.books(reference)
    }

    fn unplug(&mut self) {
        self.0.unplug();
    }

    fn currency(&self) -> &'static str {
        self.0.currency()
    }

    fn is_direct(&self) -> bool {
        false
    }
}

fn between(judge: &Judge, stub: &Rc<Stub<Provided>>, flow: Flow) {
    let (stub, base) = (Rc::clone(stub), judge.base.clone());
    BETWEEN.with(|between| between.replace(Some(Between { stub, base, flow })));
}

#[test]
#[ignore = "needs node, npm and the first time the package registry"]
fn vipps_keeps_to_the_providers_file() {
    let stub = Rc::new(Stub::start(Provided::default()));
    let judge = Judge::start(&stub.base());
    between(&judge, &stub, Flow::Qr);
    let cases: &[(&str, fn())] = &[
        ("success", suite::success::<Judged>),
        ("refusal", suite::refusal::<Judged>),
        ("not now", suite::not_now::<Judged>),
        ("no answer, then again", suite::no_answer_then_again::<Judged>),
        ("late", suite::late::<Judged>),
        ("duplicate", suite::duplicate::<Judged>),
        ("crash before sending", suite::crash_before_sending::<Judged>),
        (
            "crash between sending and noting",
            suite::crash_between_sending_and_noting::<Judged>,
        ),
        ("another amount", suite::another_amount_for_the_reference_is_refused::<Judged>),
        ("cancel before paying", suite::cancel_before_paying::<Judged>),
        ("cancel after paying", suite::cancel_after_paying::<Judged>),
        ("cancel crossing with pay", suite::cancel_crossing_with_pay::<Judged>),
        ("cancel while paying", suite::cancel_while_paying::<Judged>),
        ("cancel with the answer lost", suite::cancel_with_the_answer_lost::<Judged>),
        ("declined", suite::declined::<Judged>),
        ("capture twice", suite::capture_twice_is_once::<Judged>),
        (
            "capture of what is not paid",
            suite::capture_of_what_is_not_paid_is_refused::<Judged>,
        ),
        ("refund twice", suite::refund_twice_with_one_key_is_once::<Judged>),
        ("parts", suite::parts_are_given_back::<Judged>),
        ("let go as a whole", suite::what_was_not_taken_is_let_go_as_a_whole::<Judged>),
        ("not known", suite::what_is_not_known_is_not_made_up::<Judged>),
    ];
    for (name, case) in cases {
        println!("{name}");
        case();
    }
    between(&judge, &stub, Flow::WebRedirect);
    println!("success with a link for now");
    suite::success::<Judged>();
    the_judge_judges(&judge, &stub);
}

/// A request and an answer that break the file are caught, so what passed above was looked at.
fn the_judge_judges(judge: &Judge, stub: &Rc<Stub<Provided>>) {
    let mut rig = Judged::new();
    let link = NewLink {
        reference: REFERENCE,
        amount: Money::from_minor(124_950),
        currency: "NOK",
        description: "Order 1001",
        phone: "+4799999999",
        expires_at_ms: chrono::Utc::now().timestamp_millis() + 86_400_000,
    };
    rig.0.vipps.create(&link).unwrap();
    stub.with(|provided| provided.amounts_as_text = true);
    let status = rig.0.vipps.status(REFERENCE, None);
    assert!(matches!(status, Err(PortError::Temporary { .. })), "{status:?}");

    let before = stub.requests("/epayment/v1/payments");
    let body = "{\"amount\":{\"currency\":\"SEK\",\"value\":\"12\"},\"paymentMethod\":{\"type\":\"WALLET\"},\"reference\":\"x\",\"userFlow\":\"QR\"}";
    let mut stream = TcpStream::connect(judge.base.trim_start_matches("http://")).unwrap();
    let head = "POST /epayment/v1/payments HTTP/1.1\r\nHost: judge\r\nConnection: close\r\nContent-Type: application/json\r\n\
                Authorization: Bearer token-1\r\nOcp-Apim-Subscription-Key: k\r\nMerchant-Serial-Number: 123456\r\nIdempotency-Key: k";
    write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(stub.requests("/epayment/v1/payments"), before, "it did not get through");
}
