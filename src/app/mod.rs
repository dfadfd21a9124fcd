//! Use cases, commands, session, workers and the clock: what both faces share.

pub mod assets;
pub mod browse;
pub mod clock;
pub mod commands;
pub mod demo;
pub mod desk;
pub mod error;
pub mod exchange;
pub mod export;
pub mod file_view;
pub mod import;
pub mod layout;
pub mod log;
pub mod outbox;
pub mod overview;
pub mod paths;
pub mod payment_view;
pub mod ports;
pub mod print;
pub mod query;
pub mod reader;
pub mod search_all;
pub mod session;
pub mod settings;
pub mod show;
pub mod show_draft;
pub mod show_order;
pub mod simulated;
pub mod texts;
pub mod usecase;
pub mod values;
pub mod writer;

pub use error::AppError;
pub use session::Session;

/// Who is writing for long.
pub use crate::store::busy::Busy;
/// Column rows, for both faces.
pub use crate::store::columns;
/// What lists are made of, for both faces.
pub use crate::store::detail;
pub use crate::store::list::{Cell, Row, Totals};
