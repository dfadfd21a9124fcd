//! The bank file formats from outside: golden files both ways, what breaks them, and writing and reading giving the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod camt;
mod common;
mod ocr_giro;
mod pain001;
