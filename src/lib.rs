//! Fordring: claims, payments and bank files of one site in one SQLite file, worked on from terminals.
//!
//! ```text
//!               main.rs           arguments → cli or tui, exit code
//!         ┌───────┴────────┐
//!        cli              tui     two faces of the same use cases; ratatui and crossterm only in tui
//!         └───────┬────────┘
//!                app              use cases, one file a verb; commands; session; workers; the clock
//!      ┌──────────┼──────────┐
//!    store     formats    gateways    SQLite only in store · bank-file bytes only in formats · the network only in gateways
//!      └──────────┼──────────┘
//!              domain             the rules, as values and functions: no I/O, no clock, no SQL, no screen
//! ```
//!
//! Edges go down only; `tests/layers.rs` reads the sources and fails on any other.
//!
//! Three journeys show the code:
//!
//! *A key becomes a change.* The input thread turns bytes into a `Key`; the top layer of the stack finds its row in the
//! command registry; `enabled` refuses with a reason or lets it through; a dialog collects what is missing; the writer
//! thread runs the use case in one transaction: load, ask the **domain** what happens, write it with postings and change
//! log, assert the invariants, commit. Visible rows are read again. The command line enters at the use case.
//!
//! *A file becomes payments.* `formats::detect`, the codec's `read`, then `app::import`'s plan: the same function decides for
//! the preview and again inside the transaction that stores.
//!
//! *A list is drawn.* A list query is compiled from column rows; the reader thread builds a row map of keys and reads the
//! rows that are on the screen; a newer query cancels an older one.
//!
//! Four registries make it easy to extend; each new thing is one file and one word in a list: commands
//! (`app::commands`, `tui::commands`), columns (`store::columns`), bank formats (`formats`), screens (`tui::screens`).

pub mod app;
pub mod cli;
pub mod domain;
pub mod formats;
pub mod gateways;
pub mod store;
pub mod tui;
