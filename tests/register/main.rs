//! The register through the whole program: cards, phone numbers, shared numbers (SMS-24), tables in and out, and two that are one.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test that cannot go on fails")]

mod cards;
#[path = "../common/mod.rs"]
mod common;
mod merge;
mod numbers;
mod plans;
mod tables;
