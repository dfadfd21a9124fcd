//! The folders of the spool, and how a file gets into them whole, once, and for good.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::gateways::PortError;

/// Where a message stands. In this order, because files only move this way: one that is looked for so is never missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Outgoing,
    Checked,
    Sent,
    Failed,
}

/// A leftover of a crash in our own folder is swept when it is older than this.
const LEFTOVER: Duration = Duration::from_secs(3600);

/// The folders.
pub(super) struct Folders {
    pub(super) outgoing: PathBuf,
    pub(super) checked: PathBuf,
    pub(super) sent: PathBuf,
    pub(super) failed: PathBuf,
    pub(super) incoming: PathBuf,
    pub(super) report: PathBuf,
    /// Ours: files are written here and linked into `outgoing`, so it is on the same file system.
    pub(super) temp: PathBuf,
}

/// Nobody heard it: a folder that is not there, a disk that is full.
pub(super) fn unreached(path: &Path, error: &io::Error) -> PortError {
    PortError::NotReached {
        detail: format!("{}: {error}", path.display()),
    }
}

impl Folders {
    /// Where the file of this name is.
    pub(super) fn place(&self, name: &str) -> Result<Option<Place>, PortError> {
        let all = [
            (Place::Outgoing, &self.outgoing),
            (Place::Checked, &self.checked),
            (Place::Sent, &self.sent),
            (Place::Failed, &self.failed),
        ];
        for (place, folder) in all {
            let path = folder.join(name);
            match fs::symlink_metadata(&path) {
                Ok(_) => return Ok(Some(place)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(unreached(&path, &error)),
            }
        }
        Ok(None)
    }

    /// Puts a whole file into `outgoing`, unless one of this name is there.
    ///
    /// The daemon sends a half-written file half, so the file is written and synced elsewhere and linked into place; a link
    /// never overwrites. A name of our own for each try, since a file from before a crash may be the very one that is
    /// linked already.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), PortError> {
        let temp = self.temp.join(format!("{name}.{}-{:016x}", std::process::id(), fastrand::u64(..)));
        let written = self.make_temp().and_then(|()| write_new(&temp, bytes));
        if let Err(error) = written {
            let _ = fs::remove_file(&temp);
            return Err(unreached(&temp, &error));
        }
        let target = self.outgoing.join(name);
        let linked = fs::hard_link(&temp, &target);
        // From here on it may be sent, whatever else goes wrong.
        let synced = sync_folder(&self.outgoing);
        let _ = fs::remove_file(&temp);
        match linked {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(unreached(&target, &error)),
            _ => synced.map_err(|error| PortError::NoAnswer {
                detail: format!("{}: {error}", self.outgoing.display()),
            }),
        }
    }

    /// Removes our own file from `outgoing`, unless the daemon took it.
    pub(super) fn take_back(&self, name: &str) -> Result<(), PortError> {
        let path = self.outgoing.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unreached(&path, &error)),
            _ => Ok(()),
        }
    }

    fn make_temp(&self) -> io::Result<()> {
        match fs::create_dir(&self.temp) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
            // For every user of the group, and with files in the group of the spool.
            #[cfg(unix)]
            Ok(()) => fs::set_permissions(&self.temp, std::os::unix::fs::PermissionsExt::from_mode(0o2775)),
            #[cfg(not(unix))]
            Ok(()) => Ok(()),
        }
    }

    /// Removes what a crash left in our own folder. What is linked into `outgoing` stays there.
    pub(super) fn sweep(&self, now: SystemTime) {
        for (_, path, changed) in list(&self.temp).unwrap_or_default() {
            if now.duration_since(changed).is_ok_and(|age| age > LEFTOVER) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// What keeps the spool from working, in plain words.
    pub(super) fn examine(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for folder in [&self.outgoing, &self.checked, &self.sent, &self.failed, &self.incoming] {
            if let Err(error) = fs::read_dir(folder) {
                wrong.push(format!("{}: cannot be read: {error}", folder.display()));
            }
        }
        if let Err(error) = fs::read_dir(&self.report) {
            wrong.push(format!(
                "{}: cannot be read: {error}; set `report` in smsd.conf, else reports come among the messages",
                self.report.display()
            ));
        }
        match self.probe() {
            Ok(None) => {}
            Ok(Some(fault)) => wrong.push(fault),
            Err(error) => wrong.push(format!(
                "{}: a file cannot be put there through {}: {error}; both must be on one file system and open to this user",
                self.outgoing.display(),
                self.temp.display()
            )),
        }
        wrong
    }

    /// Puts a file into `outgoing` under a name that the daemon passes over, and takes it away again.
    fn probe(&self) -> io::Result<Option<String>> {
        self.make_temp()?;
        let name = format!(".fordring-{}-{:016x}", std::process::id(), fastrand::u64(..));
        let (temp, target) = (self.temp.join(&name), self.outgoing.join(&name));
        let tried = write_new(&temp, b"").and_then(|()| fs::hard_link(&temp, &target));
        let fault = tried.and_then(|()| self.group_fault(&target));
        let _ = fs::remove_file(&target);
        let _ = fs::remove_file(&temp);
        fault
    }

    /// The daemon writes into our file what became of it, as a member of its own group.
    #[cfg(unix)]
    fn group_fault(&self, probe: &Path) -> io::Result<Option<String>> {
        use std::os::unix::fs::MetadataExt;
        let (folder, file) = (fs::metadata(&self.outgoing)?, fs::metadata(probe)?);
        let reached = file.gid() == folder.gid() || file.uid() == folder.uid();
        Ok((!reached).then(|| {
            format!(
                "{}: files get group {} and the daemon's folder has group {}; give the folder that group and the setgid bit",
                self.temp.display(),
                file.gid(),
                folder.gid()
            )
        }))
    }

    #[cfg(not(unix))]
    fn group_fault(&self, _probe: &Path) -> io::Result<Option<String>> {
        Ok(None)
    }
}

/// Writes a file that was not there, which the daemon's group can write, down to the disk.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    // Whatever the umask says; else the daemon cannot note what became of the message.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o664))?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// The files of a folder that the daemon has let go: their names, paths and times, oldest first.
pub(super) fn list(folder: &Path) -> io::Result<Vec<(String, PathBuf, SystemTime)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !passed_over(name)) else {
            continue;
        };
        // It may be moved on while we look: then the next look finds it where it went.
        let Ok(about) = entry.metadata() else { continue };
        if about.is_file() {
            files.push((name.to_owned(), entry.path(), about.modified()?));
        }
    }
    files.sort_by_key(|(_, _, changed)| *changed);
    Ok(files)
}

fn passed_over(name: &str) -> bool {
    name.starts_with('.') || Path::new(name).extension() == Some(OsStr::new("LOCK"))
}
