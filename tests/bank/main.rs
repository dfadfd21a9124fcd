//! Bank files and what comes of them beyond payments: agreements to draw, pay-outs, statements, one file's bytes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

mod files;
mod mandates;
