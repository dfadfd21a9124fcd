//! Where a demo site is built and where it goes. Only what is known to be a demo is ever taken away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::TrialFile;
use super::bank::RECIPIENT;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::store::{Store, StoreError, preference};

/// The preference of nobody that says that a site is a demo.
const MARK: &str = "demo";
/// The preference that names the bank files that came with it.
const FILES: &str = "demo-files";

fn failed(path: &Path) -> impl Fn(io::Error) -> AppError {
    let path = path.to_path_buf();
    move |source| {
        StoreError::Io {
            path: path.clone(),
            source,
        }
        .into()
    }
}

fn beside(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(tail);
    PathBuf::from(name)
}

/// Says in the site itself that it is a demo, and which bank files came with it.
pub(super) fn mark(session: &Session, files: &[TrialFile]) -> Result<(), AppError> {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    session.store.set_preference("", MARK, "1")?;
    session.store.set_preference("", FILES, &names.join("\n"))?;
    Ok(())
}

/// Whether a site may be made here: what is there must be a demo that is to be replaced. Answers the names of the bank
/// files that came with it.
///
/// # Errors
/// [`Refusal::FileExists`], [`Refusal::NotADemo`], [`StoreError::Locked`] while somebody works in it.
pub(super) fn old_files(path: &Path, fresh: bool) -> Result<Vec<String>, AppError> {
    let shown = path.display().to_string();
    if path.symlink_metadata().is_err() {
        return Ok(Vec::new());
    }
    if !fresh {
        return Err(Refusal::FileExists { path: shown }.into());
    }
    let store = match Store::open(path) {
        Ok(store) => store,
        Err(StoreError::NotOurs { .. } | StoreError::Damaged { .. }) => return Err(Refusal::NotADemo { path: shown }.into()),
        Err(error) => return Err(error.into()),
    };
    if preference::get(&store.conn, "", MARK)?.is_none() {
        return Err(Refusal::NotADemo { path: shown }.into());
    }
    let files = preference::get(&store.conn, "", FILES)?.unwrap_or_default();
    drop(store);
    // The last one who closes a file takes its log away: if it is still there, somebody else has the file open.
    if beside(path, "-wal").exists() {
        return Err(StoreError::Locked { path: path.to_path_buf() }.into());
    }
    let plain = |name: &&str| !name.is_empty() && !name.contains(['/', '\\']) && *name != "..";
    Ok(files.lines().filter(plain).map(str::to_owned).collect())
}

/// A folder beside the place where the site goes; it goes away with the value.
pub(super) struct Workshop {
    folder: PathBuf,
}

impl Workshop {
    /// Makes the folder.
    pub(super) fn open(path: &Path) -> Result<Workshop, AppError> {
        let name = path.file_name().ok_or_else(|| AppError::Usage {
            code: "name",
            given: path.display().to_string(),
        })?;
        let parent = path.parent().unwrap_or(Path::new(""));
        let folder = parent.join(format!(".{}.making-{}", name.to_string_lossy(), std::process::id()));
        // A folder of this name can only be left over from a program that died: the number was ours to use.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(failed(&folder))?;
        Ok(Workshop { folder })
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The site's file while it is made.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.join("site.fordring")
    }

    /// Puts the finished site and its bank files where they belong, in place of the old demo's.
    pub(super) fn deliver(&self, path: &Path, old: &[String], files: &[TrialFile]) -> Result<(), AppError> {
        let import = path.parent().unwrap_or(Path::new("")).join("import");
        for file in files {
            let place = import.join(&file.name);
            if !old.contains(&file.name) && place.exists() && !is_trial(&place) {
                return Err(Refusal::FileExists {
                    path: place.display().to_string(),
                }
                .into());
            }
        }
        for tail in ["-wal", "-shm"] {
            let _ = fs::remove_file(beside(path, tail));
        }
        for tail in ["-simulator", "-simulator-wal", "-simulator-shm"] {
            let _ = fs::remove_file(beside(path, tail));
        }
        let phones = beside(&self.site(), "-simulator");
        if phones.exists() {
            let place = beside(path, "-simulator");
            fs::rename(&phones, &place).map_err(failed(&place))?;
        }
        fs::rename(self.site(), path).map_err(failed(path))?;
        for name in old {
            let place = import.join(name);
            if is_trial(&place) {
                let _ = fs::remove_file(place);
            }
        }
        if !files.is_empty() {
            fs::create_dir_all(&import).map_err(failed(&import))?;
        }
        for file in files {
            let place = import.join(&file.name);
            fs::write(&place, &file.bytes).map_err(failed(&place))?;
        }
        Ok(())
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Whether a file is one of a demo's: all name the made-up organisation or its number.
fn is_trial(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    let has = |word: &&str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    [RECIPIENT, super::country_no::SITE, super::country_se::GIRO].iter().any(has)
}
