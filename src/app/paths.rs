//! Where things lie.

use std::path::{Path, PathBuf};

use super::AppError;

fn directories() -> Result<directories::ProjectDirs, AppError> {
    directories::ProjectDirs::from("", "", "fordring").ok_or(AppError::NoDataDirectory)
}

/// The site's file: `--db`, `FORDRING_DB`, or the platform's data directory.
///
/// # Errors
/// [`AppError::NoDataDirectory`].
pub fn database(given: Option<&Path>) -> Result<PathBuf, AppError> {
    match given {
        Some(path) => Ok(path.to_path_buf()),
        None => Ok(directories()?.data_dir().join("site.fordring")),
    }
}

/// The demo site of a country, beside the site's own file.
///
/// # Errors
/// [`AppError::NoDataDirectory`].
pub fn demo(country: &str) -> Result<PathBuf, AppError> {
    Ok(directories()?.data_dir().join(format!("demo-{country}")).join("demo.fordring"))
}

/// The settings: `--settings`, `FORDRING_SETTINGS`, or the platform's configuration directory.
///
/// # Errors
/// [`AppError::NoDataDirectory`].
pub fn settings(given: Option<&Path>) -> Result<PathBuf, AppError> {
    match given {
        Some(path) => Ok(path.to_path_buf()),
        None => Ok(directories()?.config_dir().join("settings.toml")),
    }
}

/// The log file.
///
/// # Errors
/// [`AppError::NoDataDirectory`].
pub fn log() -> Result<PathBuf, AppError> {
    let dirs = directories()?;
    Ok(dirs.state_dir().unwrap_or_else(|| dirs.data_dir()).join("fordring.log"))
}

/// The folder bank files are looked for in first: `import/` beside the site's file, or the home directory.
pub fn import_folder(database: &Path) -> PathBuf {
    let beside = database.parent().map(|folder| folder.join("import"));
    match beside {
        // Whole, so that there is a way up from it.
        Some(folder) if folder.is_dir() => std::path::absolute(&folder).unwrap_or(folder),
        _ => home(),
    }
}

/// The person's own folder, for what is exported.
pub fn home() -> PathBuf {
    directories::UserDirs::new().map_or_else(|| PathBuf::from("."), |dirs| dirs.home_dir().to_path_buf())
}
