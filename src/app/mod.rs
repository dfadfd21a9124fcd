//! Use cases, commands, session, workers and the clock: what both faces share.

pub mod assets;
pub mod clock;
pub mod demo;
pub mod error;
pub mod export;
pub mod import;
pub mod layout;
pub mod log;
pub mod paths;
pub mod query;
pub mod session;
pub mod show;
pub mod texts;
pub mod usecase;
pub mod values;

pub use error::AppError;
pub use session::Session;

/// Column rows, for both faces.
pub use crate::store::columns;
/// What lists are made of, for both faces.
pub use crate::store::detail;
pub use crate::store::list::{Cell, Row, Totals};
