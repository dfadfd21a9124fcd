//! The console.
use crate::app::{AppError, texts::Lang};
use std::path::PathBuf;
/// How the console starts.
pub struct Start {
    /// file
    pub path: PathBuf,
    /// who
    pub operator: String,
    /// language
    pub lang: Option<Lang>,
    /// screen
    pub open: Option<String>,
}
/// Runs it.
/// # Errors
/// any
pub fn run(_: Start) -> Result<(), AppError> {
    Err(AppError::NoTerminal)
}
