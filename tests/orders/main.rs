//! Workshop orders through the use cases, the command line and the file itself (requirements 1.5 and 2.2).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod bad_days;
mod bent;
mod cli;
mod crash;
mod locks;
mod outside;
mod shop;
mod walk;
