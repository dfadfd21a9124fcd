//! Runs promises one after another on something that lives, and writes down what happened.

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

/// What lives, seen from the one who writes down.
pub trait Witness {
    /// What was not told yet.
    fn news(&mut self) -> Vec<String>;
    /// What helps to find a fault, and what must be before the next promise.
    fn failed(&mut self) -> String;
}

/// Keeps every promise and prints at once what happened, lines cut at so many letters; whether all were kept.
pub fn play<T: Witness, F: Fn(&mut T)>(
    name: &str,
    start: impl FnOnce() -> T,
    promises: impl IntoIterator<Item = (&'static str, F)>,
    width: usize,
) -> bool {
    let say = |text: &str| text.lines().for_each(|line| println!("{name}: {line}"));
    let began = Instant::now();
    let Ok(mut world) = catch_unwind(AssertUnwindSafe(start)) else {
        say("FAIL  it did not start");
        return false;
    };
    let mut good = true;
    for (promise, check) in promises {
        let since = Instant::now();
        let kept = catch_unwind(AssertUnwindSafe(|| check(&mut world)));
        let word = if kept.is_ok() { "ok  " } else { "FAIL" };
        say(&format!("{word}  {promise} ({} ms)", since.elapsed().as_millis()));
        for line in world.news().iter().flat_map(|news| news.lines()) {
            let short: String = line.chars().take(width).collect();
            say(&format!("        {short}{}", if short.len() < line.len() { "…" } else { "" }));
        }
        if let Err(cause) = kept {
            let text = cause.downcast_ref::<String>().cloned();
            let text = text.or_else(|| cause.downcast_ref::<&str>().map(|&text| text.to_owned()));
            say(&format!("{}\n{}", text.unwrap_or_default(), world.failed()));
            good = false;
        }
    }
    say(&format!("{} s", began.elapsed().as_secs()));
    good
}

/// A rig, and how many lines of it were told.
struct Told<R> {
    rig: R,
    lines: usize,
}

impl<R: Rig + Show> Witness for Told<R> {
    fn news(&mut self) -> Vec<String> {
        let all = self.rig.told();
        let news = all.iter().skip(self.lines).cloned().collect();
        self.lines = all.len();
        news
    }

    fn failed(&mut self) -> String {
        self.rig.release();
        self.rig.troubleshoot()
    }
}

/// The contract of message gateways on a live daemon.
pub fn run<R: Rig + Show>(name: &str, start: impl FnOnce() -> R) -> bool {
    let promises = PROMISES
        .iter()
        .map(|&(promise, check)| (promise, move |told: &mut Told<R>| check(&mut told.rig)));
    play(name, || Told { rig: start(), lines: 0 }, promises, 120)
}
