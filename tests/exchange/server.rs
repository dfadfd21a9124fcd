//! A bank's server that is a folder, and that fails when it is told to.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use fordring::app::exchange::{Exchange, ExchangeError, RemoteFile};

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The line is cut before anything happens.
    CutBefore,
    /// It happens, and the answer is lost.
    CutAfter,
    /// A transfer is cut in the middle.
    CutWithin,
    /// The program dies before the call.
    DieBefore,
    /// The program dies after it.
    DieAfter,
}

pub const HOWS: [How; 5] = [How::CutBefore, How::CutAfter, How::CutWithin, How::DieBefore, How::DieAfter];

/// One thing that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked(pub &'static str, pub String);

pub struct Server {
    pub root: PathBuf,
    /// The call that fails, from 0.
    pub fault: Option<(usize, How)>,
    /// What was asked, in order.
    pub asked: Vec<Asked>,
    /// How much of every fetch comes over, where not all does.
    pub lies: Option<usize>,
}

impl Server {
    pub fn new(root: &Path) -> Server {
        for folder in ["out", "in"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        Server {
            root: root.to_owned(),
            fault: None,
            asked: Vec::new(),
            lies: None,
        }
    }

    pub fn count(&self, verb: &str) -> usize {
        self.asked.iter().filter(|asked| asked.0 == verb).count()
    }

    fn call<T>(&mut self, asked: Asked, work: impl FnOnce(&Server, bool) -> Result<T, ExchangeError>) -> Result<T, ExchangeError> {
        let now = self.asked.len();
        self.asked.push(asked);
        let fault = self.fault.filter(|(at, _)| *at == now).map(|(_, how)| how);
        let cut = || ExchangeError::NotReached {
            detail: "Connection closed".to_owned(),
        };
        match fault {
            Some(How::DieBefore) => std::panic::panic_any("killed"),
            Some(How::CutBefore) => return Err(cut()),
            _ => {}
        }
        let done = work(self, fault == Some(How::CutWithin))?;
        match fault {
            Some(How::DieAfter) => std::panic::panic_any("killed"),
            Some(How::CutAfter | How::CutWithin) => Err(cut()),
            _ => Ok(done),
        }
    }
}

fn fault(error: &std::io::Error) -> ExchangeError {
    ExchangeError::Other { detail: error.to_string() }
}

impl Exchange for Server {
    fn list(&mut self, folder: &str) -> Result<Vec<RemoteFile>, ExchangeError> {
        self.call(Asked("list", folder.to_owned()), |server, _| {
            let mut files = Vec::new();
            for entry in fs::read_dir(server.root.join(folder)).map_err(|error| fault(&error))?.flatten() {
                let about = entry.metadata().unwrap();
                let at = about.modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
                let at = i64::try_from(at.as_millis()).unwrap();
                files.push(RemoteFile {
                    name: entry.file_name().to_string_lossy().into_owned(),
                    length: about.len(),
                    modified_ms: at - at % 60_000,
                    exact_ms: 60_000,
                });
            }
            Ok(files)
        })
    }

    fn fetch(&mut self, folder: &str, name: &str, into: &Path) -> Result<(), ExchangeError> {
        self.call(Asked("fetch", name.to_owned()), |server, half| {
            let bytes = fs::read(server.root.join(folder).join(name)).map_err(|error| fault(&error))?;
            let begun = fs::metadata(into).map_or(0, |about| usize::try_from(about.len()).unwrap());
            let end = server.lies.unwrap_or(bytes.len()).min(bytes.len());
            let end = if half { begun + (end - begun) / 2 } else { end };
            let mut whole = fs::read(into).unwrap_or_default();
            whole.extend_from_slice(&bytes[begun..end]);
            fs::write(into, whole).map_err(|error| fault(&error))
        })
    }

    fn put(&mut self, from: &Path, folder: &str, name: &str) -> Result<(), ExchangeError> {
        self.call(Asked("put", name.to_owned()), |server, half| {
            let bytes = fs::read(from).map_err(|error| fault(&error))?;
            let end = if half { bytes.len() / 2 } else { bytes.len() };
            fs::write(server.root.join(folder).join(name), &bytes[..end]).map_err(|error| fault(&error))
        })
    }

    fn rename(&mut self, folder: &str, from: &str, to: &str) -> Result<(), ExchangeError> {
        self.call(Asked("rename", to.to_owned()), |server, half| {
            let (from, to) = (server.root.join(folder).join(from), server.root.join(folder).join(to));
            if to.exists() {
                let what = to.display().to_string();
                return Err(ExchangeError::InTheWay { what });
            }
            // As OpenSSH does it: a second name, then the first one goes.
            fs::hard_link(&from, &to).map_err(|error| fault(&error))?;
            if !half {
                fs::remove_file(&from).map_err(|error| fault(&error))?;
            }
            Ok(())
        })
    }

    fn remove(&mut self, folder: &str, name: &str) -> Result<(), ExchangeError> {
        self.call(Asked("remove", name.to_owned()), |server, _| {
            fs::remove_file(server.root.join(folder).join(name)).map_err(|error| fault(&error))
        })
    }
}
