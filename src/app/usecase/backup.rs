//! A copy of the file, made while others work, and verified before it counts.

use std::path::Path;

use crate::app::texts::Lang;
use crate::app::{AppError, Session};
use crate::store::{Store, check};

/// Copies the site's file and checks the copy. A copy that does not hold is taken away.
///
/// # Errors
/// When the target is in the way or cannot be written; [`AppError::Faults`] when the copy has faults.
pub fn backup(session: &Session, target: &Path, progress: &mut dyn FnMut(i64, i64)) -> Result<(), AppError> {
    session.store.backup(target, progress)?;
    let copy = Store::open(target).and_then(|store| check::full(&store.conn, &mut |_| {}));
    match copy {
        Ok(faults) if faults.is_empty() => {
            for tail in ["-wal", "-shm"] {
                let mut beside = target.as_os_str().to_owned();
                beside.push(tail);
                let _ = std::fs::remove_file(beside);
            }
            tracing::info!("backup made");
            Ok(())
        }
        Ok(faults) => {
            let _ = std::fs::remove_file(target);
            Err(AppError::Faults(faults.len()))
        }
        Err(error) => {
            let _ = std::fs::remove_file(target);
            Err(error.into())
        }
    }
}

/// The language of messages before a file is open: the environment's, else English.
pub fn system_language() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find_map(|value| Lang::from_code(&value))
        .unwrap_or(Lang::En)
}
