//! What becomes of a printed document: a file in a folder, a window of the desktop's viewer, paper from CUPS.
//!
//! A file is written whole or not at all, readable by its owner only, and never over another document: the same document again is
//! the file that is there already, another one under the same name gets a number.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use thiserror::Error;

use super::invoice::{Invoice, Kind};
use crate::app::texts::{Arg, Texts};
use crate::domain::text::clean;

/// Letters of a file name that come from a number.
const NUMBER_MAX: usize = 40;
/// Documents of one name; more is a fault somewhere else.
const SAME_NAME_MAX: usize = 999;
/// Letters of a printer's name (CUPS allows 127).
const PRINTER_MAX: usize = 127;
/// How much of what a program says is kept.
const SAID_MAX: u64 = 2_000;
/// How old a document is that nobody writes any more.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 3_600);
/// How often a program is looked after.
const LOOK: Duration = Duration::from_millis(10);

/// How documents leave: from the settings.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The program that shows a file.
    pub viewer: OsString,
    /// The program that prints one, with the options of `lp`.
    pub lp: OsString,
    /// The printer; none: CUPS's own choice.
    pub printer: Option<String>,
    /// Where programs are looked for, in place of `PATH`.
    pub search: Option<OsString>,
    /// How long `lp` may take: it only hands the file over, so a server that does not answer is the reason when it does not.
    pub patience: Duration,
}

impl Default for Delivery {
    fn default() -> Self {
        Delivery {
            viewer: if cfg!(target_os = "macos") { "open" } else { "xdg-open" }.into(),
            lp: "lp".into(),
            printer: None,
            search: None,
            patience: Duration::from_secs(20),
        }
    }
}

/// Why a document did not leave.
#[derive(Debug, Error)]
pub enum DeliverError {
    /// There is no such program.
    #[error("no program {program}")]
    NoProgram {
        /// Its name.
        program: String,
    },
    /// The program said no.
    #[error("{program}: {said}")]
    Refused {
        /// Its name.
        program: String,
        /// Its words, cleaned.
        said: String,
    },
    /// The program did not come back, and was ended.
    #[error("{program} gave no answer in {seconds} s")]
    TooSlow {
        /// Its name.
        program: String,
        /// How long it was waited for.
        seconds: u64,
    },
    /// What is set as the printer is no name of one.
    #[error("{0:?} is no printer")]
    NotAPrinter(String),
    /// The file could not be written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl DeliverError {
    /// In a language.
    pub fn words(&self, t: &Texts) -> String {
        let text = |text: &str| Arg::Text(text.to_owned());
        match self {
            DeliverError::NoProgram { program } => t.with("print-fault-no-program", &[("program", text(program))]),
            DeliverError::Refused { program, said } => t.with("print-fault-refused", &[("program", text(program)), ("said", text(said))]),
            DeliverError::TooSlow { program, seconds } => {
                let seconds = Arg::count(*seconds);
                t.with("print-fault-too-slow", &[("program", text(program)), ("seconds", seconds)])
            }
            DeliverError::NotAPrinter(name) => t.with("print-fault-printer", &[("printer", text(name))]),
            DeliverError::File { path, source } => {
                let args = [
                    ("path", Arg::Text(path.display().to_string())),
                    ("detail", Arg::Text(source.to_string())),
                ];
                t.with("print-fault-file", &args)
            }
        }
    }
}

/// The name of a document without its ending: `faktura-10242`, `kreditfaktura-K17`, `faktura-10242-kopia`. Only letters and digits
/// of a number come in, so that none leads out of the folder.
pub fn file_stem(invoice: &Invoice) -> String {
    let t = invoice.language.texts();
    let what = match invoice.kind {
        Kind::Invoice => t.t("print-file-invoice"),
        Kind::CreditNote { .. } => t.t("print-file-credit-note"),
        Kind::Reminder { no, .. } => format!("{}-{no}", t.t("print-file-reminder")),
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let number: String = invoice.number.trim().chars().take(NUMBER_MAX).map(plain).collect();
    let copy = if invoice.copy {
        format!("-{}", t.t("print-file-copy"))
    } else {
        String::new()
    };
    format!("{what}-{number}{copy}")
}

/// Saves a document in a folder, which is made if it is not there. Answers where it is.
///
/// # Errors
/// [`DeliverError::File`].
pub fn save(folder: &Path, stem: &str, bytes: &[u8]) -> Result<PathBuf, DeliverError> {
    let mut draft = Draft::new(folder)?;
    let written = draft.file.write_all(bytes);
    written.map_err(|source| draft.fault(source))?;
    draft.place(stem)
}

/// A document that is being written: a file of a name that nobody looks for, until it is whole.
pub struct Draft {
    folder: PathBuf,
    path: PathBuf,
    /// What is written to.
    pub file: File,
}

impl Draft {
    /// Begins one in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// [`DeliverError::File`].
    pub fn new(folder: &Path) -> Result<Draft, DeliverError> {
        let fault = |path: &Path| {
            let path = path.to_owned();
            move |source| DeliverError::File { path, source }
        };
        make_folder(folder).map_err(fault(folder))?;
        sweep(folder);
        let path = folder.join(format!(".{}-{:016x}.part", std::process::id(), fastrand::u64(..)));
        Ok(Draft {
            folder: folder.to_owned(),
            file: new_file(&path).map_err(fault(&path))?,
            path,
        })
    }

    fn fault(&self, source: io::Error) -> DeliverError {
        DeliverError::File {
            path: self.path.clone(),
            source,
        }
    }

    /// It is whole: gives it the first name that is free, or finds the document already there. Answers where it is.
    ///
    /// # Errors
    /// [`DeliverError::File`].
    pub fn place(self, stem: &str) -> Result<PathBuf, DeliverError> {
        self.file.sync_all().map_err(|source| self.fault(source))?;
        let mut path = self.folder.join(format!("{stem}.pdf"));
        for nth in 2..=SAME_NAME_MAX {
            // A link fails when the name is taken, where a rename would replace what is there. A file system without links (memory
            // sticks): the name is claimed, and then filled.
            let placed = match fs::hard_link(&self.path, &path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => copy_new(&self.path, &path),
                placed => placed,
            };
            match placed {
                Ok(()) => break,
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(DeliverError::File { path, source: error });
                }
                Err(_) if is_same(&self.path, &path) => break,
                Err(source) if nth == SAME_NAME_MAX => return Err(DeliverError::File { path, source }),
                Err(_) => path = self.folder.join(format!("{stem}-{nth}.pdf")),
            }
        }
        if let Ok(folder) = File::open(&self.folder) {
            // Not every system can; the name is then written a little later.
            let _ = folder.sync_all();
        }
        Ok(path)
    }
}

/// Removes what a crash left of documents, once nobody can be writing it any more: it says who owes what.
fn sweep(folder: &Path) {
    let Ok(all) = fs::read_dir(folder) else { return };
    for entry in all.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with('.') && name.ends_with(".part")) {
            continue;
        }
        let age = entry
            .metadata()
            .and_then(|about| about.modified())
            .ok()
            .and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > LEFT_BEHIND) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // It is a second name of the file, or what is left of a failure; either way nobody needs it.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether two files are the same document. What cannot be read is none.
fn is_same(one: &Path, other: &Path) -> bool {
    let opened = |path: &Path| {
        let about = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some((about.len(), BufReader::new(File::open(path).ok()?)))
    };
    let (Some((length, one)), Some((other_length, other))) = (opened(one), opened(other)) else {
        return false;
    };
    length == other_length && one.bytes().zip(other.bytes()).all(|pair| matches!(pair, (Ok(a), Ok(b)) if a == b))
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// A new file that its owner alone reads.
fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Copies a file to a new one, to the disk. One that cannot be written whole is removed.
fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut file = new_file(to)?;
    let copied = File::open(from)
        .and_then(|mut from| io::copy(&mut from, &mut file))
        .and_then(|_| file.sync_all());
    if copied.is_err() {
        let _ = fs::remove_file(to);
    }
    copied
}

impl Delivery {
    /// Shows a file in the desktop's viewer. A viewer that stays open is left alone; one that fails at once is a fault. It takes up
    /// to a second and a half: not for the screen's thread.
    ///
    /// # Errors
    /// [`DeliverError::NoProgram`], [`DeliverError::Refused`].
    pub fn open(&self, file: &Path) -> Result<(), DeliverError> {
        /// `xdg-open` hands over and returns; when it fails it does so within this time.
        const SOON: Duration = Duration::from_millis(1_500);
        let mut command = self.command(&self.viewer);
        // Its words would fall into the console's screen, and a pipe would end a viewer that talks later.
        command.arg(absolute(file)).stdout(Stdio::null()).stderr(Stdio::null());
        let name = self.viewer.to_string_lossy().into_owned();
        let mut child = start(command, &name)?;
        let until = Instant::now() + SOON;
        while Instant::now() < until {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => {
                    return Err(DeliverError::Refused {
                        program: name,
                        said: status.to_string(),
                    });
                }
                Ok(None) => std::thread::sleep(LOOK),
                Err(error) => return Err(refused(&name, &error)),
            }
        }
        // It goes on by itself; somebody must take note of its end, or it stays in the table of processes.
        std::thread::spawn(move || child.wait());
        Ok(())
    }

    /// Sends a file to the printer. Answers what `lp` said, such as the number of the job. It takes up to the patience set: not
    /// for the screen's thread.
    ///
    /// # Errors
    /// [`DeliverError`]: each of its kinds but `File`.
    pub fn print(&self, file: &Path, title: &str) -> Result<String, DeliverError> {
        let mut command = self.command(&self.lp);
        if let Some(printer) = &self.printer {
            // CUPS: no blanks, `/` or `#`. What begins with a hyphen would be another option.
            let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '@');
            if printer.is_empty() || printer.len() > PRINTER_MAX || printer.starts_with('-') || !printer.chars().all(fits) {
                return Err(DeliverError::NotAPrinter(printer.clone()));
            }
            command.arg("-d").arg(printer);
        }
        command.arg("-t").arg(clean(title).as_ref()).arg(absolute(file));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let name = self.lp.to_string_lossy().into_owned();
        let mut child = start(command, &name)?;
        let (out, err) = (listen(child.stdout.take()), listen(child.stderr.take()));
        let until = Instant::now() + self.patience;
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if Instant::now() < until => std::thread::sleep(LOOK),
                Ok(None) => {
                    end(&mut child);
                    return Err(DeliverError::TooSlow {
                        program: name,
                        seconds: self.patience.as_secs(),
                    });
                }
                Err(error) => return Err(refused(&name, &error)),
            }
        };
        let (out, err) = (heard(&out), heard(&err));
        if status.success() {
            return Ok(out);
        }
        let said = [err, out, status.to_string()]
            .into_iter()
            .find(|said| !said.is_empty())
            .unwrap_or_default();
        Err(DeliverError::Refused { program: name, said })
    }

    fn command(&self, program: &OsString) -> Command {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        if let Some(search) = &self.search {
            command.env("PATH", search);
        }
        command
    }
}

/// A path that no program takes for an option.
fn absolute(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned())
}

fn start(mut command: Command, name: &str) -> Result<Child, DeliverError> {
    command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => DeliverError::NoProgram { program: name.to_owned() },
        _ => refused(name, &error),
    })
}

fn refused(name: &str, error: &io::Error) -> DeliverError {
    DeliverError::Refused {
        program: name.to_owned(),
        said: error.to_string(),
    }
}

/// Ends a program and takes note of it.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads what a program says, in a thread, so that one that talks much does not stand still.
fn listen<R: Read + Send + 'static>(pipe: Option<R>) -> std::sync::mpsc::Receiver<Vec<u8>> {
    let (send, receive) = std::sync::mpsc::sync_channel(1);
    if let Some(mut pipe) = pipe {
        std::thread::spawn(move || {
            let mut said = Vec::new();
            let _ = pipe.by_ref().take(SAID_MAX).read_to_end(&mut said);
            let _ = send.send(said);
            let _ = io::copy(&mut pipe, &mut io::sink());
        });
    }
    receive
}

/// What was heard, on one line. A child of the program that keeps the pipe open is not waited for.
fn heard(said: &std::sync::mpsc::Receiver<Vec<u8>>) -> String {
    let bytes = said.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    clean(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
