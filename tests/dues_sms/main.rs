//! Dues paid by SMS (requirements 1.1, SMS-1 to SMS-30): messages through the whole program, answered by the letter, drawn once.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test that cannot go on fails")]

mod club;
#[path = "../common/mod.rs"]
mod common;
mod hands;
mod members;
mod outcomes;
mod replies;
mod set_up;
mod storm;
mod words;
