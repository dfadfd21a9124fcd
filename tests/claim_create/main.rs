//! Claims made by hand: drafts, articles, issuing, copies, credit and reissue; through the use cases, the command line and the file
//! itself (CLM-1, CLM-6, CLM-13, ORD-5).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod articles;
mod cli;
mod crash;
mod shop;
mod walk;
