//! Membership and the dues run: kinds, what they cost for a period, who gets which claim and who not and why, never twice, and the
//! state that follows the money (SMS-4 to SMS-6, SMS-25, CLM-1, OCR-14).

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test that cannot go on fails")]

mod command_line;
#[path = "../common/mod.rs"]
mod common;
mod merged;
mod model;
mod money;
mod plans;
mod rails;
mod runs;
mod sms;
mod world;
