//! The console from outside: the real program in a pseudo-terminal, its keys and its screens.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod accounts;
mod claim;
mod create;
mod desk;
mod dues;
mod exchange;
mod hand;
mod harness;
mod hostile;
mod imports;
mod keys;
mod lists;
mod manners;
mod many;
mod orders;
mod outgoing;
mod register;
mod remind;
mod safety;
mod search;
mod sending;
mod settings;
mod site;
mod sms;
mod snapshots;
mod watch;
