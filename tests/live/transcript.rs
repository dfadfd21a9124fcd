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

/// Runs every promise and prints at once what happened; whether all were kept.
pub fn run<R: Rig + Show>(name: &str, start: impl FnOnce() -> R) -> bool {
    let say = |text: &str| text.lines().for_each(|line| println!("{name}: {line}"));
    let began = Instant::now();
    let Ok(mut rig) = catch_unwind(AssertUnwindSafe(start)) else {
        say("FAIL  it did not start");
        return false;
    };
    let (mut good, mut told) = (true, 0);
    for (promise, check) in PROMISES {
        let since = Instant::now();
        let kept = catch_unwind(AssertUnwindSafe(|| check(&mut rig)));
        let word = if kept.is_ok() { "ok  " } else { "FAIL" };
        say(&format!("{word}  {promise} ({} ms)", since.elapsed().as_millis()));
        let all = rig.told();
        for line in all.iter().skip(told) {
            let short: String = line.chars().take(120).collect();
            say(&format!("        {short}{}", if short.len() < line.len() { "…" } else { "" }));
        }
        told = all.len();
        if let Err(cause) = kept {
            let text = cause.downcast_ref::<String>().cloned();
            let text = text.or_else(|| cause.downcast_ref::<&str>().map(|&text| text.to_owned()));
            say(&format!("{}\n{}", text.unwrap_or_default(), rig.troubleshoot()));
            rig.release();
            good = false;
        }
    }
    say(&format!("{} s", began.elapsed().as_secs()));
    good
}
