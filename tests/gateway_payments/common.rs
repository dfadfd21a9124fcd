//! The clock and the secret of the gateways under test.

use std::cell::Cell;

use fordring::gateways::secret::SecretSource;

use crate::suite::SECRET;

thread_local! {
    static NOW: Cell<i64> = const { Cell::new(1_795_000_000_000) };
}

/// The clock of this test.
pub fn now() -> i64 {
    NOW.with(Cell::get)
}

/// The clock goes on.
pub fn later(ms: i64) {
    NOW.with(|now| now.set(now.get() + ms));
}

/// A file with the secret of the tests.
pub fn secret_file() -> (tempfile::TempDir, SecretSource) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    std::fs::write(&path, format!("{SECRET}\n")).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    (folder, SecretSource::File(path))
}
