//! Files to the bank (OCR-2, OCR-3): what is due, written and read back, sent, discarded, answered; and what becomes of each item.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;
mod countries;
mod draws;
mod payouts;
mod receipts;
mod tamper;
mod world;
