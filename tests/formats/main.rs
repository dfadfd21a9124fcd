//! The bank file formats from outside: golden files both ways, what breaks them, and writing and reading giving the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod autogiro;
mod avtalegiro;
mod bankgiro;
mod betalingsservice;
mod bgmax;
mod camt;
mod common;
mod corpus;
mod direct_remittance;
mod ny;
mod ny_rules;
mod ocr_giro;
mod ocr_peer;
mod pain001;
