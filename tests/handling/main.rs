//! Claims, payments, refunds and bank files worked by hand: any sequence of use cases keeps the books, what is undone stands as
//! before, the rails refuse whoever tries, and `check` finds what is changed behind them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod acts;
#[path = "../common/mod.rs"]
mod common;
mod model;
mod pays;
mod rails;
mod tamper;
mod undo;
mod walk;
mod world;
