//! What becomes of a printed document: a file in a folder, a window of the desktop's viewer, paper from CUPS.
//!
//! A file is written whole or not at all, readable by its owner only, and never over another document: the same document again is
//! the file that is there already, another one under the same name gets a number.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
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
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |source| DeliverError::File { path, source }
    };
    make_folder(folder).map_err(fault(folder))?;
    let draft = folder.join(format!(".{stem}-{}-{:016x}.part", std::process::id(), fastrand::u64(..)));
    let written = write_draft(&draft, bytes).map_err(fault(&draft));
    let placed = written.and_then(|()| place(folder, stem, bytes, &draft));
    // The draft is a second name of the file, or what is left of a failure; either way nobody needs it.
    let _ = fs::remove_file(&draft);
    let path = placed?;
    if let Ok(folder) = File::open(folder) {
        // Not every system can; the name is then written a little later.
        let _ = folder.sync_all();
    }
    Ok(path)
}

/// Gives the draft the first name that is free, or finds the document already there.
fn place(folder: &Path, stem: &str, bytes: &[u8], draft: &Path) -> Result<PathBuf, DeliverError> {
    let mut path = folder.join(format!("{stem}.pdf"));
    for nth in 2..=SAME_NAME_MAX {
        // A link fails when the name is taken, where a rename would replace what is there.
        match fs::hard_link(draft, &path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if is_same(&path, bytes) {
                    return Ok(path);
                }
            }
            // A file system without links (memory sticks): the name is claimed, and then filled.
            Err(_) => match write_draft(&path, bytes) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if is_same(&path, bytes) {
                        return Ok(path);
                    }
                }
                Err(source) => {
                    return Err(DeliverError::File { path, source });
                }
            },
        }
        path = folder.join(format!("{stem}-{nth}.pdf"));
    }
    Err(DeliverError::File {
        path,
        source: io::ErrorKind::AlreadyExists.into(),
    })
}

/// Whether the file is this very document.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let length = u64::try_from(bytes.len()).ok();
    let is_file = fs::symlink_metadata(path).is_ok_and(|about| about.is_file() && Some(about.len()) == length);
    is_file && fs::read(path).is_ok_and(|there| there == bytes)
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

/// Writes a new file, to the disk. One that cannot be written whole is removed.
fn write_draft(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
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
