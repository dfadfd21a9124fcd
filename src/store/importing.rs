//! Who imports a large file just now. The system takes the lock back when its holder dies, so a lock that can be had tells that
//! the import which is not finished was interrupted.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::StoreError;

/// The lock of the one who imports large files into a site; free again when it is dropped. The file it is on stays.
pub struct ImportLock(#[allow(dead_code, reason = "held, not read")] File);

fn place(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-import");
    PathBuf::from(name)
}

impl ImportLock {
    /// Takes it. `None`: somebody holds it.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn take(database: &Path) -> Result<Option<ImportLock>, StoreError> {
        let path = place(database);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let taken = options.open(&path).map(|file| (file.try_lock(), file));
        match taken {
            Ok((Ok(()), file)) => Ok(Some(ImportLock(file))),
            Ok((Err(TryLockError::WouldBlock), _)) => Ok(None),
            Ok((Err(TryLockError::Error(source)), _)) | Err(source) => Err(StoreError::Io { path, source }),
        }
    }
}

/// Whether somebody imports a large file just now.
///
/// # Errors
/// [`StoreError::Io`].
pub fn is_held(database: &Path) -> Result<bool, StoreError> {
    Ok(place(database).exists() && ImportLock::take(database)?.is_none())
}
