//! Bank files that come and go by themselves: the watched folder with the real program, and fetching and delivering at a server
//! that is a folder, cut off and killed at every step.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test that cannot go on fails")]

mod client;
#[path = "../common/mod.rs"]
mod common;
mod large;
mod room;
mod server;
mod setup;
mod transfer;
mod watch;
