//! The log file: what the program did, without personal data. Names, numbers of accounts, references and amounts stay out;
//! keys of records and codes go in.

use std::path::{Path, PathBuf};

use tracing_subscriber::filter::LevelFilter;

use super::{AppError, paths};

/// Keeps the log's writer alive; the last lines are written when it goes.
pub struct LogGuard(#[allow(dead_code, reason = "held for its Drop")] tracing_appender::non_blocking::WorkerGuard);

/// Starts logging to the file given with `--log`, else to the platform's place. A log that cannot be opened costs the log only,
/// unless it was asked for.
///
/// # Errors
/// [`AppError::Place`] when the file that was asked for cannot be written.
pub fn start(asked: Option<&Path>) -> Result<Option<LogGuard>, AppError> {
    let path = match asked {
        Some(path) => path.to_path_buf(),
        None => match paths::log() {
            Ok(path) => path,
            Err(_) => return Ok(None),
        },
    };
    match open(&path) {
        Ok(file) => {
            let (writer, guard) = tracing_appender::non_blocking(file);
            let made = tracing_subscriber::fmt()
                .with_writer(writer)
                .with_ansi(false)
                .with_target(false)
                .with_max_level(LevelFilter::INFO)
                .finish();
            let _ = tracing::subscriber::set_global_default(made);
            Ok(Some(LogGuard(guard)))
        }
        Err(source) if asked.is_some() => Err(AppError::Place { path, source }),
        Err(_) => Ok(None),
    }
}

fn open(path: &PathBuf) -> std::io::Result<std::fs::File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
