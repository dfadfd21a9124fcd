//! How fast each bank file is read: beside OCR giro and the hash of the same bytes in the same run, and OCR giro beside
//! `netsgiro` of PyPI, if Python has it.
//!
//! `cargo bench --bench formats`; `FORDRING_BENCH_PAYMENTS` (200 000) and `FORDRING_BENCH_RUNS` (7) make it larger,
//! `FORDRING_BENCH_PYTHON` (`python3`) is the Python to ask, and words behind `--` choose formats. Of several runs the fastest
//! counts: what disturbs a run only ever makes it slower. It fails when a goal is missed by more than a half.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a measurement that cannot go on fails"
)]

use std::hint::black_box;
use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fordring::domain::bankfile::Event;
use fordring::domain::money::Currency;
use fordring::formats::{self, Codec, ReadOptions};
use sha2::{Digest, Sha256};

mod files;
mod peer;

/// How much faster than netsgiro OCR giro must be (P5).
const PEER: f64 = 100.0;
/// How fast per byte a format of fixed-width records must be, beside OCR giro.
const FIXED: f64 = 0.5;
/// How many megabytes of XML a second must be read.
const XML_MB: f64 = 100.0;
/// A goal missed by less is not told from a busy machine.
const NOISE: f64 = 1.5;
/// As the import reads.
const READ_BYTES: usize = 64 * 1024;

/// A file to be read, and what it holds.
pub struct Case {
    /// What to call it.
    pub name: &'static str,
    /// Its format.
    pub codec: &'static Codec,
    /// What the site's books are in.
    pub currency: Currency,
    /// Payments and notices in it.
    pub events: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Case {
    /// A file of a format, written.
    pub fn new(name: &'static str, currency: Currency, file: &formats::WriteFile) -> Case {
        let id = name.split(' ').next().unwrap_or(name);
        let codec = formats::by_id(id).unwrap();
        let mut bytes = Vec::new();
        (codec.write.unwrap())(file, &mut bytes).unwrap();
        let events = file
            .parts
            .iter()
            .map(|part| part.payments.len() + part.notices.len())
            .sum::<usize>();
        Case {
            name,
            codec,
            currency,
            events: u32::try_from(events).unwrap(),
            bytes,
        }
    }

    /// Reads it once; nothing may be wrong with it, and nothing may be missing.
    pub fn read(&self) -> Duration {
        let options = ReadOptions {
            today: files::today(),
            currency: self.currency,
        };
        let mut input = BufReader::with_capacity(READ_BYTES, Cursor::new(&self.bytes));
        let (mut seen, mut sum) = (0_u32, 0_i64);
        let began = Instant::now();
        let read = (self.codec.read)(&mut input, &options, &mut |event| {
            seen += 1;
            if let Event::Payment(payment) = event {
                sum += black_box(payment).amount.minor();
            }
            ControlFlow::Continue(())
        });
        let time = began.elapsed();
        let summary = read.unwrap();
        assert!(
            black_box(sum) >= 0 && !summary.is_refused(),
            "{}: {:?}",
            self.name,
            summary.findings
        );
        assert_eq!(seen, self.events, "{}", self.name);
        time
    }

    fn hash(&self) -> Duration {
        let began = Instant::now();
        black_box(Sha256::digest(black_box(&self.bytes)));
        began.elapsed()
    }

    /// Megabytes a second, when all of it takes this long.
    fn mb(&self, time: Duration) -> f64 {
        let bytes = f64::from(u32::try_from(self.bytes.len()).unwrap());
        bytes / 1e6 / time.as_secs_f64()
    }
}

/// What was measured beside what was wanted; false if it is missed by more than noise.
fn goal(name: &str, value: f64, must: f64) -> bool {
    let fails = value < must / NOISE;
    if value < must {
        let word = if fails { "MISSED" } else { "missed, within noise" };
        println!("    {word}: {name} is {value:.2}, must be {must}");
    }
    !fails
}

fn measure(case: &Case, ocr: &Case, runs: u32) -> bool {
    let [mut own, mut beside, mut hash] = [Duration::MAX; 3];
    for _ in 0..runs {
        own = own.min(case.read());
        beside = beside.min(ocr.read());
        hash = hash.min(case.hash());
    }
    let (speed, ocr_speed) = (case.mb(own), ocr.mb(beside));
    println!(
        "{:28} {:6.1} MB {speed:6.0} MB/s {:10.0} events/s   {:.2} x ocr-giro per byte   {:.2} x SHA-256 alone",
        case.name,
        case.mb(Duration::from_secs(1)),
        f64::from(case.events) / own.as_secs_f64(),
        speed / ocr_speed,
        speed / case.mb(hash),
    );
    if case.codec.id.starts_with("camt") {
        goal("MB/s", speed, XML_MB)
    } else {
        goal("the ratio to ocr-giro", speed / ocr_speed, FIXED)
    }
}

fn main() -> ExitCode {
    let payments = wanted("FORDRING_BENCH_PAYMENTS", 200_000);
    let runs = wanted("FORDRING_BENCH_RUNS", 7).max(1);
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let ocr = files::ocr_giro(payments);
    let mut kept = true;
    for make in files::ALL {
        let case = make(payments);
        if chosen.is_empty() || chosen.iter().any(|word| case.name.contains(word.as_str())) {
            kept &= measure(&case, &ocr, runs);
        }
    }
    if chosen.is_empty() || chosen.iter().any(|word| word == "netsgiro") {
        kept &= peer::netsgiro(runs.min(5)).is_none_or(|ratio| goal("the ratio to netsgiro (P5)", ratio, PEER));
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn wanted(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}
