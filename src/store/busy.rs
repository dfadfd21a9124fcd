//! Who is writing for long. A transaction cannot tell others about itself inside the file, so a note lies beside it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A note older than this is left over from a program that died.
const STALE: Duration = Duration::from_secs(15);

/// What a busy writer says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    /// Who.
    pub operator: String,
    /// What: a file's name.
    pub work: String,
    /// How far, 0 to 100.
    pub percent: u8,
}

fn place(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-busy");
    PathBuf::from(name)
}

/// The note while the work lasts; it goes away with the value.
pub struct BusyNote {
    path: PathBuf,
    last: u8,
}

impl BusyNote {
    /// Puts the note down. A note that cannot be written only costs others the information.
    pub fn put(database: &Path, busy: &Busy) -> BusyNote {
        let note = BusyNote {
            path: place(database),
            last: busy.percent,
        };
        note.write(busy);
        note
    }

    /// Tells how far the work has come.
    pub fn update(&mut self, busy: &Busy) {
        if busy.percent != self.last {
            self.last = busy.percent;
            self.write(busy);
        }
    }

    fn write(&self, busy: &Busy) {
        if let Ok(text) = serde_json::to_string(busy) {
            let _ = std::fs::write(&self.path, text);
        }
    }
}

impl Drop for BusyNote {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Who is busy with this database now.
pub fn look(database: &Path) -> Option<Busy> {
    let path = place(database);
    let age = std::fs::metadata(&path).ok()?.modified().ok()?.elapsed().ok()?;
    if age > STALE {
        return None;
    }
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}
