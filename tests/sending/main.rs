//! Sending claims through the whole program: what leaves, what is left out and why, what is kept, and what a bad day does to it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod bad_days;
mod cli;
mod club;
#[path = "../common/mod.rs"]
mod common;
mod jobs;
mod paper;
mod rails;
#[path = "../gateway_mail/stub.rs"]
#[allow(dead_code, reason = "shared with another test")]
mod stub;

/// What the shared server of e-mail reads letters into.
mod suite {
    /// A letter as it came.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[allow(dead_code, reason = "shared with another test")]
    pub struct Got {
        pub to: String,
        pub key: String,
        pub subject: String,
        pub text: String,
        pub file: String,
        pub pdf: Vec<u8>,
    }
}
