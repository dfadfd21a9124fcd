//! The settings: each with its value, what holds without it, and its help; changed with a comment, in the change log, and in the
//! file of the settings, whose other lines and comments stay as they are. Secrets do not stand in it, and are never shown.

pub mod rows;
mod text;

use std::io::Write;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, TableLike};

pub use self::rows::{Kind, ROWS, Row};
use crate::app::ports::Ports;
use crate::app::settings::Settings;
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session, assets};
use crate::domain::refusal::Refusal;
use crate::store::journal::Entry;

/// A setting as it stands.
#[derive(Clone)]
pub struct Shown {
    /// Which.
    pub row: &'static Row,
    /// What is set; `None`: nothing.
    pub value: Option<String>,
    /// What holds where nothing is set.
    pub usual: String,
}

impl Shown {
    /// What holds.
    pub fn holds(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.usual)
    }
}

/// All settings.
///
/// # Errors
/// When the file cannot be read.
pub fn all(session: &Session) -> Result<Vec<Shown>, AppError> {
    let file = read(session)?;
    let terms = assets::handling(session.site.country, session.actor().today)?;
    let usual = Settings::default();
    let shown = |row: &'static Row| Shown {
        row,
        value: find(&file, row.key).map(|item| text::shown(row.kind, item)),
        usual: (row.usual)(&usual, &terms),
    };
    let mut all: Vec<Shown> = ROWS.iter().map(shown).collect();
    all.sort_by_key(|one| ROWS.iter().position(|first| first.section() == one.row.section()));
    Ok(all)
}

/// One setting.
///
/// # Errors
/// [`Refusal::NoSuchSetting`].
pub fn one(session: &Session, key: &str) -> Result<Shown, AppError> {
    let found = all(session)?.into_iter().find(|shown| shown.row.key == key);
    Ok(found.ok_or_else(|| Refusal::NoSuchSetting { wanted: key.to_owned() })?)
}

/// Sets one; `None`: what holds without it holds again. A program that runs has the new settings when it is started again.
///
/// # Errors
/// [`Refusal::NoSuchSetting`], [`Refusal::SettingValue`], [`Refusal::CommentMissing`]; [`Refusal::SettingsWouldFail`] where the
/// program could not work with it; when the file cannot be written, nothing is changed.
pub fn set(session: &mut Session, key: &str, typed: Option<&str>, comment: &str) -> Result<Shown, AppError> {
    let comment = required(comment)?;
    let before = one(session, key)?;
    let row = before.row;
    let path = session.settings.file.clone().ok_or(AppError::NoDataDirectory)?;
    let before_text = read_text(&path)?;
    let mut file = parsed(&path, &before_text)?;
    match typed {
        Some(typed) => {
            let item = text::item(row.kind, typed).ok_or_else(|| Refusal::SettingValue {
                setting: key.to_owned(),
                value: typed.to_owned(),
            })?;
            put(&mut file, key, item);
        }
        None => take(&mut file, key),
    }
    let written = file.to_string();
    check(session, key, &written)?;
    let after = find(&file, key).map(|item| text::shown(row.kind, item));
    let told = |value: &Option<String>| serde_json::json!({ "setting": key, "value": value }).to_string();
    let id = ROWS
        .iter()
        .position(|one| one.key == key)
        .map_or(0, |at| i64::try_from(at).unwrap_or(0))
        + 1;
    let done = session.write(|tx| {
        tx.log(&Entry {
            kind: "setting",
            id,
            action: "setting_set",
            comment: &comment,
            before: Some(&told(&before.value)),
            after: Some(&told(&after)),
        })?;
        // Last: what is refused above leaves the file as it is, and so does a file that cannot be written leave the change log.
        replace(&path, &written)
    });
    if done.is_err() && read_text(&path)? != before_text {
        replace(&path, &before_text)?;
    }
    done?;
    one(session, key)
}

/// The file as it stands.
fn read(session: &Session) -> Result<DocumentMut, AppError> {
    match &session.settings.file {
        Some(path) => parsed(path, &read_text(path)?),
        None => Ok(DocumentMut::new()),
    }
}

/// What stands in the file; none is an empty one.
fn read_text(path: &Path) -> Result<String, AppError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(AppError::File {
            path: path.to_path_buf(),
            source,
        }),
    }
}

fn parsed(path: &Path, text: &str) -> Result<DocumentMut, AppError> {
    text.parse().map_err(|error: toml_edit::TomlError| AppError::Settings {
        path: path.to_path_buf(),
        detail: error.to_string(),
    })
}

/// Whether the program can work with a text. What did not work before may be mended step by step.
fn check(session: &Session, key: &str, text: &str) -> Result<(), AppError> {
    let fails = |detail: String| Refusal::SettingsWouldFail {
        setting: key.to_owned(),
        detail,
    };
    let settings = Settings::parse(text).map_err(fails)?;
    match Ports::open(&settings, session.path()) {
        Err(error) if Ports::open(&session.settings, session.path()).is_ok() => Err(fails(error.words(session.lang)).into()),
        _ => Ok(()),
    }
}

fn find<'f>(file: &'f DocumentMut, key: &str) -> Option<&'f Item> {
    let mut words = key.split('.');
    let mut item = file.get(words.next()?)?;
    for word in words {
        item = item.as_table_like()?.get(word)?;
    }
    Some(item).filter(|item| !item.is_none())
}

fn put(file: &mut DocumentMut, key: &str, item: Item) {
    let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
    let mut table: &mut dyn TableLike = file.as_table_mut();
    for word in section.split('.').filter(|word| !word.is_empty()) {
        let next = table.entry(word).or_insert_with(|| {
            let mut made = Table::new();
            made.set_implicit(true);
            Item::Table(made)
        });
        if next.as_table_like().is_none() {
            *next = Item::Table(Table::new());
        }
        let Some(next) = next.as_table_like_mut() else { return };
        table = next;
    }
    // What stands behind and before it stays.
    match (table.get_mut(name).and_then(Item::as_value_mut), item) {
        (Some(old), Item::Value(new)) => {
            let decor = old.decor().clone();
            *old = new;
            *old.decor_mut() = decor;
        }
        (_, item) => drop(table.insert(name, item)),
    }
}

fn take(file: &mut DocumentMut, key: &str) {
    let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
    let mut table: &mut dyn TableLike = file.as_table_mut();
    for word in section.split('.').filter(|word| !word.is_empty()) {
        let Some(next) = table.get_mut(word).and_then(Item::as_table_like_mut) else {
            return;
        };
        table = next;
    }
    table.remove(name);
}

/// Puts a text in the place of a file, whole or not at all, for its owner alone.
fn replace(path: &Path, text: &str) -> Result<(), AppError> {
    let fault = |source| AppError::Place {
        path: path.to_path_buf(),
        source,
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(fault)?;
    let mut file = tempfile::Builder::new().prefix(".settings-").tempfile_in(folder).map_err(fault)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(fault)?;
    file.persist(path).map_err(|error| fault(error.error))?;
    Ok(())
}
