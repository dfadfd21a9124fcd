//! The peer: `netsgiro.parse` of PyPI, on a file of 10 000 payments.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::{Case, files};

const PAYMENTS: u32 = 10_000;

/// Parses once and prints seconds and payments.
const PARSE: &str = "import netsgiro, sys, time
text = open(sys.argv[1], encoding='latin-1').read()
began = time.perf_counter()
parsed = netsgiro.parse(text)
print(time.perf_counter() - began, sum(len(a.transactions) for a in parsed.assignments))";

/// How many times faster we are than netsgiro; `None` if it is not there.
pub fn netsgiro(runs: u32) -> Option<f64> {
    let python = std::env::var("FORDRING_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", "import netsgiro"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        println!("netsgiro: {python} does not have it (pip install netsgiro; FORDRING_BENCH_PYTHON names another Python)");
        return None;
    }
    let case = files::ocr_giro(PAYMENTS);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("peer.ocr");
    std::fs::write(&path, &case.bytes).unwrap();
    let [mut own, mut peer] = [Duration::MAX; 2];
    for _ in 0..runs {
        own = own.min(case.read());
        peer = peer.min(parse(&python, &path, &case));
    }
    let ratio = peer.as_secs_f64() / own.as_secs_f64();
    println!("netsgiro.parse of {PAYMENTS} payments: {peer:.0?}, we {own:.2?}: {ratio:.0} x (P5)");
    Some(ratio)
}

fn parse(python: &str, path: &Path, case: &Case) -> Duration {
    let output = Command::new(python).args(["-c", PARSE]).arg(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (seconds, payments) = text.trim().split_once(' ').unwrap();
    assert_eq!(payments.parse(), Ok(case.events));
    Duration::from_secs_f64(seconds.parse().unwrap())
}
