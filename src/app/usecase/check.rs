//! `fordring check`: SQLite's own check, every invariant, the chain of the change log.

use crate::app::texts::{Arg, Lang};
use crate::app::{AppError, Session};
use crate::store::check::{self, Fault};

/// Checks the whole file.
///
/// # Errors
/// When the file is too damaged to be read.
pub fn check(session: &Session, progress: &mut dyn FnMut(u8)) -> Result<Vec<Fault>, AppError> {
    Ok(check::full(&session.store.conn, progress).map_err(|e| e.at(session.path()))?)
}

/// A fault in words.
pub fn words(fault: &Fault, lang: Lang) -> String {
    lang.texts().with(
        &format!("check-{}", fault.what),
        &[("id", Arg::Count(fault.id)), ("detail", Arg::Text(fault.detail.clone()))],
    )
}
