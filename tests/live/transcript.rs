//! Runs the contract on a live daemon and writes down what happened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::contract::{PROMISES, Rig};

/// What a rig can show beside the contract.
pub trait Show {
    /// What went over the air.
    fn told(&self) -> Vec<String>;
    /// What helps to find a fault.
    fn troubleshoot(&self) -> String;
}

/// The transcript, and whether every promise was kept.
pub fn run<R: Rig + Show>(name: &str, start: impl FnOnce() -> R) -> (String, bool) {
    let mut out = format!("# {name}\n");
    let began = Instant::now();
    let Ok(mut rig) = catch_unwind(AssertUnwindSafe(start)) else {
        return (format!("{out}FAIL  it did not start\n"), false);
    };
    let (mut good, mut told) = (true, 0);
    for (promise, check) in PROMISES {
        let since = Instant::now();
        let kept = catch_unwind(AssertUnwindSafe(|| check(&mut rig)));
        let took = since.elapsed().as_millis();
        let said = kept.err().map(|cause| {
            let text = cause.downcast_ref::<String>().cloned();
            text.or_else(|| cause.downcast_ref::<&str>().map(|&text| text.to_owned()))
                .unwrap_or_default()
        });
        let word = if said.is_none() { "ok  " } else { "FAIL" };
        out.push_str(&format!("{word}  {promise} ({took} ms)\n"));
        for line in rig.told().iter().skip(told) {
            let short: String = line.chars().take(130).collect();
            out.push_str(&format!("        {short}{}\n", if short.len() < line.len() { "…" } else { "" }));
        }
        told = rig.told().len();
        if let Some(said) = said {
            good = false;
            rig.release();
            out.push_str(&format!("      {said}\n{}\n", rig.troubleshoot()));
        }
    }
    out.push_str(&format!("{} s\n", began.elapsed().as_secs()));
    (out, good)
}
