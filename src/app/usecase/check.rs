//! `fordring check`: SQLite's own check, every invariant, the chain of the change log.

use crate::app::texts::{Arg, Lang};
use crate::app::{AppError, Session};
use crate::store::bankfile::staged;
use crate::store::check::{self, Fault};
use crate::store::importing;

/// Checks the whole file, and tells of imports that were interrupted.
///
/// # Errors
/// When the file is too damaged to be read.
pub fn check(session: &Session, progress: &mut dyn FnMut(u8)) -> Result<Vec<Fault>, AppError> {
    let mut faults = check::full(&session.store.conn, progress).map_err(|e| e.at(session.path()))?;
    // One that is under way is no fault.
    if !importing::is_held(session.path())? {
        let left = staged::unfinished(&session.store.conn)?;
        faults.extend(left.into_iter().map(|file| Fault {
            what: "file-unfinished",
            id: file.id,
            detail: file.name,
        }));
    }
    Ok(faults)
}

/// A fault in words.
pub fn words(fault: &Fault, lang: Lang) -> String {
    lang.texts().with(
        &format!("check-{}", fault.what),
        &[("id", Arg::Count(fault.id)), ("detail", Arg::Text(fault.detail.clone()))],
    )
}
