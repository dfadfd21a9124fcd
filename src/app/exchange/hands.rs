//! Moving files without ever writing over one, and the right to do so in a folder.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::app::AppError;
use crate::domain::text::is_forbidden;

/// The file whose lock is the right to work in a folder. It stays; only its lock counts.
const LOCK: &str = ".fordring-lock";
/// How long a name may become, in bytes, so that a report fits beside it.
const NAME_MAX: usize = 200;
/// How much of a file is read at a time.
const PIECE_BYTES: usize = 256 * 1024;
/// How many files of one name are kept apart by a number.
const SAME_MAX: u32 = 100_000;

/// A failure of a path, in our terms.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> AppError {
    let path = path.to_path_buf();
    move |source| AppError::Place { path, source }
}

/// Makes a folder with its parents, where it is not there.
pub(super) fn make(folder: &Path) -> Result<(), AppError> {
    fs::create_dir_all(folder).map_err(at(folder))
}

/// The right to move files in a folder, for one process at a time. It ends with the value, also by a crash.
#[derive(Debug)]
pub(super) struct Right {
    _lock: File,
}

impl Right {
    /// `None`: another process has it.
    pub fn take(folder: &Path) -> Result<Option<Right>, AppError> {
        let path = folder.join(LOCK);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Right { _lock: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(at(&path)(error)),
        }
    }
}

/// A name that harms no terminal and leaves room for what is added to it.
pub(super) fn tame(name: &OsStr) -> String {
    let mut tamed = String::new();
    for c in name.to_string_lossy().chars() {
        let c = if is_forbidden(c) || c == '/' || c == '\u{fffd}' { '_' } else { c };
        if tamed.len() + c.len_utf8() > NAME_MAX {
            break;
        }
        tamed.push(c);
    }
    tamed
}

/// Moves a file into a folder under its name, or `name (2).txt`. Nothing is written over. `before` gets the place it will have.
///
/// # Errors
/// When it cannot be moved; it lies where it lay then.
pub(super) fn move_into(file: &Path, folder: &Path, mut before: impl FnMut(&Path)) -> io::Result<PathBuf> {
    let name = tame(file.file_name().unwrap_or_default());
    for number in 1..SAME_MAX {
        let target = folder.join(numbered(&name, number));
        match fs::symlink_metadata(&target) {
            // The other name of the same file: a crash came between giving it and taking the old one away.
            Ok(there) if is_same(&there, file) => {
                fs::remove_file(file)?;
                return Ok(target);
            }
            Ok(_) => continue,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        before(&target);
        match fs::hard_link(file, &target) {
            Ok(()) => {
                fs::remove_file(file)?;
                return Ok(target);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(error),
            // A file system without second names: the place was free a moment ago, and only who has the right moves here.
            Err(_) => {
                fs::rename(file, &target)?;
                return Ok(target);
            }
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// The SHA-256 of a file, and its length.
pub(super) fn digest(path: &Path) -> Result<([u8; 32], u64), AppError> {
    let mut file = File::open(path).map_err(at(path))?;
    let (mut hash, mut length, mut piece) = (Sha256::new(), 0u64, vec![0; PIECE_BYTES]);
    loop {
        let read = file.read(&mut piece).map_err(at(path))?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok((hash.finalize().into(), length));
        };
        hash.update(bytes);
        length = length.saturating_add(u64::try_from(read).unwrap_or(0));
    }
}

#[cfg(unix)]
fn is_same(there: &fs::Metadata, file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(file).is_ok_and(|ours| (ours.dev(), ours.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &Path) -> bool {
    false
}

fn numbered(name: &str, number: u32) -> OsString {
    if number == 1 {
        return name.into();
    }
    match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, extension)) => format!("{stem} ({number}).{extension}").into(),
        None => format!("{name} ({number})").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let done = dir.path().join("done");
        make(&done).unwrap();
        let mut places = Vec::new();
        for content in ["one", "two", "three"] {
            let file = dir.path().join("ocr.txt");
            fs::write(&file, content).unwrap();
            places.push(move_into(&file, &done, |_| {}).unwrap());
            assert!(!file.exists());
        }
        let names: Vec<_> = places.iter().map(|place| place.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["ocr.txt", "ocr (2).txt", "ocr (3).txt"]);
        assert_eq!(fs::read_to_string(&places[0]).unwrap(), "one");
    }

    #[cfg(unix)]
    #[test]
    fn a_crash_in_the_middle_of_a_move_leaves_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let (file, done) = (dir.path().join("a"), dir.path().join("done"));
        make(&done).unwrap();
        fs::write(&file, "x").unwrap();
        fs::hard_link(&file, done.join("a")).unwrap();
        assert_eq!(move_into(&file, &done, |_| {}).unwrap(), done.join("a"));
        assert!(!file.exists() && fs::read_dir(&done).unwrap().count() == 1);
    }

    #[test]
    fn hostile_names_are_tamed() {
        assert_eq!(tame(OsStr::new("a\u{1b}[2J\u{202e}b\n")), "a_[2J_b_");
        assert_eq!(tame(OsStr::new(&"å".repeat(200))).len(), NAME_MAX);
        assert_eq!(numbered(".skjult", 2), OsString::from(".skjult (2)"));
    }

    #[test]
    fn only_one_has_the_right() {
        let dir = tempfile::tempdir().unwrap();
        let right = Right::take(dir.path()).unwrap();
        assert!(right.is_some() && Right::take(dir.path()).unwrap().is_none());
        drop(right);
        assert!(Right::take(dir.path()).unwrap().is_some());
    }
}
